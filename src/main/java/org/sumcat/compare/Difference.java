package org.sumcat.compare;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.sumcat.render.Format;
import org.sumcat.statistics.Interval;
import org.sumcat.statistics.Pairs;
import org.sumcat.statistics.Sample;
import org.sumcat.statistics.SignFlips;

/**
 * The difference in test accuracy after the last epoch between two networks, over the seeds that
 * both were trained with.
 *
 * <p>One rule decides: two networks are distinguishable when they share {@value #VERDICT} seeds or
 * more, and the p of the paired t test, corrected by Holm for all pairs that were compared, is
 * below {@value #LEVEL}. For a single pair that is the same as: the 95% interval of the difference
 * leaves 0 out. Where all networks are truly alike, and seeds scatter normally, it errs in at most
 * one of twenty comparisons, however many networks take part. The exact test stands beside it, for
 * it asks nothing of the scatter; with few seeds it cannot reach {@value #LEVEL}.
 *
 * @param first label of a network
 * @param second label of the other
 * @param seeds that both have, in rising order
 * @param points second minus first in percentage points, in the order of the seeds
 * @param mean over the seeds, percentage points
 * @param sd sample standard deviation of the differences, percentage points; null for one seed
 * @param interval of the mean difference with 95% confidence, percentage points; null for one seed
 * @param effectSize Cohen's d_z, see {@link Pairs#effectSize()}
 * @param tTest two-sided p of the paired t test; null for one seed
 * @param corrected the same, corrected by Holm for all pairs
 * @param exactTest two-sided p of the exact sign-flip test; null for more than 20 seeds
 * @param smallestExact the smallest p that the exact test can give for so many seeds
 * @param distinguishable by the rule above
 */
public record Difference(
        String first,
        String second,
        List<Long> seeds,
        List<Double> points,
        double mean,
        @Nullable Double sd,
        @Nullable Interval interval,
        @Nullable Double effectSize,
        @Nullable Double tTest,
        @Nullable Double corrected,
        @Nullable Double exactTest,
        @Nullable Double smallestExact,
        boolean distinguishable) {

    /**
     * The number of seeds below which no verdict is given, because fewer do not show the variation.
     */
    public static final int VERDICT = 5;

    /** The significance level: from this p on, a difference may be chance. */
    public static final double LEVEL = 0.05;

    public Difference {
        seeds = List.copyOf(seeds);
        points = List.copyOf(points);
    }

    /** The paired differences of two networks, not yet corrected for the number of comparisons. */
    static Difference between(Summary first, Summary second) {
        var seeds = first.seeds().stream().filter(second.seeds()::contains).toList();
        var points =
                seeds.stream()
                        .map(seed -> 100 * (accuracy(second, seed) - accuracy(first, seed)))
                        .toList();
        var pairs = new Pairs(new Sample(points));
        return new Difference(
                first.label(),
                second.label(),
                seeds,
                points,
                pairs.mean(),
                pairs.differences().sd(),
                pairs.differences().interval(),
                pairs.effectSize(),
                pairs.tTest(),
                null,
                pairs.exactTest(),
                pairs.size() > SignFlips.MOST ? null : SignFlips.smallest(pairs.size()),
                false);
    }

    /** Returns a copy with the corrected p, which decides. */
    Difference corrected(double p) {
        return new Difference(
                first,
                second,
                seeds,
                points,
                mean,
                sd,
                interval,
                effectSize,
                tTest,
                p,
                exactTest,
                smallestExact,
                seeds.size() >= VERDICT && p < LEVEL);
    }

    private static double accuracy(Summary summary, long seed) {
        return summary.lastEpoch().values().get(summary.seeds().indexOf(seed));
    }

    /** The result in a sentence, with the numbers that support it. */
    public String sentence() {
        var count = Format.many(seeds.size(), "seed");
        if (seeds.size() < VERDICT) {
            return "%s and %s: %s, too few for a verdict (%s)."
                    .formatted(first, second, count, each());
        }
        var leader = mean > 0 ? second : first;
        var other = mean > 0 ? first : second;
        return distinguishable
                ? "%s is ahead of %s by %s points on average over %s (%s)."
                        .formatted(leader, other, Format.fixed(Math.abs(mean), 2), count, tests())
                : "%s and %s are not distinguishable with %s: %s points on average (%s)."
                        .formatted(first, second, count, Format.signed(mean), tests());
    }

    private String each() {
        return IntStream.range(0, seeds.size())
                .mapToObj(i -> "seed %s: %s".formatted(seeds.get(i), Format.signed(points.get(i))))
                .collect(Collectors.joining(", ", "", " points"));
    }

    /** The tests in words, in the direction of the sentence. */
    private String tests() {
        double sign = distinguishable && mean < 0 ? -1 : 1;
        var parts =
                interval == null
                        ? ""
                        : "95%% interval %s to %s"
                                .formatted(
                                        Format.signed(sign < 0 ? -interval.high() : interval.low()),
                                        Format.signed(
                                                sign < 0 ? -interval.low() : interval.high()));
        return parts
                + (corrected == null ? "" : ", corrected p %s".formatted(Format.p(corrected)))
                + (exactTest == null ? "" : ", exact p %s".formatted(Format.p(exactTest)))
                + (effectSize == null
                        ? ""
                        : ", d_z %s".formatted(Format.signed(sign * effectSize)));
    }
}
