package org.sumcat.zoo;

import static org.sumcat.zoo.DenseNet.bc;
import static org.sumcat.zoo.DenseNet.large;
import static org.sumcat.zoo.DenseNet.plain;

import java.util.List;
import org.sumcat.keys.Keys;
import org.sumcat.keys.Spec;
import org.sumcat.zoo.DenseNet.Stem;

/** How DenseNets are called: their families, keys and presets. */
final class DenseNetEntries {
    private DenseNetEntries() {}

    /** The families, in the order in which they are listed. */
    static List<FamilyEntry<?>> all() {
        String small = "DenseNet for small images";
        var plain = entry(small, plain(40, 12));
        for (int[] own : new int[][] {{40, 12}, {100, 12}, {100, 24}}) {
            plain.preset("densenet-%s-%s".formatted(own[0], own[1]), plain(own[0], own[1]));
        }
        var bc = entry(small + ", 1x1 bottlenecks, compression in transitions", bc(40, 12));
        for (int[] own : new int[][] {{40, 12}, {100, 12}, {250, 24}, {190, 40}}) {
            bc.preset("densenet-bc-%s-%s".formatted(own[0], own[1]), bc(own[0], own[1]));
        }
        var large =
                entry("DenseNet for large images", large(List.of(6, 12, 24, 16), 32))
                        .preset("densenet-121", large(List.of(6, 12, 24, 16), 32))
                        .preset("densenet-169", large(List.of(6, 12, 32, 32), 32))
                        .preset("densenet-201", large(List.of(6, 12, 48, 32), 32))
                        .preset("densenet-161", large(List.of(6, 12, 36, 24), 48))
                        .preset("densenet-264", large(List.of(6, 12, 64, 48), 32))
                        .preset("densenet-d2l", DenseNet.d2l());
        return List.of(
                plain,
                entry(small + ", 1x1 bottlenecks", DenseNet.small(40, 12, 4, 1, 16)),
                entry(small + ", compression in transitions", DenseNet.small(40, 12, 0, 0.5, 16)),
                bc,
                large);
    }

    private static FamilyEntry<DenseNet> entry(String about, DenseNet usual) {
        return new FamilyEntry<>(usual.nameOfFamily(), about, keys(usual));
    }

    /** Keys of a family; bottleneck and compression only where it uses them. */
    private static Keys<DenseNet> keys(DenseNet usual) {
        boolean small = usual.stem() == Stem.SMALL;
        boolean narrow = usual.bottleneck() > 0;
        String blocks = "n-n-... with n from 1 to " + DenseNet.MOST_LAYERS;
        String growth = "1 to " + DenseNet.MOST_GROWTH;
        var keys = Keys.of(usual);
        if (small) {
            int step = narrow ? 6 : 3;
            keys.alias(
                            "depth",
                            "blocks",
                            "%sn+4 from %s to %s"
                                    .formatted(step, step + 4, step * DenseNet.MOST_LAYERS + 4),
                            depth -> DenseBlocks.equal(depth, narrow),
                            of -> DenseBlocks.depth(of.get("blocks", List.class), step))
                    .key("growth", growth)
                    .option("blocks", blocks)
                    .follows("(from depth)", of -> of.get("blocks", List.class));
        } else {
            keys.key("blocks", blocks).key("growth", growth);
        }
        if (narrow) {
            keys.option("bottleneck", (small ? "1 to " : "0 to ") + DenseNet.WIDEST_BOTTLENECK);
            keys.rule(read -> requireBottleneck(usual, read));
        }
        if (usual.compresses()) {
            keys.option("compression", "above 0 to 1");
        }
        keys.option("initial", "1 to " + DenseNet.MOST_INITIAL);
        if (usual.initial() == 2 * usual.growth()) {
            keys.follows("(2*growth)", of -> 2 * of.whole("growth"));
        }
        return keys.option("dropout", Spec.DROPOUT).option("bias").option("memory");
    }

    private static void requireBottleneck(DenseNet usual, DenseNet read) {
        Spec.require(
                read.bottleneck() >= 1 || usual.stem() == Stem.IMAGENET,
                "bottleneck of %s must be at least 1, but was 0; without: %s"
                        .formatted(
                                usual.nameOfFamily(),
                                usual.compresses() ? "densenet-c" : "densenet"));
    }
}
