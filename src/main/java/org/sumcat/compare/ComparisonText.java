package org.sumcat.compare;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.sumcat.render.Format;
import org.sumcat.render.PlainText;

/** A comparison for a terminal: plain text of 100 columns. */
final class ComparisonText {
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

    private ComparisonText() {}

    static String of(Comparison comparison) {
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
                .forEach(s -> lines.addAll(PlainText.lines(s.label() + ": " + s.spec())));
        lines.add("");
        comparison.ranking().told().forEach(d -> lines.addAll(PlainText.lines(d.sentence())));
        if (summaries.size() > 1) {
            lines.add("");
        }
        lines.addAll(PlainText.lines(comparison.answer()));
        return lines.stream()
                .map(String::stripTrailing)
                .collect(Collectors.joining("\n", "", "\n"));
    }

    private static List<String> row(Summary s) {
        var accuracy = s.lastEpoch();
        return List.of(
                s.label(),
                Format.count(s.parameters()),
                Format.large(s.macs()),
                accuracy.words().replace("±", "+-"),
                Format.percent(accuracy.lowest()) + " - " + Format.percent(accuracy.highest()),
                Format.fixed(s.meanTrainLoss(), 3),
                Format.fixed(s.secondsPerEpoch(), 1),
                Format.count(Math.round(s.imagesPerSecond())));
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

    /** A line of the table: name to the left, numbers to the right. */
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
}
