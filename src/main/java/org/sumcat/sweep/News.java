package org.sumcat.sweep;

import java.io.PrintStream;
import org.jspecify.annotations.Nullable;
import org.sumcat.train.Epoch;
import org.sumcat.train.TrainingObserver;
import org.sumcat.train.TrainingProgress;
import org.sumcat.train.TrainingStart;

/**
 * Progress messages from a run's process to its sweep, a line each: {@code at EPOCH IMAGES} (images
 * of this epoch that are done; 0 at its beginning) now and then, and {@code told TEXT}.
 */
final class News implements TrainingObserver {
    private static final String AT = "at ";
    private static final String TOLD = "told ";
    private static final long EVERY_NANOS = 200_000_000;

    private final PrintStream out;
    private long last;

    News(PrintStream out) {
        this.out = out;
    }

    /** A position in a run: epoch and images. */
    record At(int epoch, int images) {}

    /** Parses a position from a line, if it contains one. */
    static @Nullable At at(String line) {
        String[] words = line.split(" ", -1);
        return line.startsWith(AT) && words.length == 3
                ? new At(Integer.parseInt(words[1]), Integer.parseInt(words[2]))
                : null;
    }

    /** Parses a message from a line, if it contains one. */
    static @Nullable String words(String line) {
        return line.startsWith(TOLD) ? line.substring(TOLD.length()) : null;
    }

    void told(String text) {
        say(TOLD + text);
    }

    @Override
    public void begin(TrainingStart plan) {
        say(AT + (plan.epochsDone() + 1) + " 0");
    }

    @Override
    public void afterStep(TrainingProgress now) {
        long time = System.nanoTime();
        if (time - last >= EVERY_NANOS) {
            last = time;
            say(AT + now.epoch() + " " + now.images());
        }
    }

    @Override
    public void afterEpoch(Epoch epoch) {
        say(AT + (epoch.epoch() + 1) + " 0");
    }

    private void say(String line) {
        out.println(line);
        out.flush();
    }
}
