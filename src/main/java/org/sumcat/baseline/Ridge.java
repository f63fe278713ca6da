package org.sumcat.baseline;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.tribuo.math.la.DenseMatrix;
import org.tribuo.math.la.DenseVector;

/**
 * A linear probe for numbers: ridge regression from one set of features to another, solved exactly,
 * {@code W = (X'X + penalty n I)^-1 X'Y} with every feature of X brought to mean 0 and variance 1
 * and every target to mean 0 (Hoerl and Kennard 1970; linear probes: Alain and Bengio 2016,
 * arXiv:1610.01644).
 */
public final class Ridge {
    /** Small enough to stabilize the solution and hardly bias it. */
    private static final double PENALTY = 1e-4;

    private final Standard from;
    private final double[] targetMeans;
    private final double[][] weights; // features x targets

    private Ridge(Standard from, double[] targetMeans, double[][] weights) {
        this.from = from;
        this.targetMeans = targetMeans;
        this.weights = weights;
    }

    /**
     * Fits a probe that predicts one set of features from another.
     *
     * @param from a row for each sample, in it a number for each feature
     * @param to a row for each sample, as many, in it a number for each target
     * @throws IllegalArgumentException if there are not as many samples of both, or fewer than two
     */
    public static Ridge fit(double[][] from, double[][] to) {
        if (from.length != to.length || from.length < 2) {
            throw new IllegalArgumentException(
                    "a probe needs equally many samples on both sides, at least two, but has %s and %s"
                            .formatted(from.length, to.length));
        }
        var standard = Standard.of(from);
        double[] means = Standard.of(to).means();
        double[][] x = standard.apply(from);
        double[][] gram = product(x, x);
        for (int i = 0; i < gram.length; i++) {
            gram[i][i] += PENALTY * x.length;
        }
        double[][] y = product(x, centred(to, means));
        var factors =
                DenseMatrix.createDenseMatrix(gram)
                        .choleskyFactorization()
                        .orElseThrow(); // positive, by the penalty
        var weights = new double[gram.length][means.length];
        for (int target = 0; target < means.length; target++) {
            // One by one: for a matrix, solve of Tribuo 4.3.2 is wrong.
            double[] solved = factors.solve(column(y, target)).toArray();
            for (int feature = 0; feature < solved.length; feature++) {
                weights[feature][target] = solved[feature];
            }
        }
        return new Ridge(standard, means, weights);
    }

    private static DenseVector column(double[][] matrix, int column) {
        return DenseVector.createDenseVector(
                Arrays.stream(matrix).mapToDouble(row -> row[column]).toArray());
    }

    /**
     * The fraction of the targets' variance that is explained: {@code R2 = 1 - sum (y - guess)^2 /
     * sum (y - mean)^2}, both sums over all samples and targets, the mean that of each target among
     * these samples. 1 is a perfect recovery, 0 no better than the mean; it can be below.
     *
     * @param from samples that the probe was not fitted on, best
     * @param to their targets
     */
    public double r2(double[][] from, double[][] to) {
        double[][] x = this.from.apply(from);
        double[] means = Standard.of(to).means();
        double missed = 0;
        double all = 0;
        for (int i = 0; i < x.length; i++) {
            for (int target = 0; target < means.length; target++) {
                double guess = targetMeans[target];
                for (int feature = 0; feature < x[i].length; feature++) {
                    guess += x[i][feature] * weights[feature][target];
                }
                missed += (to[i][target] - guess) * (to[i][target] - guess);
                all += (to[i][target] - means[target]) * (to[i][target] - means[target]);
            }
        }
        return 1 - missed / all;
    }

    /** The product {@code A'B} of two matrices with equally many rows. */
    private static double[][] product(double[][] a, double[][] b) {
        var sums = new double[a[0].length][b[0].length];
        IntStream.range(0, sums.length)
                .parallel()
                .forEach(
                        i -> {
                            for (int row = 0; row < a.length; row++) {
                                double factor = a[row][i];
                                for (int j = 0; j < sums[i].length; j++) {
                                    sums[i][j] += factor * b[row][j];
                                }
                            }
                        });
        return sums;
    }

    private static double[][] centred(double[][] values, double[] means) {
        var centred = new double[values.length][means.length];
        for (int i = 0; i < values.length; i++) {
            for (int j = 0; j < means.length; j++) {
                centred[i][j] = values[i][j] - means[j];
            }
        }
        return centred;
    }
}
