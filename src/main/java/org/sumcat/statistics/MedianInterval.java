package org.sumcat.statistics;

import java.util.List;
import org.apache.commons.statistics.distribution.BinomialDistribution;
import org.jspecify.annotations.Nullable;

/**
 * The distribution-free confidence interval of a median: between two of the values, by the sign
 * test. One that lies far off moves no end, which makes it fit for times on a busy machine.
 */
public final class MedianInterval {
    private static final double CONFIDENCE = 0.95;

    private MedianInterval() {}

    /**
     * The narrowest pair of values, equally far from both ends, between which the median lies with
     * at least 95% confidence.
     *
     * @return null for fewer than six values, of which not even the whole range is that sure
     */
    public static @Nullable Interval of(Sample sample) {
        List<Double> sorted = sample.values().stream().sorted().toList();
        int n = sorted.size();
        var below = BinomialDistribution.of(n, 0.5); // how many values lie below the median
        int left = -1;
        while (left + 1 < n / 2 && below.cumulativeProbability(left + 1) <= (1 - CONFIDENCE) / 2) {
            left++;
        }
        return left < 0 ? null : new Interval(sorted.get(left), sorted.get(n - 1 - left));
    }
}
