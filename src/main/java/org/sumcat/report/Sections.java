package org.sumcat.report;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A comparison in its parts, in the order in which a reader meets them; the page and the Markdown
 * file are made of the same.
 *
 * @param result test accuracy, a row for each network
 * @param fronts accuracy over parameters and over work; none for one network
 * @param curves accuracy and loss, epoch by epoch
 * @param left how many networks the pictures leave out, for there are too many to tell apart
 * @param ranking how well
 * @param cost at what price
 * @param pairs how far apart
 * @param published what others report of the same networks
 * @param runs every run
 * @param notes what to know before reading the numbers
 */
record Sections(
        Illustration result,
        List<Illustration> fronts,
        List<Illustration> curves,
        int left,
        Cells ranking,
        Cells cost,
        Cells pairs,
        Cells published,
        Cells runs,
        List<String> notes) {

    /** Lines and rows that one picture can hold. */
    private static final int MOST = 16;

    static Sections of(Comparison comparison) {
        var ranking = comparison.ranking();
        var summaries = comparison.summaries();
        var entrants = comparison.entrants();
        var shown = highest(entrants, ranking);
        return new Sections(
                comparison.figure(shown),
                summaries.size() < 2
                        ? List.of()
                        : List.of(Fronts.parameters(comparison), Fronts.macs(comparison)),
                List.of(Curves.accuracyOf(shown), Curves.lossOf(shown)),
                entrants.size() - shown.size(),
                ReportTables.ranking(ranking),
                ReportTables.cost(summaries),
                ReportTables.pairs(entrants.size() > MOST ? ranking.told() : ranking.differences()),
                fashion(comparison)
                        ? SelfReported.beside(summaries)
                        : new Cells(List.of(), List.of()),
                ReportTables.runs(comparison.runs()),
                Notes.of(comparison));
    }

    /** Every picture by the name of its file, without the ending. */
    Map<String, Illustration> pictures() {
        var pictures = new LinkedHashMap<String, Illustration>();
        Stream.of(List.of(result), fronts, curves)
                .flatMap(List::stream)
                .forEach(each -> pictures.put(Finding.fileName(each.title()), each));
        return pictures;
    }

    /** The networks of the highest mean, in the order of the report. */
    private static List<Entrant> highest(List<Entrant> all, Ranking ranking) {
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
