package org.sumcat.notebook;

import java.io.PrintStream;
import java.util.Arrays;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Checks an answer and prints a friendly message on standard output:
 *
 * <pre>{@code
 * Check.that("4 layers of growth 10 on 5 maps", () -> maps(5, 4, 10))
 *         .hint("each layer adds as many maps as the growth rate")
 *         .equalTo(45);
 * }</pre>
 *
 * <p>A wrong answer, one that fails and one that is missing also end the cell with a {@link
 * Failed}, so that every grader sees it.
 *
 * @param <T> what the answer is
 */
public final class Check<T> {
    /** The end of the message in gaps, which students get in place of a solution. */
    private static final String GAP = "is not answered yet";

    /** The stream for check messages, in place of standard output; null for standard output. */
    private static @Nullable PrintStream hearing;

    private final String what;
    private final Supplier<? extends T> answer;
    private @Nullable String hint;

    private Check(String what, Supplier<? extends T> answer) {
        this.what = what;
        this.answer = answer;
    }

    /**
     * Begins a check, which one of the final methods must complete.
     *
     * @param what is asked, as the beginning of a sentence: {@code "4 layers of growth 10"}
     * @param answer calls what the student wrote
     */
    public static <T> Check<T> that(String what, Supplier<? extends T> answer) {
        return new Check<>(what, answer);
    }

    /** Adds a hint for wrong answers. */
    public Check<T> hint(String words) {
        hint = words;
        return this;
    }

    /**
     * Requires the answer to equal a value. Numbers are equal whatever their type, arrays by what
     * is in them.
     *
     * @throws Failed if it is not
     */
    public void equalTo(Object expected) {
        T found = found();
        verdict(same(expected, found), found, words(expected));
    }

    /**
     * Requires the answer to be a number close to a value.
     *
     * @param tolerance the farthest it may be from it, at least 0
     * @throws Failed if it is not
     */
    public void near(double expected, double tolerance) {
        T found = found();
        verdict(
                found instanceof Number number
                        && Math.abs(number.doubleValue() - expected) <= tolerance,
                found,
                "%s, within %s".formatted(words(expected), words(tolerance)));
    }

    /**
     * Requires the answer to satisfy a rule.
     *
     * @param rule what is expected, in words: {@code "a number from 0 to 1"}
     * @throws Failed if it does not
     */
    public void suchThat(String rule, Predicate<? super T> holds) {
        T found = found();
        verdict(holds.test(found), found, rule);
    }

    private T found() {
        try {
            return answer.get();
        } catch (RuntimeException | StackOverflowError e) {
            if (e.getMessage() != null && e.getMessage().endsWith(GAP)) {
                throw failed("not answered yet", e);
            }
            throw failed(
                    "your answer ended with %s%s"
                            .formatted(
                                    e.getClass().getSimpleName(),
                                    e.getMessage() == null ? "" : ": " + e.getMessage()),
                    e);
        }
    }

    private void verdict(boolean right, @Nullable Object found, String expected) {
        if (!right) {
            throw failed("expected %s, but found %s".formatted(expected, words(found)), null);
        }
        say("✓ %s: %s".formatted(what, words(found)));
    }

    /** Prints a line to the separate stream, else to standard output if that is open. */
    private static void say(String line) {
        PrintStream who = hearing == null ? System.out : hearing;
        if (who != null) { // an answer can set standard output to null
            who.println(line);
        }
    }

    /** Sends check messages, and nothing else, to a separate stream. */
    static void tell(PrintStream who) {
        hearing = who;
    }

    private Failed failed(String why, @Nullable Throwable cause) {
        String line = "%s: %s.".formatted(what, why);
        say("✗ " + line + (hint == null ? "" : " Hint: " + hint + "."));
        return new Failed(line, cause);
    }

    private static boolean same(@Nullable Object one, @Nullable Object other) {
        if (one instanceof Number first
                && other instanceof Number second
                && first.getClass() != second.getClass()) {
            Long whole = whole(first);
            return (whole == null || whole(second) == null)
                    ? first.doubleValue() == second.doubleValue()
                    : whole.equals(whole(second));
        }
        return Objects.deepEquals(one, other);
    }

    private static @Nullable Long whole(Number value) {
        return value instanceof Integer
                        || value instanceof Long
                        || value instanceof Short
                        || value instanceof Byte
                ? (Long) value.longValue()
                : null;
    }

    private static String words(@Nullable Object value) {
        if (value instanceof Double || value instanceof Float) {
            return String.format(Locale.ROOT, "%.6g", ((Number) value).doubleValue())
                    .replaceFirst("(\\.\\d*?)0+$", "$1")
                    .replaceFirst("\\.$", "");
        }
        if (value != null && value.getClass().isArray()) {
            String all = Arrays.deepToString(new @Nullable Object[] {value});
            return all.substring(1, all.length() - 1);
        }
        return value instanceof String text ? "\"" + text + "\"" : String.valueOf(value);
    }

    /** Thrown for an answer that is wrong or missing; the message was printed before. */
    public static final class Failed extends RuntimeException {
        private static final long serialVersionUID = 1;

        private Failed(String message, @Nullable Throwable cause) {
            super(message, cause, false, false); // where in our code it came from helps nobody
        }
    }
}
