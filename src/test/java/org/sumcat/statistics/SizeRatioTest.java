package org.sumcat.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.data.Offset.offset;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class SizeRatioTest {
    private static final List<Double> SIZES = List.of(50e3, 100e3, 200e3, 400e3);

    private static SizeCurve curve(double... errors) {
        return new SizeCurve(
                SIZES.subList(0, errors.length),
                DoubleStream.of(errors).mapToObj(Sample::of).toList());
    }

    /** By hand: from 0.2 to 0.1 over a factor of two, the geometric mean lies at its middle. */
    @Test
    void between_two_sizes_the_error_falls_by_a_power_of_the_size() {
        var curve = curve(0.4, 0.2, 0.1);
        assertThat(curve.sizeAt(0.2)).isCloseTo(100e3, offset(1e-6));
        assertThat(curve.sizeAt(Math.sqrt(0.2 * 0.1)))
                .isCloseTo(100e3 * Math.sqrt(2), offset(1e-6));
        assertThat(curve.sizeAt(0.41)).isZero();
        assertThat(curve.sizeAt(0.09)).isInfinite();
    }

    /** scikit-learn 1.x, IsotonicRegression(increasing=False): 0.4, 0.25, 0.25, 0.1. */
    @Test
    void a_larger_network_that_was_worse_is_pooled_with_the_smaller() {
        assertThat(curve(0.4, 0.2, 0.3, 0.1).fitted())
                .usingElementComparator((a, b) -> Math.abs(a - b) < 1e-12 ? 0 : 1)
                .containsExactly(0.4, 0.25, 0.25, 0.1);
        assertThat(curve(0.1, 0.2, 0.3, 0.4).fitted()).allMatch(e -> Math.abs(e - 0.25) < 1e-12);
    }

    @Test
    void a_family_that_needs_twice_the_size_of_another_has_a_ratio_of_two() {
        var twice =
                new SizeCurve(
                        SIZES.stream().map(size -> 2 * size).toList(),
                        curve(0.4, 0.3, 0.2, 0.1).errors());
        var ratio = SizeRatio.of(twice, curve(0.4, 0.3, 0.2, 0.1), 0.25);
        assertThat(ratio.ratio()).isCloseTo(2, offset(1e-9));
        assertThat(ratio.interval()).as("one seed").isNull();
    }

    @Test
    void below_five_seeds_or_four_sizes_there_is_no_interval() {
        var random = new Random(1);
        assertThat(ratio(random, 4, 4).interval()).isNull();
        assertThat(ratio(random, 3, 5).interval()).isNull();
        assertThat(ratio(random, 4, 5).interval()).isNotNull();
    }

    private static SizeRatio ratio(Random random, int sizes, int seeds) {
        DoubleUnaryOperator error = size -> 0.2 * Math.pow(size / 50e3, -0.25);
        var curve = drawn(error, SIZES.subList(0, sizes), seeds, 0.001, 0.001, random);
        return SizeRatio.of(curve, curve, error.applyAsDouble(100e3));
    }

    @Test
    void seeds_that_do_not_scatter_have_an_interval_of_one_number() {
        var still =
                new SizeCurve(
                        SIZES,
                        DoubleStream.of(0.4, 0.3, 0.2, 0.1)
                                .mapToObj(e -> Sample.of(e, e, e, e, e))
                                .toList());
        assertThat(SizeRatio.of(still, still, 0.25).interval()).isEqualTo(new Interval(1, 1));
    }

    @Test
    void beyond_what_was_measured_nothing_is_said() {
        assertThatThrownBy(() -> SizeRatio.of(curve(0.4, 0.3), curve(0.2, 0.1), 0.25))
                .hasMessageContaining("both families must reach the error, but 0.25 is outside");
    }

    @Test
    void sizes_that_do_not_rise_and_errors_of_nothing_are_refused() {
        assertThatThrownBy(
                        () ->
                                new SizeCurve(
                                        List.of(2.0, 1.0), List.of(Sample.of(0.2), Sample.of(0.1))))
                .hasMessageContaining("rising");
        assertThatThrownBy(() -> curve(0.2, 0)).hasMessageContaining("above 0");
    }

    /**
     * Made-up sweeps of 4 sizes and 5 seeds, in which the first family needs {@code ratio} times
     * the size of the second; the scatter falls with the size, or differs between the two.
     */
    @ParameterizedTest(name = "error {0} + {1} size^-{2}, ratio {3}, sd {4} to {5} and {6} to {7}")
    @CsvSource({
        "0.08, 0.10, 0.5,  1, 0.006, 0.002, 0.009, 0.002",
        "0.08, 0.10, 0.5,  2, 0.006, 0.002, 0.009, 0.002",
        "0.08, 0.10, 0.5,  2, 0.002, 0.002, 0.004, 0.004",
        "0,    0.20, 0.25, 1, 0.002, 0.002, 0.004, 0.004",
        "0,    0.20, 0.25, 2, 0.006, 0.002, 0.009, 0.002",
        "0.05, 0.13, 0.75, 1.4, 0.003, 0.006, 0.002, 0.002"
    })
    void its_interval_covers_the_true_ratio_in_93_to_97_percent(
            double least,
            double most,
            double power,
            double ratio,
            double sd,
            double sdOfLargest,
            double otherSd,
            double otherSdOfLargest) {
        var random = new Random(11);
        DoubleUnaryOperator error = size -> least + most * Math.pow(size / 50e3, -power);
        int covered = 0;
        int asked = 0;
        for (int i = 0; i < 1000; i++) {
            var first =
                    drawn(s -> error.applyAsDouble(s / ratio), SIZES, 5, sd, sdOfLargest, random);
            var second = drawn(error, SIZES, 5, otherSd, otherSdOfLargest, random);
            double low = Math.max(last(first), last(second));
            double high = Math.min(first.fitted().get(0), second.fitted().get(0));
            for (double share : low < high ? new double[] {0.25, 0.5, 0.75} : new double[0]) {
                var told = SizeRatio.of(first, second, low + share * (high - low), 400);
                asked++;
                covered += told.interval() != null && told.interval().contains(ratio) ? 1 : 0;
            }
        }
        assertThat(asked).isGreaterThan(2900);
        assertThat(covered / (double) asked).isBetween(0.93, 0.97);
    }

    private static double last(SizeCurve curve) {
        return curve.fitted().get(curve.fitted().size() - 1);
    }

    private static SizeCurve drawn(
            DoubleUnaryOperator error,
            List<Double> sizes,
            int seeds,
            double sd,
            double sdOfLargest,
            Random random) {
        var errors = new ArrayList<Sample>();
        for (int i = 0; i < sizes.size(); i++) {
            double mean = error.applyAsDouble(sizes.get(i));
            double scatter = sd + i * (sdOfLargest - sd) / 3;
            errors.add(
                    new Sample(
                            random.doubles(seeds)
                                    .map(u -> mean + scatter * random.nextGaussian())
                                    .boxed()
                                    .toList()));
        }
        return new SizeCurve(sizes, errors);
    }
}
