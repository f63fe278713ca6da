package org.sumcat.zoo;

import java.util.Map;
import java.util.Objects;

/**
 * The components of a record while it is being put together.
 *
 * @param all by their names
 */
record Values(Map<String, Object> all) {

    /** The value of a component. */
    <T> T get(String name, Class<T> type) {
        return type.cast(Objects.requireNonNull(all.get(name)));
    }

    /** The value of a component that is a whole number. */
    int whole(String name) {
        return get(name, Integer.class);
    }
}
