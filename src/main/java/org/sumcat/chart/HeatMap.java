package org.sumcat.chart;

import java.util.List;
import java.util.stream.IntStream;
import org.sumcat.render.Rows;
import tech.tablesaw.api.Table;
import tech.tablesaw.plotly.components.Axis;
import tech.tablesaw.plotly.traces.HeatmapTrace;

/** Numbers in a grid, the larger the darker. */
public final class HeatMap {
    private HeatMap() {}

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

        String told(int index) {
            return title + " " + names.get(index);
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
     * A figure of Tablesaw's, with the colours, the scale and its title that Tablesaw lacks.
     *
     * @param title a short headline
     * @param text what there is to see, for those who do not see the picture
     * @param rows the vertical side, from the top
     * @param columns the horizontal side
     * @param shade what the cells stand for
     * @param values row by row; NaN leaves a cell out
     * @throws IllegalArgumentException if there is not a row of values for each name, in it one for
     *     each column, a name stands twice, or there is no cell
     */
    public static Chart of(
            String title,
            String text,
            Side rows,
            Side columns,
            Shade shade,
            List<List<Double>> values) {
        requireFull(title, rows, columns, values);
        var trace =
                HeatmapTrace.builder(
                                columns.names().toArray(),
                                rows.names().toArray(),
                                values.stream()
                                        .map(row -> row.stream().mapToDouble(v -> v).toArray())
                                        .toArray(double[][]::new))
                        .build();
        var layout =
                Style.layout(
                                title,
                                Style.names(columns.title()),
                                Style.axis(rows.title())
                                        .type(Axis.Type.CATEGORY)
                                        .autoRange(Axis.AutoRange.REVERSED)
                                        .build())
                        .height(240 + 24 * Math.min(24, rows.names().size()))
                        .build();
        return new Chart(
                text,
                table(title, rows, columns, shade, values),
                layout,
                ExtendedTrace.of(trace)
                        .colourScale(shade.measure(), shade.low(), shade.high(), shade.decimals()));
    }

    private static void requireFull(
            String title, Side rows, Side columns, List<List<Double>> values) {
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

    /**
     * The numbers as they lie in the grid; the first column names the rows and says what is what.
     */
    private static Table table(
            String title, Side rows, Side columns, Shade shade, List<List<Double>> values) {
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

    /** What the cells of a trace stand for, as it says or as its numbers are. */
    static Shade shade(PlotTrace trace, List<List<Double>> values) {
        boolean whole =
                values.stream().flatMap(List::stream).allMatch(v -> Double.isNaN(v) || v % 1 == 0);
        String format = trace.json().path("zhoverformat").asText();
        boolean given = format.matches("\\.\\df");
        var over =
                Shade.over(
                        trace.text("/colorbar/title/text"),
                        given ? format.charAt(1) - '0' : whole ? 0 : 2,
                        values);
        double low = trace.number("/zmin", over.low());
        return new Shade(
                over.measure(),
                over.decimals(),
                low,
                Math.max(trace.number("/zmax", over.high()), low + 1e-9));
    }
}
