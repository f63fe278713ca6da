package org.sumcat.experiment;

import java.util.Map;
import java.util.Optional;
import org.sumcat.keys.Keys;
import org.sumcat.keys.Spec;
import org.sumcat.recipe.Recipe;
import org.sumcat.zoo.Zoo;

/**
 * What all effects have, said once for each: its names, its question, its usual form and keys, and
 * how it trains.
 *
 * @param <E> the record
 */
public final class EffectEntry<E extends Record & Effect> {
    private final Keys<E> keys;
    private String name = "";
    private String title = "";
    private String question = "";
    private Optional<Protocol> protocol = Optional.empty();

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

    /**
     * The same with its names.
     *
     * @param asked as it is asked for, {@code connections}
     * @param headline of what it finds
     */
    public EffectEntry<E> named(String asked, String headline) {
        name = asked;
        title = headline;
        return this;
    }

    /** The same with what it finds out, a question in one sentence. */
    public EffectEntry<E> asks(String sentence) {
        question = sentence;
        return this;
    }

    /** The same for one that trains networks, unless told otherwise by this recipe. */
    public EffectEntry<E> trains(Recipe recipe, int seeds) {
        protocol = Optional.of(new Protocol(recipe, seeds));
        return this;
    }

    String name() {
        return name;
    }

    String title() {
        return title;
    }

    String question() {
        return question;
    }

    Optional<Protocol> protocol() {
        return protocol;
    }

    @SuppressWarnings("unchecked") // an effect asks its own entry
    String specOf(Effect effect) {
        return spec((E) effect);
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
