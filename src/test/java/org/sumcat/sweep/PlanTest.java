package org.sumcat.sweep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.nn.Block;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sumcat.data.Dataset;
import org.sumcat.data.DrawnSet;
import org.sumcat.device.Compute;
import org.sumcat.engine.Rules;
import org.sumcat.files.HashedJson;
import org.sumcat.network.Network;
import org.sumcat.recipe.Recipe;
import org.sumcat.train.Runs;
import org.sumcat.train.Training;
import org.sumcat.zoo.Zoo;

@DisplayNameGeneration(ReplaceUnderscores.class)
class PlanTest {
    private static final Dataset DRAWN = DrawnSet.draw(200, 50, 1);
    private static final Recipe SMALL =
            Recipe.quick().withImages(64).withValidation(50).withEpochs(2).withBatch(16);

    @TempDir private Path folder;

    private static Training training(String spec, long seed) {
        return Training.of(Zoo.network(spec), SMALL, DRAWN).withSeed(seed);
    }

    private static Plan plan(long... seeds) {
        return Plan.of(
                "./sumcat compare",
                Arrays.stream(seeds)
                        .mapToObj(seed -> training("plain:depth=8,width=4", seed))
                        .toList());
    }

    @Test
    void lists_every_run_with_its_number_from_1_and_its_size() {
        Plan plan =
                Plan.of(
                        "./sumcat compare",
                        List.of(training("resnet-20", 1), training("lenet-5", 1)));
        assertThat(plan.tasks()).extracting(Plan.Task::task).containsExactly(1, 2);
        assertThat(plan.tasks())
                .extracting(task -> task.network().spec())
                .containsExactly("resnet-20", "lenet-5");
        assertThat(plan.task(1).macs()).isEqualTo(training("resnet-20", 1).anatomy().macs());
        assertThat(plan.task(1).images()).isEqualTo(64);
        assertThat(plan.task(1).epochs()).isEqualTo(2);
        assertThat(plan.task(2).run()).isEqualTo(training("lenet-5", 1).identity());
    }

    @Test
    void counts_a_network_once_however_many_seeds_it_has() {
        var built = new AtomicInteger();
        var network = new Observed(Zoo.network("plain:depth=8,width=4"), built);
        var seeds = LongStream.rangeClosed(1, 40).boxed().toList();
        var trainings =
                seeds.stream().map(s -> Training.of(network, SMALL, DRAWN).withSeed(s)).toList();
        Plan plan = Plan.of("./sumcat compare", trainings);
        assertThat(built).hasValue(1);
        assertThat(plan.tasks())
                .extracting(Plan.Task::run)
                .isEqualTo(trainings.stream().map(Training::identity).toList())
                .isEqualTo(
                        seeds.stream()
                                .map(s -> training("plain:depth=8,width=4", s).identity())
                                .toList());
    }

    @Test
    void counts_a_network_again_for_another_recipe_and_another_precision() {
        var built = new AtomicInteger();
        var network = new Observed(Zoo.network("plain:depth=8,width=4"), built);
        Training one = Training.of(network, SMALL, DRAWN);
        Training longer = Training.of(network, SMALL.withEpochs(3), DRAWN);
        Training other = one.on(one.compute().by(Rules.PLAIN));
        Plan plan = Plan.of("./sumcat compare", List.of(one, longer, other));
        assertThat(built).hasValue(3);
        assertThat(plan.tasks())
                .extracting(Plan.Task::run)
                .containsExactly(one.identity(), longer.identity(), other.identity());
    }

    /** A network that reports how often its layers were built. */
    private record Observed(Network network, AtomicInteger built) implements Network {
        @Override
        public String spec() {
            return network.spec();
        }

        @Override
        public String family() {
            return network.family();
        }

        @Override
        public int year() {
            return network.year();
        }

        @Override
        public String paper() {
            return network.paper();
        }

        @Override
        public Block build(int classes) {
            built.incrementAndGet();
            return network.build(classes);
        }
    }

    @Test
    void is_read_back_as_it_was_written() throws IOException {
        Path file = Files.writeString(folder.resolve("p.json"), plan(1, 2).json());
        assertThat(Plan.read(file)).isEqualTo(plan(1, 2));
        assertThat(Files.readString(file)).contains("\"format\" : 1,", "\"task\" : 2,");
    }

