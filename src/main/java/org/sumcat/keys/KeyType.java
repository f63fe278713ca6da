package org.sumcat.keys;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Kind of value that a key takes, and how it is written and read back.
 *
 * @param takes which values there are, in words; empty where the kind does not say
 * @param kind what a value must be, as a refusal says it: {@code a whole number}
 * @param reader of a value as it is written; empty for one of another kind
 * @param typed of a value that is none yet but may stand for one, a whole number for a number;
 *     empty for one of another kind
 * @param writer as the reader reads it
 */
record KeyType(
        String takes,
        String kind,
        Function<String, Optional<Object>> reader,
        Function<Object, Optional<Object>> typed,
        Function<Object, String> writer) {

    private static final Map<String, Object> FLAGS = Map.of("true", true, "false", false);

    /**
     * The kind of a record's component.
     *
     * @param named what has a spec of its own
     * @throws IllegalStateException if no spec has words for it
     */
    static KeyType of(Type type, Named<?> named) {
        if (type instanceof ParameterizedType list && list.getRawType() == List.class) {
            return listOf(list.getActualTypeArguments()[0], named);
        }
        if (type == named.type()) {
            return new KeyType(
                    "",
                    "one alone (measure one after the other)",
                    named::one,
                    x -> same(named.type(), x),
                    x -> named.words(List.of(x)));
        }
        if (type == int.class) {
            return simple("", "a whole number", Integer::valueOf, KeyType::whole);
        }
        if (type == double.class) {
            return simple("", "a number", Double::valueOf, x -> same(Double.class, x));
        }
        if (type == float.class) {
            return simple("", "a number", Float::valueOf, KeyType::single);
        }
        if (type == boolean.class) {
            return new KeyType(
                    "true false",
                    "true or false",
                    text -> Optional.ofNullable(FLAGS.get(text.trim())),
                    x -> same(Boolean.class, x),
                    String::valueOf);
        }
        if (type == String.class) {
            return simple("", "words in quotes", String::trim, x -> same(String.class, x));
        }
        if (type instanceof Class<?> one && one.isEnum()) {
            return oneOf(words(one));
        }
        throw new IllegalStateException("a spec has no words for a " + type.getTypeName());
    }

    private static KeyType simple(
            String takes,
            String kind,
            Function<String, Object> read,
            Function<Object, Optional<Object>> typed) {
        return new KeyType(takes, kind, text -> number(read, text), typed, String::valueOf);
    }

    /** Type of a key that takes one of a few words. */
    static KeyType oneOf(Map<String, ?> words) {
        return new KeyType(
                String.join(" ", words.keySet()),
                "one of " + String.join(", ", words.keySet()),
                text -> Optional.ofNullable(words.get(text.trim())),
                x -> meant(x, words),
                x -> word(x, words));
    }

    private static KeyType listOf(Type type, Named<?> named) {
        if (type == Integer.class) {
            return list(
                    "",
                    "whole numbers with dashes between them, like 6-12-24-16",
                    "-",
                    text -> number(Integer::valueOf, text),
                    String::valueOf);
        }
        if (type == Double.class) {
            return list(
                    "",
                    "numbers with plus signs between them, like 0.25+0.5",
                    "+",
                    text -> number(Double::valueOf, text),
                    String::valueOf);
        }
        if (type == named.type()) {
            return new KeyType(
                    "",
                    "specs with plus signs between them",
                    named::several,
                    x -> same(List.class, x),
                    x -> named.words((List<?>) x));
        }
        if (type instanceof Class<?> one && one.isEnum()) {
            var words = words(one);
            String all = String.join("+", words.keySet());
            return list(
                    all,
                    "some of " + all,
                    "+",
                    text -> Optional.ofNullable(words.get(text)),
                    x -> word(x, words));
        }
        throw new IllegalStateException("a spec has no words for a list of " + type.getTypeName());
    }

    /** Values with a sign between them. */
    private static KeyType list(
            String takes,
            String kind,
            String by,
            Function<String, Optional<Object>> each,
            Function<Object, String> word) {
        return new KeyType(
                takes,
                kind,
                text -> all(Stream.of(text.trim().split("\\" + by, -1)).map(each).toList()),
                x -> same(List.class, x),
                x -> ((List<?>) x).stream().map(word).collect(Collectors.joining(by)));
    }

    private static Optional<Object> all(List<Optional<Object>> values) {
        var all = new ArrayList<>();
        values.forEach(value -> value.ifPresent(all::add));
        return all.size() == values.size() ? Optional.of(List.copyOf(all)) : Optional.empty();
    }

    private static Optional<Object> number(Function<String, Object> read, String text) {
        try {
            return Optional.of(read.apply(text.trim()));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    private static Optional<Object> same(Class<?> type, Object value) {
        return type.isInstance(value) ? Optional.of(value) : Optional.empty();
    }

    private static Optional<Object> whole(Object value) {
        boolean whole = value instanceof Integer || value instanceof Long;
        return whole && ((Number) value).longValue() == ((Number) value).intValue()
                ? Optional.of(((Number) value).intValue())
                : Optional.empty();
    }

    private static Optional<Object> single(Object value) {
        return value instanceof Number number && Float.isFinite(number.floatValue())
                ? Optional.of(number.floatValue())
                : Optional.empty();
    }

    /** A word stands for its value in any case, and with any dashes: records have ONE_CYCLE. */
    private static Optional<Object> meant(Object value, Map<String, ?> words) {
        return words.entrySet().stream()
                .filter(
                        word ->
                                word.getValue().equals(value)
                                        || (value instanceof String text
                                                && word.getKey().equals(Spec.word(text))))
                .findFirst()
                .map(Map.Entry::getValue);
    }

    private static Map<String, Object> words(Class<?> type) {
        return Spec.words(type.getEnumConstants(), value -> Spec.word((Enum<?>) value));
    }

    private static String word(Object value, Map<String, ?> words) {
        return words.entrySet().stream()
                .filter(word -> word.getValue().equals(value))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElseGet(() -> Spec.word((Enum<?>) value));
    }
}
