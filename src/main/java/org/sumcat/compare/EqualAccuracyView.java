package org.sumcat.compare;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.sumcat.chart.Illustration;
import org.sumcat.chart.Point;
import org.sumcat.chart.Series;
import org.sumcat.chart.Style;
import org.sumcat.compare.EqualAccuracy.Need;
import org.sumcat.nn.Fusion;
import org.sumcat.palette.Look;
import org.sumcat.render.Format;
import org.sumcat.render.Rows;
import org.sumcat.statistics.Interval;
import tech.tablesaw.api.Table;

/** Two families at equal accuracy, drawn and tabulated. */
public record EqualAccuracyView(EqualAccuracy pair) {

    /** Accuracy over parameters, and over multiply-accumulates, with the gaps between the two. */
    public List<Illustration> figures() {
        return EqualAccuracy.COUNTED.stream().limit(2).map(this::figure).toList();
    }

    private Illustration figure(ModelCost cost) {
        var gaps = new ArrayList<Series>();
        for (var level : pair.levels()) {
            level.needs().stream()
                    .filter(need -> need.cost().equals(cost))
                    .forEach(need -> gaps.add(gap(level.accuracy(), need)));
        }
        boolean alike = pair.second().fusion() == pair.first().fusion();
        return Style.figure(
                "Accuracy over %s: %s and %s"
                        .formatted(cost.words(), pair.first().name(), pair.second().name()),
                "Mean test accuracy of each size in its 95%% interval; the level lines are at the accuracies at which the two are compared, and reach from the need of the one to that of the other, on curves that never fall: %s."
                        .formatted(
                                gaps.isEmpty()
                                        ? "none, since the two reach none in common"
                                        : Format.list(gaps.stream().map(Series::name).toList())),
                Style.powers(cost.heading()),
                Style.measure("test accuracy (%)"),
                Stream.concat(
                                gaps.stream(),
                                Stream.of(
                                        line(pair.first(), 0, cost),
                                        line(pair.second(), alike ? 1 : 0, cost)))
                        .toList());
    }

    private static Series gap(double accuracy, Need need) {
        var ratio = need.ratio();
        double percent = 100 * accuracy;
        String name =
                "%s times at %s%%"
                        .formatted(Format.fixed(ratio.ratio(), 2), Format.percent(accuracy));
        double least = Math.min(ratio.first(), ratio.second()) / need.cost().unit();
        double most = Math.max(ratio.first(), ratio.second()) / need.cost().unit();
        return new Series(
                name,
                new Look(Fusion.OTHER, 0),
                List.of(Point.of(least, percent, name), Point.of(most, percent, name)));
    }

    private static Series line(SizedFamily family, int variant, ModelCost cost) {
        return new Series(
                family.name(),
                new Look(family.fusion(), variant),
                family.networks().stream()
                        .map(network -> point(network, cost.in(network)))
                        .toList());
    }

    private static Point point(Summary network, double x) {
        var accuracy = network.lastEpoch();
        Interval interval = accuracy.interval();
        return new Point(
                x,
                100 * accuracy.mean(),
                100 * (interval == null ? accuracy.lowest() : interval.low()),
                100 * (interval == null ? accuracy.highest() : interval.high()),
                0,
                network.spec() + ", " + Format.seeds(network.seeds()));
    }

    /** The cost of each family at each accuracy, and the networks that were trained. */
    public List<Table> tables() {
        return List.of(needs(), sizes());
    }

    private record NeedRow(double accuracy, Need need) {
        double needed(double quantity) {
            return quantity / need.cost().unit();
        }

        double end(boolean high) {
            Interval interval = need.ratio().interval();
            double end = interval == null ? 0 : high ? interval.high() : interval.low();
            return end == 0 || Double.isInfinite(end) ? Double.NaN : end; // not reached here
        }
    }

    private Table needs() {
        var rows =
                pair.levels().stream()
                        .flatMap(
                                l ->
                                        l.needs().stream()
                                                .map(need -> new NeedRow(l.accuracy(), need)))
                        .toList();
        String first = pair.first().name();
        String second = pair.second().name();
        return Rows.of("At equal accuracy: %s and %s".formatted(first, second), rows)
                .number("test accuracy (%)", 2, row -> 100 * row.accuracy())
                .text("of", row -> row.need().cost().heading())
                .number(first + " needs", 2, row -> row.needed(row.need().ratio().first()))
                .number(second + " needs", 2, row -> row.needed(row.need().ratio().second()))
                .number("times", 2, row -> row.need().ratio().ratio())
                .number("95% interval from", 2, row -> row.end(false))
                .number("to", 2, row -> row.end(true))
                .table();
    }

    private Table sizes() {
        var networks =
                Stream.of(pair.first(), pair.second())
                        .flatMap(family -> family.networks().stream())
                        .toList();
        var rows =
                Rows.of(
                                "Sizes trained: %s and %s"
                                        .formatted(pair.first().name(), pair.second().name()),
                                networks)
                        .text("network", Summary::spec);
        for (ModelCost cost : pair.costs()) {
            rows.number(cost.heading(), 2, cost::in);
        }
        return rows.whole("seeds", n -> n.seeds().size())
                .number("mean test accuracy (%)", 2, n -> 100 * n.lastEpoch().mean())
                .number("sd (points)", 2, EqualAccuracyView::sd)
                .table();
    }

    private static double sd(Summary network) {
        Double sd = network.lastEpoch().sd();
        return sd == null ? Double.NaN : 100 * sd;
    }
}
