package org.sumcat.experiment;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.sumcat.network.Spec;

/**
 * An effect's place in the list of them: its usual form, its keys, and how what was typed becomes
 * one and back.
 *
 * @param <E> the record
 */
public final class Entry<E extends Effect> {
    private final E usual;
    private final Function<Spec, E> reader;
    private final Map<String, Function<E, String>> keys = new LinkedHashMap<>();

    private Entry(E usual, Function<Spec, E> reader) {
        this.usual = usual;
        this.reader = reader;
    }

    /**
     * An effect without keys yet.
     *
     * @param usual its settings where none are given
     * @param reader from a spec, whose keys are known to be the effect's
     */
    public static <E extends Effect> Entry<E> of(E usual, Function<Spec, E> reader) {
        return new Entry<>(usual, reader);
    }

    /** A key, and how the setting is written. */
    public Entry<E> key(String key, Function<E, String> written) {
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

    public E read(Spec spec) {
        spec.requireKeys(List.copyOf(keys.keySet()));
        return reader.apply(spec);
    }

    /** The name and what differs from the usual settings. */
    public String spec(E own) {
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
