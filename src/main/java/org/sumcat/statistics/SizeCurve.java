package org.sumcat.statistics;

import java.util.Arrays;
import java.util.List;

/**
 * Error of a family of networks over their size: between two measured sizes it follows a power law,
 * a straight line on logarithmic axes; and it never rises. Where a larger network was worse, both
 * and those between get their common mean, as isotonic regression does (Barlow et al., 1972).
 *
 * <p>Beyond the sizes that were measured it says nothing.
 *
 * @param sizes in rising order, at least two, above 0: parameters, multiply-accumulates, bytes
 * @param errors at each size, a value for each seed, above 0 and at most 1
 */
public record SizeCurve(List<Double> sizes, List<Sample> errors) {

    public SizeCurve {
        sizes = List.copyOf(sizes);
        errors = List.copyOf(errors);
        boolean rising = !sizes.isEmpty() && sizes.get(0) > 0;
        for (int i = 1; i < sizes.size(); i++) {
            rising &= sizes.get(i) > sizes.get(i - 1);
        }
        if (sizes.size() < 2 || !rising || sizes.size() != errors.size()) {
            throw new IllegalArgumentException(
                    "a curve needs two sizes or more, above 0 and rising, and errors at each, but has %s and %s samples"
                            .formatted(sizes, errors.size()));
        }
        if (errors.stream().anyMatch(e -> e.values().stream().anyMatch(v -> v <= 0 || v > 1))) {
            throw new IllegalArgumentException(
                    "errors must be above 0 and at most 1, but are %s"
                            .formatted(errors.stream().map(Sample::values).toList()));
        }
    }

    /** The curve's error at each of its sizes, never rising. */
    public List<Double> fitted() {
        return Arrays.stream(falling(means())).boxed().toList();
    }

    /**
     * The size at which the curve reaches this error.
     *
     * @return 0 where the smallest network is better already, infinity where the largest is worse
     */
    public double sizeAt(double error) {
        return sizeAt(falling(means()), error);
    }

    double[] means() {
        return errors.stream().mapToDouble(Sample::mean).toArray();
    }

    /** Pools adjacent violators, weighted by their seeds, until none rises. */
    double[] falling(double[] means) {
        var fitted = new double[means.length];
        for (int end = 0; end < means.length; end++) {
            double sum = 0;
            double weight = 0;
            int begin = end + 1;
            while (begin > 0 && (begin > end || fitted[begin - 1] < sum / weight)) {
                begin--;
                sum += means[begin] * errors.get(begin).size();
                weight += errors.get(begin).size();
            }
            Arrays.fill(fitted, begin, end + 1, sum / weight);
        }
        return fitted;
    }

    double sizeAt(double[] fitted, double error) {
        int last = fitted.length - 1;
        if (error > fitted[0]) {
            return 0;
        }
        if (error < fitted[last]) {
            return Double.POSITIVE_INFINITY;
        }
        int above = above(fitted, error);
        if (above == last) {
            return sizes.get(last);
        }
        double share = share(fitted, above, error);
        return sizes.get(above) * Math.pow(sizes.get(above + 1) / sizes.get(above), share);
    }

    /** The last size whose error is as high, or higher. */
    private static int above(double[] fitted, double error) {
        int above = 0;
        while (above + 1 < fitted.length && fitted[above + 1] >= error) {
            above++;
        }
        return above;
    }

    private static double share(double[] fitted, int above, double error) {
        return Math.log(fitted[above] / error) / Math.log(fitted[above] / fitted[above + 1]);
    }

    /**
     * The contribution of each size's mean to the variance of the logarithm of {@link #sizeAt},
     * with the curve taken as straight.
     */
    double[] variances(double error) {
        var fitted = falling(means());
        int above = Math.min(above(fitted, error), fitted.length - 2);
        double share = share(fitted, above, error);
        double slope =
                Math.log(fitted[above] / fitted[above + 1])
                        / Math.log(sizes.get(above + 1) / sizes.get(above));
        var parts = new double[fitted.length];
        parts[above] = variance(above, (1 - share) / slope);
        parts[above + 1] = variance(above + 1, share / slope);
        return parts;
    }

    private double variance(int at, double weight) {
        double deviation = weight * standardErrors()[at] / errors.get(at).mean();
        return deviation * deviation;
    }

    /** The standard error of the mean at each size; 0 for one seed. */
    double[] standardErrors() {
        return errors.stream().mapToDouble(SizeCurve::standardError).toArray();
    }

    private static double standardError(Sample seeds) {
        Double sd = seeds.sd();
        return sd == null ? 0 : sd / Math.sqrt(seeds.size());
    }
}
