package org.sumcat.keys;

import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * One of the {@link Keys} of a record.
 *
 * @param about the values that it takes, in words; empty where its type says that
 * @param otherwise its value where none is given, from those of the others
 * @param words for that value, where it follows from others; else empty
 * @param always whether it is written even where it has its usual value
 * @param alias what it stands for, where it is no component itself
 */
record Key(
        String name,
        KeyType type,
        String about,
        Function<Values, Object> otherwise,
        String words,
        boolean always,
        Optional<KeyAlias> alias) {

    /** Copies the key with a default that follows from others. */
    Key following(String other, Function<Values, Object> from) {
        return new Key(name, type, about, from, other, always, alias);
    }

    /** Copies the key for another kind of value. */
    Key ofType(KeyType other) {
        return new Key(name, other, about, otherwise, words, always, alias);
    }

    /** Returns whether its usual value follows from others. */
    boolean follows() {
        return !words.isEmpty();
    }

    /** The values that it takes, in words. */
    String takes() {
        return about.isEmpty() ? type.takes() : about;
    }

    /** Returns whether the key has its usual value among these. */
    boolean isUsual(Map<String, Object> values) {
        return otherwise.apply(new Values(values)).equals(values.get(name));
    }

    /** Default as it is written, or the words for it. */
    String usual(Map<String, Object> values) {
        return follows() ? words : type.writer().apply(otherwise.apply(new Values(values)));
    }

    /**
     * Sets what a spec says of it, or its usual value.
     *
     * @param what the record, in a word
     */
    void read(Spec spec, Map<String, Object> components, String what) {
        if (alias.isEmpty()) {
            String written = spec.values().get(name);
            components.put(
                    name,
                    written == null
                            ? otherwise.apply(new Values(components))
                            : typed(spec, written));
        } else if (spec.has(name)) {
            String of = alias.get().of();
            Spec.require(
                    !spec.has(of),
                    "a %s has either %s or %s, but both were given; leave one out"
                            .formatted(what, name, of));
            int number = (int) typed(spec, String.valueOf(spec.values().get(name)));
            components.put(of, alias.get().reader().apply(number));
        }
    }

    private Object typed(Spec spec, String written) {
        return type.reader()
                .apply(written)
                .orElseThrow(() -> spec.refused(name, type.kind(), written));
    }

    /** Value among those of a record, as it is written. */
    String written(Map<String, Object> values) {
        return type.writer().apply(values.get(name));
    }
}
