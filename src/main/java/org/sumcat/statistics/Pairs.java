package org.sumcat.statistics;

import java.util.List;
import java.util.stream.IntStream;
import org.apache.commons.statistics.inference.TTest;
import org.jspecify.annotations.Nullable;

/**
 * Paired differences, for example of two networks trained with the same seeds. What a pair has in
 * common (images in use, their order) drops out of its difference.
 *
 * @param differences second minus first, one for each pair
 */
public record Pairs(Sample differences) {

    /**
     * Pairs the values of two lists.
     *
     * @param first of each pair
     * @param second of each pair, as many, in the same order
     * @throws IllegalArgumentException if there are not as many of both, or none
     */
    public static Pairs of(List<Double> first, List<Double> second) {
        if (first.size() != second.size()) {
            throw new IllegalArgumentException(
                    "pairs need as many first values as second ones, but there are %s and %s"
                            .formatted(first.size(), second.size()));
        }
        return new Pairs(
                new Sample(
                        IntStream.range(0, first.size())
                                .mapToObj(i -> second.get(i) - first.get(i))
                                .toList()));
    }

    /** The number of pairs, at least 1. */
    public int size() {
        return differences.size();
    }

    /** The mean of the differences. */
    public double mean() {
        return differences.mean();
    }

    /**
     * Two-sided p of the paired t test: the probability of a mean difference at least as far from
     * 0, relative to its scatter, for normally distributed differences of mean 0. Null for one
     * pair.
     */
    public @Nullable Double tTest() {
        if (size() == 1) {
            return null;
        }
        double p = TTest.withDefaults().test(differences.array()).getPValue();
        return Double.isNaN(p) ? 1.0 : p; // all differences are 0: t is 0 / 0
    }

    /**
     * Two-sided p of the exact permutation test, see {@link SignFlips}; null for more than {@link
     * SignFlips#MOST} pairs.
     */
    public @Nullable Double exactTest() {
        return size() > SignFlips.MOST ? null : SignFlips.p(differences.values());
    }

    /**
     * Cohen's d_z: the mean difference in standard deviations of the differences (Cohen 1988,
     * section 2.3.5). Null for one pair, and where all differences are alike.
     */
    public @Nullable Double effectSize() {
        Double sd = differences.sd();
        return sd == null || sd == 0 ? null : mean() / sd;
    }
}
