package org.sumcat.train;

/**
 * An observer of a training run. The loop never learns who watches: progress bars, curves, gradient
 * flow.
 */
public interface TrainingObserver {

    /** Called before the first step. */
    default void begin(Plan plan) {}

    /** Called after each step. */
    default void afterStep(Progress progress) {}

    /** Called after each epoch, evaluation included. */
    default void afterEpoch(Epoch epoch) {}

    /**
     * Called when the run is stopped, by an interrupt of its thread or by the program's end.
     *
     * @param words what was reached, and how to go on
     */
    default void stopped(String words) {}

    /**
     * The plan of a run that is about to begin.
     *
     * @param stepsInEpoch how many batches one pass has
     * @param epochsDone how many an earlier process has finished
     */
    record Plan(Training training, int trainImages, int stepsInEpoch, int epochsDone) {}

    /**
     * The progress of a training run.
     *
     * @param epoch the current pass, from 1
     * @param step the step just done in this pass, from 1
     * @param images images seen in this pass
     * @param seconds since this pass began
     */
    record Progress(int epoch, int step, int images, double seconds) {}
}
