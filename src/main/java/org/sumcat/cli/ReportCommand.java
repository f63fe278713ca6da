package org.sumcat.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
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
        Folder.require(place);
        List<Run> runs = Measured.records(folder);
        var page = new ComparisonPage(new Comparison(runs), command(), "");
        page.write(place);
        print(json ? page.json().strip() : page.comparison().text());
        say("report: " + place.resolve("index.html"));
    }

    /** What a reader types to get these runs, where a plan says it; else, to get this report. */
    private String command() {
        Path plan = folder.resolve(Plan.FILE);
        return Files.exists(plan) ? Plan.read(plan).command() : "./sumcat report " + folder;
    }
}
