package org.sumcat.train;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.jspecify.annotations.Nullable;

/**
 * Runs in folders: {@code run.json} (the record), {@code history.csv} (a row for each epoch),
 * {@code weights.params} (what {@code Block.loadParameters} of DJL reads; its SHA-256 stands in the
 * record).
 */
public final class Runs {
    private static final ObjectMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private Runs() {}

    /** Writes a file by giving it to the caller as a stream. */
    @FunctionalInterface
    public interface Writer {
        void write(OutputStream out) throws IOException;
    }

    /**
     * Refuses a folder that holds another run, before anything is trained for it.
     *
     * @throws IllegalArgumentException if the folder is a file, or has the record of a run with
     *     another network, recipe or seed
     */
    public static void requireFree(Path folder, Training training) {
        if (Files.exists(folder) && !Files.isDirectory(folder)) {
            throw new IllegalArgumentException(
                    "--out must be a folder, but %s is a file; take another".formatted(folder));
        }
        Path record = folder.resolve("run.json");
        if (Files.exists(record)) {
            Run there = load(folder);
            if (!there.network().spec().equals(training.network().spec())
                    || !there.recipe().equals(training.recipe())
                    || there.seed() != training.seed()) {
                throw new IllegalArgumentException(
                        ("--out must not hold another run, but %s has %s, recipe %s, seed %d; take"
                                        + " another folder or delete it")
                                .formatted(
                                        folder,
                                        there.network().spec(),
                                        there.recipe().name(),
                                        there.seed()));
            }
        }
    }

    /** Writes the three files, the record last: a folder with a record is whole. */
    public static void save(Trained trained, Path folder) {
        Run run = trained.run();
        write(folder.resolve("weights.params"), trained::writeWeights);
        write(folder.resolve("history.csv"), text(history(run)));
        write(folder.resolve("run.json"), text(json(run)));
    }

    /**
     * Reads a record.
     *
     * @throws IllegalArgumentException if there is none, or none that can be read
     */
    public static Run load(Path folder) {
        Path record = folder.resolve("run.json");
        try {
            return JSON.readValue(Files.readString(record), Run.class);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(
                    "%s must be the record of a run, but cannot be read (%s); delete it or take"
                                    .formatted(record, e.getOriginalMessage())
                            + " another folder",
                    e);
        } catch (IOException e) {
            throw new IllegalArgumentException(
                    "a run is a folder with a run.json, but %s cannot be read".formatted(record),
                    e);
        }
    }

    /** The record as one JSON document. */
    public static String json(Run run) {
        try {
            return JSON.writeValueAsString(run) + "\n";
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a run is made of plain records", e);
        }
    }

    private static String history(Run run) {
        var csv =
                new StringBuilder(
                        "epoch,train loss (nats),train accuracy,validation accuracy,test accuracy,"
                                + "training time (s)\n");
        for (Epoch e : run.history()) {
            csv.append(
                    "%d,%s,%s,%s,%s,%s\n"
                            .formatted(
                                    e.epoch(),
                                    e.trainLoss(),
                                    e.trainAccuracy(),
                                    orNothing(e.validationAccuracy()),
                                    orNothing(e.testAccuracy()),
                                    e.seconds()));
        }
        return csv.toString();
    }

    private static String orNothing(@Nullable Double value) {
        return value == null ? "" : value.toString();
    }

    private static Writer text(String text) {
        return out -> out.write(text.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Writes a file whole or not at all: beside its place first, then moved there.
     *
     * @throws UncheckedIOException if there is no space or no right to write
     */
    public static void write(Path file, Writer writer) {
        Path part = file.resolveSibling(file.getFileName() + ".part");
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            try (var out = new BufferedOutputStream(Files.newOutputStream(part))) {
                writer.write(out);
            }
            Files.move(
                    part,
                    file,
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            part.toFile().delete();
            throw new UncheckedIOException(
                    "%s could not be written (%s); make room or take another folder"
                            .formatted(file, reason(e)),
                    e);
        }
    }

    private static String reason(IOException e) {
        return e.getClass().getSimpleName() + ": " + e.getMessage();
    }
}
