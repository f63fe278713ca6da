package org.sumcat.verify;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.sumcat.inference.Confusion;
import org.sumcat.inference.Predictions;
import org.sumcat.train.Run;

/** Checks of the predictions beside a record: the right file, with the recorded counts. */
final class PredictionsFile {
    static final String NAME = Predictions.FILE;

    private PredictionsFile() {}

    /**
     * Checks the predictions beside a record.
     *
     * @param listed what the record lists, hash by name
     * @param prefix of names in lines
     */
    static List<CheckResult> checks(Run run, JsonNode listed, Path folder, String prefix) {
        String what = prefix + NAME;
        Predictions named = run.predictions();
        if (named == null) {
            return run.diverged()
                    ? List.of()
                    : List.of(
                            CheckResult.open(
                                    what, "is missing: runs did not keep predictions then"));
        }
        String hash = listed.path(NAME).asText("nothing");
        if (!hash.equals(named.sha256())) {
            return List.of(
                    CheckResult.fails(
                            prefix + "run.json",
                            "lists %.12s for %s, but its predictions are %.12s"
                                    .formatted(hash, NAME, named.sha256())));
        }
        Path file = folder.resolve(NAME);
        if (!Files.exists(file)) {
            return List.of(CheckResult.fails(what, "is listed in run.json, but is missing"));
        }
        try {
            Predictions there = Predictions.of(Files.readAllBytes(file));
            return List.of(
                    there.equals(named)
                            ? counts(run, there, what)
                            : CheckResult.fails(
                                    what,
                                    "has SHA-256 %.12s, but run.json lists %.12s: of another run, or it was edited"
                                            .formatted(there.sha256(), named.sha256())));
        } catch (IOException e) {
            return List.of(CheckResult.fails(what, "is listed in run.json, but cannot be read"));
        }
    }

    /**
     * Compares the number of predictions of each class with the record's counts; the labels are in
     * the data.
     */
    private static CheckResult counts(Run run, Predictions there, String what) {
        Confusion confusion = run.confusion();
        if (confusion == null) {
            return CheckResult.fails(what, "has no confusion counts in run.json to compare with");
        }
        int classes = confusion.counts().size();
        List<Integer> named =
                IntStream.range(0, classes)
                        .mapToObj(
                                label ->
                                        confusion.counts().stream()
                                                .mapToInt(row -> row.get(label))
                                                .sum())
                        .toList();
        var times = new int[256]; // of each byte
        for (int image = 0; image < there.images(); image++) {
            times[there.of(image)]++;
        }
        List<Integer> found = Arrays.stream(times).limit(classes).boxed().toList();
        return CheckResult.that(
                found.equals(named) && there.images() == run.testImages(),
                what,
                "predicts each class as often as the confusion counts, of %s images"
                        .formatted(there.images()),
                "predicts the classes %s times, but the confusion counts of run.json say %s"
                        .formatted(found, named));
    }
}
