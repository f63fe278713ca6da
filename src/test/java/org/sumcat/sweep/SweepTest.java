package org.sumcat.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sumcat.data.Dataset;
import org.sumcat.data.DrawnSet;
import org.sumcat.train.Compute;
import org.sumcat.train.Recipe;
import org.sumcat.train.Training;
import org.sumcat.zoo.Zoo;

@DisplayNameGeneration(ReplaceUnderscores.class)
class SweepTest {
    private static final Dataset DRAWN = DrawnSet.draw();
    private static final Recipe SMALL =
            Recipe.quick().withImages(64).withValidation(0).withEpochs(1).withBatch(16);

    @TempDir private Path folder;

    private final List<String> lines = new ArrayList<>();

    private static Plan plan() {
        return Plan.of(
                "./sumcat compare",
                List.of(
                        Training.of(Zoo.network("lenet-5"), SMALL, DRAWN),
                        Training.of(Zoo.network("lenet-5"), SMALL, DRAWN).withSeed(2)));
    }

    private Sweep.Outcome sweep(Plan plan) {
        plan.settle(folder);
        var watcher =
                new Sweep.Watcher() {
                    @Override
                    public void line(String line) {
                        lines.add(line);
                    }

                    @Override
                    public void at(Sweep.Status status) {}
                };
        int threads = Compute.of("cpu").threads();
        return new Sweep(plan, folder, new Slots(2, threads), List.of(), null, watcher).run();
    }

    @Test
    void does_each_run_once_and_again_what_was_damaged() throws IOException {
        Plan plan = plan();
        Sweep.Outcome first = sweep(plan);
        assertThat(first.failures()).isEmpty();
        assertThat(first.runs())
                .extracting(run -> run.identity())
                .containsExactlyElementsOf(plan.tasks().stream().map(Plan.Task::run).toList());

        Path weights = plan.task(2).in(folder).resolve("weights.params");
        Files.writeString(weights, "swapped");
        lines.clear();
        Sweep.Outcome second = sweep(plan);
        assertThat(lines.get(0)).isEqualTo("1 of 2 runs were there already");
        assertThat(lines)
                .anyMatch(
                        line ->
                                line.endsWith(
                                        "weights.params is not as it was written: trains again"));
        assertThat(second.runs().get(0)).isEqualTo(first.runs().get(0));
        assertThat(second.runs().get(1).weightsSha256())
                .isEqualTo(first.runs().get(1).weightsSha256());
    }
}
