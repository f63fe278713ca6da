package org.sumcat.report;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.List;
import org.sumcat.train.Run;

/** The report for programs; the names are those of the records. */
final class Json {
    @JsonPropertyOrder({"title", "answer", "command", "runs", "summaries", "differences"})
    private record Report(
            String title,
            String answer,
            String command,
            List<Run> runs,
            List<Summary> summaries,
            List<Difference> differences) {}

    private static final JsonMapper MAPPER =
            JsonMapper.builder().enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS).build();

    private Json() {}

    static String of(ComparisonPage page) {
        var comparison = page.comparison();
        var report =
                new Report(
                        ComparisonPage.TITLE,
                        comparison.answer(),
                        page.command(),
                        comparison.runs(),
                        comparison.summaries(),
                        comparison.differences());
        var lines = new DefaultIndenter("  ", "\n"); // not the system's line ends: same bytes
        var printer = new DefaultPrettyPrinter().withObjectIndenter(lines).withArrayIndenter(lines);
        try {
            return MAPPER.writer(printer).writeValueAsString(report) + "\n";
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e); // records of numbers and strings
        }
    }
}
