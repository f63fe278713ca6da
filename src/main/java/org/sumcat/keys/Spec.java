package org.sumcat.keys;

import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * A name with settings, taken apart: {@code name:key=value,key=value}, as networks ({@code Zoo})
 * and what is measured with them are asked for. What reads it names the keys that it knows, and
 * asks for their values one by one; a value of the wrong kind is refused.
 *
 * @param name what stands before the colon
 * @param values keys to values, in the order in which they were written
 */
public record Spec(String name, Map<String, String> values) {
    /** Range of a dropout probability. */
    public static final String DROPOUT = "0 to below 1";

    public Spec {
        values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    }

    /**
     * Parses the text of a spec.
     *
     * @throws IllegalArgumentException if a key has no value, or stands twice
     */
    public static Spec parse(String text) {
        int colon = text.indexOf(':');
        if (colon < 0) {
            return new Spec(text, Map.of());
        }
        var values = new LinkedHashMap<String, String>();
        for (String pair : text.substring(colon + 1).split(",", -1)) {
            int equals = pair.indexOf('=');
            require(
                    equals > 0 && equals < pair.length() - 1,
                    "a spec is written name:key=value,key=value, but has '%s' in '%s'"
                            .formatted(pair, text));
            String old = values.put(pair.substring(0, equals).trim(), pair.substring(equals + 1));
            require(
                    old == null,
                    "a key may stand once in a spec, but '%s' repeats one".formatted(text));
        }
        return new Spec(text.substring(0, colon), values);
    }

    /** Refuses keys that are not known, naming the nearest that are. */
    public void requireKeys(List<String> known) {
        for (String key : values.keySet()) {
            require(
                    known.contains(key),
                    "%s has no key '%s'; it has %s%s"
                            .formatted(
                                    name,
                                    key,
                                    known.isEmpty() ? "none" : String.join(", ", known),
                                    Nearest.to(key, known)));
        }
    }

    /** Text of the spec, which {@link #parse} reads back. */
    @Override
    public String toString() {
        return values.isEmpty()
                ? name
                : values.entrySet().stream()
                        .map(value -> value.getKey() + "=" + value.getValue())
                        .collect(Collectors.joining(",", name + ":", ""));
    }

    /** Returns whether a key is given. */
    public boolean has(String key) {
        return values.containsKey(key);
    }

    /** The values of an enum by the words that a spec has for them. */
    public static <T> Map<String, T> words(T[] values, Function<T, String> word) {
        return Arrays.stream(values)
                .collect(Collectors.toMap(word, v -> v, (a, b) -> a, LinkedHashMap::new));
    }

    /** The values of an enum by their names in a spec. */
    public static <T extends Enum<T>> Map<String, T> words(T[] values) {
        return words(values, Spec::word);
    }

    /** The name of an enum's value in a spec, {@code torchvision}. */
    public static String word(Enum<?> value) {
        return word(Components.written(value));
    }

    static String word(String name) {
        return name.toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Creates the refusal of a key's value. */
    IllegalArgumentException refused(String key, String rule, String value) {
        return new IllegalArgumentException(
                "%s of %s must be %s, but was '%s'".formatted(key, name, rule, value));
    }

    /** Refuses a share to drop that is none. */
    public static void requireDropout(double dropout) {
        require(
                dropout >= 0 && dropout < 1,
                "dropout must lie from 0 to below 1, but was " + dropout);
    }

    /** Refuses what breaks a rule. */
    public static void require(boolean rule, String message) {
        if (!rule) {
            throw new IllegalArgumentException(message);
        }
    }
}
