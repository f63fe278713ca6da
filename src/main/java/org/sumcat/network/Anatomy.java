package org.sumcat.network;

import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;

/**
 * The name that notebooks of version 0.1.0 have for {@link NetworkSummary}.
 *
 * @deprecated now {@link NetworkSummary}
 */
@Deprecated
public final class Anatomy {
    private Anatomy() {}

    /** Counts a network, see {@link NetworkSummary#of(Network)}. */
    public static NetworkSummary of(Network network) {
        return NetworkSummary.of(network);
    }

    /** Counts a network for an input, see {@link NetworkSummary#of(Network, Shape, int)}. */
    public static NetworkSummary of(Network network, Shape input, int classes) {
        return NetworkSummary.of(network, input, classes);
    }

    /** Counts the parameters of a part, see {@link NetworkSummary#parameters(Block, Shape)}. */
    public static long parameters(Block part, Shape input) {
        return NetworkSummary.parameters(part, input);
    }
}
