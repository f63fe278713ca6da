package org.sumcat.zoo;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.sumcat.zoo.DenseNet.Stem;
import org.sumcat.zoo.ResNetCifar.Shortcut;

/**
 * Every network by name.
 *
 * <p>A name, or spec, is a preset ({@code densenet-121}, {@code resnet-20}) or a family with its
 * keys ({@code densenet-bc:depth=100,growth=12}); keys that are left out have their usual values.
 */
public final class Zoo {
    private static final Map<String, Entry> FAMILIES =
            Stream.of(
                            new Entry(
                                    "skeleton",
                                    "one network, three ways; join plain, sum or concat",
                                    keys("join=sum", "depth=25", "width=16"),
                                    Zoo::skeleton),
                            new Entry(
                                    "plain",
                                    "the ResNet for small images with its shortcuts taken away",
                                    keys("depth=20", "width=16"),
                                    spec -> small(spec, Shortcut.NONE)),
                            new Entry(
                                    "resnet-cifar",
                                    "ResNet for small images; shortcut a, a-both, b or none",
                                    keys("depth=20", "width=16", "shortcut=a"),
                                    spec -> small(spec, shortcut(spec))),
                            new Entry(
                                    "resnet",
                                    "ResNet for large images; form torchvision, paper or d2l",
                                    keys("depth=18", "form=torchvision"),
                                    spec -> new ResNet(spec.integer("depth", 18), form(spec))),
                            dense("densenet", false, false),
                            dense("densenet-b", true, false),
                            dense("densenet-c", false, true),
                            dense("densenet-bc", true, true),
                            new Entry(
                                    "densenet-imagenet",
                                    "DenseNet for large images",
                                    keys(
                                            "blocks=6-12-24-16",
                                            "growth=32",
                                            "bottleneck=4",
                                            "compression=0.5",
                                            "initial=(2*growth)",
                                            "dropout=0",
                                            "bias=false"),
                                    Zoo::large))
                    .collect(
                            Collectors.toMap(
                                    entry -> entry.family().name(),
                                    e -> e,
                                    (a, b) -> a,
                                    LinkedHashMap::new));

    private static final Map<String, Network> PRESETS = presets();

    private Zoo() {}

    /**
     * A family of networks that keys tell apart.
     *
     * @param name how a spec begins, {@code densenet-bc}
     * @param about what it is, in a few words
     * @param keys its keys in order, with the values they have when left out: as written in a spec,
     *     or words in brackets for one that follows from another key, {@code (2*growth)}
     */
    public record Family(String name, String about, Map<String, String> keys) {
        public Family {
            keys = Collections.unmodifiableMap(new LinkedHashMap<>(keys));
        }
    }

    /** A family and how its networks are made from what was typed. */
    private record Entry(Family family, Function<Spec, Network> reader) {
        Entry(String name, String about, Map<String, String> keys, Function<Spec, Network> reader) {
            this(new Family(name, about, keys), reader);
        }
    }

    /**
     * The network of that name.
     *
     * @throws IllegalArgumentException for a name or key that does not exist (with the nearest ones
     *     that do) and for values that the family refuses
     */
    public static Network network(String spec) {
        Network preset = PRESETS.get(spec.trim());
        if (preset != null) {
            return preset;
        }
        Spec parsed = Spec.parse(spec.trim());
        Entry entry = FAMILIES.get(parsed.family());
        if (entry == null) {
            throw unknown(parsed.family());
        }
        parsed.requireKeys(List.copyOf(entry.family().keys().keySet()));
        return entry.reader().apply(parsed);
    }

    /** The networks with a name of their own, in the order in which they are listed. */
    public static List<Network> networks() {
        return List.copyOf(PRESETS.values());
    }

    /** The families, in the order in which they are listed. */
    public static List<Family> families() {
        return FAMILIES.values().stream().map(Entry::family).toList();
    }

    /** The preset that is this network, or else the long name given. */
    static String nameOf(Network network, String otherwise) {
        return PRESETS.entrySet().stream()
                .filter(preset -> preset.getValue().equals(network))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse(otherwise);
    }

