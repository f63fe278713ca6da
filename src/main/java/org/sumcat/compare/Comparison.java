package org.sumcat.compare;

import static org.sumcat.render.Tables.numbers;
import static org.sumcat.render.Tables.texts;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.sumcat.chart.Chart;
import org.sumcat.chart.Point;
import org.sumcat.chart.Series;
import org.sumcat.chart.Style;
import org.sumcat.data.Dataset;
import org.sumcat.render.Format;
import org.sumcat.render.Shown;
import org.sumcat.render.Tables;
import org.sumcat.render.Templates;
import org.sumcat.train.Run;
import tech.tablesaw.api.LongColumn;
import tech.tablesaw.api.Table;

/**
 * Networks that were trained alike: same data, same recipe (except for the number of epochs, where
 * training time was matched). Runs that diverged are kept and listed; means are over the others.
 *
 * <p>Networks, summaries and ranking are computed when first asked for, and once: a network is
 * counted once, however many runs and tables there are of it.
 */
public final class Comparison implements Shown {
    private final List<Run> runs;
    private @Nullable List<ModelResult> entrants;
    private @Nullable List<Summary> summaries;
    private @Nullable Ranking ranking;

    /**
     * Checks that the runs are comparable.
     *
     * @param runs one for each network and seed, in any order
     * @throws IllegalArgumentException if they cannot, with the rule, the value found and a way out
     */
    public Comparison(List<Run> runs) {
        Fairness.check(runs);
        this.runs =
                ModelResult.of(runs).stream().flatMap(entrant -> entrant.runs().stream()).toList();
    }

    /** The runs, one for each network and seed, in the order of the report. */
    public List<Run> runs() {
        return runs;
    }

    /** The runs that reached an accuracy. */
    public List<Run> finished() {
        return runs.stream().filter(run -> !run.diverged()).toList();
    }

    /** The runs whose loss became infinite or NaN; they have no accuracy. */
    public List<Run> diverged() {
        return runs.stream().filter(Run::diverged).toList();
    }

    /** A summary for each network with a finished run: plain ones first, then sum, then concat. */
    public synchronized List<Summary> summaries() {
        if (summaries == null) {
            summaries = entrants().stream().map(Summary::of).toList();
        }
        return summaries;
    }

    /** The networks ranked by mean, with the pairs that are not distinguishable. */
    public synchronized Ranking ranking() {
        if (ranking == null) {
            ranking = Ranking.of(summaries());
        }
        return ranking;
    }

    /** The differences between all pairs of networks that share a seed. */
    public List<Difference> differences() {
        return ranking().differences();
    }

    /** The result in a few sentences, no stronger than the runs allow. */
    public String answer() {
        return Verdict.of(this);
    }

    /**
     * The comparison image by image, for runs that kept their predictions.
     *
     * @param data that the runs were tested on
     * @throws IllegalArgumentException if it is not that
     */
    public ByImages byImage(Dataset data) {
        if (!data.sha256().equals(runs.get(0).datasetSha256())) {
            throw new IllegalArgumentException(
                    "runs are compared by image on their own data, %s (%.12s), but this is %s (%.12s); use --data or --dataset"
                            .formatted(
                                    runs.get(0).dataset(),
                                    runs.get(0).datasetSha256(),
                                    data.name(),
                                    data.sha256()));
        }
        return ByImages.of(this, TestImages.of(data));
    }

    /** The answer, and a table with a row for each network. */
    @Override
    public Map<String, String> mimeBundle() {
        return Map.of(
                "text/plain",
                ComparisonText.of(this),
                "text/html",
                Templates.fill(
                        "compare/comparison.html",
                        Map.of("answer", answer(), "table", Tables.html(table()))));
    }

    /** The answer and the table, then the figure. */
    @Override
    public List<Shown> parts() {
        return List.of(this, figure());
    }

    /** The networks with their runs, in display order. */
    public synchronized List<ModelResult> entrants() {
        if (entrants == null) {
            entrants = ModelResult.of(finished());
        }
        return entrants;
    }

    /** The summary of one of the networks. */
    Summary summary(ModelResult entrant) {
        return summaries().get(entrants().indexOf(entrant));
    }

    /** Test accuracy after the last epoch: a row for each network, a point for each seed. */
    public Chart figure() {
        return figure(entrants());
    }

    /** Test accuracy after the last epoch, for some of the networks. */
    public Chart figure(List<ModelResult> entrants) {
        int seeds = entrants.stream().mapToInt(e -> e.runs().size()).max().orElseThrow();
        var means =
                entrants.stream()
                        .map(e -> e.label() + " " + Format.percent(e.lastEpoch().mean()))
                        .toList();
        return Style.rows(
                "Test accuracy after the last epoch",
                (seeds == 1
                                ? "Each point is the one run of a network: "
                                : "Each point is a seed, each vertical stroke the mean over "
                                        + Format.many(seeds, "seed")
                                        + ": ")
                        + Format.list(means)
                        + ".",
                Style.measure("test accuracy (%)"),
                entrants.stream().map(Comparison::series).toList());
    }

    private static Series series(ModelResult entrant) {
        return new Series(
                entrant.label(),
                entrant.look(),
                entrant.runs().stream()
                        .map(run -> Point.of(100 * run.testAccuracy(), 0, "seed " + run.seed()))
                        .toList());
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
                        s -> Format.list(s.seeds().stream().map(String::valueOf).toList())),
                numbers("mean test accuracy (%)", all, s -> 100 * s.lastEpoch().mean(), 2),
                numbers("sd (points)", all, s -> points(s.lastEpoch().sd()), 2),
                numbers("worst seed (%)", all, s -> 100 * s.lastEpoch().lowest(), 2),
                numbers("best seed (%)", all, s -> 100 * s.lastEpoch().highest(), 2),
                texts("95% interval (%)", all, s -> s.lastEpoch().between()),
                numbers(
                        "mean test accuracy, best validation (%)",
                        all,
                        s -> points(s.bestValidation() == null ? null : s.bestValidation().mean()),
                        2),
                numbers("training loss (nats)", all, Summary::meanTrainLoss, 4),
                numbers("seconds per epoch", all, Summary::secondsPerEpoch, 2),
                numbers("images per second", all, Summary::imagesPerSecond, 0));
    }

    /** Comparisons of the same runs are equal. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Comparison that && that.runs.equals(runs);
    }

    @Override
    public int hashCode() {
        return runs.hashCode();
    }

    @Override
    public String toString() {
        return "Comparison[runs=%s]".formatted(runs);
    }

    /** The result for a terminal: aligned plain text of at most 100 columns. */
    public String text() {
        return ComparisonText.of(this);
    }

    private static double points(@Nullable Double share) {
        return share == null ? Double.NaN : 100 * share;
    }
}
