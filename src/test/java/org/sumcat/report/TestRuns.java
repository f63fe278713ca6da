package org.sumcat.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.sumcat.train.Epoch;
import org.sumcat.train.Recipe;
import org.sumcat.train.Run;
import org.sumcat.zoo.Anatomy;

/** Made-up runs: the one place in these tests that knows how a run is put together. */
final class TestRuns {
    static final String PLAIN = "plain-20";
    static final String RESNET = "resnet-20";
    static final String DENSENET = "densenet-bc:depth=40,growth=15";

    /** Everything about a run that a test may want to differ. */
    record Draft(
            Anatomy network,
            Recipe recipe,
            long seed,
            String dataset,
            String sha,
            List<Epoch> history) {

        Draft network(Anatomy other) {
            return new Draft(other, recipe, seed, dataset, sha, history);
        }

        Draft recipe(Recipe other) {
            return new Draft(network, other, seed, dataset, sha, history);
        }

        Draft data(String otherName, String otherSha) {
            return new Draft(network, recipe, seed, otherName, otherSha, history);
        }

        Draft history(List<Epoch> other) {
            return new Draft(network, recipe, seed, dataset, sha, other);
        }

        Run run() {
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
                    history,
                    "cd".repeat(32),
                    null,
                    null,
                    null,
                    null,
                    null,
                    List.of());
        }
    }

    private TestRuns() {}

    static Anatomy anatomy(String spec, String family, long parameters) {
        return new Anatomy(
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
                List.of(new Anatomy.Stage("stem", "16x28x28"), new Anatomy.Stage("scores", "10")));
    }

    static Anatomy anatomy(String spec) {
        return switch (spec) {
            case PLAIN -> anatomy(spec, "Plain", 270_000);
            case RESNET -> anatomy(spec, "ResNet", 270_000);
            case DENSENET -> anatomy(spec, "DenseNet-BC", 283_500);
            default -> throw new IllegalArgumentException(spec);
        };
    }

    /** A run of the quick recipe that ends with this test accuracy. */
    static Draft draft(String spec, long seed, double testAccuracy) {
        return new Draft(
                anatomy(spec),
                Recipe.quick(),
                seed,
                "test data, made up",
                "ab".repeat(32),
                history(3, testAccuracy, testAccuracy));
    }

    static Run run(String spec, long seed, double testAccuracy) {
        return draft(spec, seed, testAccuracy).run();
    }

    /** Epochs of 8 seconds whose validation accuracy rises to {@code top}. */
    static List<Epoch> history(int epochs, double top, @Nullable Double testAccuracy) {
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

    private static double round(double value) {
        return Math.rint(value * 1e4) / 1e4;
    }

    /** Three networks, two seeds each: concat ahead of sum on both, plain behind. */
    static List<Run> three() {
        return List.of(
                run(PLAIN, 1, 0.8412),
                run(PLAIN, 2, 0.8371),
                run(RESNET, 1, 0.8630),
                run(RESNET, 2, 0.8655),
                run(DENSENET, 1, 0.8741),
                run(DENSENET, 2, 0.8733));
    }
}
