package org.sumcat.verify;

/**
 * One thing that was looked at.
 *
 * @param what was looked at, {@code resnet-20-quick-seed1/weights.params}
 * @param result whether it is as it should be
 * @param found what was found, a few words
 */
public record Check(String what, Result result, String found) {

    /** How a check can end. */
    public enum Result {
        /** It is as it should be. */
        HOLDS,
        /** It is not. */
        FAILS,
        /** There was nothing to check it with; {@link Check#found} says what is missing. */
        OPEN
    }

    static Check holds(String what, String found) {
        return new Check(what, Result.HOLDS, found);
    }

    static Check fails(String what, String found) {
        return new Check(what, Result.FAILS, found);
    }

    static Check open(String what, String found) {
        return new Check(what, Result.OPEN, found);
    }

    /** Holds or fails, by a condition. */
    static Check that(boolean holds, String what, String ifSo, String ifNot) {
        return holds ? holds(what, ifSo) : fails(what, ifNot);
    }

    /** One line for a person: {@code FAILS weights.params: has another SHA-256, ...}. */
    public String line() {
        String word =
                switch (result) {
                    case HOLDS -> "holds";
                    case FAILS -> "FAILS";
                    case OPEN -> "open ";
                };
        return "%s  %s: %s".formatted(word, what, found);
    }
}
