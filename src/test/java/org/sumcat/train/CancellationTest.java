package org.sumcat.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.jni.JniUtils;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.sumcat.data.Dataset;
import org.sumcat.data.DrawnSet;
import org.sumcat.device.Cancellation;
import org.sumcat.device.StoppedException;
import org.sumcat.engine.Hooks;
import org.sumcat.recipe.Recipe;
import org.sumcat.zoo.Zoo;

@DisplayNameGeneration(ReplaceUnderscores.class)
@Timeout(600)
class CancellationTest {
    private static final Dataset DRAWN = DrawnSet.draw(200, 50, 1);
    private static final int STEPS = 4; // in an epoch
    private static final int PATIENCE = 300; // seconds, for what takes none on an idle machine

    private final List<Integer> steps = new ArrayList<>();
    private final List<String> heard = new ArrayList<>();

    private static Training training(String spec) {
        Recipe small =
                Recipe.quick()
                        .withImages(64)
                        .withValidation(50)
                        .withEpochs(3)
                        .withBatch(16)
                        .withSide(28);
        return Training.of(Zoo.network(spec), small, DRAWN);
    }

    private static Training training() {
        return training("densenet-bc:depth=10,growth=4,dropout=0.2");
    }

    /** Watched by one who presses the button after a step, counted over all epochs from 1. */
    private Training stoppedAfter(int last, Training training) {
        return training.watchedBy(
                new TrainingObserver() {
                    @Override
                    public void afterStep(TrainingProgress now) {
                        int step = (now.epoch() - 1) * STEPS + now.step();
                        steps.add(step);
                        if (step == last) {
                            Thread.currentThread().interrupt();
                        }
                    }

                    @Override
                    public void stopped(String words) {
                        heard.add(words);
                    }
                });
    }

    @AfterEach
    void release_the_button() {
        Thread.interrupted();
    }

    @Test
    void a_training_says_in_one_line_what_was_reached_and_takes_no_further_step() {
        assertThatThrownBy(stoppedAfter(6, training())::run)
                .isInstanceOf(StoppedException.class)
                .hasMessage(
                        "densenet-bc:depth=10,growth=4,dropout=0.2: stopped in epoch 2 of 3, after"
                                + " 32 of 64 images; nothing of it was saved")
                .satisfies(e -> assertThat(e.getStackTrace()).isEmpty());
        assertThat(steps).containsExactly(1, 2, 3, 4, 5, 6);
        assertThat(heard)
                .containsExactly(
                        "stopped in epoch 2 of 3, after 32 of 64 images; nothing of it was saved");
    }

    @Test
    void one_that_is_told_to_before_it_begins_takes_no_step() {
        Thread.currentThread().interrupt();

        assertThatThrownBy(stoppedAfter(6, training())::run)
                .hasMessageContaining("stopped in epoch 1 of 3, after 0 of 64 images");
        assertThat(steps).isEmpty();
    }

    @Test
    void while_an_epoch_is_tested_it_says_so() {
        assertThatThrownBy(stoppedAfter(STEPS, training())::run)
                .hasMessageContaining("stopped in epoch 1 of 3, during testing");
    }

    @Test
    void the_button_also_stops_what_only_looks_at_images() {
        try (Trained trained = training().train()) {
            Thread.currentThread().interrupt();

            assertThatThrownBy(() -> trained.quality(DRAWN.test(), Hooks.on(trained.places())))
                    .isInstanceOf(StoppedException.class);
        }
    }

    @Test
    void the_next_training_is_the_same_to_the_bit_as_without_a_stop() {
        String before = training().run().weightsSha256();
        boolean gradients = JniUtils.isGradMode();
        assertThatThrownBy(stoppedAfter(6, training())::run).isInstanceOf(StoppedException.class);
        Thread.interrupted(); // a kernel does so before the next cell

        assertThat(training().run().weightsSha256()).isEqualTo(before);
        assertThat(JniUtils.isGradMode()).isEqualTo(gradients);
        try (NDManager manager = Engine.getInstance().newBaseManager();
                NDArray x = manager.ones(new Shape(2))) {
            x.setRequiresGradient(true);
            try (var tape = Engine.getInstance().newGradientCollector()) {
                tape.backward(x.mul(3).sum());
            }
            assertThat(x.getGradient().toFloatArray()).containsExactly(3, 3);
        }
    }

    @Test
    void into_a_folder_it_says_what_goes_on_from_there(@TempDir Path folder) {
        assertThatThrownBy(() -> stoppedAfter(2, training()).train(folder, heard::add))
                .hasMessageContaining("no epoch was finished, so nothing of it was saved");
        Thread.interrupted();

        assertThatThrownBy(() -> stoppedAfter(6, training()).train(folder, heard::add))
                .hasMessageEndingWith(
                        "; the same training in %s resumes after epoch 1".formatted(folder));
    }

