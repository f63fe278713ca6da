package org.sumcat.keys;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.stream.Stream;

/**
 * Components of a record that can be set by name. A key is a component of the record; what kind of
 * value it takes, and how that is written, follows from the component's type. So each key is said
 * once:
 *
 * <pre>{@code
 * Keys.of(new Vgg(16, false, 4096, 0, 0.5)).key("depth", "11 13 16 19").key("norm") ...
 * }</pre>
 *
 * <p>Components without a key are always those of the usual record.
 *
 * @param <R> the record
 */
public final class Keys<R extends Record> {
    private final R usual;
    private final Named<?> named;
    private final Map<String, Key> keys = new LinkedHashMap<>();
    private final List<Consumer<R>> rules = new ArrayList<>();

    private Keys(R usual, Named<?> named) {
        this.usual = usual;
        this.named = named;
    }

    /** None yet, of a record with its usual values. */
    public static <R extends Record> Keys<R> of(R usual) {
        return of(usual, Named.NOTHING);
    }

    /**
     * Keys of a record that holds objects with a spec of their own, networks.
     *
     * @param named what that is
     */
    public static <R extends Record> Keys<R> of(R usual, Named<?> named) {
        return new Keys<>(usual, named);
    }

    /** A key that is always written. */
    public Keys<R> key(String name) {
        return key(name, "");
    }

    /**
     * A key that is always written.
     *
     * @param takes the values that it takes, in words; empty where its type says that
     */
    public Keys<R> key(String name, String takes) {
        return component(name, takes, true);
    }

    /** A key that is written where it has not its usual value. */
    public Keys<R> option(String name) {
        return option(name, "");
    }

    /** Adds an option whose values are described in words. */
    public Keys<R> option(String name, String takes) {
        return component(name, takes, false);
    }

    /** A key takes these words alone. */
    public Keys<R> words(String name, Map<String, ?> words) {
        return add(named(name).ofType(KeyType.oneOf(words)));
    }

    /**
     * The last key gets a usual value that follows from those of others.
     *
     * @param words what the list of keys says of it, {@code (2*growth)}
     * @param otherwise from the components by their names
     */
    public Keys<R> follows(String words, Function<Values, Object> otherwise) {
        return add(last().following(words, otherwise));
    }

    /**
     * A key that is a number by which another, a list, may be written: not both at once.
     *
     * @param of the other
     * @param takes the numbers that it takes, in words
     * @param reader from the number to the value of the other
     * @param writer from the components to the number; empty where none stands for the list
     */
    public Keys<R> alias(
            String name,
            String of,
            String takes,
            IntFunction<Object> reader,
            Function<Values, Optional<Integer>> writer) {
        var type = KeyType.of(int.class, named);
        var alias = Optional.of(new KeyAlias(of, reader, writer));
        return add(new Key(name, type, takes, number(writer), "", true, alias));
    }

    private static Function<Values, Object> number(Function<Values, Optional<Integer>> writer) {
        return values -> writer.apply(values).orElseThrow();
    }

    /** A rule for what was read, beside those of the record. */
    public Keys<R> rule(Consumer<R> rule) {
        rules.add(rule);
        return this;
    }

    /** The record with its usual values. */
    public R usual() {
        return usual;
    }

    /** Names of the keys, in order. */
    public List<String> names() {
        return List.copyOf(keys.keySet());
    }

    /** The usual values as they are written, or words in brackets for one that follows. */
    public Map<String, String> usualValues() {
        var values = Components.of(usual);
        return each(key -> key.usual(values));
    }

    /** Values that each key takes, in words. */
    public Map<String, String> takes() {
        return each(Key::takes);
    }

    private Map<String, String> each(Function<Key, String> words) {
        var each = new LinkedHashMap<String, String>();
        keys.values().forEach(key -> each.put(key.name(), words.apply(key)));
        return each;
    }

    /**
     * The record that a spec asks for.
     *
     * @throws IllegalArgumentException for a key that does not exist (with the nearest that does)
     *     and for a value that is of the wrong kind or that the record refuses
     */
    public R read(Spec spec) {
        spec.requireKeys(names());
        var values = Components.of(usual);
        String what = usual.getClass().getSimpleName();
        keys.values().stream()
                .filter(key -> !key.follows())
                .forEach(k -> k.read(spec, values, what));
        keys.values().stream().filter(Key::follows).forEach(key -> key.read(spec, values, what));
        R read = Components.make(type(), values);
        rules.forEach(rule -> rule.accept(read));
        return read;
    }

    /** Writes a record as the spec that {@link #read} reads, under a name. */
    public String write(String name, R record) {
        var values = Components.of(record);
        var written = new LinkedHashMap<String, String>();
        for (Key key : keys.values()) {
            if (key.alias().isPresent()) {
                String of = key.alias().get().of();
                var number = key.alias().get().writer().apply(new Values(values));
                written.put(
                        number.isPresent() ? key.name() : of,
                        number.map(String::valueOf).orElseGet(() -> named(of).written(values)));
            } else if (key.always() || !key.isUsual(values)) {
                written.putIfAbsent(key.name(), key.written(values));
            }
        }
        return new Spec(name, written).toString();
    }

    /** Kind of value that a key wants, for a refusal: {@code a whole number}. */
    public String kind(String name) {
        return named(name).type().kind();
    }

    /** Returns whether the key may be left out where all others have to be given. */
    public boolean isOption(String name) {
        return !named(name).always();
    }

    /**
     * A value as what the component is: a whole number is a number, and a word stands for what it
     * means. Empty for a value of another kind.
     */
    public Optional<Object> typed(String name, Object value) {
        return named(name).type().typed().apply(value);
    }

    /** Parses a value as it is written, here or in Java. */
    public Optional<Object> parsed(String name, String written) {
        KeyType type = named(name).type();
        return type.reader().apply(written).or(() -> type.typed().apply(written));
    }

    /** Copies a record with another value; defaults that follow from it follow. */
    public R with(R record, String name, Object value) {
        var values = Components.of(record);
        List<Key> following =
                keys.values().stream()
                        .filter(key -> key.follows() && !key.name().equals(name))
                        .filter(key -> key.isUsual(values))
                        .toList();
        values.put(name, value);
        following.forEach(key -> values.put(key.name(), key.otherwise().apply(new Values(values))));
        return Components.make(type(), values);
    }

    private Keys<R> component(String name, String takes, boolean always) {
        var component =
                Stream.of(usual.getClass().getRecordComponents())
                        .filter(each -> Components.name(each).equals(name))
                        .findFirst()
                        .orElseThrow(() -> new IllegalStateException("no component: " + name));
        var type = KeyType.of(component.getGenericType(), named);
        Object value = Components.of(usual).get(name);
        return add(new Key(name, type, takes, values -> value, "", always, Optional.empty()));
    }

    private Keys<R> add(Key key) {
        keys.put(key.name(), key);
        return this;
    }

    private Key last() {
        return List.copyOf(keys.values()).get(keys.size() - 1);
    }

    private Key named(String name) {
        return Objects.requireNonNull(keys.get(name));
    }

    @SuppressWarnings("unchecked") // it is that of the record
    private Class<R> type() {
        return (Class<R>) usual.getClass();
    }
}
