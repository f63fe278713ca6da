package org.sumcat.render;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import tech.tablesaw.api.NumericColumn;
import tech.tablesaw.api.Table;

/** Text and tables for a terminal: plain text of 100 columns. */
public final class PlainText {
    private static final int COLUMNS = 100;

    private PlainText() {}

    /** Text wrapped at 100 columns, the second and later lines indented. */
    public static String wrapped(String text) {
        return String.join("\n", lines(text));
    }

    /** A table as text, with words left-aligned and numbers right-aligned. */
    public static String table(Table table) {
        var cells = TextTable.of(table);
        var lines = Stream.concat(Stream.of(cells.head()), cells.rows().stream()).toList();
        int[] widths = new int[table.columnCount()];
        for (var line : lines) {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], line.get(i).length());
            }
        }
        return lines.stream()
                .map(
                        line ->
                                IntStream.range(0, widths.length)
                                        .mapToObj(i -> cell(table, line, i, widths[i]))
                                        .collect(Collectors.joining("  "))
                                        .stripTrailing())
                .collect(Collectors.joining("\n", "", "\n"));
    }

    private static String cell(Table table, List<String> line, int column, int width) {
        String gap = " ".repeat(width - line.get(column).length());
        boolean number = table.column(column) instanceof NumericColumn;
        return number ? gap + line.get(column) : line.get(column) + gap;
    }

    /** Text as a list of lines, wrapped at 100 columns. */
    public static List<String> lines(String text) {
        var lines = new ArrayList<String>();
        var line = new StringBuilder();
        for (var word : text.split(" ", -1)) {
            if (!line.isEmpty() && line.length() + 1 + word.length() > COLUMNS) {
                lines.add(line.toString());
                line.setLength(0);
                line.append(" ");
            }
            line.append(line.isEmpty() ? "" : " ").append(word);
        }
        lines.add(line.toString());
        return lines;
    }
}
