package org.sumcat.plot;

import java.util.List;

/**
 * Quantity that the colours of a heat map stand for, and its range.
 *
 * @param measure with its unit, {@code mean absolute weight}
 * @param decimals with which a number is written
 * @param low the number that is lightest
 * @param high the number that is darkest, above {@code low}
 */
public record ColourScale(String measure, int decimals, double low, double high) {
    public ColourScale {
        if (!(low < high)) {
            throw new IllegalArgumentException(
                    "colours must go from a number to a higher one, but from %s to %s"
                            .formatted(low, high));
        }
    }

    /** From the least of the values to the largest, or a little around a single one. */
    public static ColourScale over(String measure, int decimals, List<List<Double>> values) {
        var range =
                values.stream()
                        .flatMap(List::stream)
                        .mapToDouble(Double::doubleValue)
                        .filter(Double::isFinite)
                        .summaryStatistics();
        boolean spread = range.getMax() > range.getMin();
        double around = spread ? 0 : Math.max(Math.abs(range.getMax()), 1e-3);
        return range.getCount() == 0
                ? new ColourScale(measure, decimals, 0, 1)
                : new ColourScale(
                        measure, decimals, range.getMin() - around, range.getMax() + around);
    }

    /** Where a value lies, 0 for the lightest, 1 for the darkest; cut off at both ends. */
    double share(double value) {
        return Math.max(0, Math.min(1, (value - low) / (high - low)));
    }

    /** Reads the scale of a heat map trace; its values decide what it leaves open. */
    static ColourScale of(PlotTrace trace, List<List<Double>> values) {
        boolean whole =
                values.stream().flatMap(List::stream).allMatch(v -> Double.isNaN(v) || v % 1 == 0);
        String format = trace.json().path("zhoverformat").asText();
        boolean given = format.matches("\\.\\df");
        var over =
                over(
                        trace.text("/colorbar/title/text"),
                        given ? format.charAt(1) - '0' : whole ? 0 : 2,
                        values);
        double low = trace.number("/zmin", over.low());
        return new ColourScale(
                over.measure(),
                over.decimals(),
                low,
                Math.max(trace.number("/zmax", over.high()), low + 1e-9));
    }
}
