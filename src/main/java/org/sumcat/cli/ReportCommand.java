package org.sumcat.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.sumcat.report.Comparison;
import org.sumcat.report.ComparisonPage;
import org.sumcat.report.Measured;
import org.sumcat.sweep.Plan;
import org.sumcat.train.Folder;
import org.sumcat.train.Run;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "report",
        description = {
            "Writes the report of all finished runs in a folder, at any depth: index.html, report.md"
                    + " with pictures, results.csv, report.json.",
            "The runs must be comparable: one data set, one recipe (epochs may differ from network to"
                    + " network)."
        })
final class ReportCommand extends Common {
    @Parameters(paramLabel = "DIR", description = "Where the runs lie.")
    private Path folder = Path.of("");

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "Where the report is kept; default: beside the runs.")
    private @Nullable Path out;

    @Override
    public void run() {
        Path place = out != null ? out : folder;
        Folder.require(out != null ? "--out" : "DIR", place);
        Places.requireNoEffect(place);
        List<Run> runs = Measured.records(folder);
        Optional<Plan> plan = plan();
        var page =
                new ComparisonPage(
                        new Comparison(runs),
                        plan.map(Plan::command).orElse("./sumcat report " + folder),
                        "",
                        plan.map(each -> each.footing().lines()).orElse(List.of()));
        page.write(place);
        print(json ? page.json().strip() : page.comparison().text());
        say("report: " + place.resolve("index.html"));
    }

    /** What the runs were made by, where it lies beside them. */
    private Optional<Plan> plan() {
        Path file = folder.resolve(Plan.FILE);
        return Files.exists(file) ? Optional.of(Plan.read(file)) : Optional.empty();
    }
}
