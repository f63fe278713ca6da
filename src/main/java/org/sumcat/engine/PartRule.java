package org.sumcat.engine;

import ai.djl.ndarray.NDArray;
import ai.djl.nn.Block;
import java.util.List;

/** A rule for one part of a network, or for several in sequence. */
public non-sealed interface PartRule extends Rule {
    /**
     * Returns whether the rule computes what begins at a place in a sequence of parts.
     *
     * @param i of the first part
     * @param now what the first part reads
     */
    boolean matches(List<Block> parts, int i, NDArray now, Pass pass);

    /** How many parts it computes at once. */
    default int takes() {
        return 1;
    }

    /**
     * Computes them; called where it matches.
     *
     * @param now what the first part reads, which is the caller's to close
     * @return the output of the last part
     */
    NDArray run(List<Block> parts, int i, NDArray now, Pass pass);
}
