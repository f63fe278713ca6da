package org.sumcat.axis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class ScaleTest {
    @Test
    void a_measure_has_about_five_round_steps_around_its_values() {
        var scale = Scale.measure(69.7, 86.1); // 16.4 / 5 = 3.3, the next round step is 5
        assertThat(scale.ticks()).containsExactly(65.0, 70.0, 75.0, 80.0, 85.0, 90.0);
        assertThat(scale.decimals()).isZero();
    }

    @Test
    void tenths_are_written_as_tenths() {
        var scale = Scale.measure(0.12, 0.58); // 0.46 / 5 = 0.092, the next round step is 0.1
        assertThat(scale.ticks()).containsExactly(0.1, 0.2, 0.3, 0.4, 0.5, 0.6);
        assertThat(scale.decimals()).isEqualTo(1);
    }

    @Test
    void a_single_value_lies_inside_of_its_axis() {
        var scale = Scale.measure(86.3, 86.3);
        assertThat(scale.share(86.3)).isStrictlyBetween(0.0, 1.0);
        assertThat(scale.ticks()).hasSizeGreaterThan(2);
        assertThat(Scale.measure(0, 0).share(0)).isBetween(0.0, 1.0);
    }

    @Test
    void epochs_are_counted_in_whole_numbers() {
        assertThat(Scale.count(1, 3).ticks()).containsExactly(1.0, 2.0, 3.0);
        assertThat(Scale.count(1, 300).ticks()) // 299 / 10 = 29.9, the next round step is 50
                .containsExactly(50.0, 100.0, 150.0, 200.0, 250.0, 300.0);
        assertThat(Scale.count(5, 5).ticks()).containsExactly(5.0);
        assertThat(Scale.count(5, 5).share(5)).isEqualTo(0.5);
    }

    @Test
    void the_ends_of_an_axis_are_shares_0_and_1() {
        var scale = Scale.measure(65, 90);
        assertThat(scale.share(65)).isZero();
        assertThat(scale.share(90)).isEqualTo(1);
        assertThat(scale.share(70)).isCloseTo(0.2, within(1e-12));
    }

    @Test
    void air_lies_before_the_first_tick_and_after_the_last() {
        var scale = Scale.measure(60, 80).airy(0.1); // 20 are four fifths of 25
        assertThat(scale.low()).isCloseTo(57.5, within(1e-12));
        assertThat(scale.high()).isCloseTo(82.5, within(1e-12));
        assertThat(scale.ticks()).containsExactly(60.0, 65.0, 70.0, 75.0, 80.0);
        assertThat(scale.share(60)).isCloseTo(0.1, within(1e-12));
    }

    @Test
    void many_powers_of_ten_have_no_steps_between_and_long_ones_are_written_short() {
        var scale = Scale.powers(0.1, 800_000);
        assertThat(scale.ticks())
                .containsExactly(0.1, 1.0, 10.0, 100.0, 1000.0, 10_000.0, 100_000.0, 1_000_000.0);
        assertThat(scale.ticks().stream().map(scale::words))
                .containsExactly("0.1", "1", "10", "100", "1000", "10⁴", "10⁵", "10⁶");
        assertThat(Scale.powers(1e-7, 1).words(1e-6)).isEqualTo("10⁻⁶");
    }

    @Test
    void powers_have_equal_steps_for_equal_factors() {
        var scale = Scale.powers(1, 10);
        assertThat(scale.ticks()).containsExactly(1.0, 2.0, 5.0, 10.0);
        assertThat(scale.share(Math.sqrt(10))).isCloseTo(0.5, within(1e-12));
    }
}
