package org.sumcat.sweep;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Who is told how it goes; called on one thread. */
public interface SweepWatcher {
    /** Something happened that is worth a line. */
    void line(String line);

    /** How it stands, several times in a second. */
    void at(Status status);

    /**
     * How a sweep stands.
     *
     * @param done runs that are done
     * @param all runs of the plan
     * @param left until all are done, as far as that can be told
     */
    public record Status(int done, int all, List<Running> running, @Nullable Duration left) {}

    /**
     * A run that goes on.
     *
     * @param share of it that is done, 0 to 1
     * @param epoch in progress, from 1; 0 while the process starts
     * @param imagesPerSecond since the process was started
     */
    public record Running(Plan.Task task, int epoch, double share, double imagesPerSecond) {}
}
