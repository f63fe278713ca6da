package org.sumcat.network;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A name with settings, taken apart: {@code name:key=value,key=value}, as networks ({@code Zoo})
 * and what is measured with them are asked for. What reads it names the keys that it knows, and
 * asks for their values one by one; a value of the wrong kind is refused.
 *
 * @param name what stands before the colon
 * @param values keys to values, in the order in which they were written
 */
public record Spec(String name, Map<String, String> values) {
    /** What a share to drop may be. */
    public static final String DROPOUT = "0 to below 1";

    public Spec {
        values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    }

    /**
     * Takes a text apart.
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

    /** As it is written: {@link #parse} reads it back. */
    @Override
    public String toString() {
        return values.isEmpty()
                ? name
                : values.entrySet().stream()
                        .map(value -> value.getKey() + "=" + value.getValue())
                        .collect(Collectors.joining(",", name + ":", ""));
    }

    public boolean has(String key) {
        return values.containsKey(key);
    }

    /** Any words. */
    public String text(String key, String otherwise) {
        return values.getOrDefault(key, otherwise).trim();
    }

    /** A whole number. */
    public int integer(String key, int otherwise) {
        String value = values.get(key);
        try {
            return value == null ? otherwise : Integer.parseInt(value.trim());
        } catch (NumberFormatException e) {
            throw refused(key, "a whole number", value);
        }
    }

    /** Any number. */
    public double decimal(String key, double otherwise) {
        String value = values.get(key);
        try {
            return value == null ? otherwise : Double.parseDouble(value.trim());
        } catch (NumberFormatException e) {
            throw refused(key, "a number", value);
        }
    }

    /** {@code true} or {@code false}. */
    public boolean flag(String key, boolean otherwise) {
        String value = values.getOrDefault(key, String.valueOf(otherwise)).trim();
        if (!value.equals("true") && !value.equals("false")) {
            throw refused(key, "true or false", value);
        }
        return value.equals("true");
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
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Whole numbers with dashes between them, {@code 6-12-24-16}. */
    public List<Integer> integers(String key, List<Integer> otherwise) {
        String value = values.get(key);
        try {
            return value == null
                    ? otherwise
                    : Stream.of(value.trim().split("-", -1)).map(Integer::valueOf).toList();
        } catch (NumberFormatException e) {
            throw refused(key, "whole numbers with dashes between them, like 6-12-24-16", value);
        }
    }

    /** Numbers with plus signs between them, {@code 0.25+0.5+1}. */
    public List<Double> decimals(String key, List<Double> otherwise) {
        String value = values.get(key);
        try {
            return value == null
                    ? otherwise
                    : Stream.of(value.trim().split("\\+", -1)).map(Double::valueOf).toList();
        } catch (NumberFormatException e) {
            throw refused(key, "numbers with plus signs between them, like 0.25+0.5", value);
        }
    }

    /**
     * Networks with plus signs between them. The commas of their own specs are written as slashes:
     * {@code resnet-20+densenet-bc:depth=40/growth=12}.
     *
     * @param named finds a network by its spec
     */
    public List<Network> networks(
            String key, List<Network> otherwise, Function<String, Network> named) {
        String value = values.get(key);
        return value == null
                ? otherwise
                : Stream.of(value.trim().split("\\+", -1))
                        .map(spec -> named.apply(spec.replace('/', ',')))
                        .toList();
    }

    /** One network, written as {@link #networks} are. */
    public Network network(String key, Network otherwise, Function<String, Network> named) {
        var networks = networks(key, List.of(otherwise), named);
        require(
                networks.size() == 1,
                "%s must be one, but were %s; measure one after the other"
                        .formatted(key, networks.size()));
        return networks.get(0);
    }

    /** The networks as {@link #networks} reads them. */
    public static String words(List<Network> networks) {
        return networks.stream()
                .map(network -> network.spec().replace(',', '/'))
                .collect(Collectors.joining("+"));
    }

    /** One of a few words. */
    public <T> T choice(String key, T otherwise, Map<String, T> choices) {
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

    /** Some of a few words, with plus signs between them. */
    public <T> List<T> choices(String key, List<T> otherwise, Map<String, T> choices) {
        String value = values.get(key);
        if (value == null) {
            return otherwise;
        }
        var chosen = new ArrayList<T>();
        for (String word : value.trim().split("\\+", -1)) {
            T choice = choices.get(word);
            if (choice == null) {
                throw refused(key, "some of " + String.join("+", choices.keySet()), value);
            }
            chosen.add(choice);
        }
        return List.copyOf(chosen);
    }

    private IllegalArgumentException refused(String key, String rule, String value) {
        return new IllegalArgumentException(
                "%s of %s must be %s, but was '%s'".formatted(key, name, rule, value));
    }

    /**
     * Refuses a value that would make no network, or one that no machine can hold.
     *
     * @param why there is no more than that
     */
    public static void requireWithin(int least, int most, String name, String why, int value) {
        require(
                least <= value && value <= most,
                "%s must be from %s to %s (%s), but was %s"
                        .formatted(name, least, most, why, value));
    }

    /** Refuses a share to drop that is none. */
    public static void requireDropout(double dropout) {
        require(
                dropout >= 0 && dropout < 1,
                "dropout must lie from 0 to below 1, but was " + dropout);
    }

    public static void require(boolean rule, String message) {
        if (!rule) {
            throw new IllegalArgumentException(message);
        }
    }
}
