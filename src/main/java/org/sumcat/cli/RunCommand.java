package org.sumcat.cli;

import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.sumcat.data.Choice;
import org.sumcat.data.Dataset;
import org.sumcat.data.Datasets;
import org.sumcat.sweep.OneRun;
import org.sumcat.sweep.Plan;
import org.sumcat.train.Compute;
import org.sumcat.train.Run;
import org.sumcat.train.Runs;
import org.sumcat.train.Training;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "run",
        description = {
            "Does runs of a plan that ./sumcat compare --plan FILE wrote, each once, whoever else"
                    + " does others of them in the same folder.",
            "With --task, that one, in this process: for a job array of Slurm and the like. Without,"
                    + " all that are not done."
        })
final class RunCommand extends Common {
    @Option(names = "--plan", paramLabel = "FILE", required = true, description = "The plan.")
    private Path file = Path.of("plan.json");

    @Option(names = "--task", paramLabel = "I", description = "The number of a run, from 1.")
    private @Nullable Integer task;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "Where the runs are kept; default: the folder of the plan.")
    private @Nullable Path out;

    @Option(names = "--data", paramLabel = "DIR", description = "Where Fashion-MNIST lies.")
    private @Nullable Path data;

    @Override
    public void run() {
        Plan plan = Plan.read(file);
        Path folder = out != null ? out : folder(file);
        Plan.Task one = plan.task(Objects.requireNonNull(task));
        plan.settle(folder);
        Dataset dataset = Datasets.open(Choice.of(plan.dataset()), data, Common::say);
        Compute.useThreads(plan.threads());
        Training training =
                plan.training(one, dataset, Compute.of(plan.device()))
                        .watchedBy(new ProgressBar(one.words()))
                        .onEpoch(epoch -> say(epoch.line()));
        say("task %d of %d: %s".formatted(one.task(), plan.tasks().size(), one.words()));
        CtrlC.whileDoing(
                "the same command goes on after the last epoch that is over",
                () -> report(one, OneRun.of(one, training, folder, Common::say), folder));
    }

    private void report(Plan.Task task, Run run, Path folder) {
        if (json) {
            print(Runs.json(run).strip());
            return;
        }
        print(
                "task %d, %s: %s; kept in %s"
                        .formatted(task.task(), task.words(), outcome(run), task.in(folder)));
    }

    /** {@code test accuracy 0.9123}, or {@code diverged at epoch 3}. */
    static String outcome(Run run) {
        return run.diverged()
                ? "diverged at epoch " + run.divergedAt()
                : "test accuracy %.4f".formatted(run.testAccuracy());
    }

    private static Path folder(Path file) {
        Path folder = file.toAbsolutePath().getParent();
        return folder == null ? Path.of("") : folder;
    }
}
