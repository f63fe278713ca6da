package org.sumcat.keys;

import java.util.Map;
import java.util.Objects;

/**
 * The components of a record while it is being put together.
 *
 * @param all by their names
 */
public record Values(Map<String, Object> all) {

    /** The value of a component. */
    public <T> T get(String name, Class<T> type) {
        return type.cast(Objects.requireNonNull(all.get(name)));
    }

    /** The value of a component that is a whole number. */
    public int whole(String name) {
        return get(name, Integer.class);
    }
}
