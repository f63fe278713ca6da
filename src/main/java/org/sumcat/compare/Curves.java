package org.sumcat.compare;

import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.sumcat.chart.Chart;
import org.sumcat.chart.Point;
import org.sumcat.chart.Series;
import org.sumcat.chart.Style;
import org.sumcat.render.Format;
import org.sumcat.train.Epoch;
import org.sumcat.train.Run;

/**
 * Training curves by epoch: a line for each network, the mean over its seeds, in a band from the
 * lowest to the highest seed.
 */
public final class Curves {
    private Curves() {}

    /**
     * Accuracy after each epoch in percent: on held-out training images where every run has them,
     * otherwise on the test images, in the epochs in which they were evaluated.
     *
     * @throws IllegalArgumentException if there is nothing to draw
     */
    public static Chart accuracy(List<Run> runs) {
        return accuracyOf(ModelResult.of(runs));
    }

    /** Accuracy over epochs, a line for each network. */
    public static Chart accuracyOf(List<ModelResult> entrants) {
        boolean watched =
                entrants.stream()
                        .flatMap(entrant -> entrant.runs().stream())
                        .flatMap(run -> run.history().stream())
                        .allMatch(epoch -> epoch.validationAccuracy() != null);
        var what = watched ? "validation accuracy" : "test accuracy";
        return figure(
                entrants,
                watched ? "Accuracy on held-out training images" : "Accuracy on test images",
                what + " (%)",
                2,
                epoch -> percent(watched ? epoch.validationAccuracy() : epoch.testAccuracy()));
    }

    /**
     * Mean training loss of each epoch in nats, measured while the weights moved.
     *
     * @throws IllegalArgumentException if there is nothing to draw
     */
    public static Chart loss(List<Run> runs) {
        return lossOf(ModelResult.of(runs));
    }

    /** Training loss over epochs, a line for each network. */
    public static Chart lossOf(List<ModelResult> entrants) {
        return figure(entrants, "Training loss", "training loss (nats)", 3, Epoch::trainLoss);
    }

    private static Chart figure(
            List<ModelResult> entrants,
            String title,
            String measure,
            int decimals,
            Function<Epoch, @Nullable Double> value) {
        var series =
                entrants.stream()
                        .map(e -> new Series(e.label(), e.look(), points(e, value)))
                        .filter(s -> !s.points().isEmpty())
                        .toList();
        if (series.isEmpty()) {
            throw new IllegalArgumentException(
                    "a curve of "
                            + measure
                            + " needs a run with such a value, but there was none in "
                            + Format.many(
                                    entrants.stream().mapToInt(e -> e.runs().size()).sum(), "run")
                            + "; hold out images or test after every epoch");
        }
        return Style.figure(
                title,
                text(measure, series, decimals),
                Style.count("epoch"),
                Style.measure(measure),
                series);
    }

    private static List<Point> points(
            ModelResult entrant, Function<Epoch, @Nullable Double> value) {
        int epochs = entrant.runs().stream().mapToInt(r -> r.history().size()).max().orElse(0);
        return IntStream.range(0, epochs)
                .mapToObj(
                        i ->
                                point(
                                        i + 1,
                                        entrant.runs().stream()
                                                .map(Run::history)
                                                .filter(history -> history.size() > i)
                                                .map(history -> value.apply(history.get(i)))
                                                .filter(Objects::nonNull)
                                                .mapToDouble(Double::doubleValue)))
                .filter(point -> !Double.isNaN(point.low()))
                .toList();
    }

    /** The point for an epoch's values; NaN where there are none. */
    private static Point point(int epoch, DoubleStream values) {
        var over = values.summaryStatistics();
        int count = (int) over.getCount();
        return count == 0
                ? Point.of(epoch, Double.NaN, "")
                : new Point(
                        epoch,
                        over.getAverage(),
                        over.getMin(),
                        over.getMax(),
                        0,
                        Format.many(count, "seed"));
    }

    private static String text(String measure, List<Series> series, int decimals) {
        boolean band = series.stream().anyMatch(Series::hasRange);
        var ends =
                series.stream()
                        .map(s -> s.name() + " " + Format.fixed(last(s).y(), decimals))
                        .toList();
        return "The "
                + measure
                + " over the epochs"
                + (band ? ": lines are means, bands reach from the lowest to the highest seed" : "")
                + ". At the end: "
                + Format.list(ends)
                + ".";
    }

    private static Point last(Series series) {
        return series.points().get(series.points().size() - 1);
    }

    private static @Nullable Double percent(@Nullable Double share) {
        return share == null ? null : 100 * share;
    }
}
