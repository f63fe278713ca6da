package org.sumcat.palette;

import java.util.DoubleSummaryStatistics;
import java.util.List;

/**
 * The quantity that the cells of a heat map stand for, and the colours of its values.
 *
 * @param measure with its unit, {@code mean absolute weight}
 * @param decimals with which a number is written
 * @param low the number that has the first colour
 * @param high the number that has the last colour, above {@code low}
 * @param gradient the colours
 */
public record ColourScale(
        String measure, int decimals, double low, double high, ColourGradient gradient) {
    public ColourScale {
        if (!(low < high)) {
            throw new IllegalArgumentException(
                    "colours must go from a number to a higher one, but from %s to %s"
                            .formatted(low, high));
        }
    }

    /** A scale from light to dark, the larger the darker. */
    public ColourScale(String measure, int decimals, double low, double high) {
        this(measure, decimals, low, high, ColourGradient.VIRIDIS);
    }

    /**
     * A scale of differences between a sum and a concatenation, white at 0 and as long on both
     * sides.
     */
    public static ColourScale ofDifferences(
            String measure, int decimals, List<List<Double>> values) {
        var range = range(values);
        double most = Math.max(range.getMax(), -range.getMin());
        double end = most > 0 ? most : 1;
        return new ColourScale(measure, decimals, -end, end, ColourGradient.SUM_TO_CONCAT);
    }

    /** From the least of the values to the largest, or a little around a single one. */
    public static ColourScale over(String measure, int decimals, List<List<Double>> values) {
        var range = range(values);
        if (range.getCount() == 0) {
            return new ColourScale(measure, decimals, 0, 1);
        }
        boolean spread = range.getMax() > range.getMin();
        double around = spread ? 0 : Math.max(Math.abs(range.getMax()), 1e-3);
        return new ColourScale(measure, decimals, range.getMin() - around, range.getMax() + around);
    }

    private static DoubleSummaryStatistics range(List<List<Double>> values) {
        var all = values.stream().flatMap(List::stream).mapToDouble(value -> value);
        return all.filter(Double::isFinite).summaryStatistics();
    }

    /** Where a value lies, 0 for the first colour, 1 for the last; cut off at both ends. */
    public double share(double value) {
        return Math.max(0, Math.min(1, (value - low) / (high - low)));
    }
}
