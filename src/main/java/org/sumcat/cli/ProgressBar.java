package org.sumcat.cli;

import org.sumcat.train.Epoch;
import org.sumcat.train.Observer;

/**
 * One moving line on a terminal: how far the run is, how fast, how long to go. Silent where
 * standard error is no terminal.
 */
final class ProgressBar implements Observer {
    private static final int WIDTH = 24;
    private static final long REDRAWN_EVERY_NANOS = 200_000_000;

    private final boolean terminal = Boolean.getBoolean("sumcat.terminal");
    private final String label;
    private int epochs;
    private int before;
    private int images;
    private long drawn;
    private double spent;

    ProgressBar(String label) {
        this.label = label;
    }

    @Override
    public void begin(Plan plan) {
        epochs = plan.training().recipe().epochs();
        before = plan.epochsDone();
        images = plan.trainImages();
    }

    @Override
    public void afterStep(Progress now) {
        long time = System.nanoTime();
        if (terminal && time - drawn >= REDRAWN_EVERY_NANOS) {
            drawn = time;
            draw(now);
        }
    }

    @Override
    public void afterEpoch(Epoch epoch) {
        spent += epoch.seconds();
        if (terminal) {
            System.err.print("\r\033[K");
        }
    }

    private void draw(Progress now) {
        double done = ((now.epoch() - 1) + now.images() / (double) images) / epochs;
        int full = (int) (done * WIDTH);
        double here = done - before / (double) epochs; // what this process did of it
        long left = Math.round((spent + now.seconds()) * (1 - done) / here);
        System.err.printf(
                "\r\033[K%s  epoch %d/%d  [%s%s] %3.0f%%  %.0f images/s  %d:%02d to go",
                label,
                now.epoch(),
                epochs,
                "#".repeat(full),
                ".".repeat(WIDTH - full),
                100 * done,
                now.images() / now.seconds(),
                left / 60,
                left % 60);
    }
}
