package org.sumcat.statistics;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.commons.statistics.ranking.NaturalRanking;
import org.jspecify.annotations.Nullable;

/** Rank correlation of two measurements. */
public final class Ranks {
    private Ranks() {}

    /**
     * Spearman's rank correlation (1904): 1 for the same order, -1 for the reverse, about 0 for
     * unrelated orders. Equal values share their mean rank.
     *
     * @param first a value of each thing
     * @param second likewise, in the same order of things
     * @return null where there is no order: of fewer than two things, or all equal in one of both
     * @throws IllegalArgumentException if there are not as many of both, or one is no number
     */
    public static @Nullable Double correlation(List<Double> first, List<Double> second) {
        if (first.size() != second.size()) {
            throw new IllegalArgumentException(
                    "a rank correlation needs as many first values as second ones, but there are %s"
                                    .formatted(first.size())
                            + " and %s".formatted(second.size()));
        }
        if (first.stream().anyMatch(v -> v.isNaN()) || second.stream().anyMatch(v -> v.isNaN())) {
            throw new IllegalArgumentException(
                    "a rank correlation needs numbers, but has a NaN; leave the pair out");
        }
        if (first.size() < 2) {
            return null;
        }
        double[] x = centred(first);
        double[] y = centred(second);
        double scatter = Math.sqrt(product(x, x) * product(y, y));
        return scatter == 0 ? null : product(x, y) / scatter; // Pearson's of the ranks
    }

    /** The rank of each value, less the mean of all ranks. */
    private static double[] centred(List<Double> values) {
        double[] ranks =
                new NaturalRanking() // ties share their mean rank
                        .apply(values.stream().mapToDouble(Double::doubleValue).toArray());
        return Arrays.stream(ranks).map(rank -> rank - (ranks.length + 1) / 2.0).toArray();
    }

    private static double product(double[] x, double[] y) {
        return IntStream.range(0, x.length).mapToDouble(i -> x[i] * y[i]).sum();
    }
}
