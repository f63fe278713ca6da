package org.sumcat.sweep;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sumcat.data.Dataset;
import org.sumcat.data.DrawnSet;
import org.sumcat.device.Compute;
import org.sumcat.recipe.Recipe;
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
        return sweep(plan, folder);
    }

    private Sweep.Outcome sweep(Plan plan, Path folder) {
        plan.settle(folder);
        var watcher =
                new SweepWatcher() {
                    @Override
                    public void line(String line) {
                        lines.add(line);
                    }

                    @Override
                    public void at(SweepWatcher.Status status) {}
                };
        int threads = Compute.of("cpu").threads();
        return new Sweep(plan, folder, new Slots(2, threads), List.of(), null, watcher).run();
    }

    /** A clone lacks weights and whatever else is in no commit, and its files are of today. */
    @Test
    void of_half_a_sweep_that_was_committed_and_cloned_only_the_other_half_is_trained()
            throws Exception {
        assumeTrue(isThere("git"), "needs git");
        Plan plan = plan().leavingOutWeights();
        Path here = folder.resolve("here");
        Sweep.Outcome first = sweep(plan, here);
        assertThat(first.failures()).isEmpty();
        Path done = here.relativize(plan.task(1).in(here));
        assertThat(names(here.resolve(done)))
                .containsExactly(
                        "history.csv", "predictions.u8", "run.json", "weights.params.sha256");
        git(here, "init", "-q");
        git(here, "add", "plan.json", done + "/run.json", done + "/history.csv");
        git(here, "add", done + "/predictions.u8");
        git(here, "-c", "user.name=a", "-c", "user.email=a@b", "commit", "-q", "-m", "half");
        git(folder, "clone", "-q", "here", "there");

        Path there = folder.resolve("there");
        FileTime before = Files.getLastModifiedTime(there.resolve(done).resolve("run.json"));
        lines.clear();
        Sweep.Outcome second = sweep(plan, there);
        assertThat(lines.get(0)).isEqualTo("1 of 2 runs were done already");
        assertThat(lines)
                .filteredOn(line -> line.contains(": test accuracy"))
                .singleElement()
                .asString()
                .startsWith("run 2/2");
        assertThat(second.runs().get(0)).isEqualTo(first.runs().get(0));
        assertThat(second.runs().get(0).predictions().isRead()).isTrue();
        assertThat(second.runs().get(1).weightsSha256())
                .isEqualTo(first.runs().get(1).weightsSha256());
        assertThat(Files.getLastModifiedTime(there.resolve(done).resolve("run.json")))
                .isEqualTo(before);
    }

    private static List<String> names(Path folder) throws IOException {
        try (var files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    private static boolean isThere(String program) {
        try {
            return new ProcessBuilder(program, "--version").start().waitFor() == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static void git(Path folder, String... words) throws Exception {
        var command = new ArrayList<>(List.of("git"));
        command.addAll(List.of(words));
        Process git =
                new ProcessBuilder(command)
                        .directory(folder.toFile())
                        .redirectErrorStream(true)
                        .start();
        String said = new String(git.getInputStream().readAllBytes(), UTF_8);
        assertThat(git.waitFor()).as(said).isZero();
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
        assertThat(lines.get(0)).isEqualTo("1 of 2 runs were done already");
        assertThat(lines)
                .anyMatch(line -> line.endsWith("weights.params was changed since: trains again"));
        assertThat(second.runs().get(0)).isEqualTo(first.runs().get(0));
        assertThat(second.runs().get(1).weightsSha256())
                .isEqualTo(first.runs().get(1).weightsSha256());
    }
}
