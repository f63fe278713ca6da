package org.sumcat.render;

import java.util.List;
import java.util.stream.IntStream;
import tech.tablesaw.api.Table;

/** A table as text: the names of its columns, and of every row what a reader sees. */
public record TextTable(List<String> head, List<List<String>> rows) {

    public static TextTable of(Table table) {
        return new TextTable(
                table.columnNames(),
                IntStream.range(0, table.rowCount())
                        .mapToObj(
                                row ->
                                        table.columns().stream()
                                                .map(column -> column.getString(row))
                                                .toList())
                        .toList());
    }
}
