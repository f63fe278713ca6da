package org.sumcat.report;

import static org.sumcat.render.Tables.texts;

import com.fasterxml.jackson.core.io.NumberOutput;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;
import org.sumcat.render.Tables;
import org.sumcat.train.Epoch;
import org.sumcat.train.Run;
import org.sumcat.zoo.Zoo;
import tech.tablesaw.api.LongColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** Runs as a table with a row for each epoch. */
final class Csv {
    private record Row(Run run, Epoch epoch) {}

    private Csv() {}

    static String of(List<Run> runs) {
        return Tables.csv(table(runs));
    }

    private static Table table(List<Run> runs) {
        var rows =
                runs.stream()
                        .flatMap(run -> run.history().stream().map(epoch -> new Row(run, epoch)))
                        .toList();
        return Table.create(
                "results",
                texts("spec", rows, r -> r.run().network().spec()),
                texts("family", rows, r -> r.run().network().family()),
                texts("fusion", rows, r -> Zoo.fusion(r.run().network()).key()),
                whole("parameters", rows, r -> r.run().network().parameters()),
                whole("macs_per_image", rows, r -> r.run().network().macs()),
                texts("recipe", rows, r -> r.run().recipe().name()),
                whole("seed", rows, r -> r.run().seed()),
                whole("epoch", rows, r -> r.epoch().epoch()),
                real("train_loss_nats", rows, r -> r.epoch().trainLoss()),
                real("train_accuracy_share", rows, r -> r.epoch().trainAccuracy()),
                real("validation_accuracy_share", rows, r -> orNaN(r.epoch().validationAccuracy())),
                real("test_accuracy_share", rows, r -> orNaN(r.epoch().testAccuracy())),
                real("train_seconds", rows, r -> r.epoch().seconds()),
                whole("train_images", rows, r -> r.run().trainImages()),
                whole("test_images", rows, r -> r.run().testImages()),
                texts("device", rows, r -> r.run().device()),
                whole("threads", rows, r -> r.run().threads()),
                texts("precision", rows, r -> r.run().precision()),
                texts("dataset", rows, r -> r.run().dataset()),
                texts("dataset_sha256", rows, r -> r.run().datasetSha256()),
                texts("commit", rows, r -> r.run().commit()),
                texts("weights_sha256", rows, r -> r.run().weightsSha256()));
    }

    private static LongColumn whole(String name, List<Row> rows, ToLongFunction<Row> value) {
        return LongColumn.create(name, rows.stream().mapToLong(value));
    }

    private static StringColumn real(String name, List<Row> rows, ToDoubleFunction<Row> value) {
        return texts(name, rows, row -> digits(value.applyAsDouble(row)));
    }

    /**
     * As few digits as tell the number, by Jackson: Java's own are not the same in every version.
     */
    private static String digits(double value) {
        return Double.isNaN(value) ? "" : NumberOutput.toString(value, true);
    }

    /** A missing number, written as an empty cell. */
    private static double orNaN(@Nullable Double value) {
        return value == null ? Double.NaN : value;
    }
}
