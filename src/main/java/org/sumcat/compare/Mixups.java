package org.sumcat.compare;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.sumcat.baseline.Evaluation;
import org.sumcat.chart.Chart;
import org.sumcat.chart.HeatMap;
import org.sumcat.chart.HeatMap.Side;
import org.sumcat.data.FashionMnist;
import org.sumcat.inference.Confusion;
import org.sumcat.palette.ColourScale;
import org.sumcat.render.Format;
import org.sumcat.render.TextTable;
import org.sumcat.train.Run;

/**
 * Confusion of classes by a network on the test images after the last epoch, all its seeds
 * together.
 */
public final class Mixups {
    private Mixups() {}

    /** Tribuo's evaluation of the summed counts of all seeds; null where a run has no counts. */
    public static @Nullable Evaluation of(ModelResult entrant) {
        var counts = entrant.runs().stream().map(Run::confusion).filter(Objects::nonNull).toList();
        return counts.size() < entrant.runs().size()
                ? null
                : Evaluation.ofConfusion(classes(counts.get(0)), sum(counts));
    }

    /** Heat map of the confusion matrix: percent of each class predicted as each class. */
    public static Chart heatMap(ModelResult entrant, Evaluation evaluation) {
        var names = evaluation.classes().stream().map(Evaluation.OfClass::name).toList();
        return HeatMap.of(
                "Confusion matrix of " + entrant.label() + "",
                "Percent of the test images of each class that were classified as each class, "
                        + Format.seeds(entrant.seeds())
                        + " together; an empty cell means none. Most frequent confusion: "
                        + worst(evaluation, names)
                        + ".",
                new Side("true class", names),
                new Side("predicted class", names),
                new ColourScale("% of the class", 1, 0, 100),
                evaluation.confusion().stream().map(Mixups::percent).toList());
    }

    /** F1 of each class in percent, a row for each network. */
    public static TextTable f1(List<ModelResult> entrants, List<Evaluation> evaluations) {
        var head = new ArrayList<String>();
        head.add("network");
        if (!evaluations.isEmpty()) {
            evaluations.get(0).classes().forEach(each -> head.add(each.name()));
            head.add("mean of the classes");
        }
        return new TextTable(
                List.copyOf(head),
                IntStream.range(0, evaluations.size())
                        .mapToObj(i -> row(entrants.get(i).label(), evaluations.get(i)))
                        .toList());
    }

    private static List<String> row(String label, Evaluation evaluation) {
        var row = new ArrayList<String>();
        row.add(label);
        evaluation.classes().forEach(each -> row.add(Format.fixed(100 * each.f1(), 1)));
        row.add(Format.fixed(100 * evaluation.macroF1(), 1));
        return List.copyOf(row);
    }

    private static String worst(Evaluation evaluation, List<String> names) {
        int from = 0;
        int to = 1;
        for (int row = 0; row < names.size(); row++) {
            for (int column = 0; column < names.size(); column++) {
                if (row != column && share(evaluation, row, column) > share(evaluation, from, to)) {
                    from = row;
                    to = column;
                }
            }
        }
        return "%s as %s, %s%%"
                .formatted(
                        names.get(from),
                        names.get(to),
                        Format.fixed(100 * share(evaluation, from, to), 1));
    }

    private static double share(Evaluation evaluation, int row, int column) {
        var counts = evaluation.confusion().get(row);
        int all = counts.stream().mapToInt(Integer::intValue).sum();
        return all == 0 ? 0 : (double) counts.get(column) / all;
    }

    /** Row percentages, with cells of zero left empty so that the others stand out. */
    private static List<Double> percent(List<Integer> counts) {
        int all = Math.max(1, counts.stream().mapToInt(Integer::intValue).sum());
        return counts.stream().map(count -> count == 0 ? Double.NaN : 100.0 * count / all).toList();
    }

    private static List<List<Integer>> sum(List<Confusion> counts) {
        int classes = counts.get(0).counts().size();
        return IntStream.range(0, classes)
                .mapToObj(
                        row ->
                                IntStream.range(0, classes)
                                        .mapToObj(
                                                column ->
                                                        counts.stream()
                                                                .mapToInt(
                                                                        c ->
                                                                                c.counts()
                                                                                        .get(row)
                                                                                        .get(
                                                                                                column))
                                                                .sum())
                                        .toList())
                .toList();
    }

    /** Fashion-MNIST's names; the drawn set has the same. */
    private static List<String> classes(Confusion confusion) {
        int classes = confusion.counts().size();
        return classes == FashionMnist.CLASSES.size()
                ? FashionMnist.CLASSES
                : IntStream.range(0, classes).mapToObj(label -> "class " + label).toList();
    }
}
