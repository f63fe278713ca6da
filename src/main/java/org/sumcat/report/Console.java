package org.sumcat.report;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import tech.tablesaw.api.NumericColumn;
import tech.tablesaw.api.Table;

/** Results for a terminal: plain text of 100 columns. */
final class Console {
    private static final int COLUMNS = 100;
    private static final int NAME = 22;
    private static final List<String> HEAD =
            List.of(
                    "network",
                    "parameters",
                    "MACs",
                    "test acc. (%)",
                    "worst - best",
                    "loss",
                    "s/epoch",
                    "images/s");

    private Console() {}

    static String text(Comparison comparison) {
        var summaries = comparison.summaries();
        var rows = new ArrayList<List<String>>();
        rows.add(HEAD);
        summaries.forEach(s -> rows.add(row(s)));
        var lines = new ArrayList<String>();
        var widths = widths(rows);
        for (var row : rows) {
            var name = row.get(0);
            boolean fits = name.length() <= NAME;
            if (!fits) {
                lines.add(name); // a line of its own, its numbers below
            }
            lines.add(line(fits ? name : "", row, widths));
        }
        lines.add("");
        summaries.stream()
                .filter(s -> !s.label().startsWith(s.spec()))
                .forEach(s -> lines.addAll(wrap(s.label() + ": " + s.spec())));
        lines.add("");
        comparison.ranking().told().forEach(d -> lines.addAll(wrap(d.sentence())));
        if (summaries.size() > 1) {
            lines.add("");
        }
        lines.addAll(wrap(comparison.answer()));
        return lines.stream()
                .map(String::stripTrailing)
                .collect(Collectors.joining("\n", "", "\n"));
    }

    /** Words in lines of 100 columns, the second and later ones indented. */
    static String wrapped(String text) {
        return String.join("\n", wrap(text));
    }

    /** A table, words to the left and numbers to the right. */
    static String table(Table table) {
        var cells = Cells.of(table);
        return Stream.concat(Stream.of(cells.head()), cells.rows().stream())
                .map(
                        row ->
                                IntStream.range(0, row.size())
                                        .mapToObj(i -> cell(table, cells, row, i))
                                        .collect(Collectors.joining("  "))
                                        .stripTrailing())
                .collect(Collectors.joining("\n", "", "\n"));
    }

    private static String cell(Table table, Cells cells, List<String> row, int column) {
        int width =
                Stream.concat(Stream.of(cells.head()), cells.rows().stream())
                        .mapToInt(each -> each.get(column).length())
                        .max()
                        .orElse(0);
        String gap = " ".repeat(width - row.get(column).length());
        boolean number = table.column(column) instanceof NumericColumn;
        return number ? gap + row.get(column) : row.get(column) + gap;
    }

    private static List<String> row(Summary s) {
        var accuracy = s.lastEpoch();
        return List.of(
                s.label(),
                Words.count(s.parameters()),
                Words.large(s.macs()),
                accuracy.words().replace("±", "+-"),
                Words.percent(accuracy.lowest()) + " - " + Words.percent(accuracy.highest()),
                Words.fixed(s.meanTrainLoss(), 3),
                Words.fixed(s.secondsPerEpoch(), 1),
                Words.count(Math.round(s.imagesPerSecond())));
    }

    private static int[] widths(List<List<String>> rows) {
        return IntStream.range(0, HEAD.size())
                .map(
                        i ->
                                rows.stream()
                                        .mapToInt(row -> row.get(i).length())
                                        .filter(length -> i > 0 || length <= NAME)
                                        .max()
                                        .orElse(0))
                .toArray();
    }

    /** The name to the left, numbers to the right. */
    private static String line(String name, List<String> row, int[] widths) {
        return name
                + " ".repeat(widths[0] - name.length())
                + IntStream.range(1, row.size())
                        .mapToObj(
                                i ->
                                        "  "
                                                + " ".repeat(widths[i] - row.get(i).length())
                                                + row.get(i))
                        .collect(Collectors.joining());
    }

    private static List<String> wrap(String text) {
        var lines = new ArrayList<String>();
        var line = new StringBuilder();
        for (var word : text.split(" ", -1)) {
            if (!line.isEmpty() && line.length() + 1 + word.length() > COLUMNS) {
                lines.add(line.toString());
                line.setLength(0);
                line.append(" ");
            }
            line.append(line.isEmpty() ? "" : " ").append(word);
        }
        lines.add(line.toString());
        return lines;
    }
}
