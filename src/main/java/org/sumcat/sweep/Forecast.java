package org.sumcat.sweep;

import java.util.HashMap;
import java.util.Map;

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
}
