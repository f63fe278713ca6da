package org.sumcat.report;

import static org.sumcat.report.Tables.numbers;
import static org.sumcat.report.Tables.texts;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.sumcat.report.Figure.Axis;
import org.sumcat.report.Figure.Kind;
import org.sumcat.report.Figure.Point;
import org.sumcat.report.Figure.Series;
import org.sumcat.train.Run;
import tech.tablesaw.api.LongColumn;
import tech.tablesaw.api.Table;

/**
 * Networks that were trained alike: same data, same recipe, same seeds.
 *
 * @param runs one for each network and seed; given in any order, kept in that of the report
 */
public record Comparison(List<Run> runs) {

    /**
     * Checks that the runs can be compared.
     *
     * @throws IllegalArgumentException if they cannot, with the rule, the value found and a way out
     */
    public Comparison {
        Fairness.check(runs);
        runs = Entrant.of(runs).stream().flatMap(entrant -> entrant.runs().stream()).toList();
    }

    /** A summary for each network: plain ones first, then sum, then concat. */
    public List<Summary> summaries() {
        return Entrant.of(runs).stream().map(Summary::of).toList();
    }

    /** The difference between every two networks. */
    public List<Difference> differences() {
        var all = summaries();
        var differences = new ArrayList<Difference>();
        for (int second = 1; second < all.size(); second++) {
            for (int first = 0; first < second; first++) {
                differences.add(Difference.between(all.get(first), all.get(second)));
            }
        }
        return List.copyOf(differences);
    }

    /** The result in a few sentences, no stronger than the runs allow. */
    public String answer() {
        return Verdict.of(summaries());
    }

    /** Test accuracy after the last epoch: a row for each network, a point for each seed. */
    public Figure figure() {
        var entrants = Entrant.of(runs);
        int seeds = entrants.get(0).runs().size();
        var series =
                IntStream.range(0, entrants.size())
                        .mapToObj(
                                row ->
                                        new Series(
                                                entrants.get(row).label(),
                                                entrants.get(row).look(),
                                                points(entrants.get(row), row)))
                        .toList();
        return new Figure(
                "Test accuracy after the last epoch",
                (seeds == 1
                                ? "Each point is the one run of a network: "
                                : "Each point is a seed, each upright stroke the mean over "
                                        + Words.many(seeds, "seed")
                                        + ": ")
                        + Words.list(means())
                        + ".",
                new Axis("test accuracy (%)", Kind.MEASURE),
                new Axis("network", Kind.NAMES),
                series);
    }

    /** The summaries as a table, a row for each network. */
    public Table table() {
        var all = summaries();
        return Table.create(
                "Networks compared",
                texts("network", all, Summary::label),
                texts("spec", all, Summary::spec),
                texts("fusion", all, Summary::fusion),
                LongColumn.create("parameters", all.stream().mapToLong(Summary::parameters)),
                LongColumn.create("MACs per image", all.stream().mapToLong(Summary::macs)),
                LongColumn.create("weight layers", all.stream().mapToLong(Summary::weightLayers)),
                LongColumn.create("connections", all.stream().mapToLong(Summary::connections)),
                texts(
                        "seeds",
                        all,
                        s -> Words.list(s.seeds().stream().map(String::valueOf).toList())),
                numbers("mean test accuracy (%)", all, s -> 100 * s.meanTestAccuracy(), 2),
                numbers("sd (points)", all, s -> points(s.sdTestAccuracy()), 2),
                numbers("worst seed (%)", all, s -> 100 * s.minTestAccuracy(), 2),
                numbers("best seed (%)", all, s -> 100 * s.maxTestAccuracy(), 2),
                numbers("training loss (nats)", all, Summary::meanTrainLoss, 4),
                numbers("seconds per epoch", all, Summary::secondsPerEpoch, 2),
                numbers("images per second", all, Summary::imagesPerSecond, 0));
    }

    /** The result for a terminal: aligned plain text of at most 100 columns. */
    public String text() {
        return Console.text(this);
    }

    private List<String> means() {
        return summaries().stream()
                .map(s -> s.label() + " " + Words.percent(s.meanTestAccuracy()))
                .toList();
    }

    private static List<Point> points(Entrant entrant, int row) {
        return entrant.runs().stream()
                .map(run -> Point.of(100 * run.testAccuracy(), row, "seed " + run.seed()))
                .toList();
    }

    private static double points(@Nullable Double share) {
        return share == null ? Double.NaN : 100 * share;
    }
}