    private static Map<String, Network> presets() {
        var presets = new LinkedHashMap<String, Network>();
        presets.put("skeleton-plain", new Skeleton(Skeleton.Join.PLAIN, 25, 16));
        presets.put("skeleton-sum", new Skeleton(Skeleton.Join.SUM, 25, 16));
        presets.put("skeleton-concat", new Skeleton(Skeleton.Join.CONCAT, 25, 8));
        for (int depth : new int[] {20, 32, 44, 56, 110}) {
            presets.put("plain-" + depth, new ResNetCifar(depth, 16, Shortcut.NONE));
        }
        for (int depth : new int[] {20, 32, 44, 56, 110, 1202}) {
            presets.put("resnet-" + depth, new ResNetCifar(depth, 16, Shortcut.A));
        }
        for (int depth : new int[] {18, 34, 50, 101, 152}) {
            presets.put("resnet-" + depth, new ResNet(depth, ResNet.Form.TORCHVISION));
        }
        presets.put("resnet-d2l", new ResNet(18, ResNet.Form.D2L));
        presets.put("densenet-40-12", DenseNet.plain(40, 12));
        presets.put("densenet-100-12", DenseNet.plain(100, 12));
        presets.put("densenet-100-24", DenseNet.plain(100, 24));
        presets.put("densenet-bc-40-12", DenseNet.bc(40, 12));
        presets.put("densenet-bc-100-12", DenseNet.bc(100, 12));
        presets.put("densenet-bc-250-24", DenseNet.bc(250, 24));
        presets.put("densenet-bc-190-40", DenseNet.bc(190, 40));
        presets.put("densenet-121", DenseNet.large(List.of(6, 12, 24, 16), 32));
        presets.put("densenet-169", DenseNet.large(List.of(6, 12, 32, 32), 32));
        presets.put("densenet-201", DenseNet.large(List.of(6, 12, 48, 32), 32));
        presets.put("densenet-161", DenseNet.large(List.of(6, 12, 36, 24), 48));
        presets.put("densenet-264", DenseNet.large(List.of(6, 12, 64, 48), 32));
        presets.put("densenet-d2l", DenseNet.d2l());
        return presets;
    }

    private static Network skeleton(Spec spec) {
        var joins = words(Skeleton.Join.values(), Skeleton.Join::key);
        return new Skeleton(
                spec.choice("join", Skeleton.Join.SUM, joins),
                spec.integer("depth", 25),
                spec.integer("width", 16));
    }

    private static Network small(Spec spec, Shortcut shortcut) {
        return new ResNetCifar(spec.integer("depth", 20), spec.integer("width", 16), shortcut);
    }

    private static Shortcut shortcut(Spec spec) {
        return spec.choice("shortcut", Shortcut.A, words(Shortcut.values(), Shortcut::key));
    }

    private static ResNet.Form form(Spec spec) {
        return spec.choice(
                "form", ResNet.Form.TORCHVISION, words(ResNet.Form.values(), ResNet.Form::key));
    }

    /** DenseNet for small images: three equal blocks of a depth, or any blocks. */
    private static Entry dense(String name, boolean bottleneck, boolean compression) {
        var keys = keys("depth=40", "growth=12", "blocks=(from depth)");
        if (bottleneck) {
            keys.put("bottleneck", "4");
        }
        if (compression) {
            keys.put("compression", "0.5");
        }
        keys.put("initial", bottleneck && compression ? "(2*growth)" : "16");
        keys.put("dropout", "0");
        keys.put("bias", "false");
        return new Entry(
                name,
                "DenseNet for small images%s%s"
                        .formatted(
                                bottleneck ? ", 1x1 bottlenecks" : "",
                                compression ? ", compression in transitions" : ""),
                keys,
                spec -> {
                    int growth = spec.integer("growth", 12);
                    int width = bottleneck ? spec.integer("bottleneck", 4) : 0;
                    Spec.require(
                            width >= 1 || !bottleneck,
                            "bottleneck of %s must be at least 1, but was %d; without: %s"
                                    .formatted(
                                            name, width, compression ? "densenet-c" : "densenet"));
                    return new DenseNet(
                            blocks(spec, bottleneck),
                            growth,
                            width,
                            compression ? spec.decimal("compression", 0.5) : 1,
                            spec.integer("initial", bottleneck && compression ? 2 * growth : 16),
                            spec.decimal("dropout", 0),
                            Stem.SMALL,
                            spec.truth("bias", false));
                });
    }

    private static List<Integer> blocks(Spec spec, boolean bottleneck) {
        Spec.require(
                !(spec.has("blocks") && spec.has("depth")),
                "a DenseNet has either depth or blocks, but both were given; leave one out");
        return spec.integers("blocks", DenseNet.equalBlocks(spec.integer("depth", 40), bottleneck));
    }

    private static Network large(Spec spec) {
        int growth = spec.integer("growth", 32);
        return new DenseNet(
                spec.integers("blocks", List.of(6, 12, 24, 16)),
                growth,
                spec.integer("bottleneck", 4),
                spec.decimal("compression", 0.5),
                spec.integer("initial", 2 * growth),
                spec.decimal("dropout", 0),
                Stem.IMAGENET,
                spec.truth("bias", false));
    }

    private static Map<String, String> keys(String... pairs) {
        return Arrays.stream(pairs)
                .map(pair -> pair.split("=", 2))
                .collect(Collectors.toMap(p -> p[0], p -> p[1], (a, b) -> a, LinkedHashMap::new));
    }

    private static <T> Map<String, T> words(T[] values, Function<T, String> word) {
        return Arrays.stream(values)
                .collect(Collectors.toMap(word, v -> v, (a, b) -> a, LinkedHashMap::new));
    }

    private static IllegalArgumentException unknown(String name) {
        var known = new ArrayList<>(PRESETS.keySet());
        known.addAll(FAMILIES.keySet());
        return new IllegalArgumentException(
                "SPEC must name a network, but there is no '%s'%s (./sumcat networks lists all)"
                        .formatted(name, Spec.meant(name, known)));
    }
}
