package org.sumcat.compare;

import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.sumcat.render.Format;
import org.sumcat.statistics.Interval;
import org.sumcat.statistics.Sample;

/**
 * The test accuracy of a network over its seeds.
 *
 * @param values of each seed, 0 to 1, in the order of the seeds
 * @param mean over the seeds, 0 to 1
 * @param sd sample standard deviation over the seeds; null for one seed
 * @param interval in which the mean over all seeds lies with 95% confidence, see {@link
 *     Sample#interval()}; null for one seed
 */
public record Accuracy(
        List<Double> values, double mean, @Nullable Double sd, @Nullable Interval interval) {

    public Accuracy {
        values = List.copyOf(values);
    }

    /** Summarizes values, at least one. */
    static Accuracy of(List<Double> values) {
        var sample = new Sample(values);
        return new Accuracy(values, sample.mean(), sample.sd(), sample.interval());
    }

    /** The accuracy of the worst seed. */
    public double lowest() {
        return Collections.min(values);
    }

    /** The accuracy of the best seed. */
    public double highest() {
        return Collections.max(values);
    }

    /** {@code 88.10 ± 0.21}: mean and standard deviation in percent. */
    public String words() {
        return Format.percent(mean) + (sd == null ? "" : " ± " + Format.percent(sd));
    }

    /** {@code 87.84 to 88.36}: the interval in percent; nothing for one seed. */
    public String between() {
        return interval == null
                ? ""
                : Format.percent(interval.low()) + " to " + Format.percent(interval.high());
    }
}
