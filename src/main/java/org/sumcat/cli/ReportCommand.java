package org.sumcat.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.sumcat.compare.ByImages;
import org.sumcat.compare.Comparison;
import org.sumcat.data.Datasets;
import org.sumcat.report.ComparisonPage;
import org.sumcat.report.RunFolders;
import org.sumcat.report.SavedReport;
import org.sumcat.sweep.Plan;
import org.sumcat.terminal.Common;
import org.sumcat.terminal.Overwriting;
import org.sumcat.terminal.ResultFolders;
import org.sumcat.train.Run;
import org.sumcat.train.RunRecord;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
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
    @Parameters(paramLabel = "DIR", description = "Folder with the runs.")
    private Path folder = Path.of("");

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "Folder for the report; default: beside the runs.")
    private @Nullable Path out;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "Folder with Fashion-MNIST, to compare image by image.")
    private @Nullable Path data;

    @Mixin private Overwriting overwriting = new Overwriting();

    @Override
    public void run() {
        Path place = out != null ? out : folder;
        var target =
                overwriting.folder(out != null ? "--out" : "DIR", place, ResultFolders.COMPARISON);
        target.require(ComparisonPage.CERTAIN);
        ResultFolders.requireNoEffect(place);
        boolean saved = isSaved();
        List<RunRecord> records = saved ? List.of() : RunFolders.read(folder);
        var page = saved ? SavedReport.read(folder).requireIntact().page() : page(records);
        String record = page.write(target, records);
        print(json ? record.strip() : page.comparison().text());
        say("report: " + place.resolve("index.html"));
    }

    /** Returns whether the runs lie in a report alone, which holds them itself. */
    private boolean isSaved() {
        return RunFolders.in(folder).isEmpty()
                && Files.isRegularFile(folder.resolve(ResultFolders.COMPARISON));
    }

    private ComparisonPage page(List<RunRecord> records) {
        Optional<Plan> plan = plan();
        var comparison = new Comparison(records.stream().map(RunRecord::run).toList());
        return new ComparisonPage(
                        comparison,
                        plan.map(Plan::command).orElse("./sumcat report " + folder),
                        "",
                        plan.map(each -> each.footing().lines()).orElse(List.of()))
                .with(byImage(comparison));
    }

    /**
     * The comparison by image, without downloading data: reports are often made where there is
     * none.
     */
    private ByImages byImage(Comparison comparison) {
        if (!ByImages.hasPredictions(comparison)) {
            return ByImages.without(ByImages.lacks(comparison));
        }
        Run first = comparison.runs().get(0);
        return Datasets.atHand(first.dataset(), data)
                .filter(each -> each.sha256().equals(first.datasetSha256()))
                .map(comparison::byImage)
                .orElseGet(
                        () ->
                                ByImages.without(
                                        "The runs keep their predictions, but the test images of %s (%.12s) are not here: ./sumcat report --data DIR, with their folder, compares image by image."
                                                .formatted(
                                                        first.dataset(), first.datasetSha256())));
    }

    /** The plan of the runs, if it is in the folder. */
    private Optional<Plan> plan() {
        Path file = folder.resolve(Plan.FILE);
        return Files.exists(file) ? Optional.of(Plan.read(file)) : Optional.empty();
    }
}
