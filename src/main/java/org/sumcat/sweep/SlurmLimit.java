package org.sumcat.sweep;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.regex.Pattern;
import org.sumcat.device.ProgramAnswer;

/**
 * The limit on job arrays: every index must be below {@code MaxArraySize}, so that one array from 1
 * has one task less.
 *
 * <p>Slurm 22.05 shows a raised limit after {@code scontrol reconfigure}, though it is in force
 * only when its controller was started again.
 */
public final class SlurmLimit {
    /** The default limit of Slurm. */
    public static final int SHIPPED = 1001;

    private static final Pattern SHOWN = Pattern.compile("(?m)^MaxArraySize\\s*=\\s*(\\d+)");

    private static final int SECONDS = 20; // a busy login node

    private SlurmLimit() {}

    /** The limit of this machine's Slurm; empty where there is none, or it does not answer. */
    public static OptionalInt ask() {
        return ask(Map.of());
    }

    static OptionalInt ask(Map<String, String> environment) {
        var builder = new ProcessBuilder(List.of("scontrol", "show", "config"));
        builder.environment().putAll(environment);
        builder.redirectErrorStream(true);
        try {
            return read(ProgramAnswer.of(builder, SECONDS).said());
        } catch (IOException e) {
            return OptionalInt.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return OptionalInt.empty();
        }
    }

    static OptionalInt read(String config) {
        var shown = SHOWN.matcher(config);
        return shown.find() && shown.group(1).length() < 10
                ? OptionalInt.of(Integer.parseInt(shown.group(1)))
                : OptionalInt.empty();
    }
}
