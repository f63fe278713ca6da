package org.sumcat.files;

import java.util.Collection;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/** Documents from outside may lack what their records have. */
public final class Whole {
    private Whole() {}

    /**
     * Refuses a part that is null, or holds null.
     *
     * @param message for people
     * @throws IllegalArgumentException with it, if there is one
     */
    public static void require(String message, Object... parts) {
        if (Stream.of(parts).anyMatch(part -> part == null || holdsNull(part))) {
            throw new IllegalArgumentException(message);
        }
    }

    private static boolean holdsNull(Object part) {
        if (part instanceof Map<?, ?> map) {
            return map.values().stream().anyMatch(Objects::isNull);
        }
        return part instanceof Collection<?> all && all.stream().anyMatch(Objects::isNull);
    }
}
