package org.sumcat.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.data.Offset.offset;

import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class CrossedTest {

    /** By hand: row means 2 and 4, column means 1, 3 and 5; nothing is left but one cell each. */
    @Test
    void of_a_small_table_the_error_is_that_of_both_samples() {
        var table = Crossed.of(List.of(new double[] {0, 2, 4}, new double[] {2, 4, 6}));
        assertThat(table.mean()).isEqualTo(3);
        // squares: 6 between rows, on 1 degree of freedom; 16 between columns, on 2; no rest; 6
        // cells
        double rows = 6.0 / 1 / 6;
        double columns = 16.0 / 2 / 6;
        assertThat(table.standardError()).isCloseTo(Math.sqrt(rows + columns), offset(1e-12));
    }

    @Test
    void one_row_or_one_column_has_no_interval() {
        assertThat(Crossed.of(List.of(new double[] {0, 1})).interval(0.95)).isNull();
        assertThat(Crossed.of(List.of(new double[] {0}, new double[] {1})).interval(0.95)).isNull();
        assertThat(Crossed.of(List.of(new double[] {0, 1})).standardError()).isNull();
    }

    @Test
    void values_all_alike_have_an_interval_of_one_number() {
        var alike = Crossed.of(List.of(new double[] {1, 1}, new double[] {1, 1}));
        assertThat(alike.interval(0.95)).isEqualTo(new Interval(1, 1));
        assertThat(alike.resampled(0.95, 100, 1)).isEqualTo(new Interval(1, 1));
    }

    @Test
    void rows_of_another_length_are_refused() {
        assertThatThrownBy(() -> Crossed.of(List.of(new double[] {0, 1}, new double[] {1})))
                .hasMessageEndingWith("but rows have [2, 1]");
    }

    /**
     * A made-up contest: images of their own difficulty for both networks and for each, seeds of
     * their own luck, answers by chance. The true difference is that over very many of both.
     */
    @ParameterizedTest(name = "{0} seeds that scatter by {1}, images by {2}")
    @CsvSource({
        "5, 0.05, 0.3, 0.93, 0.99",
        "5, 0.30, 0.3, 0.93, 0.975",
        "5, 0.00, 0.8, 0.93, 0.995",
        "3, 0.30, 0.3, 0.93, 0.975",
        "10, 0.20, 0.3, 0.93, 0.975"
    })
    void its_95_percent_interval_covers_the_truth_as_often_as_it_says(
            int seeds, double seedLuck, double imageLuck, double least, double most) {
        var random = new Random(7);
        double truth = 0;
        for (int i = 0; i < 60; i++) {
            truth += contest(random, 60, 1000, seedLuck, imageLuck).mean() / 60;
        }
        int covered = 0;
        for (int i = 0; i < 600; i++) {
            Interval interval = contest(random, seeds, 300, seedLuck, imageLuck).interval(0.95);
            assertThat(interval).isNotNull();
            covered += interval.contains(truth) ? 1 : 0;
        }
        assertThat(covered / 600.0).isBetween(least, most);
    }

    /** What its documentation says of it. */
    @Test
    void resampling_alone_is_too_sure_with_three_seeds() {
        var random = new Random(7);
        int covered = 0;
        for (int i = 0; i < 300; i++) {
            Interval interval = contest(random, 3, 300, 0.4, 0.3).resampled(0.95, 200, i);
            covered += interval.contains(0.0095) ? 1 : 0;
        }
        assertThat(covered / 300.0).isBetween(0.80, 0.93);
    }

    private static Crossed contest(
            Random random, int seeds, int images, double seedLuck, double imageLuck) {
        var ease = random.doubles(images, 0, 1).map(u -> 2.5 + 3.4 * logit(u) / 1.8).toArray();
        var liking = random.doubles(images, 0, 1).map(u -> imageLuck * logit(u) / 1.8).toArray();
        return Crossed.of(
                IntStream.range(0, seeds)
                        .mapToObj(
                                s -> {
                                    double first = seedLuck * random.nextGaussian();
                                    double second = 0.1 + seedLuck * random.nextGaussian();
                                    return IntStream.range(0, images)
                                            .mapToDouble(
                                                    i ->
                                                            right(
                                                                            random,
                                                                            ease[i] - liking[i]
                                                                                    + second)
                                                                    - right(
                                                                            random,
                                                                            ease[i] + liking[i]
                                                                                    + first))
                                            .toArray();
                                })
                        .toList());
    }

    private static double logit(double u) {
        double inside = Math.min(1 - 1e-9, Math.max(1e-9, u));
        return Math.log(inside / (1 - inside));
    }

    private static double right(Random random, double score) {
        return random.nextDouble() < 1 / (1 + Math.exp(-score)) ? 1 : 0;
    }
}
