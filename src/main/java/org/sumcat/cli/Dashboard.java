package org.sumcat.cli;

import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.sumcat.sweep.SweepWatcher;
import org.sumcat.sweep.SweepWatcher.Running;
import org.sumcat.sweep.SweepWatcher.Status;
import org.sumcat.terminal.Common;

/**
 * Progress of a sweep on standard error: one line per event, and on a terminal a line below for
 * each active run, redrawn as it changes. Without a terminal each line says how long the rest will
 * take.
 */
final class Dashboard implements SweepWatcher, AutoCloseable {
    private static final int WIDTH = 20;

    private final boolean terminal = Boolean.getBoolean("sumcat.terminal");
    private int drawn; // lines below what happened
    private @Nullable Status status;

    @Override
    public void line(String line) {
        clear();
        Status now = status;
        Common.say(terminal || now == null ? line : line + rest(now));
        if (now != null) {
            draw(now);
        }
    }

    @Override
    public void at(Status now) {
        status = now;
        clear();
        draw(now);
    }

    private void draw(Status now) {
        if (!terminal || now.running().isEmpty()) {
            return;
        }
        var text = new StringBuilder("\033[?7l"); // a line that is too long is cut, not folded
        for (Running run : now.running()) {
            text.append(line(run, now.all())).append("\033[K\n");
        }
        text.append("%s of %s done%s\033[K\n\033[?7h".formatted(now.done(), now.all(), rest(now)));
        System.err.print(text);
        drawn = now.running().size() + 1;
    }

    private static String line(Running run, int all) {
        int full = (int) (run.share() * WIDTH);
        String state =
                run.epoch() == 0
                        ? "starts"
                        : String.format(
                                Locale.ROOT,
                                "epoch %s/%s  [%s%s] %3.0f%%  %,.0f images/s",
                                run.epoch(),
                                run.task().epochs(),
                                "#".repeat(full),
                                ".".repeat(WIDTH - full),
                                100 * run.share(),
                                run.imagesPerSecond());
        return "  %s/%s  %-28s  %s".formatted(run.task().task(), all, run.task().words(), state);
    }

    /** The time to go, {@code ; 0:42 to go}, or nothing where it cannot be estimated. */
    private static String rest(Status now) {
        Duration left = now.left();
        return left == null || left.isZero()
                ? ""
                : String.format(
                        Locale.ROOT, "; %s:%02d to go", left.toMinutes(), left.toSecondsPart());
    }

    private void clear() {
        if (drawn > 0) {
            System.err.print("\033[%sA\r\033[J".formatted(drawn));
            drawn = 0;
        }
    }

    @Override
    public void close() {
        clear();
    }
}
