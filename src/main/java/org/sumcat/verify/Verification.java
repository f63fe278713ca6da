package org.sumcat.verify;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.sumcat.data.Dataset;
import org.sumcat.device.Compute;
import org.sumcat.train.Run;
import org.sumcat.train.TrainingObserver;

/**
 * Verification of a run or a report from its files alone.
 *
 * @param runs that it consists of, as they are recorded
 * @param checks what was looked at, one line each
 */
public record Verification(List<Run> runs, List<CheckResult> checks) {

    public Verification {
        runs = List.copyOf(runs);
        checks = List.copyOf(checks);
    }

    /**
     * Verifies a run or a report without training.
     *
     * @param place a folder with a {@code run.json}, a {@code report.json} or an {@code
     *     effect.json}, or a file in it
     * @param runs where the runs of a report lie, at any depth; null for the report's own folder
     * @throws IllegalArgumentException if there is none, or nothing that can be read as one
     */
    public static Verification of(Path place, @Nullable Path runs) {
        Path folder =
                Files.isRegularFile(place)
                        ? Objects.requireNonNull(place.toAbsolutePath().getParent())
                        : place;
        requirePlain(folder);
        if (runs != null) {
            requirePlain(runs);
        }
        if (Files.exists(folder.resolve("report.json"))) {
            var files = ReportFiles.of(folder, runs == null ? folder : runs);
            return new Verification(files.runs(), files.checks());
        }
        if (Files.exists(folder.resolve("effect.json"))) {
            return new Verification(List.of(), EffectFiles.checks(folder));
        }
        if (Files.exists(folder.resolve("run.json"))) {
            var files = RunFiles.of(folder, "");
            return new Verification(List.of(files.run()), files.checks());
        }
        throw new IllegalArgumentException(
                "what is verified must have a run.json, a report.json or an effect.json, but %s has none"
                        .formatted(place));
    }

    /** Refuses special files: reading a FIFO blocks for ever, and a device may have no end. */
    private static void requirePlain(Path folder) {
        if (!Files.isDirectory(folder)) {
            return; // said below
        }
        try (var all = Files.walk(folder)) {
            all.filter(Verification::isOther)
                    .findFirst()
                    .ifPresent(
                            other -> {
                                throw new IllegalArgumentException(
                                        "what is verified must be plain files, but %s is a device, FIFO or socket; remove it"
                                                .formatted(other));
                            });
        } catch (IOException | UncheckedIOException e) {
            return; // what cannot be read is said where it is needed
        }
    }

    /** Returns whether a path, with links resolved, is a special file. */
    private static boolean isOther(Path path) {
        try {
            return Files.readAttributes(path, BasicFileAttributes.class).isOther();
        } catch (IOException e) {
            return false;
        }
    }

    /**
     * Trains a run again and compares, see {@link Retraining}.
     *
     * @param observers who watches the training
     * @throws IllegalArgumentException if the data is not that of the run
     */
    public static List<CheckResult> again(
            Run run, Dataset data, Compute compute, List<TrainingObserver> observers) {
        return Retraining.of(run, data, compute, observers).checks(ReportFiles.name(run));
    }

    /** Returns whether no check fails. */
    public static boolean holds(List<CheckResult> checks) {
        return checks.stream().noneMatch(check -> check.result() == CheckResult.CheckStatus.FAILS);
    }
}
