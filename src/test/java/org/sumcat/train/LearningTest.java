package org.sumcat.train;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sumcat.data.Dataset;
import org.sumcat.data.DrawnSet;
import org.sumcat.data.NothingToLearn;
import org.sumcat.recipe.Recipe;
import org.sumcat.zoo.Zoo;

/**
 * Each network learns: the gradient reaches every weight, and a few images are soon known by heart.
 *
 * <p>All of them are in every step. So nothing is left to chance but the first weights, and the
 * loss falls far below what guessing costs, on any processor, in a step that takes a second at
 * most.
 *
 * <p>A family is a line here: a small member, the smallest side in pixels that leaves something for
 * its last stage, a rate (a small one without batch norm), and how many steps it takes. The heavy
 * ones: {@code ./sumcat test --slow}.
 */
@Tag("training")
@DisplayNameGeneration(ReplaceUnderscores.class)
class LearningTest {
    private static final int IMAGES = 20;
    private static final Dataset DRAWN = DrawnSet.draw(IMAGES, 10, Outcome.SEED);

    /** Loss of the last step, as a share of {@link #GUESSING}, that counts as having learned. */
    private static final double LEARNED = 0.8;

    /** Naming ten classes at random costs this, in nats. */
    private static final double GUESSING = Math.log(10);

