package org.sumcat.chart;

import java.util.List;
import java.util.stream.IntStream;
import org.sumcat.palette.ColourScale;
import org.sumcat.render.Rows;
import tech.tablesaw.api.Table;
import tech.tablesaw.plotly.components.Axis;
import tech.tablesaw.plotly.traces.HeatmapTrace;

/** Numbers in a grid, the larger the darker. */
public final class HeatMap {
    private HeatMap() {}

    /**
     * Title and names of the rows, or of the columns.
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
     * A figure of Tablesaw's, with the colours, the scale and its title that Tablesaw lacks.
     *
     * @param title a short headline
     * @param text what there is to see, for those who do not see the picture
     * @param rows the vertical side, from the top
     * @param columns the horizontal side
     * @param scale what the cells stand for
     * @param values row by row; NaN leaves a cell out
     * @throws IllegalArgumentException if there is not a row of values for each name, in it one for
     *     each column, a name stands twice, or there is no cell
     */
    public static Chart of(
            String title,
            String text,
            Side rows,
            Side columns,
            ColourScale scale,
            List<List<Double>> values) {
        return of(title, text, rows, columns, scale, values, List.of());
    }

    /**
     * A figure of Tablesaw's whose cells have words of their own, in place of their numbers.
     *
     * @param title a short headline
     * @param text what there is to see, for those who do not see the picture
     * @param rows the vertical side, from the top
     * @param columns the horizontal side
     * @param scale what the cells stand for
     * @param values row by row; NaN leaves a cell out
     * @param words row by row, {@code <br>} ends a line; none for the numbers
     * @throws IllegalArgumentException as above, and where there are words, but not for each cell
     */
    public static Chart of(
            String title,
            String text,
            Side rows,
            Side columns,
            ColourScale scale,
            List<List<Double>> values,
            List<List<String>> words) {
        requireFull(title, rows, columns, values);
        if (!words.isEmpty()) {
            requireFull(title, rows, columns, words);
        }
        var trace =
                HeatmapTrace.builder(
                                columns.names().toArray(),
                                rows.names().toArray(),
                                values.stream()
                                        .map(row -> row.stream().mapToDouble(v -> v).toArray())
                                        .toArray(double[][]::new))
                        .build();
        var coloured = ExtendedTrace.of(trace).colourScale(scale);
        var layout =
                Style.layout(
                                title,
                                Style.names(columns.title()),
                                Style.axis(rows.title())
                                        .type(Axis.Type.CATEGORY)
                                        .autoRange(Axis.AutoRange.REVERSED)
                                        .build())
                        .build();
        return new Chart(
                text,
                table(title, rows, columns, scale, values),
                layout,
                words.isEmpty() ? coloured : coloured.cellTexts(words));
    }

    private static <T> void requireFull(
            String title, Side rows, Side columns, List<List<T>> values) {
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
            String title, Side rows, Side columns, ColourScale scale, List<List<Double>> values) {
        var each = IntStream.range(0, values.size()).boxed().toList();
        var grid =
                Rows.of(title, each)
                        .text(
                                "%s (rows), %s (columns): %s"
                                        .formatted(rows.title(), columns.title(), scale.measure()),
                                row -> rows.names().get(row));
        for (int c = 0; c < columns.names().size(); c++) {
            int column = c;
            grid.number(
                    columns.names().get(c), scale.decimals(), row -> values.get(row).get(column));
        }
        return grid.table();
    }
}
