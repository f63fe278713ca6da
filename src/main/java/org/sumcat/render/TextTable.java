package org.sumcat.render;

import java.util.List;
import java.util.stream.IntStream;
import tech.tablesaw.api.Table;

/** A table as text: its column names, and the displayed cells of every row. */
public record TextTable(List<String> head, List<List<String>> rows) {

    /**
     * The displayed cells: numbers formatted as their column says, or else with as few decimals as
     * distinguish them, and with commas where some reach 10,000; empty where a value is missing.
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
