package org.sumcat.cli;

import org.sumcat.train.Runs;
import picocli.CommandLine.Option;

/** The option {@code --no-weights}: runs are kept without their weights. */
final class WeightsOption {
    @Option(
            names = "--no-weights",
            description =
                    "Do not keep the weights: the rest of a run (record, history, predictions) is about 20 KB, and the run counts as done without them.")
    private boolean without;

    Runs.Weights weights() {
        return without ? Runs.Weights.LEFT_OUT : Runs.Weights.KEPT;
    }

    /** The option as typed, with a leading space; empty if it was not given. */
    String words() {
        return without ? " --no-weights" : "";
    }
}
