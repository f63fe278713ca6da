package org.sumcat.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sumcat.report.TestRuns;
import org.sumcat.train.Run;

@DisplayNameGeneration(ReplaceUnderscores.class)
class FinishedRunsTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Run ONE = TestRuns.run(TestRuns.RESNET, 1, 0.86);
    private static final Run TWO = TestRuns.run(TestRuns.RESNET, 2, 0.87);

    @TempDir private Path folder;

    /** The run as its record would have it, with some fields of another. */
    private static Run with(Run run, Map<String, Object> fields) throws IOException {
        ObjectNode node = JSON.valueToTree(run);
        fields.forEach(node::putPOJO);
        return JSON.readValue(JSON.writeValueAsString(node), Run.class);
    }

    private static Run at(String commit, String ended, Run run) throws IOException {
        return with(run, Map.of("commit", commit, "ended", ended));
    }

    @Test
    void runs_of_one_commit_are_one_sweep() {
        assertThat(FinishedRuns.oneSweep(List.of(ONE, TWO))).containsExactly(ONE, TWO);
    }

    @Test
    void other_threads_precision_or_engine_are_refused_with_the_runs_named() throws IOException {
        assertRefused(
                with(TWO, Map.of("threads", 4)),
                "runs of one sweep must share their threads, but resnet-20 with seed 1 has 2 and"
                        + " resnet-20 with seed 2 has 4; leave one out");
        assertRefused(
                with(TWO, Map.of("precision", "bfloat16")),
                "their precision, but resnet-20 with seed 1 has float32");
        assertRefused(
                with(TWO, Map.of("versions", Map.of("djl", "0.99.0"))),
                "their versions of DJL and libtorch, but resnet-20 with seed 1 has {}");
    }

    private static void assertRefused(Run other, String message) {
        assertThatThrownBy(() -> FinishedRuns.oneSweep(List.of(ONE, other)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message);
    }

    @Test
    void runs_of_two_commits_need_one_that_gives_the_same_bits_at_both() throws IOException {
        Run first = at("aaaaaaa", "2026-01-01T00:00:00Z", ONE);
        Run later = at("bbbbbbb", "2026-01-02T00:00:00Z", TWO);
        Run again = at("bbbbbbb", "2026-01-03T00:00:00Z", ONE);
        assertThatThrownBy(() -> FinishedRuns.oneSweep(List.of(first, later)))
                .hasMessageContaining(
                        "runs of several commits (aaaaaaa, bbbbbbb) are one sweep once")
                .hasMessageContaining("train resnet-20 with seed 1 again at bbbbbbb");
        assertThat(FinishedRuns.oneSweep(List.of(first, later, again)))
                .containsExactly(first, later);
    }

    @Test
    void a_run_that_is_there_twice_with_other_bits_is_refused() throws IOException {
        Run other = with(ONE, Map.of("weightsSha256", "ee".repeat(32)));
        assertRefused(
                other, "must give the same bits, but resnet-20 with seed 1 has weights cdcdcd");
    }

    /** A run of the repository's own, without its weights, whose predictions are edited. */
    @Test
    void predictions_of_another_run_are_noticed() throws IOException {
        Path run;
        try (var runs = Files.list(Path.of("data/measured/compare/runs"))) {
            run = runs.sorted().findFirst().orElseThrow();
        }
        try (var files = Files.list(run)) {
            for (Path file : files.toList()) {
                Files.copy(file, folder.resolve(file.getFileName().toString()));
            }
        }
        assertThat(FinishedRuns.in(folder)).hasSize(1);
        byte[] predictions = Files.readAllBytes(folder.resolve("predictions.u8"));
        predictions[0] = (byte) ((predictions[0] + 1) % 10);
        Files.write(folder.resolve("predictions.u8"), predictions);
        assertThatThrownBy(() -> FinishedRuns.in(folder))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("predictions.u8");
    }
}
