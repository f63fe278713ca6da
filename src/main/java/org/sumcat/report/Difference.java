package org.sumcat.report;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The difference in test accuracy between two networks, seed by seed.
 *
 * <p>It is called an order only when every seed agrees on it and the means lie further apart than
 * the seeds of either network. Two networks that are truly alike pass this by chance in about one
 * of five comparisons with 2 seeds, one of twenty with 3 and one of five hundred with 5 (seeds that
 * scatter normally, {@code DifferenceTest} draws them); so few seeds give a hint, not a proof.
 *
 * @param first label of a network
 * @param second label of the other
 * @param seeds in rising order
 * @param points second minus first in percentage points, in the order of the seeds
 * @param mean over the seeds, percentage points
 * @param scatter percentage points between worst and best seed, of the network where it is wider
 */
public record Difference(
        String first,
        String second,
        List<Long> seeds,
        List<Double> points,
        double mean,
        double scatter) {

    public Difference {
        seeds = List.copyOf(seeds);
        points = List.copyOf(points);
    }

    static Difference between(Summary first, Summary second) {
        var points =
                IntStream.range(0, first.seeds().size())
                        .mapToObj(
                                i -> second.testAccuracies().get(i) - first.testAccuracies().get(i))
                        .map(share -> 100 * share)
                        .toList();
        return new Difference(
                first.label(),
                second.label(),
                first.seeds(),
                points,
                100 * (second.meanTestAccuracy() - first.meanTestAccuracy()),
                Math.max(first.range(), second.range()));
    }

    /** Whether the runs show an order; never with one seed. */
    public boolean isOrder() {
        boolean agree =
                points.stream().allMatch(p -> p > 0) || points.stream().allMatch(p -> p < 0);
        return seeds.size() > 1 && agree && Math.abs(mean) - scatter > 1e-9;
    }

    /** What may be said, with the difference of each seed. */
    public String sentence() {
        double sign = isOrder() ? Math.signum(mean) : 1;
        var each =
                IntStream.range(0, seeds.size())
                        .mapToObj(
                                i ->
                                        "seed %s: %s"
                                                .formatted(
                                                        seeds.get(i),
                                                        Words.signed(sign * points.get(i))))
                        .collect(Collectors.joining(", ", "(", " points)"));
        var leader = mean > 0 ? second : first;
        var other = mean > 0 ? first : second;
        return isOrder()
                ? "%s is ahead of %s on each of %s seeds, by %s points on average %s."
                        .formatted(
                                leader, other, seeds.size(), Words.fixed(Math.abs(mean), 2), each)
                : "%s and %s are not distinguishable with %s %s."
                        .formatted(first, second, Words.many(seeds.size(), "seed"), each);
    }
}
