package org.sumcat.chart;

import java.util.Arrays;
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

    /** A heat map with its numbers in the cells, where those have room for them. */
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
     * A figure of Tablesaw's, with the colours, the scale and its title that Tablesaw lacks, and
     * words in the cells.
     *
     * @param title a short headline
     * @param text what there is to see, for those who do not see the picture
     * @param rows the vertical side, from the top
     * @param columns the horizontal side
     * @param scale what the cells stand for
     * @param values row by row; NaN leaves a cell out
     * @param words row by row, {@code <br>} ends a line; none for the numbers
     * @throws IllegalArgumentException if there is not a row of values, and of words where there
     *     are some, for each name, in it one for each column, a name stands twice, or there is no
     *     cell
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
        double[][] numbers = new double[values.size()][];
        Arrays.setAll(numbers, r -> values.get(r).stream().mapToDouble(v -> v).toArray());
        var names = rows.names().toArray();
        var trace = HeatmapTrace.builder(columns.names().toArray(), names, numbers).build();
        var coloured = ExtendedTrace.of(trace).colourScale(scale);
        var down = Style.axis(rows.title()).type(Axis.Type.CATEGORY);
        var y = down.autoRange(Axis.AutoRange.REVERSED).build();
        return new Chart(
                text,
                table(title, rows, columns, scale, values),
                Style.layout(title, Style.names(columns.title()), y).build(),
                words.isEmpty() ? coloured : coloured.cellTexts(words));
    }

    private static <T> void requireFull(
            String title, Side rows, Side columns, List<List<T>> values) {
        int width = columns.names().size();
        if (values.isEmpty()
                || width == 0
                || values.size() != rows.names().size()
                || values.stream().anyMatch(row -> row.size() != width)) {
            var found = values.stream().map(List::size).toList();
            throw new IllegalArgumentException(
                    "a heat map needs values for %s rows of %s columns, one at least, but \"%s\" has %s"
                            .formatted(rows.names().size(), width, title, found));
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
        String what =
                "%s (rows), %s (columns): %s"
                        .formatted(rows.title(), columns.title(), scale.measure());
        var grid = Rows.of(title, each).text(what, rows.names()::get);
        for (int c = 0; c < columns.names().size(); c++) {
            int column = c;
            String name = columns.names().get(c);
            grid.number(name, scale.decimals(), row -> values.get(row).get(column));
        }
        return grid.table();
    }
}
