package org.sumcat.train;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.sumcat.inference.Confusion;
import org.sumcat.inference.Predictions;
import org.sumcat.network.NetworkSummary;
import org.sumcat.recipe.Recipe;
import org.sumcat.render.Rows;
import tech.tablesaw.api.Table;

/**
 * One training, with everything that is needed to trust it or to repeat it. A run that diverged is
 * a result, too: it has the epochs before, and no accuracy.
 *
 * @param network what was trained
 * @param recipe how it was trained
 * @param seed decides the first weights, the images in use and their order
 * @param device the device it ran on, in words: {@code cpu: AMD EPYC, 2 threads}
 * @param threads CPU threads of the engine; on a CPU the result repeats for the same number
 * @param precision arithmetic of convolutions in training, {@code float32}, {@code tf32} or {@code
 *     bfloat16}
 * @param dataset name of the data set
 * @param datasetSha256 hash over its decompressed bytes
 * @param trainImages training images in use
 * @param testImages test images in use
 * @param versions of Sumcat, DJL, the engine, Java and the operating system
 * @param commit Git commit of the code, {@code unknown} outside a checkout; all of them, with
 *     commas between, where the run went on with another
 * @param rules of the engine in use, by name; null in records from before they were noted
 * @param history one entry for each epoch that was finished
 * @param weightsSha256 hash of the last weights as saved; of a run that diverged, of those that it
 *     stopped with
 * @param predictions what the last weights take each test image for; in JSON their SHA-256; null
 *     where the run diverged, and in records from before they were kept
 * @param confusion what the last weights take the test images for; null where the run diverged, and
 *     in records from before it was counted
 * @param best the weights that were best on the held-out images; null where none were held out,
 *     where the run diverged, and in records from before they were kept
 * @param divergedAt the epoch in which loss or scores were not finite any more; else null
 * @param started when, ISO 8601 in UTC; null in records from before it was noted
 * @param ended likewise, after the last evaluation
 * @param resumedAfter epochs after which it was interrupted, and went on in another process
 */
@JsonIgnoreProperties("files") // what a record lists beside itself, see Runs
public record Run(
        @JsonUnwrapped NetworkSummary network,
        Recipe recipe,
        long seed,
        String device,
        int threads,
        String precision,
        String dataset,
        String datasetSha256,
        int trainImages,
        int testImages,
        Map<String, String> versions,
        String commit,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable List<String> rules,
        List<Epoch> history,
        String weightsSha256,
        @JsonProperty("predictionsSha256") @JsonInclude(JsonInclude.Include.NON_NULL)
                @Nullable Predictions predictions,
        @Nullable Confusion confusion,
        @Nullable Best best,
        @Nullable Integer divergedAt,
        @Nullable String started,
        @Nullable String ended,
        List<Integer> resumedAfter) {

    public Run {
        var needed = new LinkedHashMap<String, @Nullable Object>();
        needed.put("a network", network);
        needed.put("a recipe", recipe);
        needed.put("a device", device);
        needed.put("a precision", precision);
        needed.put("a dataset", dataset);
        needed.put("a datasetSha256", datasetSha256);
        needed.put("versions", versions);
        needed.put("a commit", commit);
        needed.put("a history", history);
        needed.put("a weightsSha256", weightsSha256);
        needed.forEach((name, value) -> require(value != null, "a run must have " + name));
        require(
                versions.values().stream().noneMatch(Objects::isNull),
                "versions of a run must be texts");
        require(isNumbered(history), "a history must have the epochs from 1 on, one by one");
        require(
                resumedAfter == null || resumedAfter.stream().noneMatch(Objects::isNull),
                "resumedAfter must be numbers");
        require(
                rules == null || rules.stream().noneMatch(Objects::isNull),
                "rules of a run must be names");
        require(
                divergedAt != null || !history.isEmpty(),
                "a run that did not diverge must have an epoch");
        versions = Map.copyOf(versions);
        history = List.copyOf(history);
        rules = rules == null ? null : List.copyOf(rules);
        resumedAfter = resumedAfter == null ? List.of() : List.copyOf(resumedAfter); // older ones
    }

    private static boolean isNumbered(List<Epoch> history) {
        return IntStream.range(0, history.size())
                .allMatch(i -> history.get(i) != null && history.get(i).epoch() == i + 1);
    }

    private static void require(boolean holds, String rule) {
        if (!holds) {
            throw new IllegalArgumentException(rule);
        }
    }

    /**
     * The identity of the run: a hash of network, recipe, seed, data, kind of device, threads,
     * precision, rules that round otherwise than by default, and the versions that compute.
     * Results, times and the name of the processor are not part of it.
     */
    public String identity() {
        return Identity.bySeed(
                        network, recipe, datasetSha256, device, threads, precision, rules, versions)
                .apply(seed);
    }

    /** Returns a copy with predictions whose bytes are known. */
    public Run with(Predictions read) {
        return new Run(
                network,
                recipe,
                seed,
                device,
                threads,
                precision,
                dataset,
                datasetSha256,
                trainImages,
                testImages,
                versions,
                commit,
                rules,
                history,
                weightsSha256,
                read,
                confusion,
                best,
                divergedAt,
                started,
                ended,
                resumedAfter);
    }

    /** Returns whether the loss or the scores were no longer finite; such a run has no accuracy. */
    public boolean diverged() {
        return divergedAt != null;
    }

    /**
     * The entry of the last epoch.
     *
     * @throws IllegalStateException if the run diverged before the first was over
     */
    public Epoch last() {
        if (history.isEmpty()) {
            throw new IllegalStateException(
                    "a run has a last epoch once one is over, but it diverged at epoch "
                            + divergedAt);
        }
        return history.get(history.size() - 1);
    }

    /**
     * Test accuracy after the last epoch, 0 to 1: the figure that a comparison quotes.
     *
     * @throws IllegalStateException if there is none, for the run diverged
     */
    public double testAccuracy() {
        if (divergedAt != null) {
            throw new IllegalStateException(
                    "a run has a test accuracy when it is over, but it diverged at epoch "
                            + divergedAt);
        }
        Double accuracy = last().testAccuracy();
        if (accuracy == null) {
            throw new IllegalStateException("the run has no test accuracy in its last epoch");
        }
        return accuracy;
    }

    /** Duration of the training passes in seconds, without evaluation. */
    public double seconds() {
        return history.stream().mapToDouble(Epoch::seconds).sum();
    }

    /**
     * The epochs as a table, a row each: name and seed of the run, losses, accuracies and times.
     */
    public Table table() {
        return table(List.of(this));
    }

    /** The epochs of several runs in one table. */
    public static Table table(List<Run> runs) {
        record EpochRow(Run run, Epoch epoch) {}
        return Rows.of(
                        "Epochs",
                        runs.stream()
                                .flatMap(run -> run.history.stream().map(e -> new EpochRow(run, e)))
                                .toList())
                .text("spec", row -> row.run.network.spec())
                .whole("seed", row -> row.run.seed)
                .whole("epoch", row -> row.epoch.epoch())
                .number("training loss (nats)", 4, row -> row.epoch.trainLoss())
                .percent("training accuracy (%)", row -> row.epoch.trainAccuracy())
                .percent("validation accuracy (%)", row -> row.epoch.validationAccuracy())
                .percent("test accuracy (%)", row -> row.epoch.testAccuracy())
                .number("training time (s)", 1, row -> row.epoch.seconds())
                .table();
    }
}
