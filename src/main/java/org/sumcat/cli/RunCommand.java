package org.sumcat.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.sumcat.data.Choice;
import org.sumcat.data.Dataset;
import org.sumcat.data.Datasets;
import org.sumcat.device.Compute;
import org.sumcat.files.Folder;
import org.sumcat.sweep.OneRun;
import org.sumcat.sweep.Plan;
import org.sumcat.sweep.Slots;
import org.sumcat.terminal.Common;
import org.sumcat.terminal.CtrlC;
import org.sumcat.terminal.Processors;
import org.sumcat.terminal.ProgressBar;
import org.sumcat.train.Run;
import org.sumcat.train.Runs;
import org.sumcat.train.Training;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "run",
        description = {
            "Carries out runs of a plan that ./sumcat compare --plan FILE wrote, each once, even if others share the work in the same folder.",
            "With --task, only that one, in this process: for a Slurm job array, for instance. Without, all that are not done."
        })
final class RunCommand extends Common {
    @Option(names = "--plan", paramLabel = "FILE", required = true, description = "The plan.")
    private Path file = Path.of("plan.json");

    @Option(names = "--task", paramLabel = "I", description = "The number of a run, from 1.")
    private @Nullable Integer task;

    @Option(
            names = "--jobs",
            paramLabel = "N",
            description =
                    "Without --task: parallel runs; default: as many as the processors or GPUs have room for.")
    private @Nullable Integer jobs;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "Folder for the runs; default: the folder of the plan.")
    private @Nullable Path out;

    @Option(names = "--data", paramLabel = "DIR", description = "Folder with Fashion-MNIST.")
    private @Nullable Path data;

    @Override
    public void run() {
        if (task != null && jobs != null) {
            throw new IllegalArgumentException(
                    "--jobs is for all runs of a plan, but --task %s is one of them; leave one out"
                            .formatted(task));
        }
        Plan plan = Plan.read(file);
        Plan.Task one = task == null ? null : plan.task(task);
        Path folder = out != null ? out : folder(file);
        Folder.require("--out", folder);
        Dataset dataset = Datasets.open(Choice.of(plan.dataset()), data, Common::say);
        Processors.warn(plan.threads());
        Compute.useThreads(plan.threads());
        Compute compute = Compute.of(plan.device(), plan.precision(), plan.rules());
        // Before a process is started for one that could only fail.
        for (Plan.Task each : one == null ? plan.tasks() : List.of(one)) {
            plan.training(each, dataset, compute);
        }
        if (one == null) {
            all(plan, folder);
        } else {
            Training training = plan.training(one, dataset, compute);
            plan.settle(folder);
            CtrlC.whileDoing(
                    "the same command resumes after the last completed epoch, or starts over if there is none",
                    () -> one(plan, one, training, folder));
        }
    }

    private void one(Plan plan, Plan.Task one, Training training, Path folder) {
        String name = "task %s of %s, %s".formatted(one.task(), plan.tasks().size(), one.words());
        var watched =
                training.watchedBy(new ProgressBar(name))
                        .onEpoch(epoch -> say(name + ": " + epoch.line()));
        Run run = OneRun.of(plan, one, watched, folder, line -> say(name + ": " + line));
        print(
                json
                        ? Runs.json(run).strip()
                        : "%s: %s; kept in %s".formatted(name, outcome(run), one.in(folder)));
    }

    private void all(Plan plan, Path folder) {
        int gpus = plan.device().equals("gpu") ? Compute.gpus() : 0;
        int processors = Runtime.getRuntime().availableProcessors();
        Slots slots = Slots.of(jobs, plan.threads(), processors, gpus, plan.tasks().size());
        plan.settle(folder); // once nothing is refused any more
        var runs = AllRuns.of(plan, folder, slots, gpus, data);
        if (json) {
            printJson(runs);
            return;
        }
        for (int i = 0; i < runs.size(); i++) {
            Plan.Task done = plan.tasks().get(i);
            print(
                    "task %s of %s, %s: %s; kept in %s"
                            .formatted(
                                    done.task(),
                                    runs.size(),
                                    done.words(),
                                    outcome(runs.get(i)),
                                    done.in(folder)));
        }
    }

    /** {@code test accuracy 0.9123}, or {@code diverged at epoch 3}. */
    private static String outcome(Run run) {
        return run.diverged()
                ? "diverged at epoch " + run.divergedAt()
                : String.format(Locale.ROOT, "test accuracy %.4f", run.testAccuracy());
    }

    private static Path folder(Path file) {
        Path folder = file.toAbsolutePath().getParent();
        return folder == null ? Path.of("") : folder;
    }
}
