package org.sumcat.files;

import java.util.Collection;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/** Completeness checks for documents from outside, which may lack fields. */
public final class Whole {
    private Whole() {}

    /**
     * Refuses parts that are null or contain null.
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
