package org.sumcat.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.pytorch.jni.JniUtils;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sumcat.data.Dataset;
import org.sumcat.data.DrawnSet;
import org.sumcat.data.NothingToLearn;
import org.sumcat.device.Compute;
import org.sumcat.engine.Hooks;
import org.sumcat.engine.Rules;
import org.sumcat.recipe.Recipe;
import org.sumcat.zoo.Zoo;

@DisplayNameGeneration(ReplaceUnderscores.class)
class TrainingTest {
    private static final Dataset DRAWN = DrawnSet.draw(600, 200, 1);
    private static final Recipe SHORT =
            Recipe.quick().withImages(200).withValidation(100).withEpochs(2).withBatch(32);

    static Training training() {
        return Training.of(Zoo.network("resnet-cifar:depth=8,width=4"), SHORT, DRAWN);
    }

    @Test
    void By_plain_rules_it_rounds_otherwise_and_the_record_says_so() {
        var training =
                Training.of(
                        Zoo.network("skeleton:join=sum,depth=7,width=4"),
                        SHORT.withEpochs(1),
                        DRAWN);
        Run usual = training.run();
        Run plain = training.on(training.compute().by(Rules.PLAIN)).run();
        assertThat(usual.rules()).isEqualTo(Rules.DEFAULT.names());
        assertThat(plain.rules()).isEmpty();
        assertThat(plain.weightsSha256()).isNotEqualTo(usual.weightsSha256());
        assertThat(Rules.rounding(plain.rules())).isEqualTo("plain");
        assertThat(plain.identity())
                .isEqualTo(training.on(training.compute().by(Rules.PLAIN)).identity())
                .isNotEqualTo(usual.identity());
    }

    @Test
    void What_a_step_keeps_of_dense_blocks_changes_no_weight_also_with_dropout() {
        String dense = "densenet-bc:depth=16,growth=5,memory=";
        assertThat(weights(dense + "efficient"))
                .isEqualTo(weights(dense + "plain"))
                .isEqualTo(weights(dense + "least"));
        assertThat(weights(dense + "efficient,dropout=0.2"))
                .isEqualTo(weights(dense + "plain,dropout=0.2"))
                .isNotEqualTo(weights(dense + "plain"));
    }

    private static String weights(String spec) {
        return Training.of(Zoo.network(spec), SHORT, DRAWN).run().weightsSha256();
    }

    /** Far below guessing in training, far above it in testing; and neither by itself. */
    @Nested
    @Tag("training")
    class A_few_steps {
        /** Loss, as a share of that of guessing among ten, that counts as having learned. */
        private static final double LEARNED = 0.8;

        private final Dataset drawn = DrawnSet.draw(600, 200, Outcome.SEED);
        private final Recipe few = SHORT.withImages(500).withEpochs(6);

        /** Needs no more than 48 images: they are to be known by heart. */
        private final Recipe rmsProp =
                Recipe.inception()
                        .withSide(28)
                        .withImages(48)
                        .withValidation(0)
                        .withEpochs(30)
                        .withBatch(16)
                        .withRate(0.4f);

        private static final String RESNET = "resnet-cifar:depth=8,width=8";

        private static Run run(String spec, Recipe recipe, Dataset data) {
            return Training.of(Zoo.network(spec), recipe, data).withSeed(Outcome.SEED).run();
        }

        private static double share(Run run) {
            return run.last().trainLoss() / Math.log(10);
        }

        @ParameterizedTest
        @ValueSource(strings = {RESNET, "densenet-bc:depth=10,growth=8,dropout=0.1"})
        void lower_the_loss(String spec) {
            Run run = run(spec, few, drawn);
            Outcome.assertBelow("loss after few steps of " + spec, share(run), LEARNED);
            Outcome.assertAbove("accuracy after few steps of " + spec, run.testAccuracy(), 0.3);
        }

