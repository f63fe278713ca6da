package org.sumcat.statistics;

import java.util.List;
import org.apache.commons.math3.stat.correlation.SpearmansCorrelation;
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
        double rho = new SpearmansCorrelation().correlation(array(first), array(second));
        return Double.isNaN(rho) ? null : rho;
    }

    private static double[] array(List<Double> values) {
        return values.stream().mapToDouble(Double::doubleValue).toArray();
    }
}
