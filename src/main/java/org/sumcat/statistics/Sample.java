package org.sumcat.statistics;

import java.util.Arrays;
import java.util.List;
import org.apache.commons.statistics.descriptive.Mean;
import org.apache.commons.statistics.descriptive.StandardDeviation;
import org.apache.commons.statistics.distribution.TDistribution;
import org.jspecify.annotations.Nullable;

/**
 * Measurements of one thing, one for each seed.
 *
 * @param values at least one, finite, in one unit
 */
public record Sample(List<Double> values) {

    public Sample {
        values = List.copyOf(values);
        if (values.isEmpty() || !values.stream().allMatch(Double::isFinite)) {
            throw new IllegalArgumentException(
                    "a sample needs finite values, at least one, but has %s; leave the others out"
                            .formatted(values));
        }
    }

    /** Creates a sample of these values. */
    public static Sample of(double... values) {
        return new Sample(Arrays.stream(values).boxed().toList());
    }

    /** The number of measurements. */
    public int size() {
        return values.size();
    }

    /** The arithmetic mean of the sample. */
    public double mean() {
        return Mean.of(array()).getAsDouble();
    }

    /** The sample standard deviation, divided by {@code n - 1}; null for one value. */
    public @Nullable Double sd() {
        return size() < 2 ? null : StandardDeviation.of(array()).getAsDouble();
    }

    /** The 95% confidence interval, see {@link #interval(double)}. */
    public @Nullable Interval interval() {
        return interval(0.95);
    }

    /**
     * Student's confidence interval for the true mean: mean ± t · sd / √n, with n - 1 degrees of
     * freedom. It takes them to scatter normally, and to be independent.
     *
     * @param confidence above 0, below 1
     * @return null for one value, of which nobody knows how it scatters
     */
    public @Nullable Interval interval(double confidence) {
        Double sd = sd();
        if (sd == null) {
            return null;
        }
        double t = TDistribution.of(size() - 1.0).inverseSurvivalProbability((1 - confidence) / 2);
        double half = t * sd / Math.sqrt(size());
        return new Interval(mean() - half, mean() + half);
    }

    double[] array() {
        return values.stream().mapToDouble(Double::doubleValue).toArray();
    }
}
