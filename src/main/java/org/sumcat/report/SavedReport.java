package org.sumcat.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.sumcat.compare.Comparison;
import org.sumcat.files.HashedJson;
import org.sumcat.files.Marked;
import org.sumcat.train.Run;

/**
 * A report saved in a folder.
 *
 * @param file its {@code report.json}
 * @param document what is in it
 * @param runs that it is made of
 */
public record SavedReport(Path file, JsonNode document, List<Run> runs) {
    /** The file name of the record. */
    public static final String FILE = "report.json";

    /**
     * The version of the report format. It rises with the first version whose words, pictures or
     * sections differ from those of the version before, so that a report of that one is not taken
     * for an edited one.
     */
    public static final int FORM = 2;

    private static final JsonMapper JSON = new JsonMapper();

    public SavedReport {
        runs = List.copyOf(runs);
    }

    /**
     * Reads the report in a folder.
     *
     * @param folder with a {@code report.json}
     * @throws IllegalArgumentException if it is none, or its runs are no records
     */
    public static SavedReport read(Path folder) {
        Path file = folder.resolve(FILE);
        JsonNode document;
        try {
            document = JSON.readTree(Marked.text(Files.readAllBytes(file)));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(
                    "%s must be a report, but is not (%s)".formatted(file, HashedJson.words(e)), e);
        } catch (IOException e) {
            throw new IllegalArgumentException(
                    "%s must be a report, but cannot be read (%s)".formatted(file, e.getMessage()),
                    e);
        }
        var runs = new ArrayList<Run>();
        try {
            for (JsonNode node : document.path("runs")) {
                runs.add(JSON.treeToValue(node, Run.class));
            }
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(
                    "the runs of a report must be records, but runs[%s] of %s is not (%s)"
                            .formatted(runs.size(), file, HashedJson.words(e)),
                    e);
        }
        return new SavedReport(file, document, runs);
    }

    /**
     * Refuses an edited report, since no other one can be made of its runs.
     *
     * @throws IllegalArgumentException if it does not match its own hash
     */
    public SavedReport requireIntact() {
        if (!HashedJson.isIntact(file)) {
            throw new IllegalArgumentException(
                    "%s must be as it was written, but its hash says that it was edited; restore it from its source"
                            .formatted(file));
        }
        return this;
    }

    /**
     * Recreates the report from its runs and the extra data beside them.
     *
     * @throws IllegalArgumentException if the runs cannot be compared
     */
    public ComparisonPage page() {
        var footing = new ArrayList<String>();
        document.path("footing").forEach(line -> footing.add(line.asText()));
        var comparison = comparison();
        return new ComparisonPage(
                comparison,
                document.path("command").asText(),
                document.path("code").asText(),
                footing,
                hashes("kept"),
                ByImageJson.read(document, comparison));
    }

    private Comparison comparison() {
        try {
            return new Comparison(ByImageJson.withPredictions(runs, document));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "the runs of %s must be comparable, but are not: %s"
                            .formatted(file, e.getMessage()),
                    e);
        }
    }

    private Map<String, String> hashes(String list) {
        var hashes = new TreeMap<String, String>();
        document.path(list)
                .properties()
                .forEach(file -> hashes.put(file.getKey(), file.getValue().asText()));
        return hashes;
    }
}