    /** Kernels end a cell before its thread has ended. */
    @Test
    void the_next_training_waits_for_one_that_was_told_to_stop() throws Exception {
        var within = new CountDownLatch(1);
        var told = new CountDownLatch(1);
        var first = new CompletableFuture<@Nullable Object>();
        var thread =
                new Thread(
                        () -> {
                            try {
                                first.complete(slow(within, told).run());
                            } catch (StoppedException e) {
                                first.completeExceptionally(e);
                            }
                        });
        thread.start();
        assertThat(within.await(PATIENCE, TimeUnit.SECONDS)).isTrue();
        assertThatThrownBy(training()::run)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("one training at a time");
        thread.interrupt();
        var second = new CompletableFuture<Run>();
        new Thread(() -> second.complete(training().run())).start();
        told.countDown();

        assertThat(second.get(PATIENCE, TimeUnit.SECONDS).history()).hasSize(3);
        assertThat(first).isCompletedExceptionally();
    }

    private static Training slow(CountDownLatch within, CountDownLatch told) {
        return training()
                .watchedBy(
                        new TrainingObserver() {
                            @Override
                            public void afterStep(TrainingProgress now) {
                                within.countDown();
                                try {
                                    told.await();
                                } catch (InterruptedException e) {
                                    Thread.currentThread().interrupt();
                                }
                            }
                        });
    }

    @Test
    void the_first_work_of_a_program_that_ends_is_stopped_like_any_other() throws Exception {
        var java =
                new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Late.class.getName());
        Process process = java.redirectErrorStream(true).start();
        assertThat(process.inputReader().lines()).containsExactly("stopped: the program ends");
    }

    /** A program that begins to work when it ends. */
    static final class Late {
        public static void main(String[] none) {
            Runtime.getRuntime().addShutdownHook(new Thread(Late::work));
        }

        private static void work() {
            try {
                Cancellation.whileEngineLives(() -> "done");
            } catch (StoppedException e) {
                System.out.println(e.getMessage());
            }
        }
    }

    @Nested
    class Asked_for_again {
        private final Unfinished unfinished = new Unfinished("run this cell again", heard::add);

        @Test
        void it_goes_on_and_ends_with_the_weights_of_a_run_that_was_not_stopped() {
            assertThatThrownBy(() -> all(stopping(6), "lenet-5"))
                    .hasMessage(
                            "lenet-5: stopped in epoch 2 of 3, after 32 of 64 images; run this cell again to resume after epoch 1");
            Thread.interrupted();
            steps.clear();

            Run run = all(stopping(99), "lenet-5").get(0);

            assertThat(steps).containsExactly(5, 6, 7, 8, 9, 10, 11, 12);
            assertThat(heard).contains("lenet-5: resumes after epoch 1 of 3");
            assertThat(run.weightsSha256()).isEqualTo(training("lenet-5").run().weightsSha256());
            assertThat(run.resumedAfter()).containsExactly(1);
        }

        /** The button is pressed again before the next epoch is over. */
        @Test
        void stopped_twice_in_one_epoch_it_still_goes_on_where_it_said() {
            for (int time = 1; time <= 2; time++) {
                assertThatThrownBy(() -> all(stopping(6), "lenet-5"))
                        .hasMessageEndingWith("; run this cell again to resume after epoch 1");
                Thread.interrupted();
            }
            steps.clear();

            Run run = all(stopping(99), "lenet-5").get(0);

            assertThat(steps).containsExactly(5, 6, 7, 8, 9, 10, 11, 12);
            assertThat(run.weightsSha256()).isEqualTo(training("lenet-5").run().weightsSha256());
        }

        @Test
        void what_was_over_is_not_trained_again_and_what_ended_well_is() {
            int inTheSecond = 6;
            assertThatThrownBy(
                            () ->
                                    all(
                                            training ->
                                                    training.network().spec().equals("lenet-5")
                                                            ? training
                                                            : stoppedAfter(inTheSecond, training),
                                            "lenet-5",
                                            "plain:depth=8,width=4"))
                    .isInstanceOf(StoppedException.class);
            Thread.interrupted();
            steps.clear();

            List<Run> runs = all(stopping(99), "lenet-5", "plain:depth=8,width=4");

            assertThat(heard)
                    .contains(
                            "lenet-5: was trained before the stop",
                            "plain:depth=8,width=4: resumes after epoch 1 of 3");
            assertThat(steps).containsExactly(5, 6, 7, 8, 9, 10, 11, 12);
            assertThat(runs.get(0).weightsSha256())
                    .isEqualTo(training("lenet-5").run().weightsSha256());
            steps.clear();
            all(stopping(99), "lenet-5");
            assertThat(steps).hasSize(3 * STEPS);
        }

        @Test
        void before_an_epoch_is_over_it_begins_anew() {
            assertThatThrownBy(() -> all(stopping(2), "lenet-5"))
                    .hasMessageEndingWith("; run this cell again to start over");
            Thread.interrupted();
            steps.clear();

            all(stopping(99), "lenet-5");

            assertThat(steps).hasSize(3 * STEPS);
        }

        private Function<Training, Training> stopping(int last) {
            return training -> stoppedAfter(last, training);
        }

        private List<Run> all(Function<Training, Training> watched, String... specs) {
            return unfinished.runAll(
                    List.of(specs).stream().map(CancellationTest::training).toList(), watched);
        }
    }
}
