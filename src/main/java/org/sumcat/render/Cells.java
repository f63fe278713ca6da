package org.sumcat.render;

import java.math.BigDecimal;
import java.util.Locale;
import java.util.function.IntFunction;
import java.util.stream.DoubleStream;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.FloatColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.LongColumn;
import tech.tablesaw.api.NumericColumn;
import tech.tablesaw.api.ShortColumn;
import tech.tablesaw.columns.Column;

/** The displayed cells of a column. */
final class Cells {
    /** The threshold for thousands separators; years and seeds stay below it. */
    private static final double LARGE = 10_000;

    /** Significant digits of a column's largest number, and of its smallest. */
    private static final int OF_LARGEST = 4;

    private static final int OF_SMALLEST = 3;

    private static final int MOST_DECIMALS = 9;

    private Cells() {}

    static IntFunction<String> of(Column<?> column) {
        var printed = printed(column);
        return row -> column.isMissing(row) ? "" : printed.apply(row);
    }

    private static IntFunction<String> printed(Column<?> column) {
        if (!(column instanceof NumericColumn<?> numbers) || hasOwnFormat(column)) {
            return column::getString;
        }
        double largest = magnitudes(numbers).max().orElse(0);
        boolean whole = isWhole(column);
        if (largest >= 1e15) { // a double has no more digits
            return whole ? column::getString : row -> String.valueOf(numbers.getDouble(row));
        }
        int decimals = whole ? 0 : decimals(numbers, largest);
        String format = largest >= LARGE ? "%,." + decimals + "f" : "%." + decimals + "f";
        return row -> {
            double value = numbers.getDouble(row);
            return Double.isInfinite(value)
                    ? String.valueOf(value)
                    : String.format(
                            Locale.ROOT, format, new BigDecimal(Format.fixed(value, decimals)));
        };
    }

    /** The fewest decimals that show the significant digits, or all digits if there are fewer. */
    private static int decimals(NumericColumn<?> numbers, double largest) {
        double smallest = magnitudes(numbers).min().orElse(1);
        int wanted =
                Math.max(OF_LARGEST - 1 - exponent(largest), OF_SMALLEST - 1 - exponent(smallest));
        int most = Math.min(Math.max(wanted, 0), MOST_DECIMALS);
        return magnitudes(numbers)
                .mapToInt(
                        value ->
                                new BigDecimal(Format.fixed(value, most))
                                        .stripTrailingZeros()
                                        .scale())
                .map(scale -> Math.max(scale, 0))
                .max()
                .orElse(0);
    }

    private static int exponent(double value) {
        return value == 0 ? 0 : (int) Math.floor(Math.log10(value));
    }

    /** Absolute values of the numbers, without zeros and non-finite ones. */
    private static DoubleStream magnitudes(NumericColumn<?> numbers) {
        return DoubleStream.of(numbers.asDoubleArray())
                .map(Math::abs)
                .filter(value -> value > 0 && Double.isFinite(value));
    }

    private static boolean isWhole(Column<?> column) {
        return column instanceof LongColumn
                || column instanceof IntColumn
                || column instanceof ShortColumn;
    }

    /**
     * Returns whether a column has a number format of its own. Tablesaw does not say, but 1/3 shows
     * it: by default all of its digits are printed.
     */
    private static boolean hasOwnFormat(Column<?> column) {
        if (!(column instanceof DoubleColumn || column instanceof FloatColumn)) {
            return false;
        }
        if (column instanceof FloatColumn floats) {
            return floats.emptyCopy().append(1f / 3).getString(0).length() < 10;
        }
        return ((DoubleColumn) column).emptyCopy().append(1d / 3).getString(0).length() < 18;
    }
}
