package org.sumcat.render;

import java.util.List;
import java.util.stream.IntStream;
import tech.tablesaw.api.Table;

/** A table as text: the names of its columns, and of every row what a reader sees. */
public record TextTable(List<String> head, List<List<String>> rows) {

    /**
     * The cells as they are printed: numbers as their column says, and where it says nothing with
     * as few decimals as tell them apart, and with commas where some reach 10,000; nothing where a
     * value is missing.
     */
    public static TextTable of(Table table) {
        var columns = table.columns().stream().map(Cells::of).toList();
        return new TextTable(
                table.columnNames(),
                IntStream.range(0, table.rowCount())
                        .mapToObj(row -> columns.stream().map(cells -> cells.apply(row)).toList())
                        .toList());
    }
}
