package org.sumcat.zoo;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.sumcat.inception.InceptionFamilies;
import org.sumcat.keys.Named;
import org.sumcat.keys.Nearest;
import org.sumcat.keys.Spec;
import org.sumcat.network.FamilyEntry;
import org.sumcat.network.Network;
import org.sumcat.network.NetworkSummary;
import org.sumcat.nn.Fusion;

/**
 * Registry of all networks by name.
 *
 * <p>A name, or spec, is a preset ({@code densenet-121}, {@code resnet-20}) or a family with its
 * keys ({@code densenet-bc:depth=100,growth=12}); keys that are left out have their usual values.
 */
public final class Zoo {
    private static final Map<String, FamilyEntry<?>> FAMILIES =
            Stream.of(
                            List.of(Skeleton.FAMILY, LeNet.FAMILY, AlexNet.FAMILY),
                            List.of(NetworkInNetwork.FAMILY, Vgg.FAMILY),
                            InceptionFamilies.early(),
                            List.of(ResNetCifar.PLAIN, ResNetCifar.RESNET),
                            List.of(ResNetCifar.STOCHASTIC_DEPTH),
                            List.of(ResNet.FAMILY, PreActResNet.FAMILY),
                            InceptionFamilies.late(),
                            DenseNetFamilies.ALL)
                    .<FamilyEntry<?>>flatMap(List::stream)
                    .collect(
                            Collectors.toMap(
                                    FamilyEntry::name, e -> e, (a, b) -> a, LinkedHashMap::new));

    private static final Map<String, Network> PRESETS =
            FAMILIES.values().stream()
                    .map(FamilyEntry::presets)
                    .collect(LinkedHashMap::new, Map::putAll, Map::putAll);

    private static final Map<String, Fusion> FUSIONS = new ConcurrentHashMap<>();

    /** Networks as values of keys. */
    public static final Named<Network> NAMED =
            new Named<>(Network.class, Zoo::network, Network::spec);

    private Zoo() {}

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
        FamilyEntry<?> entry = FAMILIES.get(parsed.name());
        if (entry == null) {
            throw PRESETS.containsKey(parsed.name()) ? changed(parsed) : unknown(parsed.name());
        }
        return entry.keys().read(parsed);
    }

    /**
     * The network that a record names; whether it is still the same one, its counts say.
     *
     * @throws IllegalArgumentException if the zoo has none of that name
     */
    public static Network recorded(NetworkSummary record) {
        return network(record.spec());
    }

    /** The networks with a name of their own, in the order in which they are listed. */
    public static List<Network> networks() {
        return List.copyOf(PRESETS.values());
    }

    /** The families, in the order in which they are listed. */
    public static List<Family> families() {
        return FAMILIES.values().stream().map(Zoo::family).toList();
    }

    private static Family family(FamilyEntry<?> entry) {
        var usual = entry.keys().usualValues();
        usual.replaceAll((key, value) -> value.equals("0.0") ? "0" : value);
        return new Family(
                entry.name(),
                entry.about(),
                usual,
                entry.keys().takes(),
                List.copyOf(entry.presets().values()));
    }

    /**
     * The fusion of the network that a record is of, counted from its tree. Of one that the zoo has
     * not, no more is known than its family, or whether it is a chain.
     */
    public static Fusion fusion(NetworkSummary anatomy) {
        return FUSIONS.computeIfAbsent(
                anatomy.spec() + " of " + anatomy.family(), name -> counted(anatomy));
    }

    private static Fusion counted(NetworkSummary anatomy) {
        try {
            return Fusion.of(recorded(anatomy).graph());
        } catch (IllegalArgumentException e) {
            boolean chain = anatomy.connections() == anatomy.weightLayers();
            return fusion(anatomy.family()).orElse(chain ? Fusion.NONE : Fusion.OTHER);
        }
    }

    /** That of a family, by its name as in {@link Network#family()}: all of it are alike. */
    public static Optional<Fusion> fusion(String family) {
        return networks().stream()
                .filter(network -> network.family().equals(family))
                .findFirst()
                .map(network -> Fusion.of(network.graph()));
    }

    /** A preset with keys: what was meant is a network of its family, if that takes them. */
    private static IllegalArgumentException changed(Spec asked) {
        var presets = FAMILIES.values().stream().filter(e -> e.presets().containsKey(asked.name()));
        FamilyEntry<?> entry = presets.findFirst().orElseThrow();
        var same = Spec.parse(entry.withKeys(asked.name()));
        var values = new LinkedHashMap<>(same.values());
        values.putAll(asked.values());
        var meant = new Spec(entry.name(), values);
        String way = "write " + meant;
        try {
            entry.keys().read(meant);
        } catch (IllegalArgumentException e) {
            way = "it is %s, and as such: %s".formatted(same, e.getMessage());
        }
        return new IllegalArgumentException(
                "a preset takes no keys, but was '%s'; %s".formatted(asked, way));
    }

    private static IllegalArgumentException unknown(String name) {
        var known = new ArrayList<>(PRESETS.keySet());
        known.addAll(FAMILIES.keySet());
        return new IllegalArgumentException(
                "SPEC must name a network, but there is no '%s'%s (./sumcat networks lists all)"
                        .formatted(name, Nearest.to(name, known)));
    }
}
