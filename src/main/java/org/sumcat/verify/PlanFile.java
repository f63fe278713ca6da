package org.sumcat.verify;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.sumcat.files.HashedJson;
import org.sumcat.train.Run;

/** Checks of the plan beside a report: intact, and of these runs. */
final class PlanFile {
    private PlanFile() {}

    /**
     * Checks the plan, if there is one; the report's list reveals a missing one.
     *
     * @param report the {@code report.json}
     * @param runs of the report
     */
    static List<CheckResult> checks(Path file, JsonNode report, List<Run> runs) {
        String what = "plan.json";
        if (!Files.exists(file)) {
            return List.of();
        }
        JsonNode plan;
        try {
            plan = HashedJson.open(Files.readString(file), JsonNode.class);
        } catch (IOException e) {
            return List.of(CheckResult.fails(what, "cannot be read"));
        } catch (IllegalArgumentException e) {
            return List.of(CheckResult.fails(what, String.valueOf(e.getMessage())));
        }
        var checks = new ArrayList<CheckResult>();
        if (!report.path("kept").has(what)) {
            checks.add(CheckResult.open(what, "is not listed in report.json"));
        }
        String planned = plan.path("command").asText();
        String reported = report.path("command").asText();
        if (!planned.equals(reported)) {
            checks.add(
                    CheckResult.fails(
                            what,
                            "is of '%s', but the report of '%s'".formatted(planned, reported)));
        }
        var tasks = new HashSet<String>();
        plan.path("tasks").forEach(task -> tasks.add(task.path("run").asText()));
        for (Run run : runs) {
            if (!tasks.contains(run.identity())) {
                checks.add(CheckResult.fails(what, "has no such run as " + ReportFiles.name(run)));
            }
        }
        if (Verification.holds(checks)) {
            checks.add(
                    CheckResult.holds(
                            what, "matches its own hash, and has the runs of the report"));
        }
        return checks;
    }
}
