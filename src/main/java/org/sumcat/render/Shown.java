package org.sumcat.render;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import tech.tablesaw.api.Table;

/** Something that a notebook or a page can show. */
public interface Shown {
    /**
     * MIME type to content; binary content in base64. A PNG has twice the pixels, across and down,
     * of the size at which it is to be seen: sharp on dense screens and on paper.
     */
    Map<String, String> mimeBundle();

    /** What a notebook shows one after the other, each in the best form that it has. */
    default List<Shown> parts() {
        return List.of(this);
    }

    /** The types whose values {@link #of} knows how to show. */
    static List<Class<?>> types() {
        return List.of(Shown.class, Table.class);
    }

    /** How a value is shown: itself, a table as a table; empty where it has only its text. */
    static Optional<Shown> of(Object value) {
        if (value instanceof Shown shown) {
            return Optional.of(shown);
        }
        return value instanceof Table table ? Optional.of(Tables.shown(table)) : Optional.empty();
    }
}
