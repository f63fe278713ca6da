package org.sumcat.recipe;

import java.util.ArrayDeque;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.sumcat.keys.Components;

/**
 * A recipe's name: its base, and the values changed since, {@code quick, epochs=2, batch=32}.
 *
 * @param base the recipe before any change
 * @param changes component to value as it is written, the last change last
 */
record RecipeName(String base, Map<String, String> changes) {
    RecipeName {
        changes = Collections.unmodifiableMap(new LinkedHashMap<>(changes));
    }

    /** Parses a name from a record. */
    static RecipeName parse(String name) {
        var pairs = new ArrayDeque<String>();
        int end = name.length();
        for (int comma = name.lastIndexOf(", "); comma >= 0; ) {
            String pair = name.substring(comma + 2, end);
            if (!isChange(pair)) {
                break;
            }
            pairs.push(pair);
            end = comma;
            comma = name.lastIndexOf(", ", end - 1);
        }
        var changes = new LinkedHashMap<String, String>();
        for (String pair : pairs) {
            int equals = pair.indexOf('=');
            changes.put(pair.substring(0, equals), pair.substring(equals + 1));
        }
        return new RecipeName(name.substring(0, end), changes);
    }

    private static boolean isChange(String pair) {
        int equals = pair.indexOf('=');
        return equals > 0
                && RecipeKeys.ALL.names().contains(pair.substring(0, equals))
                && RecipeKeys.ALL
                        .parsed(pair.substring(0, equals), pair.substring(equals + 1))
                        .isPresent();
    }

    /** Returns a name with another change at the end. */
    RecipeName with(String key, Object value) {
        var more = new LinkedHashMap<>(changes);
        more.remove(key);
        more.put(key, Components.written(value));
        return new RecipeName(base, more);
    }

    /** Returns a name without one change. */
    RecipeName without(String key) {
        var fewer = new LinkedHashMap<>(changes);
        fewer.keySet().removeAll(List.of(key));
        return new RecipeName(base, fewer);
    }

    @Override
    public String toString() {
        var name = new StringBuilder(base);
        changes.forEach((key, value) -> name.append(", ").append(key).append('=').append(value));
        return name.toString();
    }
}
