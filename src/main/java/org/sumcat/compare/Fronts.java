package org.sumcat.compare;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import java.util.function.ToLongFunction;
import org.sumcat.chart.Chart;
import org.sumcat.chart.Point;
import org.sumcat.chart.Series;
import org.sumcat.chart.Style;
import org.sumcat.nn.Fusion;
import org.sumcat.palette.Look;
import org.sumcat.render.Format;

/**
 * Accuracy over size or work, with the Pareto front: the networks that no equally small or smaller
 * one beats.
 */
public final class Fronts {
    private Fronts() {}

    /** Accuracy over parameters; the area of a bubble stands for multiply-accumulates. */
    public static Chart parameters(Comparison comparison) {
        return figure(
                comparison,
                "Accuracy over parameters",
                "parameters (thousands)",
                1e3,
                Summary::parameters,
                "multiply-accumulates",
                Summary::macs);
    }

    /** Accuracy over multiply-accumulates; the area of a bubble stands for parameters. */
    public static Chart macs(Comparison comparison) {
        return figure(
                comparison,
                "Accuracy over work",
                "multiply-accumulates for one image (millions)",
                1e6,
                Summary::macs,
                "parameters",
                Summary::parameters);
    }

    /**
     * The networks on the front, cheapest first.
     *
     * @param cost what should be small
     */
    public static List<Summary> front(List<Summary> all, ToLongFunction<Summary> cost) {
        var rising =
                all.stream()
                        .sorted(
                                Comparator.comparingLong(cost)
                                        .thenComparing(s -> -s.lastEpoch().mean()))
                        .toList();
        var front = new ArrayList<Summary>();
        for (var each : rising) {
            if (front.isEmpty()
                    || each.lastEpoch().mean() > front.get(front.size() - 1).lastEpoch().mean()) {
                front.add(each);
            }
        }
        return List.copyOf(front);
    }

    private static Chart figure(
            Comparison comparison,
            String title,
            String axis,
            double unit,
            ToLongFunction<Summary> cost,
            String areaWord,
            ToLongFunction<Summary> area) {
        var all = comparison.summaries();
        var front = front(all, cost);
        var series = new ArrayList<Series>();
        if (front.size() > 1) {
            var steps = front.stream().map(s -> step(s, cost, unit)).toList();
            series.add(new Series("front", new Look(Fusion.NONE, 0), steps));
        }
        var groups = new TreeMap<Fusion, List<Point>>();
        for (var entrant : comparison.entrants()) {
            groups.computeIfAbsent(entrant.look().join(), k -> new ArrayList<>())
                    .add(bubble(comparison.summary(entrant), cost, unit, areaWord, area));
        }
        series.addAll(Series.byJoin(groups));
        return Style.figure(
                title,
                "Mean test accuracy after the last epoch over "
                        + axis
                        + "; the area of a bubble stands for "
                        + areaWord
                        + ". On the Pareto front, where nothing as cheap has a higher mean: "
                        + Format.list(front.stream().map(Summary::label).toList())
                        + ".",
                Style.powers(axis),
                Style.measure("test accuracy (%)"),
                series);
    }

    private static Point step(Summary s, ToLongFunction<Summary> cost, double unit) {
        return Point.of(cost.applyAsLong(s) / unit, 100 * s.lastEpoch().mean(), s.label());
    }

    private static Point bubble(
            Summary s,
            ToLongFunction<Summary> cost,
            double unit,
            String areaWord,
            ToLongFunction<Summary> area) {
        return Point.bubble(
                cost.applyAsLong(s) / unit,
                100 * s.lastEpoch().mean(),
                (double) area.applyAsLong(s),
                "%s, %s %s, %s"
                        .formatted(
                                s.label(),
                                Format.large(area.applyAsLong(s)),
                                areaWord,
                                Format.seeds(s.seeds())));
    }
}
