package org.sumcat.experiment;

import java.util.Map;
import org.sumcat.keys.Keys;
import org.sumcat.keys.Spec;
import org.sumcat.zoo.Zoo;

/**
 * An effect's place in the list of them: its usual form, and its keys.
 *
 * @param <E> the record
 */
public final class EffectEntry<E extends Record & Effect> {
    private final Keys<E> keys;

    private EffectEntry(Keys<E> keys) {
        this.keys = keys;
    }

    /**
     * An effect that can be told apart by some of its components.
     *
     * @param usual its settings where none are given
     * @param keys names of components, in the order in which they are written
     */
    public static <E extends Record & Effect> EffectEntry<E> of(E usual, String... keys) {
        var own = Keys.of(usual, Zoo.NAMED);
        for (String key : keys) {
            own.option(key);
        }
        return new EffectEntry<>(own);
    }

    /** The same, with the words that a key takes. */
    public EffectEntry<E> words(String key, Map<String, ?> words) {
        keys.words(key, words);
        return this;
    }

    /** The effect with its usual settings. */
    public E usual() {
        return keys.usual();
    }

    /** Its keys in order, with their usual values as they are written. */
    public Map<String, String> keys() {
        return keys.usualValues();
    }

    /**
     * The effect that a spec asks for.
     *
     * @throws IllegalArgumentException for a key that does not exist (with the nearest that does)
     *     and for settings that the effect refuses
     */
    public E read(Spec spec) {
        return keys.read(spec);
    }

    /** The name and what differs from the usual settings. */
    public String spec(E own) {
        return keys.write(own.name(), own);
    }
}
