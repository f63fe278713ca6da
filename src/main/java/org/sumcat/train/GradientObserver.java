package org.sumcat.train;

import ai.djl.nn.Block;

/**
 * An observer that looks into the training steps. Such a step cannot be recorded, so each of its
 * operations is launched separately on a GPU.
 */
public interface GradientObserver extends TrainingObserver {

    /**
     * Called after each backward pass, with the weights' new gradients.
     *
     * @param step the number of the step in the whole run, from 0
     */
    void afterBackward(int step, Block network);
}