    @Test
    void that_was_edited_or_is_none_is_refused_in_one_line() throws IOException {
        Path file =
                Files.writeString(
                        folder.resolve("p.json"),
                        plan(1).json().replace("\"seed\" : 1", "\"seed\" : 2"));
        assertThatThrownBy(() -> Plan.read(file))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        file
                                + " must be a plan as ./sumcat compare wrote it, but its hash says"
                                + " that it was edited; use another, or delete it and write it again");
        assertThatThrownBy(() -> Plan.read(folder.resolve("none.json")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("NoSuchFileException");
        Files.writeString(file, HashedJson.seal(Map.of("format", 1)));
        assertThatThrownBy(() -> Plan.read(file))
                .hasMessageContaining("but it lacks what a plan has; use another");
        Files.writeString(file, plan(1).json().substring(0, 300));
        assertThatThrownBy(() -> Plan.read(file))
                .hasMessageContaining("but line 15: Unexpected end-of-input")
                .hasMessageNotContaining("Source");
        Files.writeString(file, "[]");
        assertThatThrownBy(() -> Plan.read(file)).hasMessageContaining("no document with a hash");
    }

    @Test
    void names_the_rules_of_the_engine_where_they_are_not_the_default_ones() throws IOException {
        assertThat(plan(1).json()).doesNotContain("\"rules\"");
        Training training = training("plain:depth=8,width=4", 1);
        Plan plain =
                Plan.of(
                        "c",
                        List.of(training.on(training.compute().by(Rules.of("relu-in-place")))));
        Path file = Files.writeString(folder.resolve("p.json"), plain.json());
        assertThat(Plan.read(file)).isEqualTo(plain);
        assertThat(Plan.read(file).rules()).isEqualTo("relu-in-place");
        assertThat(plain.task(1).run()).isNotEqualTo(plan(1).task(1).run());
    }

    @Test
    void says_that_weights_are_left_out_and_nothing_where_they_are_kept() throws IOException {
        Plan without = plan(1).leavingOutWeights();
        assertThat(without.json()).contains("\"withoutWeights\" : true");
        assertThat(plan(1).json()).doesNotContain("eights");
        Path file = Files.writeString(folder.resolve("p.json"), without.json());
        assertThat(Plan.read(file)).isEqualTo(without);
        assertThat(Plan.read(file).weights()).isEqualTo(Runs.Weights.LEFT_OUT);
        assertThat(plan(1).weights()).isEqualTo(Runs.Weights.KEPT);
    }

    @Test
    void of_another_format_is_refused() {
        assertThatThrownBy(
                        () ->
                                new Plan(
                                        2,
                                        "c",
                                        plan(1).footing(),
                                        "drawn",
                                        "ab",
                                        "cpu",
                                        1,
                                        "float32",
                                        null,
                                        plan(1).versions(),
                                        false,
                                        plan(1).recipes(),
                                        plan(1).tasks()))
                .hasMessage("a plan must have format 1, but has 2; make it with this Sumcat");
    }

    @Test
    void settles_in_a_folder_that_no_other_plan_has() {
        plan(1, 2).settle(folder);
        plan(1, 2).settle(folder);
        assertThat(Plan.read(folder.resolve(Plan.FILE))).isEqualTo(plan(1, 2));
        assertThatThrownBy(() -> plan(1, 2, 3).settle(folder))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("--out must not hold another comparison, but " + folder)
                .hasMessageEndingWith("use another folder or delete it");
    }

    @Test
    void has_no_run_twice_and_no_two_recipes_of_one_name() {
        assertThatThrownBy(() -> plan(1, 2, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("plain:depth=8,width=4 seed 1, recipe quick");
        var renamed = // as a recipe file may have it
                new Recipe(
                        SMALL.name(),
                        3,
                        SMALL.batch(),
                        SMALL.rate(),
                        SMALL.schedule(),
                        SMALL.optimizer(),
                        SMALL.momentum(),
                        SMALL.nesterov(),
                        SMALL.weightDecay(),
                        SMALL.clip(),
                        SMALL.smoothing(),
                        SMALL.start(),
                        SMALL.flip(),
                        SMALL.shift(),
                        SMALL.side(),
                        SMALL.images(),
                        SMALL.validation(),
                        SMALL.testing());
        var one = training("lenet-5", 1);
        var other = Training.of(Zoo.network("lenet-5"), renamed, DRAWN);
        assertThatThrownBy(() -> Plan.of("./sumcat compare", List.of(one, other)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("recipes of one plan must have different names");
    }

    @Test
    void is_carried_out_with_the_data_and_the_code_that_it_was_made_for() {
        Plan plan = plan(1);
        Compute compute = training("lenet-5", 1).compute();
        assertThat(plan.training(plan.task(1), DRAWN, compute).identity())
                .isEqualTo(plan.task(1).run());
        assertThatThrownBy(() -> plan.training(plan.task(1), DrawnSet.draw(200, 50, 2), compute))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(
                        "a plan is carried out with the data that it was made for, drawn (");
        var other = new Compute(compute.device(), compute.threads() + 1, compute.arithmetic());
        assertThatThrownBy(() -> plan.training(plan.task(1), DRAWN, other))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("a plan is carried out with the threads");
    }

    @Test
    void has_no_task_beyond_its_last() {
        for (int wrong : List.of(0, 3)) {
            assertThatThrownBy(() -> plan(1, 2).task(wrong))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("--task must be from 1 to 2, but was " + wrong);
        }
    }

    @Test
    void lays_each_run_where_no_other_lies() {
        Plan plan = plan(1, 2);
        assertThat(plan.task(1).in(folder).getFileName().toString())
                .startsWith("plain-depth-8-width-4-seed1-")
                .hasSize("plain-depth-8-width-4-seed1-".length() + 8);
    }
}
