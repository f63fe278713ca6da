package org.sumcat.engine;

import ai.djl.nn.Block;
import org.sumcat.nn.Chain;

/**
 * Runs dense blocks a second time in the backward pass instead of keeping what their layers
 * computed; see {@link RecomputedStep}. What is kept grows with the number of layers, not with its
 * square: a step of DenseNet-BC-100-12 takes 14 MB an image, not 33, and 1.6 times as long (two
 * cores of an AMD EPYC, batches of 8). Equal bit for bit.
 *
 * <p>A rule for the step as a whole, forward and backward. Matches dense blocks among the stages of
 * a network without auxiliary classifiers, unless a layer has dropout or a gate: drawn again, it
 * would be another.
 */
public record Recomputation() implements Rule {
    @Override
    public String name() {
        return "recomputation";
    }

    @Override
    public String effect() {
        return "runs dense blocks again in the backward pass, and keeps their feature maps only";
    }

    @Override
    public double tolerance() {
        return 0;
    }

    /** Whether a stage of a network is a block that can be run a second time. */
    public static boolean matches(Block stage) {
        return DenseBlock.is(stage) && DenseBlock.isDeterministic(stage);
    }

    /** Whether recomputation changes how a step of a network is computed. */
    static boolean changes(Block network) {
        return network instanceof Chain chain
                && chain.heads().isEmpty()
                && chain.layers().stream().anyMatch(Recomputation::matches);
    }
}
