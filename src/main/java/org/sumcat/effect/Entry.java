package org.sumcat.effect;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.sumcat.zoo.Spec;

/**
 * An effect's place in the list of them: its usual form, its keys, and how what was typed becomes
 * one and back.
 *
 * @param <E> the record
 */
public final class Entry<E extends Effect> {
    private final Class<E> type;
    private final E usual;
    private final Function<Spec, E> reader;
    private final Map<String, Function<E, String>> keys = new LinkedHashMap<>();

    private Entry(Class<E> type, E usual, Function<Spec, E> reader) {
        this.type = type;
        this.usual = usual;
        this.reader = reader;
    }

    /**
     * An effect without keys yet.
     *
     * @param usual its settings where none are given
     * @param reader from a spec, whose keys are known to be the effect's
     */
    static <E extends Effect> Entry<E> of(Class<E> type, E usual, Function<Spec, E> reader) {
        return new Entry<>(type, usual, reader);
    }

    /** A key, and how the setting is written. */
    Entry<E> key(String key, Function<E, String> written) {
        keys.put(key, written);
        return this;
    }

    /** The effect with its usual settings. */
    public E usual() {
        return usual;
    }

    /** Its keys in order, with their usual values as they are written. */
    public Map<String, String> keys() {
        var written = new LinkedHashMap<String, String>();
        keys.forEach((key, value) -> written.put(key, value.apply(usual)));
        return Collections.unmodifiableMap(written);
    }

    E read(Spec spec) {
        spec.requireKeys(List.copyOf(keys.keySet()));
        return reader.apply(spec);
    }

    /** The name and what differs from the usual settings. */
    String spec(Effect effect) {
        E own = type.cast(effect);
        var values = new LinkedHashMap<String, String>();
        keys.forEach(
                (key, written) -> {
                    String value = written.apply(own);
                    if (!value.equals(written.apply(usual))) {
                        values.put(key, value);
                    }
                });
        return new Spec(usual.name(), values).toString();
    }
}
