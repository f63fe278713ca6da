package org.sumcat.report;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.sumcat.baseline.TribuoProvenance;
import org.sumcat.compare.ByImages;
import org.sumcat.compare.Comparison;
import org.sumcat.compare.ModelResult;
import org.sumcat.files.Folder;
import org.sumcat.files.OutputFolder;
import org.sumcat.render.Templates;

/**
 * A comparison as a folder that can be sent to somebody: a page that opens offline, the same for
 * GitHub as Markdown with its pictures, the numbers as CSV and everything as JSON. The same
 * comparison gives the same bytes; nothing is fetched, nothing is run.
 *
 * @param comparison what was compared
 * @param command what a reader types to get these runs again, {@code ./sumcat compare --seeds 2}
 * @param code what the one word changes in the code, a few lines
 * @param footing what the networks have equal, a line, and what that made of each, a line each;
 *     none where it is not known
 * @param kept files that lie beside the report and are not made from it, with their SHA-256: the
 *     plan, the records of runs
 * @param byImage what each image says
 */
public record ComparisonPage(
        Comparison comparison,
        String command,
        String code,
        List<String> footing,
        Map<String, String> kept,
        ByImages byImage) {
    static final String TITLE = "Sum or concatenate?";

    /** Files that every report has. */
    public static final List<String> CERTAIN =
            List.of("report.json", "results.csv", "report.md", "index.html");

    public ComparisonPage {
        footing = List.copyOf(footing);
        kept = Map.copyOf(kept);
    }

    /** One beside which nothing else is kept. */
    public ComparisonPage(
            Comparison comparison, String command, String code, List<String> footing) {
        this(comparison, command, code, footing, Map.of(), ByImages.without(""));
    }

    /** One of which it is not known what the networks have equal. */
    public ComparisonPage(Comparison comparison, String command, String code) {
        this(comparison, command, code, List.of());
    }

    /**
     * Writes all {@link #files}. Each file is there whole or not at all, and the page comes last.
     *
     * @param folder made if it is not there; files of these names in it are replaced
     * @throws java.io.UncheckedIOException if a file cannot be written; none is left half-written
     */
    public void write(Path folder) {
        Folder.write(folder, contents(folder));
    }

    /**
     * The same, into a folder that keeps what is not ours.
     *
     * @throws IllegalArgumentException if a file is there that is not ours, or was edited
     */
    public void write(OutputFolder folder) {
        folder.write(contents(folder.folder()));
    }

    private Map<String, Folder.Content> contents(Path folder) {
        var contents = new LinkedHashMap<String, Folder.Content>();
        keeping(folder)
                .files()
                .forEach((name, text) -> contents.put(name, Folder.Content.of(text)));
        return contents;
    }

    /** The same, listing the plan and the records of its runs that lie in a folder or below it. */
    public ComparisonPage keeping(Path folder) {
        return new ComparisonPage(
                comparison,
                command,
                code,
                footing,
                ReportSources.in(folder, comparison.runs()),
                byImage);
    }

    /** The same with what each image says. */
    public ComparisonPage with(ByImages images) {
        return new ComparisonPage(comparison, command, code, footing, kept, images);
    }

    /**
     * Every file by its name, in the order in which they are written: {@code report.json}, {@code
     * results.csv}, what Tribuo evaluated ({@link TribuoProvenance}, a file for each network), the
     * pictures, {@code report.md} and {@code index.html}.
     */
    public Map<String, String> files() {
        var others = others();
        var files = new LinkedHashMap<String, String>();
        files.put("report.json", ReportJson.of(this, others));
        files.putAll(others);
        return files;
    }

    /** All but the {@code report.json}, which has their hashes. */
    private Map<String, String> others() {
        var sections = Sections.of(comparison, byImage);
        var files = new LinkedHashMap<String, String>();
        files.put("results.csv", csv());
        for (ModelResult entrant : comparison.entrants()) {
            TribuoProvenance.json(entrant.network().spec(), entrant.runs())
                    .ifPresent(json -> files.put(name(entrant), json));
        }
        sections.pictures().forEach((name, figure) -> files.put(name + ".svg", figure.svg()));
        files.put("report.md", Templates.fill("report/report.md", PageView.values(this, sections)));
        files.put(
                "index.html", Templates.fill("report/page.html", PageView.values(this, sections)));
        return files;
    }

    private static String name(ModelResult entrant) {
        return Finding.fileName("tribuo provenance of " + entrant.label()) + ".json";
    }

    /** The page, complete in itself. */
    public String html() {
        return Templates.fill(
                "report/page.html", PageView.values(this, Sections.of(comparison, byImage)));
    }

    /** A row for each run and epoch, units in the names; empty where nothing was measured. */
    public String csv() {
        return Csv.of(comparison.runs());
    }

    /** Everything for programs: numbers, runs, their origins, and the hashes of the other files. */
    public String json() {
        return ReportJson.of(this, others());
    }
}
