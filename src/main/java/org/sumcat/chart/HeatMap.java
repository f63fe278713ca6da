package org.sumcat.chart;

import java.util.List;
import java.util.stream.IntStream;
import org.sumcat.render.Rows;
import tech.tablesaw.api.Table;

/**
 * Numbers in a grid, the larger the darker.
 *
 * @param title a short headline
 * @param text what there is to see, for those who do not see the picture
 * @param rows the vertical side, from the top
 * @param columns the horizontal side
 * @param shade what the cells stand for
 * @param values row by row; NaN leaves a cell out
 */
public record HeatMap(
        String title, String text, Side rows, Side columns, Shade shade, List<List<Double>> values)
        implements Illustration {

    /**
     * A side of the grid.
     *
     * @param title what is counted off
     * @param names one for each row or column, no two the same
     */
    public record Side(String title, List<String> names) {
        public Side {
            names = List.copyOf(names);
        }
    }

    /**
     * What the cells stand for, and from where to where the colours go.
     *
     * @param measure with its unit, {@code mean absolute weight}
     * @param decimals with which a number is written
     * @param low the number that is lightest
     * @param high the number that is darkest, above {@code low}
     */
    public record Shade(String measure, int decimals, double low, double high) {
        public Shade {
            if (!(low < high)) {
                throw new IllegalArgumentException(
                        "colours must go from a number to a higher one, but from %s to %s"
                                .formatted(low, high));
            }
        }

        /** From the least of the values to the largest, or a little around a single one. */
        public static Shade over(String measure, int decimals, List<List<Double>> values) {
            var range =
                    values.stream()
                            .flatMap(List::stream)
                            .mapToDouble(Double::doubleValue)
                            .filter(Double::isFinite)
                            .summaryStatistics();
            boolean spread = range.getMax() > range.getMin();
            double around = spread ? 0 : Math.max(Math.abs(range.getMax()), 1e-3);
            return range.getCount() == 0
                    ? new Shade(measure, decimals, 0, 1)
                    : new Shade(
                            measure, decimals, range.getMin() - around, range.getMax() + around);
        }

        /** Where a value lies, 0 for the lightest, 1 for the darkest; cut off at both ends. */
        double share(double value) {
            return Math.max(0, Math.min(1, (value - low) / (high - low)));
        }
    }

    /**
     * @throws IllegalArgumentException if there is not a row of values for each name, in it one for
     *     each column, a name stands twice, or there is no cell
     */
    public HeatMap {
        values = values.stream().map(List::copyOf).toList();
        int width = columns.names().size();
        if (values.isEmpty()
                || width == 0
                || values.size() != rows.names().size()
                || values.stream().anyMatch(row -> row.size() != width)) {
            throw new IllegalArgumentException(
                    "a heat map needs values for %s rows of %s columns, one at least, but \"%s\" has %s"
                            .formatted(
                                    rows.names().size(),
                                    width,
                                    title,
                                    values.stream().map(List::size).toList()));
        }
        for (Side side : List.of(rows, columns)) {
            if (side.names().stream().distinct().count() < side.names().size()) {
                throw new IllegalArgumentException(
                        "names in a heat map must differ, but one stands twice in " + side.names());
            }
        }
    }

    @Override
    public String svg() {
        return new Grid(this, Width.WIDE).draw(true);
    }

    @Override
    public String inline(Width width) {
        return new Grid(this, width).draw(false);
    }

    @Override
    public String plotly() {
        return Plotly.json(this);
    }

    /**
     * The numbers as they lie in the grid; the first column names the rows and says what is what.
     */
    @Override
    public Table table() {
        var each = IntStream.range(0, values.size()).boxed().toList();
        var grid =
                Rows.of(title, each)
                        .text(
                                "%s (rows), %s (columns): %s"
                                        .formatted(rows.title(), columns.title(), shade.measure()),
                                row -> rows.names().get(row));
        for (int c = 0; c < columns.names().size(); c++) {
            int column = c;
            grid.number(
                    columns.names().get(c), shade.decimals(), row -> values.get(row).get(column));
        }
        return grid.table();
    }
}
