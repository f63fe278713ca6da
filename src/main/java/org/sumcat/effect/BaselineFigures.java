package org.sumcat.effect;

import static java.util.stream.Collectors.joining;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.sumcat.baseline.ClassicalModel;
import org.sumcat.baseline.Evaluation;
import org.sumcat.chart.Chart;
import org.sumcat.chart.HeatMap;
import org.sumcat.chart.HeatMap.Side;
import org.sumcat.chart.Illustration;
import org.sumcat.chart.ImageGrid;
import org.sumcat.chart.ImageGrid.Tile;
import org.sumcat.data.Dataset;
import org.sumcat.data.Images;
import org.sumcat.effect.Baselines.Judged;
import org.sumcat.effect.Baselines.Setting;
import org.sumcat.palette.ColourScale;
import org.sumcat.render.Rows;

/** Figures that compare classical models with networks. */
final class BaselineFigures {
    private static final int MISTAKES = 12;

    private BaselineFigures() {}

    static List<Illustration> figures(List<Judged> judged, Images asked, Dataset data) {
        var figures = new ArrayList<Illustration>();
        figures.add(f1(judged, data));
        Judged model = best(judged.stream().filter(j -> !isNetwork(j)).toList());
        for (Judged each :
                List.of(model, best(judged.stream().filter(BaselineFigures::isNetwork).toList()))) {
            figures.add(confusion(each, data));
            if (!each.answers().worst(Baselines.labels(asked), 1).isEmpty()) {
                figures.add(mistakes(each, asked, data));
            }
        }
        return figures;
    }

    static boolean isNetwork(Judged judged) {
        return Arrays.stream(ClassicalModel.values())
                .noneMatch(k -> k.words().equals(judged.name()));
    }

    static Judged best(List<Judged> judged) {
        return judged.stream()
                .max(Comparator.comparingDouble(j -> j.evaluation().accuracy()))
                .orElseThrow();
    }

    static Chart f1(List<Judged> judged, Dataset data) {
        var values =
                judged.stream()
                        .map(
                                j ->
                                        j.evaluation().classes().stream()
                                                .map(Evaluation.OfClass::f1)
                                                .toList())
                        .toList();
        return HeatMap.of(
                "F1 of each class",
                "The harmonic mean of precision and recall on the test images, for each model and"
                        + " class.",
                new Side("model", judged.stream().map(Judged::name).toList()),
                new Side("class", data.classes()),
                ColourScale.over("F1", 2, values),
                values);
    }

    static Chart confusion(Judged judged, Dataset data) {
        var values =
                judged.evaluation().confusion().stream()
                        .map(
                                row -> {
                                    double all = row.stream().mapToInt(count -> count).sum();
                                    return row.stream()
                                            .map(count -> all == 0 ? Double.NaN : 100 * count / all)
                                            .toList();
                                })
                        .toList();
        return HeatMap.of(
                "Confusion of " + judged.name(),
                "Percent of the test images of each class (row) that were classified as each class (column).",
                new Side("true class", data.classes()),
                new Side("predicted class", data.classes()),
                new ColourScale("images of the class (%)", 0, 0, 100),
                values);
    }

    static ImageGrid mistakes(Judged judged, Images asked, Dataset data) {
        var tiles =
                judged.answers().worst(Baselines.labels(asked), MISTAKES).stream()
                        .map(
                                i ->
                                        new Tile(
                                                asked.picture(i),
                                                "test image " + i,
                                                "is " + data.classes().get(asked.label(i)),
                                                String.format(
                                                        Locale.ROOT,
                                                        "predicted %s, %.2f",
                                                        data.classes()
                                                                .get(
                                                                        judged.answers()
                                                                                .named()
                                                                                .get(i)),
                                                        judged.answers().confidence().get(i))))
                        .toList();
        return new ImageGrid(
                "Most confident mistakes of " + judged.name(),
                "The misclassified images of highest confidence, with true class, predicted class and confidence.",
                tiles);
    }

    static Rows<Judged> accuracies(List<Judged> judged) {
        return Rows.of("On the test images", judged)
                .text("model", Judged::name)
                .text("setting", Judged::setting)
                .number("accuracy (%)", 2, j -> 100 * j.evaluation().accuracy())
                .number("macro F1", 4, j -> j.evaluation().macroF1())
                .number("training (s)", 1, Judged::seconds);
    }

    static Rows<Setting> settings(List<Setting> settings) {
        return Rows.of("Settings tried", settings)
                .text("model", s -> s.kind().words())
                .text("setting", s -> s.tried().words())
                .number("validation accuracy (%)", 2, s -> 100 * s.tried().validationAccuracy())
                .number("seconds", 1, s -> s.tried().seconds())
                .text("chosen", s -> s.chosen() ? "yes" : "");
    }

    static String answer(List<Judged> judged, Images asked) {
        return String.format(
                        Locale.ROOT,
                        "Classified correctly of %,d test images: %s.",
                        asked.count(),
                        judged.stream()
                                .map(
                                        j ->
                                                String.format(
                                                        Locale.ROOT,
                                                        "%.1f%% by %s",
                                                        100 * j.evaluation().accuracy(),
                                                        j.name()))
                                .collect(joining(", ")))
                + (ClassicalModel.XGBOOST.isAvailable()
                        ? ""
                        : " XGBoost was left out: its library is built for x86-64 only.");
    }
}
