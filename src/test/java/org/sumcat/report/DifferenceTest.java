package org.sumcat.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sumcat.train.Run;

@DisplayNameGeneration(ReplaceUnderscores.class)
class DifferenceTest {
    @Test
    void is_an_order_when_all_seeds_agree_and_the_gap_is_wider_than_the_seeds() {
        // +0.90 and +0.60 points, mean 0.75; the seeds of ResNet lie 0.60 apart
        var difference = between(new double[] {.860, .866}, new double[] {.869, .872});
        assertThat(difference.points().get(0)).isCloseTo(0.9, within(1e-9));
        assertThat(difference.points().get(1)).isCloseTo(0.6, within(1e-9));
        assertThat(difference.mean()).isCloseTo(0.75, within(1e-9));
        assertThat(difference.scatter()).isCloseTo(0.6, within(1e-9));
        assertThat(difference.sentence())
                .isEqualTo(
                        "DenseNet-BC (concat) is ahead of ResNet (sum) on each of 2 seeds, by 0.75"
                                + " points on average (seed 1: +0.90, seed 2: +0.60 points).");
    }

    @Test
    void names_the_network_that_is_ahead_whichever_it_is() {
        var difference = between(new double[] {.869, .872}, new double[] {.860, .866});
        assertThat(difference.mean()).isCloseTo(-0.75, within(1e-9));
        assertThat(difference.sentence())
                .isEqualTo(
                        "ResNet (sum) is ahead of DenseNet-BC (concat) on each of 2 seeds, by 0.75"
                                + " points on average (seed 1: +0.90, seed 2: +0.60 points).");
    }

    @Test
    void is_no_order_when_seeds_disagree() {
        assertThat(between(new double[] {.860, .866}, new double[] {.863, .865}).sentence())
                .isEqualTo(
                        "ResNet (sum) and DenseNet-BC (concat) are not distinguishable with 2 seeds"
                                + " (seed 1: +0.30, seed 2: -0.10 points).");
    }

    @Test
    void is_no_order_when_the_seeds_lie_as_far_apart_as_the_networks() {
        // +0.60 and +0.60, and the seeds of either lie 0.60 apart, too
        var difference = between(new double[] {.860, .866}, new double[] {.866, .872});
        assertThat(difference.isOrder()).isFalse();
    }

    @Test
    void is_no_order_with_one_seed_however_large() {
        var difference = between(new double[] {.5}, new double[] {.9});
        assertThat(difference.isOrder()).isFalse();
        assertThat(difference.sentence())
                .contains("not distinguishable with 1 seed (seed 1: +40.00");
    }

    @Test
    void is_no_order_between_equals() {
        assertThat(between(new double[] {.86, .86}, new double[] {.86, .86}).isOrder()).isFalse();
    }

    /** What the page and the Javadoc say about chance, drawn: two networks that are truly alike. */
    @ParameterizedTest
    @CsvSource({"2, 0.19, 0.24", "3, 0.035, 0.065", "5, 0.0002, 0.005"})
    void is_rarely_an_order_by_chance(int seeds, double least, double most) {
        var random = new Random(1);
        int draws = 4000;
        long orders =
                IntStream.range(0, draws)
                        .filter(i -> between(draw(random, seeds), draw(random, seeds)).isOrder())
                        .count();
        assertThat(orders / (double) draws).isBetween(least, most);
    }

    private static double[] draw(Random random, int seeds) {
        return random.doubles(seeds).map(d -> 0.86 + 0.003 * random.nextGaussian()).toArray();
    }

    private static Difference between(double[] resnet, double[] densenet) {
        return Difference.between(
                summary(TestRuns.RESNET, resnet), summary(TestRuns.DENSENET, densenet));
    }

    private static Summary summary(String spec, double... accuracies) {
        List<Run> runs =
                IntStream.range(0, accuracies.length)
                        .mapToObj(i -> TestRuns.run(spec, i + 1, accuracies[i]))
                        .toList();
        return Summary.of(Entrant.of(runs).get(0));
    }
}
