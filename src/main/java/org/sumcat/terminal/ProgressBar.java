package org.sumcat.terminal;

import java.util.Locale;
import org.sumcat.train.Epoch;
import org.sumcat.train.Pace;
import org.sumcat.train.TrainingObserver;
import org.sumcat.train.TrainingProgress;
import org.sumcat.train.TrainingStart;

/**
 * A progress line on a terminal: position, speed, and time to go. Silent where standard error is no
 * terminal.
 */
public final class ProgressBar implements TrainingObserver {
    private static final int WIDTH = 24;
    private static final long REDRAWN_EVERY_NANOS = 200_000_000;

    private final boolean terminal = Boolean.getBoolean("sumcat.terminal");
    private final String label;
    private final Pace pace = new Pace();
    private long drawn;

    /** Creates an empty progress line. */
    public ProgressBar(String label) {
        this.label = label;
    }

    @Override
    public void begin(TrainingStart plan) {
        pace.begin(plan);
    }

    @Override
    public void afterStep(TrainingProgress now) {
        long time = System.nanoTime();
        if (terminal && time - drawn >= REDRAWN_EVERY_NANOS) {
            drawn = time;
            draw(now);
        }
    }

    @Override
    public void afterEpoch(Epoch epoch) {
        pace.afterEpoch(epoch);
        if (terminal) {
            System.err.print("\r\033[K");
        }
    }

    private void draw(TrainingProgress now) {
        double done = pace.done(now);
        int full = (int) (done * WIDTH);
        long left = Math.round(pace.left(now));
        System.err.printf(
                Locale.ROOT,
                "\r\033[K%s  epoch %s/%s  [%s%s] %3.0f%%  %.0f images/s  %s:%02d to go",
                label,
                now.epoch(),
                pace.epochs(),
                "#".repeat(full),
                ".".repeat(WIDTH - full),
                100 * done,
                now.images() / now.seconds(),
                left / 60,
                left % 60);
    }
}
