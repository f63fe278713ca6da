package org.sumcat.cli;

import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.sumcat.device.EngineAtWork;
import org.sumcat.files.Folder;
import org.sumcat.files.SystemLock;
import org.sumcat.terminal.Common;
import org.sumcat.terminal.CtrlC;
import org.sumcat.terminal.ProgressBar;
import org.sumcat.terminal.ResultFolders;
import org.sumcat.terminal.TrainingOptions;
import org.sumcat.train.Run;
import org.sumcat.train.Runs;
import org.sumcat.train.Training;
import org.sumcat.zoo.Zoo;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "train",
        description = "Trains one network: a line per epoch, then run.json, history.csv, weights.")
final class TrainCommand extends Common {
    @Parameters(paramLabel = "SPEC", description = "The network, see ./sumcat networks.")
    private String spec = "";

    @Option(
            names = "--seed",
            description =
                    "Determines initial weights and order of images; default: ${DEFAULT-VALUE}.")
    private long seed = 1;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description =
                    "Folder for the run; default: data/runs/SPEC-RECIPE-seedN, or -fast-seedN.")
    private @Nullable Path out;

    @Mixin private WeightsOption weights = new WeightsOption();

    @Mixin private TrainingOptions options = new TrainingOptions();

    @Override
    public void run() {
        var network = Zoo.network(spec);
        if (out != null) {
            Folder.require("--out", out);
        }
        var recipe = options.recipe();
        EngineAtWork.begin();
        var training =
                new Training(network, recipe, options.dataset(), seed, options.compute())
                        .watchedBy(new ProgressBar(network.spec()))
                        .onEpoch(epoch -> say(json, epoch.line()));
        Path folder = out != null ? out : ResultFolders.run(training);
        training.check();
        Runs.requireFree(folder, training);
        CtrlC.whileDoing(
                "the same command resumes after the last completed epoch, or starts over if there is none",
                () -> alone(training, folder));
    }

    /** Locks the folder and looks again, since another training may have ended there meanwhile. */
    private void alone(Training training, Path folder) {
        SystemLock lock =
                SystemLock.tryTake(SystemLock.of(folder)).orElseThrow(() -> taken(folder));
        try (lock) {
            Runs.requireFree(folder, training);
            train(training, folder);
        }
    }

    private static IllegalArgumentException taken(Path folder) {
        return new IllegalArgumentException(
                "--out must belong to one training at a time, but another is running in %s (process %s); wait for it or use another folder"
                        .formatted(folder, SystemLock.holder(SystemLock.of(folder))));
    }

    private void train(Training training, Path folder) {
        Run run =
                Runs.train(training, folder, weights.weights(), line -> say(folder + ": " + line));
        if (json) {
            print(Runs.json(run).strip());
        }
        say(
                String.format(
                        Locale.ROOT,
                        "test accuracy %.4f (seed %s, %,d images of %s, %s, %s); kept in %s",
                        run.testAccuracy(),
                        run.seed(),
                        run.trainImages(),
                        run.dataset(),
                        run.device(),
                        run.precision(),
                        folder));
    }

    /** Prints a line to standard output, or to standard error if that carries a JSON document. */
    private static void say(boolean json, String line) {
        if (json) {
            say(line);
        } else {
            print(line);
        }
    }
}
