package org.sumcat.engine;

import ai.djl.nn.Block;

/** A rule for a dense block in a training step, forward and backward. */
public sealed interface BlockRule extends Rule permits Recomputation, FullRecomputation {
    /** Returns whether the rule computes a stage of a network without auxiliary classifiers. */
    boolean matches(Block stage);

    /**
     * How many parts of each layer are computed again, from its first on; what those after them
     * need for the backward pass is kept.
     */
    int computedAgain();

    /** How the layers of a block run that it matches. */
    RecomputedBlock.Way way(Pass pass);
}
