package org.sumcat.train;

/**
 * An observer of a training run. The loop never learns who watches: progress bars, curves, gradient
 * flow.
 */
public interface TrainingObserver {

    /** Called before the first step. */
    default void begin(TrainingStart plan) {}

    /** Called after each step. */
    default void afterStep(TrainingProgress progress) {}

    /** Called after each epoch, evaluation included. */
    default void afterEpoch(Epoch epoch) {}

    /**
     * Called when the run is stopped, by an interrupt of its thread or by the program's end.
     *
     * @param words what was reached, and how to go on
     */
    default void stopped(String words) {}
}
