package org.sumcat.report;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.sumcat.train.Run;

/** What {@code page.html} shows, ready to be read. */
final class PageView {

    /** A network in the main table. */
    record Row(
            String key,
            String marker,
            String label,
            String spec,
            String parameters,
            String macs,
            String accuracy,
            String scatter,
            String seconds,
            String speed) {}

    private final ComparisonPage page;
    private final Comparison comparison;
    private final List<Run> runs;

    PageView(ComparisonPage page) {
        this.page = page;
        this.comparison = page.comparison();
        this.runs = comparison.runs();
    }

    Map<String, Object> values() {
        var provenance = Provenance.of(runs);
        var view = new HashMap<String, Object>();
        view.put("joins", Join.values());
        view.put("answer", comparison.answer());
        view.put("drawn", provenance.drawn());
        view.put("result", Picture.of(comparison.figure()));
        view.put(
                "curves",
                List.of(Picture.of(Curves.accuracy(runs)), Picture.of(Curves.loss(runs))));
        view.put("rows", Entrant.of(runs).stream().map(PageView::row).toList());
        view.put("seeds", comparison.summaries().get(0).seeds().size());
        view.put("budget", budget());
        var differences = Verdict.differences(comparison);
        view.put("differences", differences);
        view.put("neighbours", differences.size() < comparison.differences().size());
        view.put("sampling", sampling());
        view.put("facts", provenance.facts());
        view.put("each", Cells.of(Tables.of(runs)));
        view.put("code", page.code().strip());
        view.put("command", page.command());
        return view;
    }

    private static Row row(Entrant entrant) {
        var s = Summary.of(entrant);
        var sd = s.sdTestAccuracy();
        return new Row(
                s.fusion(),
                entrant.look().marker().path,
                s.label(),
                s.spec(),
                Words.count(s.parameters()),
                Words.large(s.macs()),
                Words.percent(s.meanTestAccuracy()) + (sd == null ? "" : " ± " + Words.percent(sd)),
                Words.percent(s.minTestAccuracy()) + " – " + Words.percent(s.maxTestAccuracy()),
                Words.fixed(s.secondsPerEpoch(), 1),
                Words.count(Math.round(s.imagesPerSecond())));
    }

    private String budget() {
        var sizes =
                comparison.summaries().stream().mapToLong(Summary::parameters).summaryStatistics();
        double apart = 100.0 * (sizes.getMax() - sizes.getMin()) / sizes.getMin();
        return comparison.summaries().size() < 2
                ? ""
                : apart < 100
                        ? "The largest network has %s%% more parameters than the smallest."
                                .formatted(Words.fixed(apart, 1))
                        : "The largest network has %s times the parameters of the smallest."
                                .formatted(Words.fixed(1 + apart / 100, 1));
    }

    /** The standard error of an accuracy that comes from the choice of the test images alone. */
    private String sampling() {
        double accuracy =
                comparison.summaries().stream()
                        .mapToDouble(Summary::meanTestAccuracy)
                        .max()
                        .orElseThrow();
        int images = runs.get(0).testImages();
        return "%s images, by which an accuracy of %s%% is known to about ± %s points"
                .formatted(
                        Words.count(images),
                        Words.percent(accuracy),
                        Words.percent(Math.sqrt(accuracy * (1 - accuracy) / images)));
    }
}
