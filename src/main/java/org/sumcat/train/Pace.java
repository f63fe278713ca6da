package org.sumcat.train;

/** Progress and remaining time of a run, for progress displays. */
public final class Pace implements TrainingObserver {
    private int epochs;
    private int before;
    private int images;
    private double spent;

    @Override
    public void begin(TrainingStart plan) {
        epochs = plan.training().recipe().epochs();
        before = plan.epochsDone();
        images = plan.trainImages();
    }

    @Override
    public void afterEpoch(Epoch epoch) {
        spent += epoch.seconds();
    }

    /** The number of epochs in the whole run. */
    public int epochs() {
        return epochs;
    }

    /** Seconds of the epochs that this process has finished. */
    public double seconds() {
        return spent;
    }

    /** The completed fraction of the whole run, from 0 to 1. */
    public double done(TrainingProgress now) {
        return ((now.epoch() - 1) + now.images() / (double) images) / epochs;
    }

    /** Seconds to go, at the speed of this process so far. */
    public double left(TrainingProgress now) {
        double here = done(now) - before / (double) epochs;
        return (spent + now.seconds()) * (1 - done(now)) / here;
    }
}
