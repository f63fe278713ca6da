package org.sumcat.zoo;

import java.util.List;
import org.sumcat.zoo.DenseNet.Memory;
import org.sumcat.zoo.DenseNet.Stem;

/** How DenseNets are called: their families, keys and presets, and how a spec is read. */
final class DenseNetEntries {
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
                        .key("blocks", "6-12-24-16")
                        .key("growth", 32)
                        .key("bottleneck", 4)
                        .key("compression", 0.5)
                        .key("initial", "(2*growth)")
                        .key("dropout", 0)
                        .key("bias", false)
                        .key("memory", "plain")
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
                        .key("depth", 40)
                        .key("growth", 12)
                        .key("blocks", "(from depth)");
        if (bottleneck) {
            entry.key("bottleneck", 4);
        }
        if (compression) {
            entry.key("compression", 0.5);
        }
        return entry.key("initial", bottleneck && compression ? "(2*growth)" : "16")
                .key("dropout", 0)
                .key("bias", false)
                .key("memory", "plain");
    }

    private static Network readSmall(Spec spec, boolean bottleneck, boolean compression) {
        int growth = spec.integer("growth", 12);
        int width = bottleneck ? spec.integer("bottleneck", 4) : 0;
        Spec.require(
                width >= 1 || !bottleneck,
                "bottleneck of %s must be at least 1, but was %d; without: %s"
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
