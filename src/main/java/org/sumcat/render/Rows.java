package org.sumcat.render;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;
import tech.tablesaw.api.LongColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.Column;

/**
 * Builds a table with a row for each element:
 *
 * <pre>{@code
 * Rows.of("Networks", networks)
 *         .text("network", NetworkSummary::spec)
 *         .whole("parameters", NetworkSummary::parameters)
 *         .table();
 * }</pre>
 *
 * @param <T> what a row is made of
 */
public final class Rows<T> {
    private final String title;
    private final List<T> rows;
    private final List<Column<?>> columns = new ArrayList<>();

    private Rows(String title, List<T> rows) {
        this.title = title;
        this.rows = List.copyOf(rows);
    }

    /**
     * Begins a table without columns.
     *
     * @param title what it shows, a short headline
     */
    public static <T> Rows<T> of(String title, List<T> rows) {
        return new Rows<>(title, rows);
    }

    /** Adds a column of text, left-aligned. */
    public Rows<T> text(String name, Function<T, String> value) {
        columns.add(Tables.texts(name, rows, value));
        return this;
    }

    /**
     * Adds a column of whole numbers; the name has the unit in brackets, unless they are counts.
     */
    public Rows<T> whole(String name, ToLongFunction<T> value) {
        columns.add(LongColumn.create(name, rows.stream().mapToLong(value)));
        return this;
    }

    /**
     * Adds a column of numbers; the name has the unit in brackets.
     *
     * @param decimals with which they are printed; a file has all of them
     * @param value NaN where there is none
     */
    public Rows<T> number(String name, int decimals, ToDoubleFunction<T> value) {
        columns.add(Tables.numbers(name, rows, value, decimals));
        return this;
    }

    /**
     * Adds a column of percentages, printed with two decimals.
     *
     * @param name with {@code (%)} in it
     * @param share from 0 to 1; null where there is none
     */
    public Rows<T> percent(String name, Function<T, @Nullable Double> share) {
        return number(
                name,
                2,
                row -> {
                    Double value = share.apply(row);
                    return value == null ? Double.NaN : Format.hundredfold(value);
                });
    }

    /** Returns the finished table. */
    public Table table() {
        return Table.create(title, columns);
    }
}
