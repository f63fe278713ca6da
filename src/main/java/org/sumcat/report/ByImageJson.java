package org.sumcat.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.sumcat.compare.ByImages;
import org.sumcat.compare.Comparison;
import org.sumcat.compare.TestImages;
import org.sumcat.inference.Predictions;
import org.sumcat.train.Run;

/**
 * The comparison by image in a {@code report.json}, with all of its inputs, so that it can be
 * recomputed without the data.
 */
final class ByImageJson {
    static final String NAME = "byImage";
    private static final JsonMapper JSON = new JsonMapper();

    private ByImageJson() {}

    /**
     * Writes the comparison as JSON.
     *
     * @param runs of the report
     * @param pairs its numbers as they stand in a report
     */
    static ObjectNode of(ByImages byImage, List<Run> runs, JsonNode pairs) {
        ObjectNode written = JSON.createObjectNode();
        written.put("lacks", byImage.lacks());
        written.set("pairs", pairs);
        TestImages test = byImage.test();
        if (test != null) {
            var predictions = new TreeMap<String, String>();
            for (Run run : runs) {
                Predictions each = run.predictions();
                if (each != null && each.isRead()) {
                    predictions.put(each.sha256(), PackedBytes.text(each.bytes()));
                }
            }
            written.set("predictions", JSON.valueToTree(predictions));
            written.set("test", test(test, byImage.shown()));
        }
        return written;
    }

    private static ObjectNode test(TestImages test, List<Integer> shown) {
        var pixels = new TreeMap<String, String>();
        for (int image : shown) {
            pixels.put(
                    String.valueOf(image), Base64.getEncoder().encodeToString(test.pixels(image)));
        }
        ObjectNode written = JSON.createObjectNode();
        written.set("classes", JSON.valueToTree(test.classes()));
        written.put("height", test.height());
        written.put("images", test.count());
        written.put("labels", PackedBytes.text(test.labels()));
        written.set("shown", JSON.valueToTree(pixels));
        return written.put("width", test.width());
    }

    /** The runs with the predictions that a report holds of them. */
    static List<Run> withPredictions(List<Run> runs, JsonNode report) {
        JsonNode written = report.path(NAME);
        int images = written.path("test").path("images").asInt();
        var with = new ArrayList<Run>();
        for (Run run : runs) {
            Predictions named = run.predictions();
            JsonNode text =
                    named == null
                            ? written.path("none")
                            : written.path("predictions").path(named.sha256());
            with.add(
                    named == null || !text.isTextual()
                            ? run
                            : run.with(named.with(PackedBytes.bytes(text.asText(), images))));
        }
        return with;
    }

    /**
     * Recomputes the comparison from a report.
     *
     * @param comparison of runs with their predictions
     * @throws IllegalArgumentException if what is written does not belong together
     */
    static ByImages read(JsonNode report, Comparison comparison) {
        JsonNode written = report.path(NAME);
        JsonNode test = written.path("test");
        if (test.isMissingNode()) {
            return ByImages.without(written.path("lacks").asText());
        }
        var classes = new ArrayList<String>();
        test.path("classes").forEach(name -> classes.add(name.asText()));
        var shown = new TreeMap<Integer, byte[]>();
        for (Map.Entry<String, JsonNode> image : test.path("shown").properties()) {
            shown.put(
                    Integer.parseInt(image.getKey()),
                    Base64.getDecoder().decode(image.getValue().asText()));
        }
        return ByImages.of(
                comparison,
                TestImages.of(
                        classes,
                        PackedBytes.bytes(
                                test.path("labels").asText(), test.path("images").asInt()),
                        test.path("height").asInt(),
                        test.path("width").asInt(),
                        shown));
    }
}
