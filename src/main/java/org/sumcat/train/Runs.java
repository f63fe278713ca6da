package org.sumcat.train;

import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.sumcat.files.Folder;
import org.sumcat.files.HashedJson;
import org.sumcat.files.PartFiles;
import org.sumcat.files.Sha256;
import org.sumcat.inference.Predictions;

/**
 * Runs in folders: {@code run.json} (the record), {@code history.csv} (a row for each epoch),
 * {@code predictions.u8} (a byte for each test image), {@code weights.params} (the last weights, as
 * {@code Block.loadParameters} of DJL reads them) and, where others were better on the held-out
 * images, {@code best.params}. The record lists them with their SHA-256 under {@code files};
 * records from before it did have no such list.
 *
 * <p>Weights may be left out: then the hash of each lies in its place, {@code
 * weights.params.sha256}, and the rest of a run is some 20 KB.
 */
public final class Runs {
    static final List<String> WEIGHTS = List.of("weights.params", "best.params");

    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS).build();

    private Runs() {}

    /** Storage of the weights of a finished run. */
    public enum Weights {
        /** Stored beside the record. */
        KEPT,
        /** Stored as hashes only; a run whose weights are missing is as done as any. */
        LEFT_OUT
    }

    /**
     * Refuses a folder that holds another run, finished or not, before any training.
     *
     * @throws IllegalArgumentException if the folder is a file, or has the record or the checkpoint
     *     of another run (see {@link Run#identity()}), or files of a run's names and none of its
     *     record, checkpoint and lock; or if nothing can be written there
     */
    public static void requireFree(Path folder, Training training) {
        RunFolder.requireFree(folder, training);
    }

    /** Does a run in a folder and keeps its weights; see the other {@code train}. */
    public static Run train(Training training, Path folder, Consumer<String> told) {
        return train(training, folder, Weights.KEPT, told);
    }

    /**
     * Does a run in a folder: nothing if it is finished and intact; otherwise trains, resuming from
     * a checkpoint if there is one, and saves the result.
     *
     * @param weights whether they must be there when it is done
     * @param told gets a line where a run is there already, damaged or unfinished
     * @return the record
     * @throws DivergedException if it did, now or when it was trained; its record is kept, too
     */
    public static Run train(
            Training training, Path folder, Weights weights, Consumer<String> told) {
        PartFiles.clearAll(folder);
        String damage = damage(folder, training.identity(), weights);
        if (damage == null) {
            told.accept("was done already");
            Run run = load(folder);
            if (run.diverged()) {
                throw DivergedException.of(run);
            }
            return run;
        }
        if (Files.exists(folder.resolve("run.json"))) {
            told.accept(damage + ": trains again");
        }
        try (Trained trained = training.train(folder, told)) {
            save(trained, folder, weights);
            return trained.run();
        } catch (DivergedException e) {
            save(e.run(), Map.of(), folder);
            throw e;
        }
    }

    /** Why a folder does not hold a run with its weights, finished and intact; null if it does. */
    public static @Nullable String damage(Path folder, String identity) {
        return damage(folder, identity, Weights.KEPT);
    }

    /**
     * Why a folder does not hold a run, finished and intact; null if it does.
     *
     * @param identity of the run
     * @param weights whether they must be there
     * @return in a few words, such as {@code weights.params was changed since}
     */
    public static @Nullable String damage(Path folder, String identity, Weights weights) {
        if (!Files.exists(folder.resolve("run.json"))) {
            return "there is no run.json";
        }
        Run run;
        try {
            run = load(folder);
        } catch (IllegalArgumentException e) {
            return "run.json was changed since";
        }
        if (!run.identity().equals(identity)) {
            return "run.json is of another run";
        }
        for (Map.Entry<String, String> file : files(run).entrySet()) {
            if (weights == Weights.LEFT_OUT
                    && WEIGHTS.contains(file.getKey())
                    && Files.notExists(folder.resolve(file.getKey()))) {
                continue;
            }
            try {
                if (!Sha256.of(folder.resolve(file.getKey())).equals(file.getValue())) {
                    return file.getKey() + " was changed since";
                }
            } catch (IOException e) {
                return file.getKey() + " cannot be read";
            }
        }
        return null;
    }

    /** The files beside the record of a run, with their SHA-256. */
    private static Map<String, String> files(Run run) {
        var hashes = new TreeMap<String, String>();
        hashes.put("history.csv", Sha256.of(Folder.Content.of(HistoryCsv.of(run))));
        if (run.predictions() != null) {
            hashes.put(Predictions.FILE, run.predictions().sha256());
        }
        if (!run.diverged()) {
            hashes.put("weights.params", run.weightsSha256());
            Best best = run.best();
            if (best != null && !best.weightsSha256().equals(run.weightsSha256())) {
                hashes.put("best.params", best.weightsSha256());
            }
        }
        return hashes;
    }

    /** Writes the files, the record last: a folder with a record is whole. */
    public static void save(Trained trained, Path folder) {
        save(trained, folder, Weights.KEPT);
    }

    /** Writes the files with or without the weights, the record last. */
    public static void save(Trained trained, Path folder, Weights weights) {
        var contents = new LinkedHashMap<String, Folder.Content>();
        contents.put("weights.params", trained::writeWeights);
        trained.otherWeights()
                .ifPresent(best -> contents.put("best.params", out -> out.write(best)));
        var files = new LinkedHashMap<String, Folder.Content>();
        contents.forEach(
                (name, content) -> {
                    if (weights == Weights.KEPT) {
                        files.put(name, content);
                    } else { // as sha256sum writes it
                        String hash = Objects.requireNonNull(files(trained.run()).get(name));
                        files.put(
                                hashOf(name), Folder.Content.of("%s  %s\n".formatted(hash, name)));
                    }
                });
        save(trained.run(), files, folder);
    }

    private static String hashOf(String weights) {
        return weights + ".sha256";
    }

    /** Writes a run's files and deletes those of an earlier attempt. */
    private static void save(Run run, Map<String, Folder.Content> weights, Path folder) {
        var files = new LinkedHashMap<>(weights);
        Predictions predictions = run.predictions();
        if (predictions != null) {
            files.put(Predictions.FILE, out -> out.write(predictions.bytes()));
        }
        files.put("history.csv", Folder.Content.of(HistoryCsv.of(run)));
        files.put("run.json", Folder.Content.of(json(run)));
        Folder.write(folder, files);
        Folder.delete(folder, Checkpoint.FILE);
        var others = new ArrayList<>(List.of(Predictions.FILE));
        WEIGHTS.forEach(name -> others.addAll(List.of(name, hashOf(name))));
        others.removeAll(files.keySet());
        others.forEach(name -> Folder.delete(folder, name));
    }

    /**
     * Reads a record, with the predictions beside it if they match.
     *
     * @throws IllegalArgumentException if there is none, or none that can be read, or one that is
     *     not as it was written
     */
    public static Run load(Path folder) {
        return RunRecord.read(folder).run();
    }

    /**
     * The record as a JSON document with the hashes of its files and its own ({@link HashedJson}).
     */
    public static String json(Run run) {
        ObjectNode record = JSON.valueToTree(run);
        record.set("files", JSON.valueToTree(files(run)));
        return HashedJson.seal(record);
    }
}
