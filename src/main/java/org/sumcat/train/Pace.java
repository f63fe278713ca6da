package org.sumcat.train;

/** How far a run is and how long it will take, for those who tell a person. */
public final class Pace implements TrainingObserver {
    private int epochs;
    private int before;
    private int images;
    private double spent;

    @Override
    public void begin(Plan plan) {
        epochs = plan.training().recipe().epochs();
        before = plan.epochsDone();
        images = plan.trainImages();
    }

    @Override
    public void afterEpoch(Epoch epoch) {
        spent += epoch.seconds();
    }

    /** Passes over the training images in the whole run. */
    public int epochs() {
        return epochs;
    }

    /** Seconds in the epochs that this process has finished. */
    public double seconds() {
        return spent;
    }

    /** The share of the whole run that is done, from 0 to 1. */
    public double done(Progress now) {
        return ((now.epoch() - 1) + now.images() / (double) images) / epochs;
    }

    /** Seconds to go, if the rest is as fast as what this process did of it. */
    public double left(Progress now) {
        double here = done(now) - before / (double) epochs;
        return (spent + now.seconds()) * (1 - done(now)) / here;
    }
}
