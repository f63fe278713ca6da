package org.sumcat.report;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Map;
import java.util.TreeMap;
import org.sumcat.files.HashedJson;
import org.sumcat.files.Sha256;

/**
 * JSON form of a report, whose changes are easy to read: names in alphabetical order, a line for
 * each fact, and last its own hash ({@link HashedJson}).
 *
 * <p>What was measured has all its digits. What was computed from it has twelve, for the last bits
 * of a logarithm are not the same on every machine, and the same runs must give the same bytes.
 */
final class ReportJson {
    private static final MathContext DIGITS = new MathContext(12);

    private static final JsonMapper MAPPER =
            JsonMapper.builder()
                    .enable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
                    .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
                    .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
                    .enable(StreamWriteFeature.USE_FAST_DOUBLE_WRITER) // alike in every Java
                    .build();

    private ReportJson() {}

    /**
     * The document with its own hash.
     *
     * @param others the other files of the report, name to content
     */
    static String of(ComparisonPage page, Map<String, String> others) {
        var comparison = page.comparison();
        var ranking = comparison.ranking();
        ObjectNode report = MAPPER.createObjectNode();
        report.put("answer", comparison.answer());
        if (!page.byImage().isEmpty()) {
            report.set(
                    ByImageJson.NAME,
                    ByImageJson.of(
                            page.byImage(), comparison.runs(), computed(page.byImage().pairs())));
        }
        report.put("code", page.code());
        report.put("command", page.command());
        report.set("differences", computed(ranking.differences()));
        report.set("files", MAPPER.valueToTree(hashes(others)));
        if (!page.footing().isEmpty()) {
            report.set("footing", MAPPER.valueToTree(page.footing()));
        }
        report.put("form", SavedReport.FORM);
        if (!page.kept().isEmpty()) {
            report.set("kept", MAPPER.valueToTree(page.kept()));
        }
        report.set("notes", MAPPER.valueToTree(Notes.of(comparison)));
        report.set("origins", MAPPER.valueToTree(Origins.of(comparison)));
        report.set("ranking", MAPPER.valueToTree(Origins.ranks(ranking)));
        report.set("runs", MAPPER.valueToTree(comparison.runs()));
        report.set("summaries", computed(comparison.summaries()));
        report.put("title", ComparisonPage.TITLE);
        report.put(HashedJson.HASH, HashedJson.hash(written(report)));
        return written(report) + "\n";
    }

    private static String written(ObjectNode report) {
        var lines = new DefaultIndenter("  ", "\n"); // not the system's line ends: same bytes
        var printer = new DefaultPrettyPrinter().withObjectIndenter(lines).withArrayIndenter(lines);
        try {
            return MAPPER.writer(printer).writeValueAsString(report);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e); // records of numbers and strings
        }
    }

    private static Map<String, String> hashes(Map<String, String> files) {
        var hashes = new TreeMap<String, String>();
        files.forEach((name, text) -> hashes.put(name, Sha256.of(text.getBytes(UTF_8))));
        return hashes;
    }

    private static JsonNode computed(Object records) {
        return rounded(MAPPER.valueToTree(records));
    }

    private static JsonNode rounded(JsonNode node) {
        if (node instanceof DoubleNode number && Double.isFinite(number.doubleValue())) {
            var value = BigDecimal.valueOf(number.doubleValue()).round(DIGITS);
            return DecimalNode.valueOf(
                    value.signum() == 0 ? BigDecimal.ZERO : value.stripTrailingZeros());
        }
        if (node instanceof ObjectNode object) {
            object.properties().forEach(field -> field.setValue(rounded(field.getValue())));
        } else if (node instanceof ArrayNode array) {
            for (int i = 0; i < array.size(); i++) {
                array.set(i, rounded(array.get(i)));
            }
        }
        return node;
    }
}
