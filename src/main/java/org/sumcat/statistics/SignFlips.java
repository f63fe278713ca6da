package org.sumcat.statistics;

import java.util.List;

/**
 * The exact permutation test for paired differences (Fisher 1935, section 21). If both of a pair
 * are alike, each difference could as well have come with the other sign; so all {@code 2^n} ways
 * to set the signs are tried. It asks nothing of how the differences scatter.
 */
public final class SignFlips {
    /** The maximum number of pairs, for which a million sign patterns are tried. */
    public static final int MOST = 20;

    private SignFlips() {}

    /**
     * Two-sided p: the fraction of sign patterns whose sum of differences is as far from 0 as the
     * observed one, or farther.
     *
     * @param differences from 1 to {@link #MOST}
     * @throws IllegalArgumentException if there are none, or more
     */
    public static double p(List<Double> differences) {
        int n = differences.size();
        requireCount(n);
        double sum = differences.stream().mapToDouble(Double::doubleValue).sum();
        double reach = differences.stream().mapToDouble(Math::abs).sum();
        double asFar = Math.abs(sum) - 1e-9 * reach; // sums that differ by rounding alone are ties
        // Every way has a mirror image with the same distance: the last sign may stay.
        long ways = 1L << (n - 1);
        long far = 0;
        for (long way = 0; way < ways; way++) {
            if (way > 0) {
                int flipped = Long.numberOfTrailingZeros(way); // Gray code: one sign at a time
                boolean negative = (((way ^ (way >> 1)) >> flipped) & 1) == 1;
                sum += (negative ? -2 : 2) * differences.get(flipped);
            }
            if (Math.abs(sum) >= asFar) {
                far++;
            }
        }
        return (double) far / ways;
    }

    /**
     * The smallest p possible with so many pairs, where all agree: {@code 2 / 2^n}. It is above
     * 0.05 for 5 pairs, and below for 6.
     *
     * @param pairs from 1 to {@link #MOST}
     */
    public static double smallest(int pairs) {
        requireCount(pairs);
        return 2 / Math.pow(2, pairs);
    }

    private static void requireCount(int pairs) {
        if (pairs < 1 || pairs > MOST) {
            throw new IllegalArgumentException(
                    "the exact test needs 1 to %s pairs, but there are %s".formatted(MOST, pairs));
        }
    }
}
