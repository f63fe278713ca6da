package org.sumcat.sweep;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An estimate of remaining time from runs in progress: seconds per image by network, and per
 * multiply-accumulate for networks not seen yet.
 */
final class Forecast {
    private final Map<String, double[]> imagesAndSeconds = new HashMap<>();
    private double macs;
    private double seconds;

    /**
     * Records that so many images of a run took so many seconds, including process start and
     * evaluation.
     */
    void saw(Plan.Task task, long images, double took) {
        double[] seen =
                imagesAndSeconds.computeIfAbsent(task.network().spec(), spec -> new double[2]);
        seen[0] += images;
        seen[1] += took;
        macs += (double) images * task.macs();
        seconds += took;
    }

    /** Estimated seconds for so many images of a run; NaN before anything was recorded. */
    double of(Plan.Task task, double images) {
        double[] seen = imagesAndSeconds.get(task.network().spec());
        return seen != null && seen[0] > 0
                ? images * seen[1] / seen[0]
                : images * task.macs() * (seconds / macs);
    }

    /** A copy that can record more without affecting this one. */
    Forecast copy() {
        var copy = new Forecast();
        imagesAndSeconds.forEach((spec, seen) -> copy.imagesAndSeconds.put(spec, seen.clone()));
        copy.macs = macs;
        copy.seconds = seconds;
        return copy;
    }

    /** The time until all runs are done, at the speed of those recorded. */
    @Nullable Duration left(Collection<Job> running, Collection<Plan.Task> pending, int jobs) {
        Forecast now = copy();
        for (Job job : running) {
            now.saw(job.task(), job.images(), job.images() == 0 ? 0 : job.seconds());
        }
        double sum = 0;
        double longest = 0;
        for (Job job : running) {
            double all = (double) job.task().images() * job.task().epochs();
            double rest = now.of(job.task(), all - job.imagesOfRun());
            sum += rest;
            longest = Math.max(longest, rest);
        }
        for (Plan.Task task : pending) {
            sum += now.of(task, (double) task.images() * task.epochs());
        }
        double seconds = Math.max(longest, sum / jobs);
        return Double.isNaN(seconds) ? null : Duration.ofSeconds(Math.round(seconds));
    }
}
