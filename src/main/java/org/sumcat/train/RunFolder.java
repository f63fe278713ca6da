package org.sumcat.train;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.sumcat.files.Folder;
import org.sumcat.files.SystemLock;
import org.sumcat.inference.Predictions;

/** Checks of a folder before a run: it may hold this run, begun or done, and no other. */
final class RunFolder {
    private RunFolder() {}

    /** Implements {@link Runs#requireFree}. */
    static void requireFree(Path folder, Training training) {
        Folder.require("--out", folder);
        requireOurs(folder);
        if (Files.exists(folder.resolve("run.json"))) {
            Run there = Runs.load(folder);
            if (!there.identity().equals(training.identity())) {
                throw another(
                        folder,
                        "%s, recipe %s, seed %s, %s in %s on %s (%s)"
                                .formatted(
                                        there.network().spec(),
                                        there.recipe().name(),
                                        there.seed(),
                                        there.dataset(),
                                        there.precision(),
                                        there.device(),
                                        new TreeMap<>(there.versions())));
            }
        }
        Checkpoint.in(folder)
                .map(Checkpoint::head)
                .filter(head -> !head.identity().equals(training.identity()))
                .ifPresent(
                        head -> {
                            throw another(
                                    folder,
                                    "%s, at epoch %s on %s"
                                            .formatted(
                                                    head.run(),
                                                    head.history().size(),
                                                    head.device()));
                        });
    }

    /**
     * Refuses a run's file names without the mark that every run of ours leaves, even an
     * interrupted one.
     */
    private static void requireOurs(Path folder) {
        if (SystemLock.wasHeld(SystemLock.of(folder))
                || Stream.of("run.json", Checkpoint.FILE)
                        .map(folder::resolve)
                        .anyMatch(Files::exists)) {
            return;
        }
        var names = new ArrayList<>(Runs.WEIGHTS);
        names.addAll(List.of("history.csv", Predictions.FILE));
        for (String name : names) {
            if (Files.exists(folder.resolve(name), LinkOption.NOFOLLOW_LINKS)) {
                throw new IllegalArgumentException(
                        "--out must not overwrite what Sumcat did not write, but %s exists and belongs to no run; move it or use another folder"
                                .formatted(folder.resolve(name)));
            }
        }
    }

    private static IllegalArgumentException another(Path folder, String there) {
        return new IllegalArgumentException(
                "--out must not hold another run, but %s has %s; use another folder by --out, or delete it"
                        .formatted(folder, there));
    }

    /**
     * A run with the predictions stored beside its record, if they match it: missing or edited ones
     * are reported by {@link Runs#damage} and by verification.
     */
    static Run withPredictions(Run run, Path folder) throws IOException {
        Path file = folder.resolve(Predictions.FILE);
        Predictions named = run.predictions();
        if (named == null || !Files.isRegularFile(file)) {
            return run;
        }
        Predictions there = Predictions.of(Files.readAllBytes(file));
        return there.equals(named) ? run.with(there) : run;
    }
}
