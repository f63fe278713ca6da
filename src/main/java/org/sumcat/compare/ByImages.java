package org.sumcat.compare;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.sumcat.chart.ImageGrid;
import org.sumcat.inference.Predictions;
import org.sumcat.render.Format;
import org.sumcat.render.Rows;
import org.sumcat.render.Shown;
import org.sumcat.render.Tables;
import org.sumcat.render.TextTable;
import org.sumcat.train.Run;
import tech.tablesaw.api.Table;

/**
 * The networks of a comparison two by two, image by image, and the images on which two of them
 * differ most.
 *
 * @param pairs networks that share a seed; of many, neighbours in the ranking
 * @param picture images on which sum and concat differ most, or else the two networks of the
 *     highest mean; null without a pair
 * @param shown numbers of the images in the picture
 * @param lacks what is missing for more, in a sentence; empty where nothing is
 * @param test the images; null where they are not at hand
 */
public record ByImages(
        List<ByImage> pairs,
        @Nullable ImageGrid picture,
        List<Integer> shown,
        String lacks,
        @Nullable TestImages test)
        implements Shown {

    public ByImages {
        pairs = List.copyOf(pairs);
        shown = List.copyOf(shown);
    }

    /** An empty comparison that states why there is none. */
    public static ByImages without(String lacks) {
        return new ByImages(List.of(), null, List.of(), lacks, null);
    }

    /**
     * Compares the finished runs that have predictions.
     *
     * @throws IllegalArgumentException if they are not of these images
     */
    public static ByImages of(Comparison comparison, TestImages test) {
        List<ModelResult> entrants =
                ModelResult.of(comparison.finished()).stream()
                        .map(ByImages::withPredictions)
                        .flatMap(Optional::stream)
                        .toList();
        var votes = new Votes.Counted(test);
        var pairs = new ArrayList<ByImage>();
        for (Difference difference : comparison.ranking().told()) {
            Optional<ModelResult> first = named(difference.first(), entrants);
            Optional<ModelResult> second = named(difference.second(), entrants);
            if (first.isPresent() && second.isPresent() && meet(first.get(), second.get())) {
                pairs.add(ByImage.between(first.get(), second.get(), votes));
            }
        }
        var differing =
                rivals(comparison, entrants)
                        .map(two -> new Differing(two.get(0), two.get(1), votes));
        String lacks = lacks(comparison);
        return pairs.isEmpty()
                ? without(lacks)
                : new ByImages(
                        pairs,
                        differing.map(Differing::grid).orElse(null),
                        differing.map(Differing::shown).orElse(List.of()),
                        lacks,
                        test);
    }

    private static boolean has(@Nullable Predictions predictions) {
        return predictions != null && predictions.isRead();
    }

    private static Optional<ModelResult> withPredictions(ModelResult entrant) {
        List<Run> runs = entrant.runs().stream().filter(run -> has(run.predictions())).toList();
        return runs.isEmpty()
                ? Optional.empty()
                : Optional.of(new ModelResult(entrant.label(), entrant.look(), runs));
    }

    private static Optional<ModelResult> named(String label, List<ModelResult> entrants) {
        return entrants.stream().filter(e -> e.label().equals(label)).findFirst();
    }

    private static boolean meet(ModelResult first, ModelResult second) {
        return first.seeds().stream().anyMatch(second.seeds()::contains);
    }

    /** The sum and concat networks, where each occurs once; else the two with the highest means. */
    private static Optional<List<ModelResult>> rivals(
            Comparison comparison, List<ModelResult> entrants) {
        var ranking = comparison.ranking();
        var two =
                Verdict.rivals(ranking)
                        .orElseGet(
                                () ->
                                        ranking.places().stream()
                                                .limit(2)
                                                .map(place -> place.summary().label())
                                                .toList());
        var found =
                two.stream()
                        .map(label -> named(label, entrants))
                        .flatMap(Optional::stream)
                        .toList();
        return found.size() == 2 && meet(found.get(0), found.get(1))
                ? Optional.of(found)
                : Optional.empty();
    }

    /** Returns whether any run has predictions that can be read. */
    public static boolean hasPredictions(Comparison comparison) {
        return comparison.finished().stream().anyMatch(run -> has(run.predictions()));
    }

    /** The reason why the runs cannot be compared by image, in a sentence; empty if they can. */
    public static String lacks(Comparison comparison) {
        List<Run> lacking =
                comparison.finished().stream().filter(run -> !has(run.predictions())).toList();
        int all = comparison.finished().size();
        if (lacking.isEmpty()) {
            return "";
        }
        String which =
                lacking.size() == all
                        ? "The runs keep"
                        : "%s of %s runs keep".formatted(lacking.size(), all);
        return which
                + " no predictions beside their records, and are left out here. Runs from before Sumcat kept predictions have none; retrain them to have some.";
    }

    /** Returns whether there are no pairs and no reason to report. */
    public boolean isEmpty() {
        return pairs.isEmpty() && lacks.isEmpty();
    }

    /** The pairs as a table, a row for each. */
    public Table table() {
        return Rows.of("Image by image", pairs)
                .text("first", ByImage::first)
                .text("second", ByImage::second)
                .text("seeds", pair -> Format.count(pair.seeds().size()))
                .number("only the first correct (images)", 1, ByImage::onlyFirst)
                .number("only the second correct (images)", 1, ByImage::onlySecond)
                .text("second less first (points)", pair -> Format.signed(pair.points()))
                .text("95% interval (points)", ByImages::interval)
                .text("p, exact McNemar, seed by seed", ByImage::exactWords)
                .number("two seeds agree, first (%)", 2, p -> percent(p.agreementFirst()))
                .number("two seeds agree, second (%)", 2, p -> percent(p.agreementSecond()))
                .number("one of each agree (%)", 2, p -> percent(p.agreementBetween()))
                .number("seeds together, first (%)", 2, p -> percent(p.ensembleFirst()))
                .number("seeds together, second (%)", 2, p -> percent(p.ensembleSecond()))
                .table();
    }

    private static String interval(ByImage pair) {
        return Format.signed(pair.interval().low())
                + " to "
                + Format.signed(pair.interval().high());
    }

    private static double percent(@Nullable Double share) {
        return share == null ? Double.NaN : 100 * share;
    }

    /** The pairs as a page shows them: one column per pair, since there are few. */
    public TextTable cells() {
        TextTable rows = TextTable.of(table());
        var head = new ArrayList<>(List.of("test images"));
        pairs.forEach(pair -> head.add("%s / %s".formatted(pair.first(), pair.second())));
        return new TextTable(
                List.copyOf(head),
                IntStream.range(2, rows.head().size()) // names of both are in the head
                        .mapToObj(fact -> fact(rows, fact))
                        .toList());
    }

    private static List<String> fact(TextTable rows, int column) {
        return Stream.concat(
                        Stream.of(rows.head().get(column)),
                        rows.rows().stream().map(row -> row.get(column)))
                .toList();
    }

    /** A sentence for each pair, then the table. */
    @Override
    public Map<String, String> mimeBundle() {
        var bundle = new LinkedHashMap<>(Tables.shown(table()).mimeBundle());
        var lines = new ArrayList<>(pairs.stream().map(ByImage::sentence).toList());
        if (!lacks.isEmpty()) {
            lines.add(lacks);
        }
        bundle.merge(
                "text/plain", String.join("\n", lines), (table, said) -> said + "\n\n" + table);
        return bundle;
    }

    /** The table of pairs, followed by the picture. */
    @Override
    public List<Shown> parts() {
        return picture == null ? List.of(this) : List.of(this, picture);
    }
}
