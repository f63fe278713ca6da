package org.sumcat.train;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Runs in folders: {@code run.json} (the record), {@code history.csv} (a row for each epoch),
 * {@code weights.params} (the last weights, as {@code Block.loadParameters} of DJL reads them) and,
 * where others were better on the held-out images, {@code best.params}; the SHA-256 of both stand
 * in the record.
 */
public final class Runs {
    private static final ObjectMapper JSON = new JsonMapper();

    private Runs() {}

    /**
     * Refuses a folder that holds another run, before anything is trained for it.
     *
     * @throws IllegalArgumentException if the folder is a file, or has the record of a run with
     *     another network, recipe, seed, data set or device; or if nothing can be written there
     */
    public static void requireFree(Path folder, Training training) {
        Folder.require(folder);
        Path record = folder.resolve("run.json");
        if (Files.exists(record)) {
            Run there = load(folder);
            if (!there.network().equals(training.anatomy())
                    || !there.recipe().equals(training.recipe())
                    || there.seed() != training.seed()
                    || !there.datasetSha256().equals(training.data().sha256())
                    || !there.device().equals(training.compute().words())) {
                throw new IllegalArgumentException(
                        ("--out must not hold another run, but %s has %s, recipe %s, seed %d, %s on"
                                        + " %s; take another folder or delete it")
                                .formatted(
                                        folder,
                                        there.network().spec(),
                                        there.recipe().name(),
                                        there.seed(),
                                        there.dataset(),
                                        there.device()));
            }
        }
    }

    /** Writes the files, the record last: a folder with a record is whole. */
    public static void save(Trained trained, Path folder) {
        Run run = trained.run();
        var files = new LinkedHashMap<String, Folder.Content>();
        files.put("weights.params", trained::writeWeights);
        trained.otherWeights().ifPresent(best -> files.put("best.params", out -> out.write(best)));
        files.put("history.csv", Folder.Content.of(history(run)));
        files.put("run.json", Folder.Content.of(json(run)));
        Folder.write(folder, files);
    }

    /**
     * Reads a record.
     *
     * @throws IllegalArgumentException if there is none, or none that can be read, or one that is
     *     not as it was written
     */
    public static Run load(Path folder) {
        Path record = folder.resolve("run.json");
        try {
            String text = Files.readString(record);
            return text.contains("\"started\"")
                    ? Sealed.open(text, Run.class)
                    : JSON.readValue(text, Run.class); // from before records bore a hash
        } catch (JsonProcessingException e) {
            throw unreadable(record, e.getOriginalMessage(), e);
        } catch (IllegalArgumentException e) {
            throw unreadable(record, String.valueOf(e.getMessage()), e);
        } catch (IOException e) {
            throw new IllegalArgumentException(
                    "a run is a folder with a run.json, but %s cannot be read".formatted(record),
                    e);
        }
    }

    private static IllegalArgumentException unreadable(Path record, String why, Exception e) {
        return new IllegalArgumentException(
                "%s must be the record of a run, but cannot be read (%s); delete it or take another folder"
                        .formatted(record, why),
                e);
    }

    /** The record as one JSON document that bears its own hash, see {@link Sealed}. */
    public static String json(Run run) {
        return Sealed.seal(run);
    }

    /** What stands in its {@code history.csv}: a row for each epoch, units in the names. */
    public static String history(Run run) {
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
}
