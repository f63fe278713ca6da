package org.sumcat.report;

import java.io.StringWriter;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import org.sumcat.report.Figure.Point;
import org.sumcat.train.Run;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.numbers.NumberColumnFormatter;
import tech.tablesaw.io.csv.CsvWriteOptions;

/** Figures and runs as Tablesaw tables, their columns, and what is read of them. */
final class Tables {
    /** The rows of a long table that a notebook shows. */
    private static final int SHOWN = 100;

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

    /** A row for each run: how well, how long, and by which weights it is known again. */
    static Table of(List<Run> runs) {
        var table =
                Table.create(
                        "runs",
                        texts("network", runs, run -> run.network().spec()),
                        texts("seed", runs, run -> String.valueOf(run.seed())),
                        numbers("test accuracy (%)", runs, run -> 100 * run.testAccuracy(), 2),
                        numbers("training (seconds)", runs, Run::seconds, 1));
        if (runs.stream().map(Run::device).distinct().count() > 1) {
            table.addColumns(texts("device", runs, Run::device));
        }
        return table.addColumns(texts("SHA-256 of the weights", runs, Run::weightsSha256));
    }

    /** Its name and at most its first hundred rows, as text and as HTML. */
    static Shown shown(Table table) {
        int rows = table.rowCount();
        var first =
                rows <= SHOWN
                        ? table
                        : table.first(SHOWN)
                                .setName(
                                        "%s, the first %s of %s rows"
                                                .formatted(table.name(), SHOWN, rows));
        return () ->
                Map.of(
                        "text/plain",
                        first.name() + "\n" + Console.table(first),
                        "text/html",
                        FindingPage.fragment(first));
    }

    /** As a file of comma-separated values. */
    static String csv(Table table) {
        var out = new StringWriter();
        table.write().usingOptions(CsvWriteOptions.builder(out).lineEnd("\n").build());
        return out.toString();
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
