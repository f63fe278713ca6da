package org.sumcat.zoo;

import static org.sumcat.zoo.DenseNet.bc;
import static org.sumcat.zoo.DenseNet.large;
import static org.sumcat.zoo.DenseNet.plain;
import static org.sumcat.zoo.DenseNet.small;

import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.sumcat.keys.Keys;
import org.sumcat.keys.Spec;
import org.sumcat.network.FamilyEntry;
import org.sumcat.zoo.DenseNet.Stem;

/** The families of DenseNets: their names, keys and presets. */
final class DenseNetFamilies {
    private static final String SMALL = "DenseNet for small images";
    private static final String BLOCKS = "n-n-... with n from " + DenseNet.LAYERS.takes();

    static final List<FamilyEntry<DenseNet>> ALL =
            List.of(
                    family(SMALL, plain(40, 12))
                            .preset("densenet-40-12", plain(40, 12))
                            .preset("densenet-100-12", plain(100, 12))
                            .preset("densenet-100-24", plain(100, 24)),
                    family(SMALL + ", 1x1 bottlenecks", small(40, 12, 4, 1, 16)),
                    family(SMALL + ", compression in transitions", small(40, 12, 0, 0.5, 16)),
                    family(SMALL + ", 1x1 bottlenecks, compression in transitions", bc(40, 12))
                            .preset("densenet-bc-40-12", bc(40, 12))
                            .preset("densenet-bc-100-12", bc(100, 12))
                            .preset("densenet-bc-250-24", bc(250, 24))
                            .preset("densenet-bc-190-40", bc(190, 40)),
                    family("DenseNet for large images", large(List.of(6, 12, 24, 16), 32))
                            .preset("densenet-121", large(List.of(6, 12, 24, 16), 32))
                            .preset("densenet-169", large(List.of(6, 12, 32, 32), 32))
                            .preset("densenet-201", large(List.of(6, 12, 48, 32), 32))
                            .preset("densenet-161", large(List.of(6, 12, 36, 24), 48))
                            .preset("densenet-264", large(List.of(6, 12, 64, 48), 32))
                            .preset("densenet-d2l", DenseNet.d2l()));

    private DenseNetFamilies() {}

    /** The family of a network, by bottlenecks, compression and stem. */
    static FamilyEntry<DenseNet> of(DenseNet network) {
        return ALL.stream().filter(f -> f.name().equals(name(network))).findFirst().orElseThrow();
    }

    private static String name(DenseNet network) {
        return network.stem() == Stem.IMAGENET
                ? "densenet-imagenet"
                : network.family().toLowerCase(Locale.ROOT);
    }

    private static FamilyEntry<DenseNet> family(String about, DenseNet usual) {
        return new FamilyEntry<>(name(usual), about, keys(usual));
    }

    /** Keys of a family; bottleneck and compression only where it uses them. */
    private static Keys<DenseNet> keys(DenseNet usual) {
        boolean small = usual.stem() == Stem.SMALL;
        boolean narrow = usual.bottleneck() > 0;
        var keys = Keys.of(usual);
        if (small) {
            Depths depths = DenseNet.depths(narrow);
            keys.alias(
                            "depth",
                            "blocks",
                            depths.takes(),
                            depth -> Collections.nCopies(3, depths.unitsAt(depth)),
                            of -> depth(of.get("blocks", List.class), depths))
                    .key("growth", DenseNet.GROWTH.takes())
                    .option("blocks", BLOCKS)
                    .follows("(from depth)", of -> of.get("blocks", List.class));
        } else {
            keys.key("blocks", BLOCKS).key("growth", DenseNet.GROWTH.takes());
        }
        if (narrow) {
            int least = small ? 1 : DenseNet.BOTTLENECK.least();
            keys.option("bottleneck", least + " to " + DenseNet.BOTTLENECK.most());
            keys.rule(read -> requireBottleneck(usual, read));
        }
        if (usual.compression() < 1) {
            keys.option("compression", "above 0 to 1");
        }
        keys.option("initial", DenseNet.INITIAL.takes());
        if (usual.initial() == 2 * usual.growth()) {
            keys.follows("(2*growth)", of -> 2 * of.whole("growth"));
        }
        return keys.option("dropout", Spec.DROPOUT).option("bias").option("memory");
    }

    /** The depth of equal blocks; empty for any others. */
    private static Optional<Integer> depth(List<?> blocks, Depths depths) {
        boolean equal = blocks.size() == 3 && blocks.stream().distinct().count() == 1;
        return equal ? Optional.of(depths.of((int) blocks.get(0))) : Optional.empty();
    }

    private static void requireBottleneck(DenseNet usual, DenseNet read) {
        Spec.require(
                read.bottleneck() >= 1 || usual.stem() == Stem.IMAGENET,
                "bottleneck of %s must be at least 1, but was 0; without: %s"
                        .formatted(
                                name(usual), usual.compression() < 1 ? "densenet-c" : "densenet"));
    }
}
