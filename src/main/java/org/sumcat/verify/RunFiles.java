package org.sumcat.verify;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.sumcat.files.HashedJson;
import org.sumcat.files.Marked;
import org.sumcat.files.Sha256;
import org.sumcat.train.Best;
import org.sumcat.train.Run;
import org.sumcat.train.RunRecord;

/**
 * Checks of one run's files against each other, without training.
 *
 * @param run the record as it stands, edited or not
 * @param checks what was looked at
 */
record RunFiles(Run run, List<CheckResult> checks) {
    private static final JsonMapper JSON = new JsonMapper();
    private static final Set<String> KNOWN = Set.of("history.csv", "weights.params", "best.params");

    RunFiles {
        checks = List.copyOf(checks);
    }

    /**
     * Checks the folder of a run.
     *
     * @param name what the lines call it; empty for the only one
     * @throws IllegalArgumentException if its {@code run.json} is no record of a run at all
     */
    static RunFiles of(Path folder, String name) {
        Path file = folder.resolve(RunRecord.FILE);
        String text = text(file);
        ObjectNode record = read(text, file);
        boolean edited = !isWhole(record, text);
        record.remove(HashedJson.HASH);
        JsonNode listed = record.path("files");
        Run run = run(record, file);
        var checks = new ArrayList<CheckResult>();
        String prefix = name.isEmpty() ? "" : name + "/";
        checks.add(seal(run, edited, prefix + "run.json"));
        checks.addAll(RecordChecks.of(run, prefix + "run.json"));
        if (Files.exists(folder.resolve("history.csv")) || !listed.has("history.csv")) {
            checks.add(HistoryFile.check(run, folder, prefix + "history.csv"));
        }
        if (listed.isObject()) {
            checks.addAll(listed(listed, folder, prefix));
            checks.addAll(sameWeights(run, listed, prefix + "run.json"));
        } else {
            checks.add(
                    CheckResult.open(
                            prefix + "run.json", "was written before records listed their files"));
            checks.add(weights(folder.resolve("weights.params"), run.weightsSha256(), prefix));
            if (hasOtherBest(run)) {
                String best = Objects.requireNonNull(run.best()).weightsSha256();
                checks.add(weights(folder.resolve("best.params"), best, prefix));
            }
        }
        checks.addAll(PredictionsFile.checks(run, listed, folder, prefix));
        return new RunFiles(run, checks);
    }

    private static boolean hasOtherBest(Run run) {
        Best best = run.best();
        return best != null && !best.weightsSha256().equals(run.weightsSha256());
    }

    /**
     * Checks each file by its hash, except an existing history, which is compared number by number.
     */
    private static List<CheckResult> listed(JsonNode listed, Path folder, String prefix) {
        var checks = new ArrayList<CheckResult>();
        for (Map.Entry<String, JsonNode> entry : listed.properties()) {
            Path file = folder.resolve(entry.getKey());
            String hash = entry.getValue().asText();
            if (entry.getKey().equals(PredictionsFile.NAME)) {
                continue; // looked at by itself
            }
            if (!Files.exists(file) || !KNOWN.contains(entry.getKey())) {
                checks.add(Listed.check(file, hash, prefix + entry.getKey(), "run.json"));
            } else if (entry.getKey().endsWith(".params")) {
                checks.add(weights(file, hash, prefix));
            }
        }
        return checks;
    }

    /** Compares the hashes of the list with those elsewhere in the record. */
    private static List<CheckResult> sameWeights(Run run, JsonNode listed, String what) {
        var expected = new TreeMap<String, String>();
        if (!run.diverged()) {
            expected.put("weights.params", run.weightsSha256());
            if (hasOtherBest(run)) {
                expected.put("best.params", Objects.requireNonNull(run.best()).weightsSha256());
            }
        }
        var checks = new ArrayList<CheckResult>();
        expected.forEach(
                (name, sha256) -> {
                    String there = listed.path(name).asText("nothing");
                    if (!there.equals(sha256)) {
                        checks.add(
                                CheckResult.fails(
                                        what,
                                        "lists %.12s for %s, but its weights are %.12s"
                                                .formatted(there, name, sha256)));
                    }
                });
        return checks;
    }

    private static String text(Path file) {
        try {
            return Marked.text(Files.readAllBytes(file));
        } catch (CharacterCodingException e) {
            throw unreadable(file, String.valueOf(e.getMessage()), e);
        } catch (IOException e) {
            throw new IllegalArgumentException(
                    "a run is a folder with a run.json, but %s cannot be read".formatted(file), e);
        }
    }

    /** The record, even if its own hash is wrong. */
    private static ObjectNode read(String text, Path file) {
        try {
            if (HashedJson.exact(text) instanceof ObjectNode fields) {
                return fields;
            }
            throw new IllegalArgumentException(
                    "%s must be the record of a run, but line 1 begins no JSON object"
                            .formatted(file));
        } catch (JsonProcessingException e) {
            throw unreadable(file, HashedJson.words(e), e);
        }
    }

    /** Returns whether a record matches the hash that it is to bear, if it is. */
    private static boolean isWhole(ObjectNode record, String text) {
        return RunRecord.bearsHash(text)
                ? HashedJson.isSealed(record)
                : !record.has(HashedJson.HASH);
    }

    private static Run run(ObjectNode record, Path file) {
        try {
            return JSON.treeToValue(record, Run.class);
        } catch (JsonProcessingException e) {
            throw unreadable(file, HashedJson.words(e), e);
        }
    }

    private static IllegalArgumentException unreadable(Path file, String why, Exception e) {
        return new IllegalArgumentException(
                "%s must be the record of a run, but cannot be read (%s)".formatted(file, why), e);
    }

    private static CheckResult seal(Run run, boolean edited, String what) {
        if (edited) {
            return CheckResult.fails(what, "was edited: it does not match its own hash");
        }
        return run.started() == null
                ? CheckResult.open(
                        what, "has no hash of its own; it was written before records had one")
                : CheckResult.holds(what, "matches its own hash");
    }

    private static CheckResult weights(Path file, String sha256, String prefix) {
        String what = prefix + file.getFileName();
        if (!Files.exists(file)) {
            return CheckResult.open(what, "is not there");
        }
        try {
            String found = Sha256.of(file);
            return CheckResult.that(
                    found.equals(sha256),
                    what,
                    "has the SHA-256 of the record, %.12s".formatted(sha256),
                    "has SHA-256 %.12s, but the record says %.12s: other weights"
                            .formatted(found, sha256));
        } catch (IOException e) {
            return CheckResult.fails(what, "cannot be read (%s)".formatted(e.getMessage()));
        }
    }
}
