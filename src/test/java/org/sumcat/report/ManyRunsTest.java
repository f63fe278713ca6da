package org.sumcat.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.sumcat.compare.Comparison;
import org.sumcat.train.Run;

/** Forty networks with five seeds each: a report that stays readable. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class ManyRunsTest {
    /** For looking at: {@code target/many-runs/index.html}. */
    @Test
    void have_all_their_rows_and_pictures_of_the_sixteen_highest() {
        var page = new ComparisonPage(new Comparison(runs()), "./sumcat compare", "");
        page.write(Path.of("target", "many-runs"));
        var sections = Sections.of(page.comparison(), page.byImage());
        assertThat(sections.ranking().rows()).hasSize(40);
        assertThat(sections.cost().rows()).hasSize(40);
        assertThat(sections.runs().rows()).hasSize(200);
        assertThat(sections.left()).isEqualTo(24);
        assertThat(sections.result().table().stringColumn("network").unique().size()).isEqualTo(16);
        assertThat(page.comparison().differences()).hasSize(40 * 39 / 2);
    }

    private static List<Run> runs() {
        var runs = new ArrayList<Run>();
        for (int network = 0; network < 40; network++) {
            var anatomy =
                    TestRuns.anatomy(
                            "resnet-" + (20 + 6 * network),
                            network % 2 == 0 ? "ResNet" : "DenseNet-BC",
                            200_000 + 40_000 * network);
            for (int seed = 1; seed <= 5; seed++) {
                double accuracy = .85 + network * .001 + (seed * 7 % 5) * .0011;
                runs.add(
                        TestRuns.draft(TestRuns.RESNET, seed, Math.rint(accuracy * 1e4) / 1e4)
                                .network(anatomy)
                                .run());
            }
        }
        return runs;
    }
}
