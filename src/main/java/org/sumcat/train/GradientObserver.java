package org.sumcat.train;

import ai.djl.nn.Block;

/**
 * Watches a run from within its steps. A step that is looked into cannot be recorded, so a GPU is
 * told each of its operations anew.
 */
public interface GradientObserver extends TrainingObserver {

    /**
     * After each backward pass; the weights' gradients are fresh.
     *
     * @param step the number of the step in the whole run, from 0
     */
    void afterBackward(int step, Block network);
}
