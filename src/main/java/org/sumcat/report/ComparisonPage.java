package org.sumcat.report;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import org.sumcat.train.Folder;

/**
 * A comparison as a folder that can be sent to somebody: a page that opens offline, the numbers as
 * CSV and everything as JSON. The same comparison gives the same bytes; nothing is fetched, nothing
 * is run.
 *
 * @param comparison what was compared
 * @param command what a reader types to get these runs again, {@code ./sumcat compare --seeds 2}
 * @param code what the one word changes in the code, a few lines
 */
public record ComparisonPage(Comparison comparison, String command, String code) {
    static final String TITLE = "Sum or concatenate?";

    /**
     * Writes {@code index.html}, {@code results.csv} and {@code report.json}. Each file is there
     * whole or not at all, and the page comes last.
     *
     * @param folder made if it is not there; files of these names in it are replaced
     * @throws java.io.UncheckedIOException if a file cannot be written; none is left half-written
     */
    public void write(Path folder) {
        var files = new LinkedHashMap<String, Folder.Content>();
        files.put("report.json", Folder.Content.of(json()));
        files.put("results.csv", Folder.Content.of(csv()));
        files.put("index.html", Folder.Content.of(html()));
        Folder.write(folder, files);
    }

    /** The page, complete in itself. */
    public String html() {
        return Templates.fill("page.html", new PageView(this).values());
    }

    /** A row for each run and epoch, units in the names; empty where nothing was measured. */
    public String csv() {
        return Csv.of(comparison.runs());
    }

    /** Title, command, runs, summaries and differences. */
    public String json() {
        return Json.of(this);
    }
}
