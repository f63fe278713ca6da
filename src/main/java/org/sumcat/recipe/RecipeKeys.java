package org.sumcat.recipe;

import static java.util.stream.Collectors.joining;

import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What of a recipe can be set by name: its components, and which values each takes. */
final class RecipeKeys {
    private static final List<RecordComponent> COMPONENTS =
            List.of(Recipe.class.getRecordComponents());
    private static final List<String> NAMES =
            COMPONENTS.stream().map(RecordComponent::getName).toList();

    private RecipeKeys() {}

    /** The components in order, the name first. */
    static List<String> names() {
        return NAMES;
    }

    /**
     * A value as what the component is: a whole number is a number, and a word stands for what it
     * means. Empty for a value of another kind.
     */
    static Optional<Object> typed(String key, Object value) {
        Class<?> type = type(key);
        if (type == int.class) {
            boolean whole = value instanceof Integer || value instanceof Long;
            return whole && ((Number) value).longValue() == ((Number) value).intValue()
                    ? Optional.of(((Number) value).intValue())
                    : Optional.empty();
        }
        if (type == float.class) {
            return value instanceof Number number && Float.isFinite(number.floatValue())
                    ? Optional.of(number.floatValue())
                    : Optional.empty();
        }
        if (!type.isEnum() || type.isInstance(value)) {
            boolean same =
                    type == boolean.class ? value instanceof Boolean : type.isInstance(value);
            return same ? Optional.of(value) : Optional.empty();
        }
        return value instanceof String word
                ? Arrays.stream(type.getEnumConstants())
                        .filter(constant -> word(constant).equals(word(word)))
                        .findFirst()
                        .map(Object.class::cast)
                : Optional.empty();
    }

    /** What values a component takes, in words. */
    static String takes(String key) {
        Class<?> type = type(key);
        if (type.isEnum()) {
            return "one of "
                    + Arrays.stream(type.getEnumConstants())
                            .map(RecipeKeys::word)
                            .collect(joining(", "));
        }
        return type == int.class
                ? "a whole number"
                : type == float.class
                        ? "a number"
                        : type == boolean.class ? "true or false" : "words in quotes";
    }

    private static Class<?> type(String key) {
        return COMPONENTS.get(NAMES.indexOf(key)).getType();
    }

    /** {@code one-cycle}; records have it as {@code ONE_CYCLE}. */
    private static String word(Object value) {
        return value.toString().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