        @Test
        void do_so_by_RMSProp_with_smoothed_labels_and_clipped_gradients() {
            Outcome.assertBelow("loss by RMSProp", share(run(RESNET, rmsProp, drawn)), LEARNED);
        }

        @Test
        void do_not_where_labels_say_nothing() {
            Run run = run(RESNET, few, NothingToLearn.draw(600, 200));
            Outcome.assertAbove("loss, labels of nothing", share(run), LEARNED);
            Outcome.assertBelow("accuracy, labels of nothing", run.testAccuracy(), 0.3);
            Run byRmsProp = run(RESNET, rmsProp, NothingToLearn.draw(60, 10));
            Outcome.assertAbove("loss by RMSProp, labels of nothing", share(byRmsProp), LEARNED);
        }
    }

    @Nested
    @Tag("training")
    class In_bfloat16 {
        private final int threads = Compute.of("cpu").threads();

        /** Several wait for each other without rest, which takes long where the machine is busy. */
        @BeforeEach
        void take_one_thread() {
            Compute.useThreads(1);
        }

        @AfterEach
        void take_all() {
            Compute.useThreads(threads);
        }

        private Training rounded(String spec) {
            var few = SHORT.withImages(300).withEpochs(3);
            var drawn = DrawnSet.draw(600, 200, Outcome.SEED);
            var exact = Training.of(Zoo.network(spec), few, drawn).withSeed(Outcome.SEED);
            assumeTrue(exact.compute().hasBfloat16(), "this device has no bfloat16");
            return exact.on(exact.compute().with("fast"));
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "resnet-cifar:depth=8,width=8",
                    "densenet-bc:depth=10,growth=8,dropout=0.1",
                    "densenet:depth=10,growth=8,memory=efficient",
                    "stochastic-depth:depth=8,width=8"
                })
        void a_few_steps_lower_the_loss_as_far_as_in_float32(String spec) {
            Training fast = rounded(spec);
            Run run = fast.run();
            Run exact = fast.on(fast.compute().with("exact")).run();
            assertThat(run.last().trainLoss()).isNotEqualTo(exact.last().trainLoss());
            Outcome.assertBelow("bfloat16, " + spec, apart(run, exact), 0.1);
        }

        /** How far the losses are apart, as a share of the second. */
        private static double apart(Run one, Run other) {
            return Math.abs(one.last().trainLoss() / other.last().trainLoss() - 1);
        }

        @Test
        void with_frozen_weights_they_do_not() {
            GradientObserver freezing =
                    (step, network) -> {
                        for (var parameter : network.getParameters().values()) {
                            if (parameter.getType() == Parameter.Type.WEIGHT) {
                                try (var gradient = parameter.getArray().getGradient()) {
                                    gradient.muli(0);
                                }
                            }
                        }
                    };
            Training fast = rounded("resnet-cifar:depth=8,width=8");
            Run exact = fast.on(fast.compute().with("exact")).run();
            Run frozen = fast.watchedBy(freezing).run();
            Outcome.assertAbove("bfloat16, weights frozen", apart(frozen, exact), 0.1);
        }

