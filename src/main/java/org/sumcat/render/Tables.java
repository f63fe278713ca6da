package org.sumcat.render;

import java.io.StringWriter;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.numbers.NumberColumnFormatter;
import tech.tablesaw.io.csv.CsvWriteOptions;

/** Columns of Tablesaw tables, and what is read of tables: a file, or something to show. */
public final class Tables {
    /** The rows of a long table that a notebook shows. */
    private static final int SHOWN = 100;

    private Tables() {}

    /** Its name and at most its first hundred rows, as text and as HTML. */
    public static Shown shown(Table table) {
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
                        first.name() + "\n" + PlainText.table(first),
                        "text/html",
                        html(first));
    }

    private static String html(Table table) {
        return Templates.fill(
                "render/table.html", Map.of("name", table.name(), "cells", TextTable.of(table)));
    }

    /** As a file of comma-separated values. */
    public static String csv(Table table) {
        var out = new StringWriter();
        table.write().usingOptions(CsvWriteOptions.builder(out).lineEnd("\n").build());
        return out.toString();
    }

    /** A column of numbers, written with that many decimals. */
    public static <T> DoubleColumn numbers(
            String name, List<T> rows, ToDoubleFunction<T> value, int decimals) {
        var column = DoubleColumn.create(name, rows.stream().mapToDouble(value).toArray());
        column.setPrintFormatter(
                new NumberColumnFormatter() {
                    @Override
                    public String format(double value) {
                        return Double.isNaN(value) ? "" : Format.fixed(value, decimals);
                    }
                });
        return column;
    }

    public static <T> StringColumn texts(String name, List<T> rows, Function<T, String> value) {
        return StringColumn.create(name, rows.stream().map(value));
    }
}
