package org.sumcat.report;

import java.util.List;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.sumcat.report.Figure.Point;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.numbers.NumberColumnFormatter;

/** Figures as Tablesaw tables, and those as text cells. */
final class Tables {
    private Tables() {}

    static Table of(Figure figure) {
        var names = figure.series().stream().flatMap(s -> s.points().stream().map(p -> s.name()));
        var points = figure.series().stream().flatMap(s -> s.points().stream()).toList();
        var table =
                Table.create(
                        figure.title(),
                        StringColumn.create("network", names),
                        numbers(figure.x().title(), points, Point::x, decimals(figure.x().kind())));
        if (!figure.rows()) {
            int decimals = figure.yScale().decimals() + 2;
            table.addColumns(numbers(figure.y().title(), points, Point::y, decimals));
            if (figure.series().stream().anyMatch(Figure.Series::hasRange)) {
                table.addColumns(
                        numbers("lowest", points, Point::low, decimals),
                        numbers("highest", points, Point::high, decimals));
            }
        }
        return table.addColumns(texts("measured with", points, Point::note));
    }

    /** The cells of every row as a reader sees them. */
    static List<List<String>> cells(Table table) {
        return IntStream.range(0, table.rowCount())
                .mapToObj(
                        row ->
                                table.columns().stream()
                                        .map(column -> column.getString(row))
                                        .toList())
                .toList();
    }

    /** A column of numbers, written with that many decimals. */
    static <T> DoubleColumn numbers(
            String name, List<T> rows, ToDoubleFunction<T> value, int decimals) {
        var column = DoubleColumn.create(name, rows.stream().mapToDouble(value).toArray());
        column.setPrintFormatter(
                new NumberColumnFormatter() {
                    @Override
                    public String format(double value) {
                        return Double.isNaN(value) ? "" : Words.fixed(value, decimals);
                    }
                });
        return column;
    }

    static <T> StringColumn texts(String name, List<T> rows, Function<T, String> value) {
        return StringColumn.create(name, rows.stream().map(value));
    }

    private static int decimals(Figure.Kind kind) {
        return kind == Figure.Kind.COUNT ? 0 : 2;
    }
}
