package org.sumcat.cli;

import org.sumcat.train.Runs;
import picocli.CommandLine.Option;

/** The option {@code --no-weights}: runs are kept without their weights. */
final class WeightsOption {
    @Option(
            names = "--no-weights",
            description =
                    "Leave out the weights: the rest of a run (record, history, predictions) is some"
                            + " 20 KB, and where that is, the run is done.")
    private boolean without;

    Runs.Weights weights() {
        return without ? Runs.Weights.LEFT_OUT : Runs.Weights.KEPT;
    }

    /** The option as typed, with a leading space; empty if it was not given. */
    String words() {
        return without ? " --no-weights" : "";
    }
}
