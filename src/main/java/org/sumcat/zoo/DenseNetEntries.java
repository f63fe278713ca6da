package org.sumcat.zoo;

import java.util.List;
import org.sumcat.network.Network;
import org.sumcat.network.Spec;
import org.sumcat.zoo.DenseNet.Memory;
import org.sumcat.zoo.DenseNet.Stem;

/** How DenseNets are called: their families, keys and presets, and how a spec is read. */
final class DenseNetEntries {
    private static final String BLOCKS = "n-n-... with n from 1 to " + DenseNet.MOST_LAYERS;
    private static final String GROWTH = "1 to " + DenseNet.MOST_GROWTH;
    private static final String INITIAL = "1 to " + DenseNet.MOST_INITIAL;

    private DenseNetEntries() {}

    static List<Entry> all() {
        return List.of(
                small("densenet", false, false)
                        .preset("densenet-40-12", DenseNet.plain(40, 12))
                        .preset("densenet-100-12", DenseNet.plain(100, 12))
                        .preset("densenet-100-24", DenseNet.plain(100, 24)),
                small("densenet-b", true, false),
                small("densenet-c", false, true),
                small("densenet-bc", true, true)
                        .preset("densenet-bc-40-12", DenseNet.bc(40, 12))
                        .preset("densenet-bc-100-12", DenseNet.bc(100, 12))
                        .preset("densenet-bc-250-24", DenseNet.bc(250, 24))
                        .preset("densenet-bc-190-40", DenseNet.bc(190, 40)),
                new Entry(
                                "densenet-imagenet",
                                "DenseNet for large images",
                                DenseNetEntries::readLarge)
                        .key("blocks", "6-12-24-16", BLOCKS)
                        .key("growth", 32, GROWTH)
                        .key("bottleneck", 4, "0 to " + DenseNet.WIDEST_BOTTLENECK)
                        .key("compression", 0.5, "above 0 to 1")
                        .key("initial", "(2*growth)", INITIAL)
                        .dropout(0)
                        .flag("bias", false)
                        .key("memory", "plain", Spec.words(Memory.values()))
                        .preset("densenet-121", DenseNet.large(List.of(6, 12, 24, 16), 32))
                        .preset("densenet-169", DenseNet.large(List.of(6, 12, 32, 32), 32))
                        .preset("densenet-201", DenseNet.large(List.of(6, 12, 48, 32), 32))
                        .preset("densenet-161", DenseNet.large(List.of(6, 12, 36, 24), 48))
                        .preset("densenet-264", DenseNet.large(List.of(6, 12, 64, 48), 32))
                        .preset("densenet-d2l", DenseNet.d2l()));
    }

    /** Three equal blocks of a depth, or any blocks. */
    private static Entry small(String name, boolean bottleneck, boolean compression) {
        var entry =
                new Entry(
                                name,
                                "DenseNet for small images%s%s"
                                        .formatted(
                                                bottleneck ? ", 1x1 bottlenecks" : "",
                                                compression ? ", compression in transitions" : ""),
                                spec -> readSmall(spec, bottleneck, compression))
                        .key(
                                "depth",
                                40,
                                bottleneck
                                        ? "6n+4 from 10 to " + (6 * DenseNet.MOST_LAYERS + 4)
                                        : "3n+4 from 7 to " + (3 * DenseNet.MOST_LAYERS + 4))
                        .key("growth", 12, GROWTH)
                        .key("blocks", "(from depth)", BLOCKS);
        if (bottleneck) {
            entry.key("bottleneck", 4, "1 to " + DenseNet.WIDEST_BOTTLENECK);
        }
        if (compression) {
            entry.key("compression", 0.5, "above 0 to 1");
        }
        return entry.key("initial", bottleneck && compression ? "(2*growth)" : "16", INITIAL)
                .dropout(0)
                .flag("bias", false)
                .key("memory", "plain", Spec.words(Memory.values()));
    }

    private static Network readSmall(Spec spec, boolean bottleneck, boolean compression) {
        int growth = spec.integer("growth", 12);
        int width = bottleneck ? spec.integer("bottleneck", 4) : 0;
        Spec.require(
                width >= 1 || !bottleneck,
                "bottleneck of %s must be at least 1, but was %s; without: %s"
                        .formatted(spec.name(), width, compression ? "densenet-c" : "densenet"));
        Spec.require(
                !(spec.has("blocks") && spec.has("depth")),
                "a DenseNet has either depth or blocks, but both were given; leave one out");
        return new DenseNet(
                spec.integers(
                        "blocks", DenseNet.equalBlocks(spec.integer("depth", 40), bottleneck)),
                growth,
                width,
                compression ? spec.decimal("compression", 0.5) : 1,
                spec.integer("initial", bottleneck && compression ? 2 * growth : 16),
                spec.decimal("dropout", 0),
                Stem.SMALL,
                spec.flag("bias", false),
                spec.choice("memory", Memory.PLAIN, Spec.words(Memory.values())));
    }

    private static Network readLarge(Spec spec) {
        int growth = spec.integer("growth", 32);
        return new DenseNet(
                spec.integers("blocks", List.of(6, 12, 24, 16)),
                growth,
                spec.integer("bottleneck", 4),
                spec.decimal("compression", 0.5),
                spec.integer("initial", 2 * growth),
                spec.decimal("dropout", 0),
                Stem.IMAGENET,
                spec.flag("bias", false),
                spec.choice("memory", Memory.PLAIN, Spec.words(Memory.values())));
    }
}
