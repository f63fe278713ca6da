package org.sumcat.verify;

import java.util.regex.Pattern;

/**
 * The result of one check.
 *
 * @param what was looked at, {@code resnet-20-quick-seed1/weights.params}
 * @param result whether it is as it should be
 * @param found what was found, a few words
 */
public record CheckResult(String what, CheckStatus result, String found) {

    private static final Pattern CONTROL = Pattern.compile("\\p{Cntrl}");

    public CheckResult {
        found = CONTROL.matcher(found).replaceAll("?"); // it may quote an edited file
    }

    /** Possible results of a check. */
    public enum CheckStatus {
        /** The fact is as it should be. */
        HOLDS,
        /** The fact is not as it should be. */
        FAILS,
        /** Not checkable; {@link CheckResult#found} says what is missing. */
        OPEN
    }

    static CheckResult holds(String what, String found) {
        return new CheckResult(what, CheckStatus.HOLDS, found);
    }

    static CheckResult fails(String what, String found) {
        return new CheckResult(what, CheckStatus.FAILS, found);
    }

    static CheckResult open(String what, String found) {
        return new CheckResult(what, CheckStatus.OPEN, found);
    }

    /** A result that holds or fails, by a condition. */
    static CheckResult that(boolean holds, String what, String ifSo, String ifNot) {
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
