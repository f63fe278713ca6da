package org.sumcat.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.sumcat.inference.Confusion;
import org.sumcat.inference.Predictions;
import org.sumcat.network.NetworkSummary;
import org.sumcat.recipe.Recipe;
import org.sumcat.train.Best;
import org.sumcat.train.Epoch;
import org.sumcat.train.Run;

/** Made-up runs: the one place in these tests that knows how a run is put together. */
public final class TestRuns {
    public static final String PLAIN = "plain-20";
    public static final String RESNET = "resnet-20";
    public static final String DENSENET = "densenet-bc:depth=40,growth=15";

    /** Everything about a run that a test may want to differ. */
    public record Draft(
            NetworkSummary network,
            Recipe recipe,
            long seed,
            String dataset,
            String sha,
            List<Epoch> history,
            @Nullable Integer divergedAt) {

        public Draft network(NetworkSummary other) {
            return new Draft(other, recipe, seed, dataset, sha, history, divergedAt);
        }

        public Draft recipe(Recipe other) {
            return new Draft(network, other, seed, dataset, sha, history, divergedAt);
        }

        public Draft data(String otherName, String otherSha) {
            return new Draft(network, recipe, seed, otherName, otherSha, history, divergedAt);
        }

        public Draft history(List<Epoch> other) {
            return new Draft(network, recipe, seed, dataset, sha, other, divergedAt);
        }

        /** Of the epochs, those before it are left. */
        public Draft divergedAt(int epoch) {
            var before = history.subList(0, epoch - 1);
            return new Draft(network, recipe, seed, dataset, sha, before, epoch);
        }

        public Run run() {
            boolean whole = divergedAt == null && !history.isEmpty();
            Double accuracy = whole ? history.get(history.size() - 1).testAccuracy() : null;
            return new Run(
                    network,
                    recipe,
                    seed,
                    "cpu: made-up processor, 2 threads",
                    2,
                    "float32",
                    dataset,
                    sha,
                    6000,
                    10_000,
                    Map.of(
                            "Sumcat", "0.1.0", "DJL", "0.35.1", "PyTorch", "2.7.1", "Java",
                            "17.0.15"),
                    "692b7e6",
                    null,
                    history,
                    "cd".repeat(32),
                    null,
                    accuracy == null ? null : confusion(accuracy),
                    accuracy == null ? null : best(history, accuracy),
                    divergedAt,
                    "2026-01-01T00:00:00Z",
                    "2026-01-01T00:00:30Z",
                    List.of());
        }
    }

    private TestRuns() {}

    public static NetworkSummary anatomy(String spec, String family, long parameters) {
        return new NetworkSummary(
                spec,
                family,
                2016,
                "a paper",
                "1x28x28",
                10,
                parameters,
                40_813_184,
                0,
                0,
                20,
                28,
                List.of(
                        new NetworkSummary.Stage("stem", "16x28x28"),
                        new NetworkSummary.Stage("scores", "10")));
    }

    public static NetworkSummary anatomy(String spec) {
        return switch (spec) {
            case PLAIN -> anatomy(spec, "Plain", 270_000);
            case RESNET -> anatomy(spec, "ResNet", 270_000);
            case DENSENET -> anatomy(spec, "DenseNet-BC", 283_500);
            default -> throw new IllegalArgumentException(spec);
        };
    }

    /** A run of the quick recipe that ends with this test accuracy. */
    public static Draft draft(String spec, long seed, double testAccuracy) {
        return new Draft(
                anatomy(spec),
                Recipe.quick(),
                seed,
                "test data, made up",
                "ab".repeat(32),
                history(3, testAccuracy, testAccuracy),
                null);
    }

    public static Run run(String spec, long seed, double testAccuracy) {
        return draft(spec, seed, testAccuracy).run();
    }

    /** Epochs of 8 seconds whose validation accuracy rises to {@code top}. */
    public static List<Epoch> history(int epochs, double top, @Nullable Double testAccuracy) {
        var history = new ArrayList<Epoch>();
        for (int epoch = 1; epoch <= epochs; epoch++) {
            double missing = 0.14 / (epoch * epoch);
            history.add(
                    new Epoch(
                            epoch,
                            round(1.2 * (1 - top) + 2.5 * missing),
                            round(top - 2 * missing),
                            round(top - missing),
                            epoch == epochs ? testAccuracy : null,
                            8));
        }
        return history;
    }

    /** Ten classes of 1,000 images; of each as many are named wrongly, all as the next class. */
    private static Confusion confusion(double accuracy) {
        int right = (int) Math.round(10_000 * accuracy);
        return new Confusion(IntStream.range(0, 10).mapToObj(label -> row(label, right)).toList());
    }

    private static List<Integer> row(int label, int right) {
        int own = right / 10 + (label < right % 10 ? 1 : 0);
        var row = new ArrayList<>(Collections.nCopies(10, 0));
        row.set(label, own);
        row.set((label + 1) % 10, 1000 - own);
        return row;
    }

    /** The last epoch has the highest validation accuracy, see {@link #history}. */
    private static @Nullable Best best(List<Epoch> history, double accuracy) {
        var last = history.get(history.size() - 1);
        var held = last.validationAccuracy();
        return held == null ? null : new Best(last.epoch(), held, accuracy, "cd".repeat(32));
    }

    private static double round(double value) {
        return Math.rint(value * 1e4) / 1e4;
    }

    /** The same of so many images as there are labels, which it takes for these. */
    public static Run answering(Run run, byte[] labels, byte[] taken) {
        var counts = new int[10][10];
        for (int image = 0; image < labels.length; image++) {
            counts[labels[image]][taken[image]]++;
        }
        return new Run(
                run.network(),
                run.recipe(),
                run.seed(),
                run.device(),
                run.threads(),
                run.precision(),
                run.dataset(),
                run.datasetSha256(),
                run.trainImages(),
                labels.length,
                run.versions(),
                run.commit(),
                run.rules(),
                run.history(),
                run.weightsSha256(),
                Predictions.of(taken),
                new Confusion(
                        Arrays.stream(counts)
                                .map(row -> Arrays.stream(row).boxed().toList())
                                .toList()),
                run.best(),
                run.divergedAt(),
                run.started(),
                run.ended(),
                run.resumedAfter());
    }

    /** Three networks, two seeds each: concat ahead of sum on both, plain behind. */
    public static List<Run> three() {
        return List.of(
                run(PLAIN, 1, 0.8412),
                run(PLAIN, 2, 0.8371),
                run(RESNET, 1, 0.8630),
                run(RESNET, 2, 0.8655),
                run(DENSENET, 1, 0.8741),
                run(DENSENET, 2, 0.8733));
    }
}
