package org.sumcat.zoo;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.sumcat.network.Network;
import org.sumcat.network.Spec;

/**
 * How the values of a key are written and read back.
 *
 * @param takes which values there are, in words; empty where the kind does not say
 * @param reader from a spec, a key of it and the value where the spec has none
 * @param writer as the reader reads it
 */
record KeyType(String takes, Reader reader, Function<Object, String> writer) {

    /** Reads the value of a key. */
    interface Reader {
        Object read(Spec spec, String key, Object otherwise);
    }

    /**
     * The kind of a record's component.
     *
     * @param named finds a network by its spec
     * @throws IllegalStateException if no spec has words for it
     */
    static KeyType of(Type type, Function<String, Network> named) {
        if (type == int.class) {
            return new KeyType("", (s, key, x) -> s.integer(key, (int) x), String::valueOf);
        }
        if (type == double.class) {
            return new KeyType("", (s, key, x) -> s.decimal(key, (double) x), String::valueOf);
        }
        if (type == boolean.class) {
            return new KeyType(
                    "true false", (s, key, x) -> s.flag(key, (boolean) x), String::valueOf);
        }
        if (type == String.class) {
            return new KeyType("", (s, key, x) -> s.text(key, (String) x), String::valueOf);
        }
        if (type == Network.class) {
            return new KeyType(
                    "",
                    (s, key, x) -> s.network(key, (Network) x, named),
                    x -> Spec.words(List.of((Network) x)));
        }
        if (type instanceof Class<?> one && one.isEnum()) {
            return oneOf(words(one));
        }
        if (type instanceof ParameterizedType list && list.getRawType() == List.class) {
            return listOf(list.getActualTypeArguments()[0], named);
        }
        throw new IllegalStateException("a spec has no words for a " + type.getTypeName());
    }

    /** One of a few words. */
    static <T> KeyType oneOf(Map<String, T> words) {
        return new KeyType(
                String.join(" ", words.keySet()),
                (s, key, x) -> choice(s, key, x, words),
                x -> word(x, words));
    }

    @SuppressWarnings("unchecked") // one of the words stands for it
    private static <T> T choice(Spec spec, String key, Object otherwise, Map<String, T> words) {
        return spec.choice(key, (T) otherwise, words);
    }

    private static KeyType listOf(Type type, Function<String, Network> named) {
        if (type == Integer.class) {
            return new KeyType("", (s, key, x) -> s.integers(key, list(x)), x -> joined(x, "-"));
        }
        if (type == Double.class) {
            return new KeyType("", (s, key, x) -> s.decimals(key, list(x)), x -> joined(x, "+"));
        }
        if (type == Network.class) {
            return new KeyType(
                    "",
                    (s, key, x) -> s.networks(key, list(x), named),
                    x -> Spec.words(KeyType.<Network>list(x)));
        }
        if (type instanceof Class<?> one && one.isEnum()) {
            var words = words(one);
            return new KeyType(
                    String.join("+", words.keySet()),
                    (s, key, x) -> s.choices(key, KeyType.<Object>list(x), words),
                    x ->
                            KeyType.<Object>list(x).stream()
                                    .map(each -> word(each, words))
                                    .collect(Collectors.joining("+")));
        }
        throw new IllegalStateException("a spec has no words for a list of " + type.getTypeName());
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

    private static String joined(Object list, String by) {
        return KeyType.<Object>list(list).stream()
                .map(String::valueOf)
                .collect(Collectors.joining(by));
    }

    /** A list of what the component says that it is a list of. */
    @SuppressWarnings("unchecked")
    private static <T> List<T> list(Object list) {
        return (List<T>) list;
    }
}
