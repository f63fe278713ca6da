package org.sumcat.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.sumcat.report.TestRuns;
import org.sumcat.train.Run;

@DisplayNameGeneration(ReplaceUnderscores.class)
class DifferenceTest {
    private static final double[] LOW = {.860, .860, .860, .860, .860};
    private static final double[] HIGH = {.865, .866, .867, .868, .869};

    /**
     * By hand: sd sqrt(0.025), t 9.90, t(0.975; 4) 2.7764; p from the closed form for 4 degrees.
     */
    @Test
    void is_told_with_everything_that_it_rests_on() {
        var difference = between(LOW, HIGH);
        assertThat(difference.mean()).isCloseTo(0.7, within(1e-9));
        assertThat(difference.sd()).isCloseTo(Math.sqrt(0.025), within(1e-9));
        assertThat(difference.tTest()).isCloseTo(0.0005844, within(5e-8));
        assertThat(difference.corrected()).isEqualTo(difference.tTest()); // one pair
        assertThat(difference.exactTest()).isEqualTo(0.0625); // 2 of 32
        assertThat(difference.distinguishable()).isTrue();
        assertThat(difference.sentence())
                .isEqualTo(
                        "DenseNet-BC (concat) is ahead of ResNet (sum) by 0.70 points on average"
                                + " over 5 seeds (95% interval +0.50 to +0.90, corrected p ="
                                + " 0.0006, exact p = 0.0625, d_z +4.43).");
    }

    @Test
    void names_the_network_that_is_ahead_whichever_it_is() {
        assertThat(between(HIGH, LOW).mean()).isCloseTo(-0.7, within(1e-9));
        assertThat(between(HIGH, LOW).sentence())
                .startsWith("ResNet (sum) is ahead of DenseNet-BC (concat) by 0.70 points")
                .contains("interval +0.50 to +0.90", "d_z +4.43");
    }

    /** By hand: +0.3 -0.1 +0.2 +0.1 -0.2, mean 0.06, sd 0.2074, half 0.2575. */
    @Test
    void is_not_distinguishable_when_its_interval_has_0_in_it() {
        assertThat(between(LOW, new double[] {.863, .859, .862, .861, .858}).sentence())
                .startsWith(
                        "ResNet (sum) and DenseNet-BC (concat) are not distinguishable with 5"
                                + " seeds: +0.06 points on average (95% interval -0.20 to +0.32,")
                .endsWith("d_z +0.29).");
    }

    @Test
    void of_fewer_than_5_seeds_is_no_verdict_however_clear() {
        var difference = between(Arrays.copyOf(LOW, 4), new double[] {.9, .901, .902, .903});
        assertThat(difference.tTest()).isLessThan(1e-4);
        assertThat(difference.distinguishable()).isFalse();
        assertThat(difference.sentence())
                .isEqualTo(
                        "ResNet (sum) and DenseNet-BC (concat): 4 seeds, too few for a verdict"
                                + " (seed 1: +4.00, seed 2: +4.10, seed 3: +4.20, seed 4: +4.30"
                                + " points).");
    }

    @Test
    void of_one_seed_has_neither_interval_nor_test() {
        var difference = between(new double[] {.5}, new double[] {.9});
        assertThat(difference.interval()).isNull();
        assertThat(difference.tTest()).isNull();
        assertThat(difference.distinguishable()).isFalse();
        assertThat(difference.sentence()).contains("1 seed, too few for a verdict (seed 1: +40.00");
    }

    @Test
    void between_equals_is_none() {
        assertThat(between(LOW, LOW).distinguishable()).isFalse();
        assertThat(between(LOW, LOW).tTest()).isOne();
    }

    @Test
    void is_over_the_seeds_that_both_have() {
        var first = summary(TestRuns.RESNET, .80, .81, .82);
        var second = summary(TestRuns.DENSENET, .81, .83);
        var difference = Ranking.of(List.of(first, second)).differences().get(0);
        assertThat(difference.seeds()).containsExactly(1L, 2L);
        assertThat(difference.mean()).isCloseTo(1.5, within(1e-9));
    }

    @Test
    void is_corrected_for_every_pair_that_was_looked_at() {
        var ranking =
                Ranking.of(
                        List.of(
                                summary(TestRuns.PLAIN, LOW),
                                summary(TestRuns.RESNET, .861, .859, .862, .858, .860),
                                summary(TestRuns.DENSENET, HIGH)));
        assertThat(ranking.differences()).hasSize(3);
        var least =
                ranking.differences().stream()
                        .min((a, b) -> Double.compare(p(a), p(b)))
                        .orElseThrow();
        assertThat(least.corrected()).isCloseTo(3 * p(least), within(1e-12)); // Holm 1979
    }

    /** What the page says of the rule, drawn: three networks that are truly alike, 5 seeds each. */
    @Test
    void is_found_by_chance_in_at_most_one_comparison_of_twenty() {
        var random = new Random(1);
        int draws = 1500;
        long found =
                IntStream.range(0, draws)
                        .filter(
                                i ->
                                        Ranking.of(
                                                        List.of(
                                                                drawn(TestRuns.PLAIN, random),
                                                                drawn(TestRuns.RESNET, random),
                                                                drawn(TestRuns.DENSENET, random)))
                                                .differences()
                                                .stream()
                                                .anyMatch(Difference::distinguishable))
                        .count();
        assertThat(found / (double) draws).isBetween(0.02, 0.06);
    }

    private static double p(Difference difference) {
        return difference.tTest() == null ? 1 : difference.tTest();
    }

    private static Summary drawn(String spec, Random random) {
        return summary(
                spec, random.doubles(5).map(d -> 0.86 + 0.003 * random.nextGaussian()).toArray());
    }

    private static Difference between(double[] resnet, double[] densenet) {
        return Ranking.of(
                        List.of(
                                summary(TestRuns.RESNET, resnet),
                                summary(TestRuns.DENSENET, densenet)))
                .differences()
                .get(0);
    }

    private static Summary summary(String spec, double... accuracies) {
        List<Run> runs =
                IntStream.range(0, accuracies.length)
                        .mapToObj(i -> TestRuns.run(spec, i + 1, accuracies[i]))
                        .toList();
        return Summary.of(ModelResult.of(runs).get(0));
    }
}
