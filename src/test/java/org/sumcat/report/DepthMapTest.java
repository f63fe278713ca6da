package org.sumcat.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.data.Offset.offset;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sumcat.compare.Comparison;
import org.sumcat.compare.DepthCell;
import org.sumcat.compare.DepthMap;
import org.sumcat.network.NetworkSummary;
import org.sumcat.train.Run;
import org.sumcat.zoo.Zoo;

@DisplayNameGeneration(ReplaceUnderscores.class)
class DepthMapTest {

    /** Five seeds each; the concatenation is ahead of the sum by so many points, give or take. */
    private static DepthCell cell(int depth, double ahead, double scatter) {
        var runs = new ArrayList<Run>();
        for (int seed = 1; seed <= 5; seed++) {
            double luck = scatter * (seed - 3);
            runs.add(run("plain", depth, seed, 0.80));
            runs.add(run("sum", depth, seed, 0.85 + 0.001 * seed));
            runs.add(run("concat", depth, seed, 0.85 + 0.001 * seed + (ahead + luck) / 100));
        }
        return new DepthCell(new Comparison(runs));
    }

    private static Run run(String join, int depth, int seed, double accuracy) {
        var spec = "skeleton:join=%s,depth=%s,width=4".formatted(join, depth);
        return TestRuns.draft(TestRuns.PLAIN, seed, accuracy)
                .network(NetworkSummary.of(Zoo.network(spec)))
                .run();
    }

    /** Points by hand: 1 less 0 on average, Student's interval 1 ± 2.776 · 0.158 / √5. */
    @Test
    void a_cell_says_who_is_ahead_or_that_it_does_not_tell() {
        var map = new DepthMap(List.of(cell(13, 0.1, 1), cell(10, 1, 0.1), cell(7, -1, 0.1)));
        var table = map.table();
        assertThat(table.longColumn("weight layers").asList()).containsExactly(7L, 10L, 13L);
        assertThat(table.stringColumn("ahead").asList())
                .containsExactly("sum", "concat", "inconclusive");
        assertThat(table.doubleColumn("concat less sum (points)").get(1))
                .isCloseTo(1, offset(1e-9));
        assertThat(table.doubleColumn("95% interval from").get(1)).isCloseTo(0.8037, offset(1e-4));
        assertThat(table.doubleColumn("to").get(1)).isCloseTo(1.1963, offset(1e-4));
        assertThat(map.markdown())
                .contains("| 10 | 6,000 images, 3 epochs | 80.0% | 85.3% | 86.3% |")
                .contains("| +1.00 points, +0.80 to +1.20 | concat |");
    }

    /** The ends of the scale are the colours of sum and concatenation, by Okabe and Ito. */
    @Test
    void is_a_picture_that_marks_what_the_seeds_do_not_tell_apart() {
        var map = new DepthMap(List.of(cell(13, 0.1, 1), cell(10, 1, 0.1), cell(7, -1, 0.1)));
        assertThat(map.figure().svg())
                .contains(">+1.00</text>", ">+0.80 to +1.20</text>", ">concat is ahead</text>")
                .contains(">-1.00</text>", ">-1.20 to -0.80</text>", ">sum is ahead</text>")
                .contains(">+0.10</text>", ">not told apart</text>")
                .contains("fill=\"#d55e00\"", "fill=\"#0072b2\"");
        assertThat(map.figure().text())
                .contains(
                        "10 layers, 6,000 images, 3 epochs: +1.00 (+0.80 to +1.20), concat is ahead");
        assertThat(map.figure().mimeBundle().get("text/plain")).doesNotContain("not drawn");
    }

    @Test
    void what_is_not_these_three_at_one_depth_is_no_cell() {
        var two = List.of(run("plain", 7, 1, 0.8), run("sum", 7, 1, 0.8));
        assertThatThrownBy(() -> new DepthCell(new Comparison(two)))
                .hasMessageContaining(
                        "a cell of the map compares none, sum and concat of one depth");
        var deeper = new ArrayList<>(two);
        deeper.add(run("concat", 10, 1, 0.8));
        assertThatThrownBy(() -> new DepthCell(new Comparison(deeper)))
                .hasMessageContaining("of one depth, but has");
    }

    /** Of the repository's own: the same sweep, whole and without one of its runs. */
    @Test
    void a_sweep_that_is_not_finished_is_no_cell_yet(@TempDir Path folder) throws IOException {
        Path from = Path.of("data/measured/map/depth25-short");
        for (String sweep : List.of("whole", "begun")) {
            Files.createDirectories(folder.resolve(sweep).resolve("runs"));
            Files.copy(from.resolve("plan.json"), folder.resolve(sweep).resolve("plan.json"));
            for (Path run : RunFolders.in(from.resolve("runs"))) {
                if (sweep.equals("begun") && run.toString().contains("concat-seed5")) {
                    continue;
                }
                Path to = folder.resolve(sweep).resolve("runs").resolve(run.getFileName());
                Files.createDirectory(to);
                for (String file : List.of("run.json", "predictions.u8")) {
                    Files.copy(run.resolve(file), to.resolve(file));
                }
            }
        }
        assertThat(Measured.map(folder).cells()).hasSize(1);
        Files.delete(folder.resolve("whole/plan.json"));
        assertThatThrownBy(() -> Measured.map(folder))
                .hasMessageContaining("a map needs a finished sweep");
    }
}
