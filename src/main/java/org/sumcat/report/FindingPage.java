package org.sumcat.report;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.sumcat.chart.Illustration;
import org.sumcat.chart.Picture;
import org.sumcat.files.Folder;
import org.sumcat.files.HashedJson;
import org.sumcat.files.OutputFolder;
import org.sumcat.palette.Hue;
import org.sumcat.render.Tables;
import org.sumcat.render.Templates;
import org.sumcat.render.TextTable;
import org.sumcat.train.Run;
import tech.tablesaw.api.Table;

/**
 * A finding as a self-contained folder: a page that opens offline, each figure as SVG and PNG with
 * its numbers as CSV, each table as CSV, and everything as JSON.
 *
 * @param command what a reader types to get it again, {@code ./sumcat effect connections}
 */
public record FindingPage(Finding finding, String command) {

    /**
     * Writes the files, {@code effect.json} first, which lists the others, and the page last. Each
     * of them is there whole or not at all.
     *
     * @param folder made if it is not there; files of these names in it are replaced
     * @throws java.io.UncheckedIOException if a file cannot be written; none is left half-written
     */
    public void write(Path folder) {
        Folder.write(folder, contents());
    }

    /**
     * Writes the files into a folder without replacing files that are not ours.
     *
     * @throws IllegalArgumentException if a file is there that is not ours, or was edited
     */
    public void write(OutputFolder folder) {
        folder.write(contents());
    }

    private Map<String, Folder.Content> contents() {
        var others = others();
        var files = new LinkedHashMap<String, Folder.Content>();
        files.put("effect.json", Folder.Content.of(Json.of(this, others)));
        others.forEach((name, bytes) -> files.put(name, out -> out.write(bytes)));
        return files;
    }

    /** All files except the {@code effect.json}, which holds their hashes. */
    private Map<String, byte[]> others() {
        var files = new LinkedHashMap<String, byte[]>();
        for (Illustration figure : finding.figures()) {
            String name = Finding.fileName(figure.title());
            files.put(name + ".svg", figure.svg().getBytes(UTF_8));
            files.put(name + ".png", figure.png());
            files.put(name + ".csv", Tables.csv(figure.table()).getBytes(UTF_8));
        }
        for (Table table : finding.tables()) {
            files.put(Finding.fileName(table.name()) + ".csv", Tables.csv(table).getBytes(UTF_8));
        }
        files.put("index.html", html().getBytes(UTF_8));
        return files;
    }

    /** The self-contained HTML page. */
    public String html() {
        var view = view(finding, finding.figures(), finding.tables());
        view.put("drawn", finding.provenance().drawn());
        view.put("facts", finding.provenance().facts());
        view.put("runs", TextTable.of(table(finding.runs())));
        view.put("command", command);
        return Templates.fill("report/effect.html", view);
    }

    /** Everything as one JSON document with its own hash ({@link HashedJson}). */
    public String json() {
        return Json.of(this, others());
    }

    /** Question, answer and selected figures and tables, for a page with its own style. */
    static String fragment(Finding finding, List<Illustration> figures, List<Table> tables) {
        var view = view(finding, figures, tables);
        view.put("shown", tables.stream().map(Tables::html).toList());
        return Templates.fill("report/fragment.html", view);
    }

    /** A row for each run: accuracy, time, and the hash of the weights. */
    private static Table table(List<Run> runs) {
        var table =
                Table.create(
                        "runs",
                        Tables.texts("network", runs, run -> run.network().spec()),
                        Tables.texts("seed", runs, run -> String.valueOf(run.seed())),
                        Tables.numbers(
                                "test accuracy (%)", runs, run -> 100 * run.testAccuracy(), 2),
                        Tables.numbers("training (seconds)", runs, Run::seconds, 1));
        if (runs.stream().map(Run::device).distinct().count() > 1) {
            table.addColumns(Tables.texts("device", runs, Run::device));
        }
        return table.addColumns(Tables.texts("SHA-256 of the weights", runs, Run::weightsSha256));
    }

    private static Map<String, Object> view(
            Finding finding, List<Illustration> figures, List<Table> tables) {
        var view = new TreeMap<String, Object>();
        view.put("joins", Hue.all());
        view.put("finding", finding);
        view.put("figures", figures.stream().map(Picture::of).toList());
        view.put(
                "tables",
                tables.stream().map(t -> new NamedTable(t.name(), TextTable.of(t))).toList());
        return view;
    }

    /** A table with its file name. */
    record NamedTable(String name, TextTable cells) {}
}
