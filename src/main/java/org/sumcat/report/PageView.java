package org.sumcat.report;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.sumcat.chart.Illustration;
import org.sumcat.chart.Picture;
import org.sumcat.compare.ByImages;
import org.sumcat.compare.Comparison;
import org.sumcat.compare.Difference;
import org.sumcat.compare.ModelResult;
import org.sumcat.compare.Summary;
import org.sumcat.palette.Hue;
import org.sumcat.render.Format;
import org.sumcat.render.TextTable;

/** The values that {@code page.html} and {@code report.md} show, formatted. */
final class PageView {
    /** The mark of a network in every figure: the key of its colour, and a path. */
    record LegendMark(String key, String path, String spec) {}

    /** A figure with its file name, for a text that refers to files. */
    record Filed(String file, String title, String text, TextTable numbers) {}

    private PageView() {}

    static Map<String, Object> values(ComparisonPage page, Sections sections) {
        var comparison = page.comparison();
        var ranking = comparison.ranking();
        var provenance = Provenance.of(comparison.runs());
        var told = ranking.told();
        var view = new HashMap<String, Object>();
        view.put("joins", Hue.all());
        view.put("answer", comparison.answer());
        view.put("drawn", provenance.drawn());
        view.put("notes", sections.notes());
        view.put("result", Picture.of(sections.result()));
        view.put("fronts", sections.fronts().stream().map(Picture::of).toList());
        view.put("curves", sections.curves().stream().map(Picture::of).toList());
        view.put("mixups", sections.mixups().stream().map(Picture::of).toList());
        view.put("f1", sections.f1());
        ByImages byImage = sections.byImage();
        view.put("byImage", byImage);
        Illustration differing = byImage.picture();
        view.put("differing", differing == null ? List.of() : List.of(Picture.of(differing)));
        view.put("filed", filed(sections));
        view.put("left", sections.left());
        view.put("seen", sections.ranking().rows().size() - sections.left());
        view.put("marks", marks(comparison));
        view.put("ranking", sections.ranking());
        view.put("cost", sections.cost());
        view.put("budget", budget(comparison.summaries()));
        view.put("differences", told);
        view.put("neighbours", told.size() < ranking.differences().size());
        view.put("pairs", sections.pairs());
        view.put("verdict", Difference.VERDICT);
        view.put("level", Difference.LEVEL);
        view.put("tested", ranking.differences().size());
        view.put("sampling", sampling(comparison));
        view.put("published", sections.published());
        view.put("facts", provenance.facts());
        view.put("each", sections.runs());
        view.put("footing", page.footing().stream().map(String::strip).toList());
        view.put("code", page.code().strip());
        view.put("command", page.command());
        return view;
    }

    private static Map<String, LegendMark> marks(Comparison comparison) {
        return comparison.entrants().stream()
                .collect(
                        Collectors.toMap(
                                ModelResult::label,
                                e ->
                                        new LegendMark(
                                                e.look().join().key(),
                                                e.look().marker().path,
                                                e.network().spec())));
    }

    private static List<Filed> filed(Sections sections) {
        return sections.pictures().entrySet().stream()
                .map(
                        each ->
                                new Filed(
                                        each.getKey() + ".svg",
                                        each.getValue().title(),
                                        each.getValue().text(),
                                        TextTable.of(each.getValue().table())))
                .toList();
    }

    private static String budget(List<Summary> summaries) {
        var sizes = summaries.stream().mapToLong(Summary::parameters).summaryStatistics();
        double apart = 100.0 * (sizes.getMax() - sizes.getMin()) / sizes.getMin();
        return summaries.size() < 2
                ? ""
                : apart < 100
                        ? "The largest network has %s%% more parameters than the smallest."
                                .formatted(Format.fixed(apart, 1))
                        : "The largest network has %s times the parameters of the smallest."
                                .formatted(Format.fixed(1 + apart / 100, 1));
    }

    /** The standard error of an accuracy due to the choice of test images alone. */
    private static String sampling(Comparison comparison) {
        double accuracy = comparison.ranking().places().get(0).summary().lastEpoch().mean();
        int images = comparison.runs().get(0).testImages();
        return "%s images, which give an accuracy of %s%% a standard error of about %s points"
                .formatted(
                        Format.count(images),
                        Format.percent(accuracy),
                        Format.percent(Math.sqrt(accuracy * (1 - accuracy) / images)));
    }
}
