package org.sumcat.report;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.sumcat.chart.Illustration;
import org.sumcat.files.HashedJson;
import org.sumcat.files.Sha256;
import org.sumcat.train.Run;
import tech.tablesaw.api.Table;

/** JSON form of findings; the names are those of the records. */
final class Json {
    private Json() {}

    /** Columns by name and rows of values; null where a number is missing. */
    private record JsonTable(List<String> columns, List<List<@Nullable Object>> rows) {
        static JsonTable of(Table table) {
            return new JsonTable(
                    table.columnNames(),
                    IntStream.range(0, table.rowCount()).mapToObj(row -> row(table, row)).toList());
        }

        private static List<@Nullable Object> row(Table table, int row) {
            return table.columns().stream()
                    .map(column -> column.isMissing(row) ? null : column.get(row))
                    .collect(Collectors.toList());
        }
    }

    private record JsonFigure(String title, String text, List<String> files, JsonTable numbers) {
        static JsonFigure of(Illustration figure) {
            String name = Finding.fileName(figure.title());
            return new JsonFigure(
                    figure.title(),
                    figure.text(),
                    List.of(name + ".svg", name + ".png", name + ".csv"),
                    JsonTable.of(figure.table()));
        }
    }

    private record TableFile(String title, String file, JsonTable numbers) {
        static TableFile of(Table table) {
            return new TableFile(
                    table.name(), Finding.fileName(table.name()) + ".csv", JsonTable.of(table));
        }
    }

    @JsonPropertyOrder({
        "effect",
        "title",
        "question",
        "answer",
        "command",
        "figures",
        "tables",
        "files",
        "provenance",
        "runs"
    })
    private record JsonFinding(
            String effect,
            String title,
            String question,
            String answer,
            String command,
            List<JsonFigure> figures,
            List<TableFile> tables,
            Map<String, String> files,
            Map<String, String> provenance,
            List<Run> runs) {}

    /**
     * The document with its own hash.
     *
     * @param others the other files of the page, name to content
     */
    static String of(FindingPage page, Map<String, byte[]> others) {
        var hashes = new TreeMap<String, String>();
        others.forEach((name, bytes) -> hashes.put(name, Sha256.of(bytes)));
        var finding = page.finding();
        var provenance = new LinkedHashMap<String, String>();
        finding.provenance().facts().forEach(f -> provenance.put(f.term(), f.words() + f.code()));
        return HashedJson.seal(
                new JsonFinding(
                        finding.effect(),
                        finding.title(),
                        finding.question(),
                        finding.answer(),
                        page.command(),
                        finding.figures().stream().map(JsonFigure::of).toList(),
                        finding.tables().stream().map(TableFile::of).toList(),
                        hashes,
                        provenance,
                        finding.runs()));
    }
}
