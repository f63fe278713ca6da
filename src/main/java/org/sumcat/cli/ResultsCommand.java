package org.sumcat.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.sumcat.compare.Comparison;
import org.sumcat.files.FileSignature;
import org.sumcat.report.Measured;
import org.sumcat.speed.Speeds;
import org.sumcat.terminal.Common;
import org.sumcat.terminal.Outputs;
import org.sumcat.terminal.Overwriting;
import org.sumcat.terminal.ResultFolders;
import org.sumcat.train.Run;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "results",
        description = "Lists the measured runs as a table, as CSV or as pictures.")
final class ResultsCommand extends Common {
    @Parameters(
            paramLabel = "DIR",
            arity = "0..1",
            description = "Folder with runs and reports; default: data/measured.")
    private @Nullable Path folder;

    @Option(
            names = "--csv",
            paramLabel = "FILE",
            description = "Write the table as CSV; creates its folder if needed.")
    private @Nullable Path csv;

    @Option(
            names = "--bubbles",
            paramLabel = "FILE",
            description =
                    "Draw accuracy over MACs as SVG, with bubbles as large as the parameters.")
    private @Nullable Path bubbles;

    @Option(
            names = "--accuracy",
            paramLabel = "FILE",
            description = "Draw the accuracy of every seed as SVG; for comparable runs only.")
    private @Nullable Path accuracy;

    @Option(
            names = "--speeds",
            paramLabel = "FILE",
            description =
                    "Only draw the training speeds in DIR/speeds.csv as SVG, or as a table if FILE ends with .md.")
    private @Nullable Path speeds;

    @Option(
            names = "--map",
            paramLabel = "FILE",
            description =
                    "Only draw DIR/map, depths by trainings, as SVG, or write it as a table where FILE"
                            + " ends with .md.")
    private @Nullable Path map;

    @Mixin private Overwriting overwriting = new Overwriting();

    @Override
    public void run() {
        Path from =
                folder != null ? folder : ResultFolders.home().resolve("data").resolve("measured");
        if (speeds != null) {
            Speeds measured = Speeds.read(from.resolve("speeds.csv"));
            draw("--speeds", speeds, measured::markdown, measured::svg);
            return; // they may lie in a folder without runs
        }
        if (map != null) {
            var measured = Measured.map(from.resolve("map"));
            draw("--map", map, measured::markdown, () -> measured.figure().svg());
            return;
        }
        List<Run> runs = Measured.runs(from);
        var outputs = new Outputs(overwriting);
        outputs.add("--csv", csv, FileSignature.COLUMNS, () -> Measured.csv(runs));
        outputs.add("--bubbles", bubbles, FileSignature.SVG, () -> Measured.bubbles(runs).svg());
        outputs.add(
                "--accuracy",
                accuracy,
                FileSignature.SVG,
                () -> new Comparison(runs).figure().svg());
        outputs.write();
        if (json) {
            printJson(runs);
            return;
        }
        int spec = runs.stream().mapToInt(r -> r.network().spec().length()).max().orElse(0);
        int recipe = runs.stream().mapToInt(r -> r.recipe().name().length()).max().orElse(0);
        String line =
                "%-"
                        + Math.max(spec, 4)
                        + "s %12s %15s  %-"
                        + Math.max(recipe, 6)
                        + "s %6s %7s %4s %7s  %s";
        print(
                line.formatted(
                        "SPEC",
                        "PARAMETERS",
                        "MACS",
                        "RECIPE",
                        "EPOCHS",
                        "IMAGES",
                        "SEED",
                        "TEST %",
                        "DEVICE"));
        for (Run run : runs) {
            print(
                    line.formatted(
                            run.network().spec(),
                            String.format(Locale.ROOT, "%,d", run.network().parameters()),
                            String.format(Locale.ROOT, "%,d", run.network().macs()),
                            run.recipe().name(),
                            run.recipe().epochs(),
                            String.format(Locale.ROOT, "%,d", run.trainImages()),
                            run.seed(),
                            String.format(Locale.ROOT, "%.2f", 100 * run.testAccuracy()),
                            run.device() + ", " + run.precision()));
        }
    }

    /** Writes a table where the file ends with .md, a picture otherwise. */
    private void draw(String option, Path file, Supplier<String> table, Supplier<String> picture) {
        boolean markdown = file.toString().toLowerCase(Locale.ROOT).endsWith(".md");
        overwriting
                .file(option, file, markdown ? FileSignature.MARKDOWN : FileSignature.SVG)
                .write(markdown ? table.get() : picture.get(), Common::say);
    }
}
