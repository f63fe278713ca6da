package org.sumcat.train;

/** Watches a run. The loop never learns who watches: progress bars, curves, gradient flow. */
public interface TrainingObserver {

    /** Before the first step. */
    default void begin(Plan plan) {}

    /** After each step. */
    default void afterStep(Progress progress) {}

    /** After each epoch, evaluation included. */
    default void afterEpoch(Epoch epoch) {}

    /**
     * When it was stopped, by an interrupt of its thread or since the program ends.
     *
     * @param words what was reached, and how to go on
     */
    default void stopped(String words) {}

    /**
     * What is about to happen.
     *
     * @param stepsInEpoch how many batches one pass has
     * @param epochsDone how many an earlier process has finished
     */
    record Plan(Training training, int trainImages, int stepsInEpoch, int epochsDone) {}

    /**
     * How far a run is.
     *
     * @param epoch the pass that goes on, from 1
     * @param step the step just done in this pass, from 1
     * @param images images seen in this pass
     * @param seconds since this pass began
     */
    record Progress(int epoch, int step, int images, double seconds) {}
}
