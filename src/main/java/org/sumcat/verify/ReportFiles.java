package org.sumcat.verify;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.sumcat.files.Sha256;
import org.sumcat.report.ComparisonPage;
import org.sumcat.report.RunFolders;
import org.sumcat.report.SavedReport;
import org.sumcat.train.Run;

/**
 * Checks of a report without training: its files against its runs, and those against their folders.
 * The same runs give the same report, so it is written again and compared.
 *
 * <p>A report of another format may have other words and pictures than one of today: that is
 * reported and left open. Its numbers must be the same whenever it was written.
 *
 * @param runs that the report is made of
 * @param checks what was looked at
 */
record ReportFiles(List<Run> runs, List<CheckResult> checks) {
    private static final JsonMapper JSON = new JsonMapper();
    private static final String RECORD = SavedReport.FILE;

    ReportFiles {
        runs = List.copyOf(runs);
        checks = List.copyOf(checks);
    }

    /**
     * Checks a report's folder.
     *
     * @param folder with a {@code report.json}
     * @param runsFolder where the runs lie, at any depth
     * @throws IllegalArgumentException if the {@code report.json} is none at all
     */
    static ReportFiles of(Path folder, Path runsFolder) {
        SavedReport saved = SavedReport.read(folder);
        JsonNode report = saved.document();
        List<Run> runs = saved.runs();
        var checks = new ArrayList<CheckResult>();
        checks.add(Seal.check(folder.resolve(RECORD)));
        try {
            ComparisonPage page = saved.page();
            ReportForm form = ReportForm.of(report);
            Map<String, String> again = page.files();
            JsonNode record = JSON.readTree(again.get(RECORD));
            checks.addAll(ReportValues.checks(report, record, form));
            checks.addAll(files(folder, report.path("files"), again, form));
        } catch (IllegalArgumentException e) {
            checks.add(CheckResult.fails("report.json", String.valueOf(e.getMessage())));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the report wrote it", e);
        }
        checks.addAll(Listed.of(report.path("kept"), folder, "", "report.json"));
        checks.addAll(PlanFile.checks(folder.resolve("plan.json"), report, runs));
        checks.addAll(origins(runs, runsFolder));
        return new ReportFiles(runs, checks);
    }

    /** Checks each file against the hash that the report lists, and against a regenerated file. */
    private static List<CheckResult> files(
            Path folder, JsonNode listed, Map<String, String> again, ReportForm form) {
        var checks = new ArrayList<CheckResult>();
        again.forEach(
                (name, content) -> {
                    boolean unheardOf = form.another() && !listed.has(name);
                    if (!name.equals(RECORD) && !unheardOf) {
                        String hash = listed.path(name).asText();
                        checks.add(file(folder, name, hash, content, form));
                    }
                });
        listed.fieldNames()
                .forEachRemaining(
                        name -> {
                            if (!again.containsKey(name)) {
                                String found = "is listed, but its runs give no such file";
                                checks.add(
                                        form.another()
                                                ? CheckResult.open(
                                                        name, found + "; " + form.words())
                                                : CheckResult.fails(name, found));
                            }
                        });
        return checks;
    }

    private static CheckResult file(
            Path folder, String name, String listed, String again, ReportForm form) {
        try {
            byte[] bytes = Files.readAllBytes(folder.resolve(name));
            String found = Sha256.of(bytes);
            if (!found.equals(listed)) {
                return CheckResult.fails(
                        name,
                        "has SHA-256 %.12s, but report.json lists %s: it was edited"
                                .formatted(
                                        found,
                                        listed.isEmpty()
                                                ? "none"
                                                : listed.substring(
                                                        0, Math.min(12, listed.length()))));
            }
            if (found.equals(Sha256.of(again.getBytes(UTF_8)))) {
                return CheckResult.holds(name, "is what its runs give, byte for byte");
            }
            return form.another() && !isTheSameTable(name, new String(bytes, UTF_8), again)
                    ? CheckResult.open(name, "is the file that report.json lists; " + form.words())
                    : CheckResult.fails(
                            name,
                            "is not what its runs give: it was edited together with its hash");
        } catch (IOException e) {
            return CheckResult.fails(name, "is listed in report.json, but cannot be read");
        }
    }

    /** Returns whether both are CSV with the same columns and the same numbers. */
    private static boolean isTheSameTable(String name, String there, String again) {
        return name.endsWith(".csv") && there.lines().findFirst().equals(again.lines().findFirst());
    }

    /** Checks each run of the report against its source folder, and that folder itself. */
    private static List<CheckResult> origins(List<Run> runs, Path runsFolder) {
        var found = new TreeMap<String, RunFiles>();
        for (Path folder : RunFolders.in(runsFolder)) {
            var files = RunFiles.of(folder, runsFolder.relativize(folder).toString());
            found.putIfAbsent(name(files.run()), files);
        }
        var checks = new ArrayList<CheckResult>();
        for (Run run : runs) {
            String name = name(run);
            RunFiles files = found.get(name);
            if (files == null) {
                checks.add(
                        CheckResult.open(
                                name,
                                "its folder is not in %s; name it with --runs"
                                        .formatted(runsFolder)));
                continue;
            }
            checks.addAll(files.checks());
            checks.add(same(run, files.run(), name));
        }
        return checks;
    }

    private static CheckResult same(Run run, Run there, String name) {
        var differing = new TreeMap<String, String>();
        if (!run.equals(there)) {
            ReportValues.compare("", JSON.valueToTree(run), JSON.valueToTree(there), differing);
        }
        return CheckResult.that(
                differing.isEmpty(),
                "report.json, " + name,
                "is the run in its folder",
                differing.entrySet().stream()
                                .map(
                                        d ->
                                                d.getKey()
                                                        + " "
                                                        + d.getValue()
                                                                .replace(
                                                                        "its runs give",
                                                                        "its folder has"))
                                .findFirst()
                                .orElse("")
                        + (differing.size() > 1
                                ? " (and %s more)".formatted(differing.size() - 1)
                                : ""));
    }

    /** The name of a run in messages: network, recipe, seed. */
    static String name(Run run) {
        return "%s, %s, seed %s".formatted(run.network().spec(), run.recipe().name(), run.seed());
    }
}
