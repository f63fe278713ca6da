package org.sumcat.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.sumcat.data.Choice;
import org.sumcat.data.Datasets;
import org.sumcat.device.Compute;
import org.sumcat.engine.Rules;
import org.sumcat.terminal.Common;
import org.sumcat.terminal.CtrlC;
import org.sumcat.terminal.ProgressBar;
import org.sumcat.train.Run;
import org.sumcat.verify.CheckResult;
import org.sumcat.verify.Verification;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "verify",
        description = {
            "Checks a run or a report: hashes, numbers against each other and against the runs; then"
                    + " trains again and compares.",
            "On the same CPU with as many threads and the same commit, the weights must be identical, bit for bit; elsewhere the drift in accuracy is reported with its tolerance.",
            "Exit code 1 if any check fails."
        })
final class VerifyCommand extends Common implements CommandLine.IExitCodeGenerator {
    @Parameters(
            paramLabel = "RUN_OR_REPORT",
            description = "A folder with a run.json, a report.json or an effect.json.")
    private Path place = Path.of("");

    @Option(
            names = "--runs",
            paramLabel = "DIR",
            description = "Folder with the runs of a report; default: in its own folder.")
    private @Nullable Path runs;

    @Option(names = "--no-train", description = "Check files only, train nothing.")
    private boolean noTrain;

    @Option(
            names = "--only",
            paramLabel = "I",
            description = "For a report: retrain only run I, from 1 in the order of report.json.")
    private @Nullable Integer only;

    @Option(names = "--data", paramLabel = "DIR", description = "Folder with Fashion-MNIST.")
    private @Nullable Path data;

    @Option(
            names = "--device",
            paramLabel = "NAME",
            description = "auto, cpu or gpu; default: the kind that each run had.")
    private @Nullable String device;

    private final List<CheckResult> checks = new ArrayList<>();

    @Override
    public void run() {
        var verification = Verification.of(place, runs);
        verification.checks().forEach(this::tell);
        var again = noTrain ? List.<Run>of() : chosen(verification.runs());
        CtrlC.whileDoing("nothing of it was saved", () -> again.forEach(this::train));
        long failed =
                checks.stream().filter(c -> c.result() == CheckResult.CheckStatus.FAILS).count();
        long open = checks.stream().filter(c -> c.result() == CheckResult.CheckStatus.OPEN).count();
        if (json) {
            printJson(new Document(failed == 0, checks));
            return;
        }
        print(
                failed == 0
                        ? "all holds: %s checks%s"
                                .formatted(
                                        checks.size(), open == 0 ? "" : ", %s open".formatted(open))
                        : "%s of %s checks fail: do not quote these numbers"
                                .formatted(failed, checks.size()));
    }

    @Override
    public int getExitCode() {
        return Verification.holds(checks) ? 0 : Common.FAILED;
    }

    /** The document that {@code --json} prints. */
    private record Document(boolean holds, List<CheckResult> checks) {}

    /** Prints each check in a line as it finishes. */
    private void tell(CheckResult check) {
        checks.add(check);
        if (json) {
            say(check.line());
        } else {
            print(check.line());
        }
    }

    private List<Run> chosen(List<Run> all) {
        if (only == null) {
            return all;
        }
        if (only < 1 || only > all.size()) {
            throw new IllegalArgumentException(
                    "--only must be from 1 to %s, the runs that there are, but was %s"
                            .formatted(all.size(), only));
        }
        return List.of(all.get(only - 1));
    }

    private void train(Run run) {
        boolean gpu = run.device().startsWith("gpu");
        if (!gpu) {
            Compute.useThreads(run.threads());
        }
        var compute =
                Compute.of(device != null ? device : gpu ? "gpu" : "cpu")
                        .with(run.precision())
                        .by(run.rules() == null ? Rules.DEFAULT : Rules.of(run.rules()));
        var dataset =
                Datasets.open(
                        Choice.of(run.dataset().startsWith("drawn") ? "drawn" : "fashion-mnist"),
                        data,
                        Common::say);
        say("%s seed %s on %s".formatted(run.network().spec(), run.seed(), compute.words()));
        Verification.again(run, dataset, compute, List.of(new ProgressBar(run.network().spec())))
                .forEach(this::tell);
    }
}
