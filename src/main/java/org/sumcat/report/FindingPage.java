package org.sumcat.report;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.sumcat.train.Folder;
import tech.tablesaw.api.Table;

/**
 * A finding as a folder that can be sent to somebody: a page that opens offline, each figure as SVG
 * and PNG with its numbers as CSV, each table as CSV, and everything as JSON.
 *
 * @param command what a reader types to get it again, {@code ./sumcat effect connections}
 */
public record FindingPage(Finding finding, String command) {

    /**
     * Writes the files, the page last. Each of them is there whole or not at all.
     *
     * @param folder made if it is not there; files of these names in it are replaced
     * @throws java.io.UncheckedIOException if a file cannot be written; none is left half-written
     */
    public void write(Path folder) {
        var files = new LinkedHashMap<String, Folder.Content>();
        for (Illustration figure : finding.figures()) {
            String name = Finding.fileName(figure.title());
            files.put(name + ".svg", Folder.Content.of(figure.svg()));
            files.put(name + ".png", out -> out.write(figure.png()));
            files.put(name + ".csv", Folder.Content.of(Tables.csv(figure.table())));
        }
        for (Table table : finding.tables()) {
            files.put(
                    Finding.fileName(table.name()) + ".csv", Folder.Content.of(Tables.csv(table)));
        }
        files.put("effect.json", Folder.Content.of(json()));
        files.put("index.html", Folder.Content.of(html()));
        Folder.write(folder, files);
    }

    /** The page, complete in itself. */
    public String html() {
        var view = view(finding, finding.figures(), finding.tables());
        view.put("drawn", finding.provenance().drawn());
        view.put("facts", finding.provenance().facts());
        view.put("runs", Cells.of(Tables.of(finding.runs())));
        view.put("command", command);
        return Templates.fill("effect.html", view);
    }

    /** Everything as one JSON document; see {@link Json}. */
    public String json() {
        return Json.of(this);
    }

    /** Question, answer and some of the figures and tables, for a page that has a look already. */
    static String fragment(Finding finding, List<Illustration> figures, List<Table> tables) {
        return Templates.fill("fragment.html", view(finding, figures, tables));
    }

    /** The answer and the table of a comparison, alike. */
    static String fragment(Comparison comparison) {
        return Templates.fill(
                "comparison.html",
                Map.of("answer", comparison.answer(), "cells", Cells.of(comparison.table())));
    }

    /** A table alone. */
    static String fragment(Table table) {
        return Templates.fill("table.html", Map.of("name", table.name(), "cells", Cells.of(table)));
    }

    private static Map<String, Object> view(
            Finding finding, List<Illustration> figures, List<Table> tables) {
        var view = new TreeMap<String, Object>();
        view.put("joins", Join.values());
        view.put("finding", finding);
        view.put("figures", figures.stream().map(Picture::of).toList());
        view.put("tables", tables.stream().map(t -> new Named(t.name(), Cells.of(t))).toList());
        return view;
    }

    /** A table under its name. */
    record Named(String name, Cells cells) {}
}
