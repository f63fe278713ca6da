package org.sumcat.experiment;

import java.util.Map;
import java.util.Optional;
import org.sumcat.keys.Keys;
import org.sumcat.keys.Spec;
import org.sumcat.recipe.Recipe;
import org.sumcat.zoo.Zoo;

/**
 * The common description of an effect, given once for each: its names, its question, its default
 * settings and keys, and its training protocol.
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
     * An effect with the record components that serve as keys.
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

    /** Adds the words that a key accepts. */
    public EffectEntry<E> words(String key, Map<String, ?> words) {
        keys.words(key, words);
        return this;
    }

    /**
     * Adds the effect's names, as typed and as a headline.
     *
     * @param asked as it is asked for, {@code connections}
     * @param headline of what it finds
     */
    public EffectEntry<E> named(String asked, String headline) {
        name = asked;
        title = headline;
        return this;
    }

    /** Adds the question that it answers, in one sentence. */
    public EffectEntry<E> asks(String sentence) {
        question = sentence;
        return this;
    }

    /** Adds the default recipe and number of seeds. */
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

    /** The effect with its default settings. */
    public E usual() {
        return keys.usual();
    }

    /** The keys in order, with their default values as written. */
    public Map<String, String> keys() {
        return keys.usualValues();
    }

    /**
     * Parses the effect from a spec.
     *
     * @throws IllegalArgumentException for a key that does not exist (with the nearest that does)
     *     and for settings that the effect refuses
     */
    public E read(Spec spec) {
        return keys.read(spec);
    }

    /** The name and the settings that differ from the defaults. */
    public String spec(E own) {
        return keys.write(own.name(), own);
    }
}
