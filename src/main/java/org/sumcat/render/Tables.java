package org.sumcat.render;

import com.fasterxml.jackson.core.io.NumberOutput;
import java.io.StringWriter;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import tech.tablesaw.api.ColumnType;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.NumericColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.Column;
import tech.tablesaw.columns.numbers.NumberColumnFormatter;
import tech.tablesaw.io.csv.CsvReadOptions;
import tech.tablesaw.io.csv.CsvWriteOptions;

/** Tablesaw tables: their columns, their display, and their files. */
public final class Tables {
    /** The number of rows of a long table that a notebook shows. */
    private static final int SHOWN = 50;

    private Tables() {}

    /**
     * A table's name and at most its first 50 rows, as text and as HTML: words left-aligned,
     * numbers right-aligned. A line below says how many there are where not all are there.
     */
    public static Shown shown(Table table) {
        var first = table.rowCount() <= SHOWN ? table : table.first(SHOWN);
        first.setName(table.name());
        String remark = remark(table.rowCount());
        return () ->
                Map.of(
                        "text/plain",
                        table.name() + "\n" + PlainText.table(first) + remark,
                        "text/html",
                        html(first, remark));
    }

    /** A table as HTML for a page without a style sheet, at most its first 50 rows. */
    public static String html(Table table) {
        return shown(table).mimeBundle().getOrDefault("text/html", "");
    }

    private static String remark(int rows) {
        return rows == 0
                ? "no rows"
                : rows <= SHOWN
                        ? ""
                        : "the first %s of %s rows; where, sortOn and last show others"
                                .formatted(SHOWN, Format.count(rows));
    }

    private static String html(Table table, String remark) {
        var sides =
                table.columns().stream()
                        .map(column -> column instanceof NumericColumn ? "right" : "left")
                        .toList();
        return Templates.fill(
                "render/table.html",
                Map.of(
                        "name",
                        table.name(),
                        "cells",
                        TextTable.of(table),
                        "sides",
                        sides,
                        "remark",
                        remark));
    }

    /**
     * A table as comma-separated values: all digits of a number, and an empty cell for a missing
     * one.
     */
    public static String csv(Table table) {
        var out = new StringWriter();
        Table digits = Table.create(table.name(), table.columns().stream().map(Tables::written));
        digits.write()
                .usingOptions(
                        CsvWriteOptions.builder(out)
                                .lineEnd("\n")
                                .ignoreLeadingWhitespaces(false)
                                .ignoreTrailingWhitespaces(false)
                                .build());
        return out.toString();
    }

    /**
     * The shortest decimal form of numbers, by Jackson, since Java's own differs between versions.
     */
    private static Column<?> written(Column<?> column) {
        return column instanceof DoubleColumn numbers
                ? StringColumn.create(
                        column.name(),
                        numbers.asList().stream()
                                .map(
                                        value ->
                                                value == null || Double.isNaN(value)
                                                        ? ""
                                                        : NumberOutput.toString(value, true)))
                : column;
    }

    /**
     * Reads comma-separated values into columns of given types. Left to itself, Tablesaw guesses:
     * doubles that are all whole become integers, a number like 20261130 a date, and words such as
     * {@code NA} or {@code *} are lost. Here only an empty cell is a missing one. (Blanks at the
     * ends of a cell are lost.)
     *
     * @param name of the table
     * @param types the type of the column with a name
     */
    public static Table read(String name, String csv, Function<String, ColumnType> types) {
        return Table.read()
                .usingOptions(
                        CsvReadOptions.builderFromString(csv)
                                .tableName(name)
                                .columnTypes(types)
                                .missingValueIndicator(""));
    }

    /** A column of numbers, printed with that many decimals. */
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

    /** A column of text, one for each row. */
    public static <T> StringColumn texts(String name, List<T> rows, Function<T, String> value) {
        return StringColumn.create(name, rows.stream().map(value));
    }
}