        @Test
        void the_same_seed_gives_the_same_weights_and_another_run_than_in_float32() {
            Training fast = rounded("densenet-bc:depth=10,growth=8");
            Run run = fast.run();
            assertThat(run.precision()).isEqualTo("bfloat16");
            assertThat(run.weightsSha256()).isEqualTo(fast.run().weightsSha256());
            Training exact = fast.on(fast.compute().with("exact"));
            assertThat(exact.identity()).isNotEqualTo(run.identity()).isNotEqualTo(fast.identity());
            assertThat(fast.identity()).isEqualTo(run.identity());
        }
    }

    @Test
    void the_record_names_everything_that_decided_the_result() {
        Run run = training().withSeed(5).run();
        assertThat(run.network().spec()).isEqualTo("resnet-cifar:depth=8,width=4,shortcut=a");
        assertThat(run.recipe()).isEqualTo(SHORT);
        assertThat(run.seed()).isEqualTo(5);
        assertThat(run.dataset()).isEqualTo("drawn");
        assertThat(run.datasetSha256()).isEqualTo(DRAWN.sha256());
        assertThat(run.trainImages()).isEqualTo(200);
        assertThat(run.testImages()).isEqualTo(200);
        assertThat(run.threads()).isPositive();
        assertThat(run.versions()).containsKeys("djl", "java", "os", "pytorch", "sumcat");
    }

    @Test
    void the_record_has_what_its_accuracies_can_be_computed_from_again() {
        Run run = training().withSeed(5).run();
        assertThat(run.confusion()).isNotNull();
        assertThat(run.confusion().images()).isEqualTo(200);
        assertThat(run.confusion().accuracy()).isEqualTo(run.testAccuracy());
        for (int label = 0; label < 10; label++) { // rows are true classes
            long there = 0;
            for (int i = 0; i < 200; i++) there += DRAWN.test().label(i) == label ? 1 : 0;
            int row = run.confusion().counts().get(label).stream().mapToInt(n -> n).sum();
            assertThat(row).isEqualTo(Math.toIntExact(there));
        }
    }

    @Test
    void the_weights_that_were_best_on_held_out_images_are_tested_beside_the_last() {
        // a rate that falls to nothing, so that one epoch less is not what a shorter recipe does
        var recipe = SHORT.withEpochs(4).withRate(0.5f);
        Run run = Training.of(Zoo.network("plain:depth=8,width=4"), recipe, DRAWN).run();
        var held = run.history().stream().map(Epoch::validationAccuracy).toList();
        assertThat(run.best()).isNotNull();
        assertThat(run.best().validationAccuracy()).isEqualTo(Collections.max(held));
        assertThat(run.best().epoch()).isEqualTo(held.indexOf(Collections.max(held)) + 1);
        boolean last = run.best().epoch() == 4;
        assertThat(run.best().weightsSha256().equals(run.weightsSha256())).isEqualTo(last);
        assertThat(run.history().get(2).testAccuracy()).isNull();
    }

    @Test
    void the_record_names_the_size_of_images_that_the_network_was_drawn_for() {
        // one pass of 10 images: this is about the size only
        var tiny = SHORT.withEpochs(1).withBatch(2).withImages(10).withValidation(0);
        var large = Zoo.network("densenet-imagenet:blocks=1-1,growth=1,initial=1");
        assertThat(Training.of(large, tiny, DRAWN).run().network().input()).isEqualTo("1x96x96");
        assertThat(Training.of(large, tiny.withSide(32), DRAWN).run().network().input())
                .isEqualTo("1x32x32");
    }

    @Test
    void the_test_set_is_touched_once_unless_the_recipe_was_published_otherwise() {
        Run once = training().run();
        assertThat(once.history().get(0).testAccuracy()).isNull();
        assertThat(once.last().testAccuracy()).isNotNull();
        assertThat(once.history()).allMatch(epoch -> epoch.validationAccuracy() != null);

        var d2l = Recipe.d2l().withSide(28).withEpochs(2).withBatch(64).withImages(128);
        Run each = Training.of(Zoo.network("plain:depth=8,width=4"), d2l, DRAWN).run();
        assertThat(each.history()).allMatch(epoch -> epoch.testAccuracy() != null);
        assertThat(each.history()).allMatch(epoch -> epoch.validationAccuracy() == null);
    }

    @Test
    void a_trained_network_can_be_measured_on_what_was_held_out_as_the_run_was() {
        boolean gradients = JniUtils.isGradMode();
        try (Trained trained = training().train()) {
            assertThat(trained.validation().count()).isEqualTo(100);
            assertThat(trained.accuracy(trained.validation()))
                    .isEqualTo(trained.run().last().validationAccuracy());
            assertThat(trained.accuracy(DRAWN.test())).isEqualTo(trained.run().testAccuracy());
        }
        assertThat(JniUtils.isGradMode()).isEqualTo(gradients);
    }

    @Test
    void and_shown_images_with_taps_in_it() {
        try (Trained trained = training().withSeed(3).train()) {
            var shapes = new ArrayList<String>();
            Hooks taps =
                    Hooks.on(trained.places())
                            .observe("layer2", maps -> shapes.add(maps.getShape().toString()));
            var labels = new ArrayList<Long>();
            trained.show(
                    trained.validation(),
                    taps,
                    (scores, names) -> {
                        shapes.add(scores.getShape().toString());
                        for (long name : names.toLongArray()) labels.add(name);
                    });
            assertThat(shapes).containsExactly("(100, 8, 14, 14)", "(100, 10)");
            assertThat(labels.get(99)).isEqualTo(trained.validation().label(99));
            // ten equal scores: every image is named the first class, and a tenth belongs there
            assertThat(trained.quality(Hooks.on(trained.places()).zero("fc")).accuracy())
                    .isEqualTo(0.1);
            assertThat(trained.quality(Hooks.on(trained.places()).zero("fc")).loss())
                    .isCloseTo(Math.log(10), within(1e-6));
        }
    }

    @Test
    void statistics_taken_anew_are_those_of_the_last_weights_and_nothing_else_changes() {
        var whole = SHORT.withImages(60).withValidation(0).withBatch(60).withEpochs(2);
        var data = DrawnSet.draw(60, 20, 1);
        try (Trained trained =
                Training.of(Zoo.network("plain:depth=8,width=2"), whole, data).train()) {
            var net = trained.model().getBlock();
            var before = values(net);
            trained.renewStatistics();
            var after = values(net);
            assertThat(after.keySet())
                    .filteredOn(name -> !Arrays.equals(after.get(name), before.get(name)))
                    .isNotEmpty()
                    .allMatch(name -> name.contains("running"));

            var means = new float[2];
            trained.show(
                    data.train(),
                    Hooks.on(trained.places()).observe("conv1/1", maps -> means(maps, means)),
                    (scores, names) -> {});
            String first =
                    after.keySet().stream()
                            .filter(n -> n.endsWith("runningMean"))
                            .findFirst()
                            .get();
            for (int channel = 0; channel < 2; channel++) {
                // 0.9 to the power of 50 is 0.005: so much is left of the mean that was
                double left = 0.006 * Math.abs(before.get(first)[channel] - means[channel]);
                assertThat(after.get(first)[channel])
                        .isCloseTo(means[channel], within((float) left + 1e-5f));
            }
        }
    }

    private static void means(NDArray maps, float[] means) {
        for (int channel = 0; channel < means.length; channel++) {
            try (NDArray one = maps.get(":,{}", channel)) {
                means[channel] = one.mean().getFloat();
            }
        }
    }

    private static Map<String, float[]> values(Block net) {
        var values = new LinkedHashMap<String, float[]>();
        net.getParameters()
                .forEach(p -> values.put(p.getKey(), p.getValue().getArray().toFloatArray()));
        return values;
    }

    @Test
    void a_network_without_batch_norm_has_no_statistics_to_take_anew() {
        try (Trained trained =
                Training.of(Zoo.network("lenet-5"), SHORT.withEpochs(1), DRAWN).train()) {
            assertThatThrownBy(trained::renewStatistics)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("a network must have batch norm, but lenet-5 has none");
        }
    }

    @Test
    void a_run_that_held_nothing_out_has_nothing_to_measure_on() {
        var all = SHORT.withEpochs(1).withValidation(0);
        try (Trained trained =
                Training.of(Zoo.network("plain:depth=8,width=1"), all, DRAWN).train()) {
            assertThatThrownBy(trained::validation)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage(
                            "to measure on held-out images, the recipe must hold some out, but"
                                    + " '%s' holds out none; use Recipe.withValidation",
                            all.name());
        }
    }

    @Nested
    @ExtendWith(TwoThreads.class)
    class The_same_seed {
        @Test
        void gives_the_same_weights_bit_for_bit_in_two_processes() throws Exception {
            assertThat(weightsFromAnotherProcess(1)).isEqualTo(weightsFromAnotherProcess(1));
        }

        @Test
        void and_another_seed_gives_others() {
            assertThat(training().withSeed(1).run().weightsSha256())
                    .isNotEqualTo(training().withSeed(2).run().weightsSha256());
        }

        @Test
        void gives_the_same_weights_again_in_one_process() {
            assertThat(training().run().weightsSha256())
                    .isEqualTo(training().run().weightsSha256());
        }

        @Test
        void closes_the_same_gates_of_stochastic_depth() {
            assertThat(gated(1)).isEqualTo(gated(1)).isNotEqualTo(gated(2));
        }

        private static String gated(long seed) {
            var network = Zoo.network("stochastic-depth:depth=14,width=4,survival=0.5");
            return Training.of(network, SHORT, DRAWN).withSeed(seed).run().weightsSha256();
        }
    }

    @Nested
    class A_loss_that_is_not_finite {
        private final Training hopeless =
                Training.of(Zoo.network("plain:depth=8,width=4"), SHORT, DRAWN);

        @Test
        void ends_the_run_with_the_epoch_and_what_to_try() {
            assertThatThrownBy(() -> brokenFrom(0).run())
                    .isInstanceOf(DivergedException.class)
                    .hasMessage(
                            "loss and scores must stay finite, but those of plain:depth=8,width=4"
                                    + " (seed 1) were NaN in epoch 1; try a smaller rate, a larger"
                                    + " batch, or batch norm");
        }

        @Test
        void is_a_result_with_the_epochs_before_it_and_no_accuracy() {
            assertThatThrownBy(() -> brokenFrom(7).run())
                    .isInstanceOfSatisfying(
                            DivergedException.class,
                            e -> {
                                assertThat(e.run().divergedAt()).isEqualTo(2);
                                assertThat(e.run().history()).hasSize(1);
                                assertThat(e.run().confusion()).isNull();
                                assertThat(e.run().best()).isNull();
                                assertThatThrownBy(() -> e.run().testAccuracy())
                                        .hasMessage(
                                                "a run has a test accuracy when it is over, but it"
                                                        + " diverged at epoch 2");
                            });
        }

        @Test
        void leaves_no_accuracy() {
            var rows = new ArrayList<Epoch>();
            assertThatThrownBy(() -> brokenFrom(0).onEpoch(rows::add).run())
                    .isInstanceOf(DivergedException.class);
            assertThat(rows).isEmpty();
        }

        @Test
        void is_noticed_even_where_only_the_last_step_of_all_broke_the_weights() {
            var rows = new ArrayList<Epoch>();
            assertThatThrownBy(() -> brokenFrom(13).onEpoch(rows::add).run())
                    .isInstanceOf(DivergedException.class)
                    .hasMessageContaining("epoch 2");
            assertThat(rows).hasSize(1);
        }

        /** Breaks a weight at a step and after, as an overflow would. */
        private Training brokenFrom(int broken) {
            return hopeless.watchedBy(
                    new GradientObserver() {
                        @Override
                        public void afterBackward(int step, Block network) {
                            if (step >= broken) {
                                Parameter first = network.getParameters().valueAt(0);
                                first.getArray().muli(Float.NaN);
                            }
                        }
                    });
        }
    }

    @Test
    void a_training_runs_on_any_thread_and_leaves_its_gradient_mode_as_it_was() throws Exception {
        var hashes = new ArrayList<String>();
        var modes = new ArrayList<Boolean>();
        var other =
                new Thread(
                        () -> {
                            JniUtils.setGradMode(true); // as in every thread but the engine's first
                            hashes.add(training().run().weightsSha256());
                            modes.add(JniUtils.isGradMode());
                        });
        other.start();
        other.join();
        assertThat(hashes).containsExactly(training().run().weightsSha256());
        assertThat(modes).containsExactly(true);
    }

    @Test
    void an_interrupt_ends_the_run_after_the_step_at_hand() {
        var steps = new ArrayList<Integer>();
        var interrupted =
                training()
                        .watchedBy(
                                new TrainingObserver() {
                                    @Override
                                    public void afterStep(TrainingProgress progress) {
                                        steps.add(progress.step());
                                        Thread.currentThread().interrupt();
                                    }
                                });
        assertThatThrownBy(interrupted::run).isInstanceOf(CancellationException.class);
        assertThat(Thread.interrupted()).isTrue();
        assertThat(steps).containsExactly(1);
    }

    @Test
    void observers_see_fresh_gradients_after_each_backward_pass() {
        var norms = new ArrayList<Float>();
        training()
                .watchedBy(
                        new GradientObserver() {
                            @Override
                            public void afterBackward(int step, Block network) {
                                try (NDArray gradient =
                                                network.getParameters()
                                                        .valueAt(0)
                                                        .getArray()
                                                        .getGradient();
                                        NDArray norm = gradient.norm()) {
                                    norms.add(norm.getFloat());
                                }
                            }
                        })
                .run();
        assertThat(norms).hasSize(2 * 7).allMatch(norm -> norm > 0); // 200 images in batches of 32
    }

    @Nested
    class Refused_before_anything_is_trained {
        @Test
        void are_more_images_than_there_are() {
            var tooMany = SHORT.withImages(0).withValidation(590);
            assertThatThrownBy(() -> Training.of(training().network(), tooMany, DRAWN).run())
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage(
                            "the recipe needs 622 training images (32 to train on, at least a"
                                    + " batch; 590 held out), but drawn has 600; use fewer images or a"
                                    + " smaller batch");
        }

        @Test
        void is_a_batch_larger_than_the_images() {
            var largeBatch = SHORT.withBatch(256);
            assertThatThrownBy(() -> Training.of(training().network(), largeBatch, DRAWN).run())
                    .hasMessage(
                            "batch must not exceed the images trained on, but is 256 of 200; use a smaller one");
        }

        @Test
        void is_a_last_batch_of_one_image_which_batch_norm_cannot_use() {
            var leavesOne = SHORT.withImages(65);
            assertThatThrownBy(() -> Training.of(training().network(), leavesOne, DRAWN).check())
                    .hasMessage(
                            "the last batch of a pass must have at least 2 images, for batch norm,"
                                    + " but 65 images in batches of 32 leave 1; use one image or"
                                    + " batch size more");
        }

        @Test
        void are_images_too_small_for_the_network() {
            assertThatThrownBy(
                            () ->
                                    Training.of(
                                                    Zoo.network("densenet-121"),
                                                    SHORT.withSide(16),
                                                    DRAWN)
                                            .run())
                    .hasMessageStartingWith("the input must leave at least 1 pixel at every layer");
        }
    }

    private static String weightsFromAnotherProcess(int seed)
            throws IOException, InterruptedException {
        var command =
                new ArrayList<>(
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin", "java")
                                        .toString()));
        command.addAll(List.of("-cp", System.getProperty("java.class.path")));
        command.addAll(Arrays.asList(WeightsOfOneRun.class.getName(), String.valueOf(seed)));
        var process =
                new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).isZero();
        assertThat(out.strip()).matches("[0-9a-f]{64}");
        return out.strip();
    }

    /** A process of its own: trains once with two threads and prints the hash of the weights. */
    static final class WeightsOfOneRun {
        public static void main(String[] arguments) {
            long seed = Long.parseLong(arguments[0]);
            Compute.useThreads(2);
            System.out.println(training().withSeed(seed).run().weightsSha256());
        }
    }
}
