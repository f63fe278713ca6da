package org.sumcat.terminal;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.sumcat.engine.Rules;
import org.sumcat.files.Folder;
import org.sumcat.torch.Arithmetic;
import org.sumcat.train.Training;

/** Default folders for results. */
public final class ResultFolders {
    /** The file that identifies a folder with a comparison. */
    public static final String COMPARISON = "report.json";

    /** The file that identifies a folder with a measured effect. */
    public static final String EFFECT = "effect.json";

    private ResultFolders() {}

    /** The root of the checkout, as set by the launcher. */
    public static Path home() {
        return Path.of(System.getProperty("sumcat.home", ""));
    }

    /** The default folder of a run. */
    public static Path run(Training training) {
        String name =
                "%s-%s%s%s-seed%s%s"
                        .formatted(
                                training.network().spec(),
                                training.recipe().name(),
                                training.compute().arithmetic() == Arithmetic.BFLOAT16
                                        ? "-fast"
                                        : "",
                                training.compute().rules().equals(Rules.DEFAULT)
                                        ? ""
                                        : "-" + training.compute().rules().words(),
                                training.seed(),
                                training.data().isStandIn() ? "-drawn" : "");
        return runs().resolve(plain(name));
    }

    /** The launcher's path relative to the working directory: {@code ./sumcat}. */
    public static Path launcher() {
        Path here = Path.of("").toAbsolutePath();
        Path launcher = here.relativize(home().toAbsolutePath().normalize()).resolve("sumcat");
        return launcher.getNameCount() == 1 ? Path.of(".", "sumcat") : launcher;
    }

    static Path runs() {
        return home().resolve("data").resolve("runs");
    }

    /**
     * The folder for a question, named after everything that determines its answer; long names are
     * cut.
     */
    public static Path named(String question) {
        String name = plain(question);
        return runs().resolve(
                        name.length() <= 120
                                ? name
                                : name.substring(0, 100) + "-%08x".formatted(name.hashCode()));
    }

    /**
     * Refuses a folder that holds the answer to another question.
     *
     * @param record the JSON document that lies in it, whose {@code command} tells which: {@link
     *     #COMPARISON} or {@link #EFFECT}
     * @param command what was asked now
     * @param force whether a record that cannot be read may be replaced
     * @throws IllegalArgumentException if it does, or nothing can be written there
     */
    public static void requireFree(Path folder, String record, String command, boolean force) {
        Folder.require("--out", folder);
        for (String each : List.of(COMPARISON, EFFECT)) {
            String there = command(folder.resolve(each), force && each.equals(record));
            if (there != null && !(each.equals(record) && there.equals(command))) {
                throw another(folder, there);
            }
        }
    }

    /**
     * Refuses a folder that holds the page of an effect, for a report of the runs in it.
     *
     * @throws IllegalArgumentException if it does
     */
    public static void requireNoEffect(Path folder) {
        String there = command(folder.resolve(EFFECT), false);
        if (there != null) {
            throw another(folder, there);
        }
    }

    private static IllegalArgumentException another(Path folder, String command) {
        return new IllegalArgumentException(
                "--out must not hold another report, but %s has that of '%s'; use another"
                                .formatted(folder, command)
                        + " folder or delete it");
    }

    /** The command that a document answers; null where there is none. */
    private static @Nullable String command(Path document, boolean replaced) {
        if (!Files.exists(document)) {
            return null;
        }
        try {
            String command =
                    new ObjectMapper().readTree(document.toFile()).path("command").textValue();
            if (command != null || replaced) {
                return command;
            }
            throw foreign(document, "is not a record that Sumcat wrote", null);
        } catch (IOException e) {
            if (replaced) {
                return null;
            }
            throw foreign(document, "cannot be read", e);
        }
    }

    private static IllegalArgumentException foreign(
            Path document, String why, @Nullable Exception cause) {
        return new IllegalArgumentException(
                "--out must hold no other report, but %s %s; move it or use another folder"
                        .formatted(document, why),
                cause);
    }

    /** The name with every character replaced by a dash that a shell or file system could mind. */
    static String plain(String name) {
        return name.replaceAll("[^A-Za-z0-9.]+", "-");
    }
}
