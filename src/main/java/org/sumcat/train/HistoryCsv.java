package org.sumcat.train;

import org.jspecify.annotations.Nullable;

/** The history of a run as a CSV table. */
public final class HistoryCsv {
    private HistoryCsv() {}

    /** The text of {@code history.csv}: a row for each epoch, units in the names. */
    public static String of(Run run) {
        var csv =
                new StringBuilder(
                        "epoch,train loss (nats),train accuracy,validation accuracy,test accuracy,"
                                + "training time (s)\n");
        for (Epoch e : run.history()) {
            csv.append(
                    "%s,%s,%s,%s,%s,%s\n"
                            .formatted(
                                    e.epoch(),
                                    e.trainLoss(),
                                    e.trainAccuracy(),
                                    orNothing(e.validationAccuracy()),
                                    orNothing(e.testAccuracy()),
                                    e.seconds()));
        }
        return csv.toString();
    }

    private static String orNothing(@Nullable Double value) {
        return value == null ? "" : value.toString();
    }
}
