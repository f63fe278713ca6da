package org.sumcat.zoo;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A network's name, taken apart: {@code family:key=value,key=value}. */
record Spec(String family, Map<String, String> values) {

    static Spec parse(String text) {
        int colon = text.indexOf(':');
        if (colon < 0) {
            return new Spec(text, Map.of());
        }
        var values = new LinkedHashMap<String, String>();
        for (String pair : text.substring(colon + 1).split(",", -1)) {
            int equals = pair.indexOf('=');
            require(
                    equals > 0 && equals < pair.length() - 1,
                    "a spec is written family:key=value,key=value, but has '%s' in '%s'"
                            .formatted(pair, text));
            String old = values.put(pair.substring(0, equals).trim(), pair.substring(equals + 1));
            require(
                    old == null,
                    "a key may stand once in a spec, but '%s' repeats one".formatted(text));
        }
        return new Spec(text.substring(0, colon), values);
    }

    /** Refuses keys that the family does not have, naming the nearest that it has. */
    void requireKeys(List<String> known) {
        for (String key : values.keySet()) {
            require(
                    known.contains(key),
                    "%s has no key '%s'; it has %s%s"
                            .formatted(
                                    family, key, String.join(", ", known), Nearest.to(key, known)));
        }
    }

    boolean has(String key) {
        return values.containsKey(key);
    }

    int integer(String key, int otherwise) {
        String value = values.get(key);
        try {
            return value == null ? otherwise : Integer.parseInt(value.trim());
        } catch (NumberFormatException e) {
            throw refused(key, "a whole number", value);
        }
    }

    double decimal(String key, double otherwise) {
        String value = values.get(key);
        try {
            return value == null ? otherwise : Double.parseDouble(value.trim());
        } catch (NumberFormatException e) {
            throw refused(key, "a number", value);
        }
    }

    boolean flag(String key, boolean otherwise) {
        String value = values.getOrDefault(key, String.valueOf(otherwise)).trim();
        if (!value.equals("true") && !value.equals("false")) {
            throw refused(key, "true or false", value);
        }
        return value.equals("true");
    }

    /** The values of an enum by the words that a spec has for them. */
    static <T> Map<String, T> words(T[] values, Function<T, String> word) {
        return Arrays.stream(values)
                .collect(Collectors.toMap(word, v -> v, (a, b) -> a, LinkedHashMap::new));
    }

    /** The values of an enum by their names in a spec. */
    static <T extends Enum<T>> Map<String, T> words(T[] values) {
        return words(values, Spec::word);
    }

    /** The name of an enum's value in a spec, {@code torchvision}. */
    static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Whole numbers with dashes between them, {@code 6-12-24-16}. */
    List<Integer> integers(String key, List<Integer> otherwise) {
        String value = values.get(key);
        try {
            return value == null
                    ? otherwise
                    : Stream.of(value.trim().split("-", -1)).map(Integer::valueOf).toList();
        } catch (NumberFormatException e) {
            throw refused(key, "whole numbers with dashes between them, like 6-12-24-16", value);
        }
    }

    /** One of a few words. */
    <T> T choice(String key, T otherwise, Map<String, T> choices) {
        String value = values.get(key);
        if (value == null) {
            return otherwise;
        }
        T choice = choices.get(value.trim());
        if (choice == null) {
            throw refused(key, "one of " + String.join(", ", choices.keySet()), value);
        }
        return choice;
    }

    private IllegalArgumentException refused(String key, String rule, String value) {
        return new IllegalArgumentException(
                "%s of %s must be %s, but was '%s'".formatted(key, family, rule, value));
    }

    /** Refuses a value that would make no network, or one that no machine can hold. */
    static void requireWithin(int least, int most, String name, int value) {
        require(
                least <= value && value <= most,
                "%s must be from %d to %d, but was %d".formatted(name, least, most, value));
    }

    /** Refuses a share to drop that is none. */
    static void requireDropout(double dropout) {
        require(
                dropout >= 0 && dropout < 1,
                "dropout must lie from 0 to below 1, but was " + dropout);
    }

    static void require(boolean rule, String message) {
        if (!rule) {
            throw new IllegalArgumentException(message);
        }
    }
}
