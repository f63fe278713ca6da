package org.sumcat.train;

import ai.djl.nn.Block;

/**
 * An observer that looks into the training steps. A step that is looked into cannot be recorded, so
 * a GPU gets each of its operations separately.
 */
public interface GradientObserver extends TrainingObserver {

    /**
     * Called after each backward pass, with the weights' new gradients.
     *
     * @param step the number of the step in the whole run, from 0
     */
    void afterBackward(int step, Block network);
}
