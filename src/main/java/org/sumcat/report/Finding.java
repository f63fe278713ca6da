package org.sumcat.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.sumcat.chart.Illustration;
import org.sumcat.render.PlainText;
import org.sumcat.render.Shown;
import org.sumcat.render.Tables;
import org.sumcat.train.Run;
import tech.tablesaw.api.Table;

/**
 * The result of a measurement: a question, the answer, and the figures and tables that show it.
 *
 * @param effect what was measured, as it is asked for: {@code connections:networks=resnet-20}
 * @param title a short headline
 * @param question what was to be found out
 * @param answer one or a few sentences, no stronger than the numbers
 * @param figures each with a title of its own
 * @param tables likewise; a table's name is its title, its columns name their units
 * @param runs the trainings behind it, none where nothing was trained
 * @param provenance where the numbers come from
 */
public record Finding(
        String effect,
        String title,
        String question,
        String answer,
        List<Illustration> figures,
        List<Table> tables,
        List<Run> runs,
        Provenance provenance)
        implements Shown {

    public Finding {
        figures = List.copyOf(figures);
        tables = List.copyOf(tables);
        runs = List.copyOf(runs);
        var names = fileNames(figures, tables);
        if (names.isEmpty() || names.stream().distinct().count() < names.size()) {
            throw new IllegalArgumentException(
                    "figures and tables need titles of their own, and there must be one, but %s has %s"
                            .formatted(effect, names));
        }
    }

    /**
     * The figure with that title, {@code Weight gradients}, or else the first whose title begins
     * with it: {@code Confusion of}, whichever model was the best.
     */
    public Illustration figure(String named) {
        return figures.stream()
                .filter(figure -> figure.title().equals(named))
                .findFirst()
                .or(
                        () ->
                                figures.stream()
                                        .filter(figure -> figure.title().startsWith(named))
                                        .findFirst())
                .orElseThrow(() -> absent("figure", named, titles()));
    }

    /** The table with that name, among those beside the figures. */
    public Table table(String named) {
        return tables.stream()
                .filter(table -> table.name().equals(named))
                .findFirst()
                .orElseThrow(
                        () -> absent("table", named, tables.stream().map(Table::name).toList()));
    }

    /**
     * The finding as text for a terminal: question, answer, tables, and the figures' descriptions.
     */
    public String text() {
        var text = new StringBuilder();
        text.append(title).append('\n').append(PlainText.wrapped(question)).append("\n\n");
        text.append(PlainText.wrapped(answer)).append('\n');
        for (Table table : tables) {
            text.append('\n').append(table.name()).append('\n').append(PlainText.table(table));
        }
        for (Illustration figure : figures) {
            text.append('\n').append(PlainText.wrapped(figure.title() + ": " + figure.text()));
            text.append('\n');
        }
        return text.toString();
    }

    @Override
    public String toString() {
        return text();
    }

    @Override
    public Map<String, String> mimeBundle() {
        return bundle(FindingPage.fragment(this, figures, tables));
    }

    /** Question and answer, then each figure, then the tables. */
    @Override
    public List<Shown> parts() {
        var parts = new ArrayList<Shown>();
        parts.add(() -> bundle(FindingPage.fragment(this, List.of(), List.of())));
        parts.addAll(figures);
        tables.forEach(table -> parts.add(Tables.shown(table)));
        return parts;
    }

    /**
     * The table with that name, ready for display.
     *
     * @throws IllegalArgumentException if there is none
     */
    public Shown shownTable(String named) {
        return Tables.shown(table(named));
    }

    private Map<String, String> bundle(String html) {
        var bundle = new LinkedHashMap<String, String>();
        bundle.put("text/plain", text());
        bundle.put("text/html", html);
        return bundle;
    }

    private List<String> titles() {
        return figures.stream().map(Illustration::title).toList();
    }

    private IllegalArgumentException absent(String thing, String named, List<String> there) {
        return new IllegalArgumentException(
                "%s has no %s '%s'; it has %s"
                        .formatted(effect, thing, named, String.join(", ", there)));
    }

    private static List<String> fileNames(List<Illustration> figures, List<Table> tables) {
        return Stream.concat(
                        figures.stream().map(Illustration::title), tables.stream().map(Table::name))
                .map(Finding::fileName)
                .collect(Collectors.toList());
    }

    /** A title as a file name without its ending. */
    static String fileName(String title) {
        return title.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceAll("^-|-$", "");
    }
}
