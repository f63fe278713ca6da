package org.sumcat.zoo;

import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.sumcat.keys.Spec;

/** The arithmetic of dense blocks: how many layers make a depth, and how many maps they leave. */
final class DenseBlocks {
    private DenseBlocks() {}

    /** The three equal blocks of a network for small images (section 4.2). */
    static List<Integer> equal(int depth, boolean bottleneck) {
        int step = bottleneck ? 6 : 3;
        int deepest = step * DenseNet.MOST_LAYERS + 4;
        Spec.require(
                depth <= deepest,
                "depth must be at most %s (%s layers in a block), but was %s"
                        .formatted(deepest, DenseNet.MOST_LAYERS, depth));
        Spec.require(
                depth > 4 && (depth - 4) % step == 0,
                "depth must be %sn + 4 (n %slayers in 3 blocks), but was %s; try %s"
                        .formatted(
                                step,
                                bottleneck ? "bottleneck " : "",
                                depth,
                                step * Math.max(1, (depth - 4) / step) + 4));
        return Collections.nCopies(3, (depth - 4) / step);
    }

    /** The depth of three equal blocks whose layers count so much each; empty for any others. */
    static Optional<Integer> depth(List<?> blocks, int step) {
        boolean equal = blocks.size() == 3 && blocks.stream().distinct().count() == 1;
        return equal ? Optional.of(step * (int) blocks.get(0) + 4) : Optional.empty();
    }

    /** Refuses a compression that leaves nothing. */
    static void requireTransitions(
            List<Integer> blocks, int growth, double compression, int initial) {
        int channels = initial;
        for (int layers : blocks.subList(0, blocks.size() - 1)) {
            channels += layers * growth;
            Spec.require(
                    kept(compression, channels) >= 1,
                    "a transition must keep at least 1 feature map, but compression %s keeps none"
                                    .formatted(compression)
                            + " of %s; use a larger one".formatted(channels));
            channels = kept(compression, channels);
        }
    }

    /** The feature maps that a transition keeps. */
    static int kept(double compression, int channels) {
        return (int) Math.floor(compression * channels);
    }
}
