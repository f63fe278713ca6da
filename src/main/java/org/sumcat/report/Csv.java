package org.sumcat.report;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.sumcat.render.Rows;
import org.sumcat.render.Tables;
import org.sumcat.train.Epoch;
import org.sumcat.train.Run;
import org.sumcat.zoo.Zoo;
import tech.tablesaw.api.Table;

/** Runs as a CSV table with a row for each epoch. */
final class Csv {
    private record CsvRow(Run run, Epoch epoch) {}

    private Csv() {}

    static String of(List<Run> runs) {
        return Tables.csv(table(runs));
    }

    private static Table table(List<Run> runs) {
        var rows =
                runs.stream()
                        .flatMap(run -> run.history().stream().map(epoch -> new CsvRow(run, epoch)))
                        .toList();
        return Rows.of("results", rows)
                .text("spec", r -> r.run().network().spec())
                .text("family", r -> r.run().network().family())
                .text("fusion", r -> Zoo.fusion(r.run().network()).key())
                .whole("parameters", r -> r.run().network().parameters())
                .whole("macs_per_image", r -> r.run().network().macs())
                .text("recipe", r -> r.run().recipe().name())
                .whole("seed", r -> r.run().seed())
                .whole("epoch", r -> r.epoch().epoch())
                .number("train_loss_nats", 4, r -> r.epoch().trainLoss())
                .number("train_accuracy_share", 4, r -> r.epoch().trainAccuracy())
                .number("validation_accuracy_share", 4, r -> orNaN(r.epoch().validationAccuracy()))
                .number("test_accuracy_share", 4, r -> orNaN(r.epoch().testAccuracy()))
                .number("train_seconds", 1, r -> r.epoch().seconds())
                .whole("train_images", r -> r.run().trainImages())
                .whole("test_images", r -> r.run().testImages())
                .text("device", r -> r.run().device())
                .whole("threads", r -> r.run().threads())
                .text("precision", r -> r.run().precision())
                .text("dataset", r -> r.run().dataset())
                .text("dataset_sha256", r -> r.run().datasetSha256())
                .text("commit", r -> r.run().commit())
                .text("weights_sha256", r -> r.run().weightsSha256())
                .table();
    }

    /** A missing number, written as an empty cell. */
    private static double orNaN(@Nullable Double value) {
        return value == null ? Double.NaN : value;
    }
}
