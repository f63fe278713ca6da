package org.sumcat.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import org.sumcat.nn.Arithmetic;
import org.sumcat.train.Folder;
import org.sumcat.train.Training;

/** Where commands keep what they made, when they are not told. */
final class Places {
    private Places() {}

    /** The folder of the checkout, where the launcher says so. */
    static Path home() {
        return Path.of(System.getProperty("sumcat.home", ""));
    }

    /** The folder of a run. */
    static Path run(Training training) {
        String name =
                "%s-%s%s-seed%d%s"
                        .formatted(
                                training.network().spec(),
                                training.recipe().name(),
                                training.compute().arithmetic() == Arithmetic.BFLOAT16
                                        ? "-fast"
                                        : "",
                                training.seed(),
                                training.data().isStandIn() ? "-drawn" : "");
        return runs().resolve(plain(name));
    }

    /** What starts Sumcat, as seen from the folder at hand: {@code ./sumcat}. */
    static Path launcher() {
        Path here = Path.of("").toAbsolutePath();
        Path launcher = here.relativize(home().toAbsolutePath().normalize()).resolve("sumcat");
        return launcher.getNameCount() == 1 ? Path.of(".", "sumcat") : launcher;
    }

    static Path runs() {
        return home().resolve("data").resolve("runs");
    }

    /** The folder for a question, given everything that decides its answer; long names are cut. */
    static Path named(String question) {
        String name = plain(question);
        return runs().resolve(
                        name.length() <= 120
                                ? name
                                : name.substring(0, 100) + "-%08x".formatted(name.hashCode()));
    }

    /**
     * Refuses a folder that holds the answer to another question.
     *
     * @param record the JSON document that lies in it, whose {@code command} tells which
     * @param command what was asked now
     * @throws IllegalArgumentException if it does, or nothing can be written there
     */
    static void requireFree(Path folder, String record, String command) {
        Path there = folder.resolve(record);
        Folder.require(folder);
        if (!Files.exists(there)) {
            return;
        }
        String other;
        try {
            other = new ObjectMapper().readTree(there.toFile()).path("command").asText();
        } catch (IOException e) {
            throw new IllegalArgumentException(
                    "--out must hold no other report, but %s cannot be read; delete it"
                            .formatted(there),
                    e);
        }
        if (!other.equals(command)) {
            throw new IllegalArgumentException(
                    "--out must not hold another report, but %s has that of '%s'; take another"
                                    .formatted(folder, other)
                            + " folder or delete it");
        }
    }

    /** The name with everything that a shell or a file system could mind made a dash. */
    static String plain(String name) {
        return name.replaceAll("[^A-Za-z0-9.]+", "-");
    }

    /**
     * Writes a text as a file, whole or not at all; a file of that name is replaced.
     *
     * @param option that named the file
     * @throws IllegalArgumentException if it is a folder, or nothing can be written there
     */
    static void write(String option, Path file, String text) {
        Path whole = file.toAbsolutePath().normalize();
        Path folder = whole.getParent();
        if (folder == null || Files.isDirectory(whole)) {
            throw new IllegalArgumentException(
                    "%s must be a file, but %s is a folder; add a name".formatted(option, file));
        }
        try {
            Folder.write(folder, Map.of(whole.getFileName().toString(), Folder.Content.of(text)));
        } catch (UncheckedIOException e) {
            var why = Objects.requireNonNullElse(e.getCause(), e);
            throw new IllegalArgumentException(
                    "%s must be writable, but %s is not (%s); take another"
                            .formatted(option, file, why.getClass().getSimpleName()),
                    e);
        }
    }
}