    @ParameterizedTest(name = "{0} at {1} x {1} pixels")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    lenet-5-1998                                    | 32 | 0.02 | 30
                    lenet-5                                         | 28 | 0.01 | 40
                    alexnet:form=torchvision,dropout=0              | 64 | 0.001 | 28
                    vgg:depth=11,width=64,dropout=0                 | 32 | 0.005 | 30
                    vgg:depth=11,norm=true,width=64,dropout=0       | 32 | 0.01 | 14
                    googlenet-torchvision                           | 64 | 0.005 | 18
                    bn-inception                                    | 64 | 0.01 | 14
                    inception-v3:heads=false                        | 75 | 0.005 | 14
                    inception-resnet-v1                             | 75 | 0.002 | 14
                    skeleton:join=sum,depth=10,width=8              | 16 | 0.05 | 36
                    skeleton:join=concat,depth=10,width=8           | 16 | 0.05 | 36
                    plain:depth=8,width=8                           | 16 | 0.05 | 36
                    resnet-cifar:depth=8,width=8,shortcut=a         | 16 | 0.05 | 36
                    resnet-cifar:depth=8,width=8,shortcut=a-both    | 16 | 0.05 | 36
                    resnet-cifar:depth=8,width=8,shortcut=b         | 16 | 0.05 | 36
                    resnet-18                                       | 32 | 0.005 | 14
                    stochastic-depth:depth=14,width=8               | 16 | 0.05 | 96
                    preact-resnet:depth=14,width=8,unit=basic       | 16 | 0.05 | 36
                    preact-resnet:depth=11,width=8                  | 16 | 0.05 | 36
                    densenet:depth=10,growth=8                      | 16 | 0.05 | 36
                    densenet-b:depth=16,growth=8                    | 16 | 0.05 | 36
                    densenet-c:depth=10,growth=8                    | 16 | 0.05 | 36
                    densenet-bc:depth=16,growth=8,dropout=0.1       | 16 | 0.05 | 48
                    densenet-imagenet:blocks=2-2-2-2,growth=8       | 32 | 0.05 | 36
                    """)
    void learns(String spec, int side, float rate, int steps) {
        assertLearns(spec, recipe(side, rate, IMAGES, steps), DRAWN);
    }

    /** The deep ones: a few passes over a few batches, which still take up to a minute. */
    @Tag("slow")
    @ParameterizedTest(name = "{0} at {1} x {1} pixels")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    alexnet                    | 227 | 0.002 | 6
                    alexnet-tower              | 227 | 0.002 | 8
                    alexnet-d2l                | 224 | 0.002 | 6
                    nin:form=imagenet,dropout=0 | 128 | 0.005 | 24
                    vgg:depth=19,norm=true,dropout=0 | 32 | 0.0005 | 6
                    googlenet                  | 96 | 0.01 | 16
                    googlenet-d2l              | 96 | 0.01 | 12
                    inception-v2               | 107 | 0.002 | 6
                    inception-v3               | 139 | 0.002 | 6
                    inception-v4               | 107 | 0.001 | 10
                    inception-resnet-v2        | 75 | 0.002 | 6
                    resnet:depth=18,shortcut=a | 32 | 0.005 | 6
                    resnet-d2l                 | 32 | 0.005 | 6
                    resnet-50                  | 32 | 0.001 | 6
                    resnet-152                 | 32 | 0.001 | 10
                    resnet-1202                | 16 | 0.02  | 6
                    stochastic-depth-1202      | 16 | 0.02  | 6
                    preact-resnet-1001         | 16 | 0.05  | 9
                    densenet-264               | 32 | 0.002 | 6
                    densenet-bc-250-24         | 16 | 0.02  | 4
                    densenet-bc-190-40         | 12 | 0.02  | 4
                    """)
    void deep_ones_learn_too(String spec, int side, float rate, int epochs) {
        var recipe = recipe(side, rate, 32, epochs).withBatch(8);
        var reached = new Reached();
        Run run = train(spec, recipe, DrawnSet.draw(32, 10, Outcome.SEED), reached);
        assertThat(reached.never).as("weights that no gradient reached").isEmpty();
        double first = run.history().get(0).trainLoss();
        Outcome.assertBelow(
                "last over first mean loss of " + spec, run.last().trainLoss() / first, 0.9);
    }

    /** Sigmoids hold it back for long: it needs the start and the rate that d2l gives it. */
    @Test
    void the_LeNet_of_d2l_learns_by_the_recipe_of_d2l() {
        var recipe = Recipe.d2l().withSide(28).withRate(0.9f).withBatch(IMAGES).withEpochs(400);
        assertLearns("lenet-5-d2l", recipe, DRAWN);
    }

    @Test
    void network_in_network_learns_with_clipped_gradients() {
        var recipe = recipe(28, 0.03f, IMAGES, 200).with("clip", 1);
        assertLearns("nin:form=cifar,dropout=0", recipe, DRAWN);
    }

    /** What must not pass for learning. */
    @Nested
    class Not_learning {
        @ParameterizedTest
        @CsvSource({
            "'lenet-5', 28, 0.01, 40",
            "'skeleton:join=sum,depth=10,width=8', 16, 0.05, 36",
            "'densenet-bc:depth=16,growth=8,dropout=0.1', 16, 0.05, 48"
        })
        void is_what_a_network_makes_of_labels_that_say_nothing(
                String spec, int side, float rate, int steps) {
            var nothing = NothingToLearn.draw(IMAGES, 10);
            Run run = train(spec, recipe(side, rate, IMAGES, steps), nothing);
            Outcome.assertAbove(
                    "loss of %s, labels of nothing".formatted(spec), share(run), LEARNED);
        }

        @Test
        void is_what_a_network_does_one_of_whose_layers_is_frozen() {
            var reached = new Reached();
            GradientObserver freezing =
                    (step, network) -> {
                        try (var gradient =
                                network.getParameters().valueAt(0).getArray().getGradient()) {
                            gradient.muli(0);
                        }
                    };
            var recipe = recipe(16, 0.05f, IMAGES, 36);
            train("resnet-cifar:depth=8,width=8", recipe, DRAWN, freezing, reached);
            assertThat(reached.never).hasSize(1);
        }
    }

    private static Recipe recipe(int side, float rate, int images, int steps) {
        return Recipe.quick()
                .with("flip", false)
                .withValidation(0)
                .withSide(side)
                .withRate(rate)
                .withImages(images)
                .withBatch(images)
                .withEpochs(steps);
    }

    private static void assertLearns(String spec, Recipe recipe, Dataset data) {
        var reached = new Reached();
        Run run = train(spec, recipe, data, reached);
        assertThat(reached.never).as("weights that no gradient reached").isEmpty();
        Outcome.assertBelow("loss of " + spec, share(run), LEARNED);
    }

    /** Loss of the last pass over that of guessing. */
    private static double share(Run run) {
        return run.last().trainLoss() / GUESSING;
    }

    private static Run train(
            String spec, Recipe recipe, Dataset data, GradientObserver... observers) {
        var training = Training.of(Zoo.network(spec), recipe, data).withSeed(Outcome.SEED);
        for (var observer : observers) {
            training = training.watchedBy(observer);
        }
        return training.run();
    }

    /** Which weights a gradient has reached in some step; of a closed gate, it comes later. */
    private static final class Reached implements GradientObserver {
        private final Set<String> never = new TreeSet<>();
        private final Set<String> found = new TreeSet<>();

        @Override
        public void afterBackward(int step, Block network) {
            for (var named : network.getParameters()) {
                Parameter parameter = named.getValue();
                if (!parameter.requiresGradient() || found.contains(named.getKey())) {
                    continue;
                }
                try (NDArray gradient = parameter.getArray().getGradient();
                        NDArray norm = gradient.norm()) {
                    float length = norm.getFloat();
                    (length > 0 && Float.isFinite(length) ? found : never).add(named.getKey());
                }
            }
            never.removeAll(found);
        }
    }
}
