package org.sumcat.report;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.sumcat.baseline.TribuoProvenance;
import org.sumcat.compare.ByImages;
import org.sumcat.compare.Comparison;
import org.sumcat.compare.ModelResult;
import org.sumcat.files.Folder;
import org.sumcat.files.OutputFolder;
import org.sumcat.render.Templates;
import org.sumcat.train.RunRecord;

/**
 * A comparison as a self-contained folder: a page that opens offline, a Markdown version for GitHub
 * with its pictures, the numbers as CSV and everything as JSON. The same comparison gives the same
 * bytes; nothing is fetched, nothing is run.
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

    /** The files that every report has. */
    public static final List<String> CERTAIN =
            List.of("report.json", "results.csv", "report.md", "index.html");

    public ComparisonPage {
        footing = List.copyOf(footing);
        kept = Map.copyOf(kept);
    }

    /** Creates a page without plan and records beside it. */
    public ComparisonPage(
            Comparison comparison, String command, String code, List<String> footing) {
        this(comparison, command, code, footing, Map.of(), ByImages.without(""));
    }

    /** Creates a page for networks of which it is unknown what they have equal. */
    public ComparisonPage(Comparison comparison, String command, String code) {
        this(comparison, command, code, List.of());
    }

    /**
     * Writes all {@link #files} into a folder. Each file is there whole or not at all, and the page
     * comes last.
     *
     * @param folder made if it is not there; files of these names in it are replaced
     * @throws java.io.UncheckedIOException if a file cannot be written; none is left half-written
     */
    public void write(Path folder) {
        Folder.write(folder, contents(keeping(folder).files()));
    }

    /**
     * Writes all files into a folder without replacing files that are not ours; the plan and the
     * records in it or below it are listed.
     *
     * @return the {@code report.json} that was written
     * @throws IllegalArgumentException if a file is there that is not ours, or was edited
     */
    public String write(OutputFolder folder) {
        return write(folder, List.of());
    }

    /**
     * Writes all files, as {@link #write(OutputFolder)} does, where records were read already.
     *
     * @param read records that need not be read again to be listed
     * @return the {@code report.json} that was written
     */
    public String write(OutputFolder folder, List<RunRecord> read) {
        var files = keeping(folder.folder(), read).files();
        folder.write(contents(files));
        return Objects.requireNonNull(files.get(SavedReport.FILE));
    }

    private static Map<String, Folder.Content> contents(Map<String, String> files) {
        var contents = new LinkedHashMap<String, Folder.Content>();
        files.forEach((name, text) -> contents.put(name, Folder.Content.of(text)));
        return contents;
    }

    /** Returns a copy that lists the plan and the runs' records in a folder or below it. */
    public ComparisonPage keeping(Path folder) {
        return keeping(folder, List.of());
    }

    private ComparisonPage keeping(Path folder, List<RunRecord> read) {
        return new ComparisonPage(
                comparison,
                command,
                code,
                footing,
                ReportSources.in(folder, comparison.runs(), read),
                byImage);
    }

    /** Returns a copy with the comparison by image. */
    public ComparisonPage with(ByImages images) {
        return new ComparisonPage(comparison, command, code, footing, kept, images);
    }

    /**
     * All files by name, in the order in which they are written: {@code report.json}, {@code
     * results.csv}, Tribuo's evaluations ({@link TribuoProvenance}, a file for each network), the
     * pictures, {@code report.md} and {@code index.html}.
     */
    public Map<String, String> files() {
        var others = others();
        var files = new LinkedHashMap<String, String>();
        files.put("report.json", ReportJson.of(this, others));
        files.putAll(others);
        return files;
    }

    /** All files except the {@code report.json}, which holds their hashes. */
    private Map<String, String> others() {
        var sections = Sections.of(comparison, byImage);
        var files = new LinkedHashMap<String, String>();
        files.put("results.csv", csv());
        for (ModelResult entrant : comparison.entrants()) {
            TribuoProvenance.json(entrant.network().spec(), entrant.runs())
                    .ifPresent(json -> files.put(name(entrant), json));
        }
        sections.pictures().forEach((name, figure) -> files.put(name + ".svg", figure.svg()));
        var values = PageView.values(this, sections);
        files.put("report.md", Templates.fill("report/report.md", values));
        files.put("index.html", Templates.fill("report/page.html", values));
        return files;
    }

    private static String name(ModelResult entrant) {
        return Finding.fileName("tribuo provenance of " + entrant.label()) + ".json";
    }

    /** The self-contained HTML page. */
    public String html() {
        return Templates.fill(
                "report/page.html", PageView.values(this, Sections.of(comparison, byImage)));
    }

    /**
     * A row for each run and epoch, units in the column names; empty cells where nothing was
     * measured.
     */
    public String csv() {
        return Csv.of(comparison.runs());
    }

    /** Everything for programs: numbers, runs, their origins, and the hashes of the other files. */
    public String json() {
        return ReportJson.of(this, others());
    }
}
