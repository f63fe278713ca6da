package org.sumcat.sweep;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A listener for the progress of a sweep, called on one thread. */
public interface SweepWatcher {
    /** Called for events that are worth a line. */
    void line(String line);

    /** Called with the status, several times a second. */
    void at(Status status);

    /**
     * The status of a sweep: runs done, runs in progress, time left.
     *
     * @param done runs that are done
     * @param all runs of the plan
     * @param left estimated time until all are done; null if unknown
     */
    public record Status(int done, int all, List<Running> running, @Nullable Duration left) {}

    /**
     * A run in progress, with its speed.
     *
     * @param share of it that is done, 0 to 1
     * @param epoch in progress, from 1; 0 while the process starts
     * @param imagesPerSecond since the process was started
     */
    public record Running(Plan.Task task, int epoch, double share, double imagesPerSecond) {}
}
