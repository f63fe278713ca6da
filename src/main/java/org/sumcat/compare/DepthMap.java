package org.sumcat.compare;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.sumcat.chart.Chart;
import org.sumcat.chart.HeatMap;
import org.sumcat.chart.HeatMap.Side;
import org.sumcat.palette.ColourScale;
import org.sumcat.render.Format;
import org.sumcat.render.Rows;
import org.sumcat.render.Shown;
import org.sumcat.render.Tables;
import tech.tablesaw.api.Table;

/**
 * The effect of depth and training length on the choice between sum and concatenation: the same
 * three networks, equally large, at several depths and training lengths.
 *
 * @param cells by rising depth, then by rising training
 */
public record DepthMap(List<DepthCell> cells) implements Shown {

    public DepthMap {
        cells =
                cells.stream()
                        .sorted(
                                Comparator.comparing(DepthCell::weightLayers)
                                        .thenComparing(
                                                cell -> cell.images() * cell.recipe().epochs()))
                        .toList();
    }

    /** The map as a table, a row for each cell. */
    public Table table() {
        return Rows.of("When does it matter?", cells)
                .whole("weight layers", DepthCell::weightLayers)
                .text("training", DepthCell::training)
                .whole("seeds", cell -> cell.join().seeds().size())
                .number("plain (%)", 2, cell -> cell.percent(0))
                .number("sum (%)", 2, cell -> cell.percent(1))
                .number("concat (%)", 2, cell -> cell.percent(2))
                .number("concat less sum (points)", 2, cell -> cell.join().mean())
                .number("95% interval from", 2, cell -> cell.end(false))
                .number("to", 2, cell -> cell.end(true))
                .text("ahead", DepthCell::verdict)
                .table();
    }

    /**
     * How far the concatenation is ahead of the sum, as a picture: the orange side is its own, the
     * blue one the sum's, and what the seeds do not tell apart says so.
     */
    public Chart figure() {
        var depths = cells.stream().map(DepthCell::weightLayers).distinct().toList();
        var trainings = cells.stream().map(DepthCell::training).distinct().toList();
        var values = grid(depths, trainings, cell -> cell.join().mean(), Double.NaN);
        return HeatMap.of(
                "When does it matter?",
                "Concatenation less sum, in points of test accuracy, with 95% intervals: "
                        + Format.list(cells.stream().map(DepthMap::told).toList())
                        + ".",
                new Side("weight layers", depths.stream().map(String::valueOf).toList()),
                new Side("training", trainings),
                ColourScale.ofDifferences("concat less sum (points)", 2, values),
                values,
                grid(depths, trainings, DepthMap::words, ""));
    }

    private <T> List<List<T>> grid(
            List<Integer> depths, List<String> trainings, Function<DepthCell, T> of, T none) {
        return depths.stream()
                .map(
                        depth ->
                                trainings.stream()
                                        .map(training -> cell(depth, training).map(of).orElse(none))
                                        .toList())
                .toList();
    }

    private Optional<DepthCell> cell(int depth, String training) {
        return cells.stream()
                .filter(cell -> cell.weightLayers() == depth && cell.training().equals(training))
                .findFirst();
    }

    private static String words(DepthCell cell) {
        return "%s<br>%s to %s<br>%s"
                .formatted(
                        Format.signed(cell.join().mean()),
                        Format.signed(cell.end(false)),
                        Format.signed(cell.end(true)),
                        cell.join().distinguishable()
                                ? cell.verdict() + " is ahead"
                                : "not told apart");
    }

    private static String told(DepthCell cell) {
        return "%s layers, %s: %s"
                .formatted(
                        cell.weightLayers(),
                        cell.training(),
                        words(cell).replaceFirst("<br>", " (").replaceFirst("<br>", "), "));
    }

    /** The table for a Markdown page, sensibly rounded. */
    public String markdown() {
        return Stream.concat(
                        Stream.of(
                                "| weight layers | training | plain | sum | concat | concat less sum, 95% interval | ahead |",
                                "|---|---|---|---|---|---|---|"),
                        cells.stream().map(DepthMap::row))
                .collect(Collectors.joining("\n", "", "\n"));
    }

    private static String row(DepthCell cell) {
        return "| %s | %s | %s | %s%% | %s%% | %s | %s |"
                .formatted(
                        cell.weightLayers(),
                        cell.training(),
                        Format.fixed(cell.percent(0), 1) + "%",
                        Format.fixed(cell.percent(1), 1),
                        Format.fixed(cell.percent(2), 1),
                        "%s points, %s to %s"
                                .formatted(
                                        Format.signed(cell.join().mean()),
                                        Format.signed(cell.end(false)),
                                        Format.signed(cell.end(true))),
                        cell.verdict());
    }

    @Override
    public Map<String, String> mimeBundle() {
        return Tables.shown(table()).mimeBundle();
    }
}
