package org.sumcat.train;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.nn.Block;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sumcat.data.Dataset;
import org.sumcat.data.DrawnSet;
import org.sumcat.device.Compute;
import org.sumcat.device.Versions;
import org.sumcat.recipe.Recipe;
import org.sumcat.zoo.Zoo;

@DisplayNameGeneration(ReplaceUnderscores.class)
@ExtendWith(TwoThreads.class)
class ResumeTest {
    private static final Dataset DRAWN = DrawnSet.draw(200, 50, 1);
    private static final String PLAIN = "plain:depth=8,width=4";
    private static final int STEPS = 4; // in an epoch

    @TempDir private Path folder;

    private static Training training(String spec, String recipe) {
        Recipe small =
                Recipe.named(recipe)
                        .withImages(64)
                        .withValidation(50)
                        .withEpochs(4)
                        .withBatch(16)
                        .withSide(28);
        if (recipe.equals("inception")) {
            small = small.with("momentum", 0.9f);
        }
        return Training.of(Zoo.network(spec), small, DRAWN);
    }

    @ParameterizedTest(name = "{0}, {1}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    resnet-cifar:depth=8,width=4 | quick
                    resnet-cifar:depth=8,width=4 | inception
                    resnet-cifar:depth=8,width=4 | paper
                    densenet-bc:depth=10,growth=4,dropout=0.2 | quick
                    stochastic-depth:depth=14,width=4,survival=0.5 | quick
                    """)
    void after_any_step_it_ends_with_the_weights_of_a_run_that_was_not_interrupted(
            String spec, String recipe) {
        Run whole = training(spec, recipe).run();
        var told = new ArrayList<String>();
        for (int last : List.of(5, 7, 13)) { // in epochs 2, 2 and 4, as each process counts
            assertThatThrownBy(() -> interrupted(training(spec, recipe), last, told))
                    .isInstanceOf(CancellationException.class);
            assertThat(Thread.interrupted()).isTrue();
        }
        Run resumed = Runs.train(training(spec, recipe), folder, told::add);
        assertThat(told)
                .containsExactly(
                        "resumes after epoch 1 of 4",
                        "resumes after epoch 1 of 4",
                        "resumes after epoch 3 of 4");
        assertThat(resumed.weightsSha256()).isEqualTo(whole.weightsSha256());
        assertThat(resumed.confusion()).isEqualTo(whole.confusion());
        assertThat(resumed.best()).isEqualTo(whole.best());
        assertThat(resumed.identity()).isEqualTo(whole.identity());
        assertThat(resumed.resumedAfter()).containsExactly(1, 3);
        assertThat(resumed.history()).hasSize(4);
        assertThat(folder.resolve(Checkpoint.FILE)).doesNotExist();
        assertThat(Runs.damage(folder, whole.identity())).isNull();
    }

    /** Ends it after a step, counted over all epochs from 1. */
    private void interrupted(Training training, int last, List<String> told) {
        var ended =
                training.watchedBy(
                        new TrainingObserver() {
                            @Override
                            public void afterStep(TrainingProgress now) {
                                if ((now.epoch() - 1) * STEPS + now.step() == last) {
                                    Thread.currentThread().interrupt();
                                }
                            }
                        });
        Runs.train(ended, folder, told::add);
    }

    @Test
    void a_run_that_went_on_with_other_code_is_of_both_commits() {
        assertThatThrownBy(() -> interrupted(training(PLAIN, "quick"), 5, new ArrayList<>()))
                .isInstanceOf(CancellationException.class);
        assertThat(Thread.interrupted()).isTrue();
        made("c0ffee");
        Run resumed = Runs.train(training(PLAIN, "quick"), folder, line -> {});
        assertThat(resumed.commit()).isEqualTo("c0ffee, " + Versions.commit());
        assertThat(resumed.identity()).isEqualTo(training(PLAIN, "quick").identity());
    }

    /** Makes the checkpoint one of another commit. */
    private void made(String commit) {
        Checkpoint there = Checkpoint.in(folder).orElseThrow();
        CheckpointHeader head = there.head();
        assertThat(head.commits()).containsExactly(Versions.commit());
        var other =
                new CheckpointHeader(
                        head.identity(),
                        head.run(),
                        head.device(),
                        List.of(commit),
                        head.started(),
                        head.resumedAfter(),
                        head.history(),
                        head.bestEpoch(),
                        head.bestAccuracy());
        new Checkpoint(other, there.weights(), there.optimizer(), there.best()).write(folder);
    }

    /**
     * The checkpoint was written at commit b36ef4b, after epoch 2 of 6, on one thread of a Xeon;
     * what it became there lies in {@code finished}. Another processor or engine rounds
     * differently.
     */
    @Test
    @Tag("training")
    void a_checkpoint_of_version_0_1_0_goes_on() throws IOException {
        Compute.useThreads(1);
        Path records = Path.of("src/test/resources/records-0.1.0");
        Files.copy(records.resolve("unfinished/checkpoint"), folder.resolve(Checkpoint.FILE));
        Run finished = Runs.load(records.resolve("finished"));
        var training =
                new Training(
                        Zoo.network("densenet-bc:depth=10,growth=4"),
                        Recipe.quick().withImages(256).withEpochs(6),
                        DrawnSet.draw(),
                        1,
                        Compute.of("cpu"));
        Checkpoint there = Checkpoint.in(folder).orElseThrow();
        boolean sameMachine = there.head().device().equals(training.compute().words());
        of(there, training).write(folder);
        var told = new ArrayList<String>();
        Run run = Runs.train(training, folder, told::add);
        assertThat(told).containsExactly("resumes after epoch 2 of 6");
        assertThat(run.history().subList(0, 2)).isEqualTo(finished.history().subList(0, 2));
        assertThat(run.history()).hasSize(6);
        double apart = Math.abs(run.last().trainLoss() - finished.last().trainLoss());
        Outcome.assertBelow("loss after a checkpoint of 0.1.0, apart", apart, 0.2);
        if (sameMachine && run.versions().equals(finished.versions())) {
            assertThat(run.weightsSha256()).isEqualTo(finished.weightsSha256());
        }
    }

    /** The checkpoint as if this machine and these versions had made it. */
    private static Checkpoint of(Checkpoint there, Training training) {
        CheckpointHeader head = there.head();
        var here =
                new CheckpointHeader(
                        training.identity(),
                        head.run(),
                        training.compute().words(),
                        head.commits(),
                        head.started(),
                        head.resumedAfter(),
                        head.history(),
                        head.bestEpoch(),
                        head.bestAccuracy());
        return new Checkpoint(here, there.weights(), there.optimizer(), there.best());
    }

    @Nested
    class A_folder_with_a_finished_run {
        private final Training training = training(PLAIN, "quick");

        @Test
        void is_not_trained_again() throws IOException {
            Run first = Runs.train(training, folder, line -> {});
            var told = new ArrayList<String>();
            assertThat(Runs.train(training, folder, told::add)).isEqualTo(first);
            assertThat(told).containsExactly("was done already");
        }

        @ParameterizedTest
        @CsvSource({
            "run.json, 0.1, 0.2, run.json was changed since",
            "history.csv, '1,', '1,1', history.csv was changed since"
        })
        void is_trained_again_where_a_file_was_edited(
                String file, String old, String edit, String damage) throws IOException {
            Run first = Runs.train(training, folder, line -> {});
            String text = Files.readString(folder.resolve(file));
            Files.writeString(folder.resolve(file), text.replace(old, edit));
            assertTrainedAgain(first, damage);
        }

        @Test
        void is_trained_again_where_the_weights_were_torn() throws IOException {
            Run first = Runs.train(training, folder, line -> {});
            Path weights = folder.resolve("weights.params");
            byte[] bytes = Files.readAllBytes(weights);
            Files.write(weights, Arrays.copyOf(bytes, bytes.length - 1));
            assertTrainedAgain(first, "weights.params was changed since");
            Files.delete(weights);
            assertTrainedAgain(first, "weights.params cannot be read");
        }

        private void assertTrainedAgain(Run first, String damage) {
            var told = new ArrayList<String>();
            Run again = Runs.train(training, folder, told::add);
            assertThat(told).containsExactly(damage + ": trains again");
            assertThat(again.weightsSha256()).isEqualTo(first.weightsSha256());
            assertThat(Runs.damage(folder, first.identity())).isNull();
        }
    }

    @Nested
    class A_checkpoint {
        private final Training training = training(PLAIN, "quick");

        @Test
        void that_is_torn_is_noticed_and_the_run_begins_anew() throws IOException {
            assertThatThrownBy(() -> interrupted(training, 6, new ArrayList<>()));
            assertThat(Thread.interrupted()).isTrue();
            Path file = folder.resolve(Checkpoint.FILE);
            byte[] bytes = Files.readAllBytes(file);
            bytes[bytes.length / 2] ^= 1;
            Files.write(file, bytes);
            var told = new ArrayList<String>();
            Run run = Runs.train(training, folder, told::add);
            assertThat(told)
                    .containsExactly("the checkpoint is damaged or was edited: starts over");
            assertThat(run.resumedAfter()).isEmpty();
            assertThat(run.weightsSha256()).isEqualTo(training.run().weightsSha256());
        }

        @Test
        void of_another_run_is_not_for_this_one_to_overwrite() {
            assertThatThrownBy(() -> interrupted(training, 6, new ArrayList<>()));
            assertThat(Thread.interrupted()).isTrue();
            Runs.requireFree(folder, training);
            assertThatThrownBy(() -> Runs.requireFree(folder, training.withSeed(2)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageStartingWith(
                            "--out must not hold another run, but %s has %s, recipe %s, seed 1, at"
                                            .formatted(folder, PLAIN, training.recipe().name())
                                    + " epoch 1 on ");
        }
    }

    @Test
    void a_run_that_diverged_is_kept_without_weights_and_not_tried_again() {
        Training hopeless =
                training(PLAIN, "quick")
                        .watchedBy(
                                new GradientObserver() {
                                    @Override
                                    public void afterBackward(int step, Block network) {
                                        float broken = step < STEPS ? 1 : Float.NaN;
                                        network.getParameters().valueAt(0).getArray().muli(broken);
                                    }
                                });
        assertThatThrownBy(() -> Runs.train(hopeless, folder, line -> {}))
                .isInstanceOf(DivergedException.class);
        Run kept = Runs.load(folder);
        assertThat(kept.divergedAt()).isEqualTo(2);
        assertThat(kept.history()).hasSize(1);
        assertThat(folder.resolve("weights.params")).doesNotExist();
        var told = new ArrayList<String>();
        assertThatThrownBy(() -> Runs.train(hopeless, folder, told::add))
                .isInstanceOf(DivergedException.class)
                .hasMessageContaining("in epoch " + kept.divergedAt());
        assertThat(told).containsExactly("was done already");
    }

    @Test
    void processes_killed_at_random_moments_end_with_the_same_weights() throws Exception {
        survive(2, 1);
    }

    @Test
    @Tag("slow")
    void nothing_is_lost_in_fifty_kills() throws Exception {
        survive(50, 2);
    }

    /** Kills a training so often, and after each that came to an end compares the weights. */
    private void survive(int kills, long seed) throws Exception {
        var random = new Random(seed);
        String whole = training(Victim.SPEC, "quick").run().weightsSha256();
        for (int killed = 0, run = 0; killed < kills; run++) {
            Path place = folder.resolve("run" + run);
            while (!ends(place, killed < kills ? random : null)) {
                killed++;
                assertThat(place.resolve("run.json")).doesNotExist();
            }
            assertThat(Runs.load(place).weightsSha256()).isEqualTo(whole);
            assertThat(Runs.damage(place, Runs.load(place).identity())).isNull();
        }
    }

    /** Whether a process came to its end, and was not killed after a few steps and a moment. */
    private boolean ends(Path place, @Nullable Random death) throws Exception {
        int threads = training(PLAIN, "quick").compute().threads();
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        var classPath = System.getProperty("java.class.path");
        Process victim =
                new ProcessBuilder(
                                java,
                                "-cp",
                                classPath,
                                Victim.class.getName(),
                                place.toString(),
                                String.valueOf(threads))
                        .redirectError(ProcessBuilder.Redirect.DISCARD)
                        .start();
        try (var out = victim.inputReader(UTF_8)) {
            int steps = death == null ? Integer.MAX_VALUE : death.nextInt(2 * STEPS);
            while (steps-- > 0 && out.readLine() != null) {}
            if (death != null) {
                Thread.sleep(death.nextInt(30)); // anywhere in a step, in an evaluation, in a file
                victim.destroyForcibly(); // SIGKILL
            }
            boolean ended = victim.waitFor() == 0;
            assertThat(ended || victim.exitValue() == 128 + 9).isTrue();
            return ended;
        }
    }

    /** A process of its own: a line after each step. */
    static final class Victim {
        static final String SPEC = "densenet-bc:depth=10,growth=4,dropout=0.2";

        public static void main(String[] arguments) {
            Compute.useThreads(Integer.parseInt(arguments[1]));
            Training training =
                    training(SPEC, "quick")
                            .watchedBy(
                                    new TrainingObserver() {
                                        @Override
                                        public void afterStep(TrainingProgress now) {
                                            System.out.println(now.epoch() + " " + now.step());
                                        }
                                    });
            Runs.train(training, Path.of(arguments[0]), System.out::println);
        }
    }
}
