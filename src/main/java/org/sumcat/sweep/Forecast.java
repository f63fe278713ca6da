package org.sumcat.sweep;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How long runs take, from those of which something was seen: seconds for an image by network, and
 * where a network was not seen yet, by multiply-accumulate.
 */
final class Forecast {
    private final Map<String, double[]> imagesAndSeconds = new HashMap<>();
    private double macs;
    private double seconds;

    /**
     * So many images of a run took so many seconds, start of the process and evaluation included.
     */
    void saw(Plan.Task task, long images, double took) {
        double[] seen = imagesAndSeconds.computeIfAbsent(task.spec(), spec -> new double[2]);
        seen[0] += images;
        seen[1] += took;
        macs += (double) images * task.macs();
        seconds += took;
    }

    /** Seconds that so many images of a run will take; no number before anything was seen. */
    double of(Plan.Task task, double images) {
        double[] seen = imagesAndSeconds.get(task.spec());
        return seen != null && seen[0] > 0
                ? images * seen[1] / seen[0]
                : images * task.macs() * (seconds / macs);
    }

    /** One that can see more without this one doing so. */
    Forecast copy() {
        var copy = new Forecast();
        imagesAndSeconds.forEach((spec, seen) -> copy.imagesAndSeconds.put(spec, seen.clone()));
        copy.macs = macs;
        copy.seconds = seconds;
        return copy;
    }

    /** Until all is done, if runs go on as those did of which something was seen. */
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
