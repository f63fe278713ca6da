package org.sumcat.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Locale;

/**
 * What a training came to, and the bar that it must clear. Such numbers move with the order in
 * which a processor takes sums and with the first weights, so each must clear its bar by three of
 * its own standard deviations. To measure that, {@code ./sumcat test -Dgroups=training
 * -Dsumcat.outcomes=FILE -Dsumcat.seed=N} notes each number in a file, passes whatever it is, and
 * takes other weights and images; {@code ATEN_CPU_CAPABILITY} and {@code ONEDNN_MAX_CPU_ISA} round
 * as other processors do, {@code OMP_NUM_THREADS} says how many threads share a sum. {@link
 * MarginsTest} reads such files.
 */
public final class Outcome {
    /** Of first weights, and of the images that are drawn. */
    public static final long SEED = Long.getLong("sumcat.seed", 1);

    private static final String FILE = System.getProperty("sumcat.outcomes", "");

    /** What may have moved the numbers. */
    private static final String SETTING =
            "seed %s, ATen %s, oneDNN %s, threads %s"
                    .formatted(
                            SEED,
                            set("ATEN_CPU_CAPABILITY"),
                            set("ONEDNN_MAX_CPU_ISA"),
                            set("OMP_NUM_THREADS"));

    private Outcome() {}

    private static String set(String variable) {
        return System.getenv().getOrDefault(variable, "any");
    }

    /** Asserts that a number is above its bar. */
    public static void assertAbove(String what, double value, double bar) {
        if (!isNoted(what, value, "above", bar)) {
            assertThat(value).as(what).isGreaterThan(bar);
        }
    }

    /** Asserts that a number is below its bar. */
    public static void assertBelow(String what, double value, double bar) {
        if (!isNoted(what, value, "below", bar)) {
            assertThat(value).as(what).isLessThan(bar);
        }
    }

    private static synchronized boolean isNoted(
            String what, double value, String side, double bar) {
        if (FILE.isEmpty()) {
            return false;
        }
        String line =
                String.format(Locale.ROOT, "%s\t%s\t%s\t%s\t%s%n", SETTING, what, value, side, bar);
        try {
            Files.writeString(
                    Path.of(FILE), line, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return true;
    }
}
