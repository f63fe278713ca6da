package org.sumcat.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.sumcat.baseline.Evaluation;
import org.sumcat.chart.Illustration;
import org.sumcat.compare.ByImages;
import org.sumcat.compare.Comparison;
import org.sumcat.compare.Curves;
import org.sumcat.compare.Fronts;
import org.sumcat.compare.Mixups;
import org.sumcat.compare.ModelResult;
import org.sumcat.compare.Ranking;
import org.sumcat.render.TextTable;

/**
 * The parts of a report in reading order, common to the page and the Markdown file.
 *
 * @param result test accuracy, a row for each network
 * @param fronts accuracy over parameters and over work; none for one network
 * @param curves accuracy and loss, epoch by epoch
 * @param mixups what networks take images for, of a few
 * @param f1 how well each class is named
 * @param left how many networks the pictures leave out, for there are too many to tell apart
 * @param ranking how well
 * @param cost at what price
 * @param pairs how far apart
 * @param published what others report of the same networks
 * @param runs every run
 * @param byImage what each image says
 * @param notes what to know before reading the numbers
 */
record Sections(
        Illustration result,
        List<Illustration> fronts,
        List<Illustration> curves,
        List<Illustration> mixups,
        TextTable f1,
        int left,
        TextTable ranking,
        TextTable cost,
        TextTable pairs,
        TextTable published,
        TextTable runs,
        ByImages byImage,
        List<String> notes) {

    /** The maximum number of lines or rows in one picture. */
    private static final int MOST = 16;

    private static final int FEW = 3; // as many heat maps can be compared

    static Sections of(Comparison comparison, ByImages byImage) {
        var ranking = comparison.ranking();
        var summaries = comparison.summaries();
        var entrants = comparison.entrants();
        var shown = highest(entrants, ranking);
        var judged = new ArrayList<ModelResult>();
        var evaluations = new ArrayList<Evaluation>();
        for (ModelResult entrant : shown) {
            var evaluation = Mixups.of(entrant);
            if (evaluation != null) {
                judged.add(entrant);
                evaluations.add(evaluation);
            }
        }
        return new Sections(
                comparison.figure(shown),
                summaries.size() < 2
                        ? List.of()
                        : List.of(Fronts.parameters(comparison), Fronts.macs(comparison)),
                List.of(Curves.accuracyOf(shown), Curves.lossOf(shown)),
                mixups(judged, evaluations, ranking),
                Mixups.f1(judged, evaluations),
                entrants.size() - shown.size(),
                ReportTables.ranking(ranking),
                ReportTables.cost(summaries),
                ReportTables.pairs(entrants.size() > MOST ? ranking.told() : ranking.differences()),
                fashion(comparison)
                        ? SelfReported.beside(summaries)
                        : new TextTable(List.of(), List.of()),
                ReportTables.runs(comparison.runs()),
                byImage,
                Notes.of(comparison));
    }

    /** All pictures by file name, without the ending. */
    Map<String, Illustration> pictures() {
        var pictures = new LinkedHashMap<String, Illustration>();
        Stream.of(List.of(result), fronts, curves, mixups, differing())
                .flatMap(List::stream)
                .forEach(each -> pictures.put(Finding.fileName(each.title()), each));
        return pictures;
    }

    private List<Illustration> differing() {
        Illustration picture = byImage.picture();
        return picture == null ? List.of() : List.of(picture);
    }

    /**
     * Confusion matrices: all for a few networks, otherwise that of the one with the highest mean.
     */
    private static List<Illustration> mixups(
            List<ModelResult> judged, List<Evaluation> evaluations, Ranking ranking) {
        var best = ranking.places().get(0).summary().label();
        return IntStream.range(0, judged.size())
                .filter(i -> judged.size() <= FEW || judged.get(i).label().equals(best))
                .<Illustration>mapToObj(i -> Mixups.heatMap(judged.get(i), evaluations.get(i)))
                .toList();
    }

    /** The networks with the highest means, in the order of the report. */
    private static List<ModelResult> highest(List<ModelResult> all, Ranking ranking) {
        var labels =
                ranking.places().stream()
                        .limit(MOST)
                        .map(place -> place.summary().label())
                        .toList();
        return all.stream().filter(entrant -> labels.contains(entrant.label())).toList();
    }

    private static boolean fashion(Comparison comparison) {
        return comparison.runs().get(0).dataset().equals("fashion-mnist");
    }
}
