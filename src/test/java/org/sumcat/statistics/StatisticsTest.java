package org.sumcat.statistics;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class StatisticsTest {
    /**
     * Hours of sleep gained with two drugs, 10 patients: Student 1908, the data set "sleep" of R.
     */
    private static final List<Double> DRUG_1 =
            List.of(0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0.0, 2.0);

    private static final List<Double> DRUG_2 =
            List.of(1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4);

    /** Heights of crossed against selfed maize, in eighths of an inch: Darwin's 15 pairs. */
    private static final Sample MAIZE =
            Sample.of(49, -67, 8, 16, 6, 23, 28, 41, 14, 29, 56, 24, 75, 60, -48);

    @Nested
    class A_sample {
        @Test
        void has_mean_and_sample_standard_deviation() {
            var sample = Sample.of(2, 4, 4, 4, 5, 5, 7, 9);
            assertThat(sample.mean()).isEqualTo(5);
            assertThat(sample.sd()).isCloseTo(Math.sqrt(32 / 7.0), within(1e-12)); // by hand
        }

        @Test
        void of_one_value_has_neither_deviation_nor_interval() {
            assertThat(Sample.of(3).mean()).isEqualTo(3);
            assertThat(Sample.of(3).sd()).isNull();
            assertThat(Sample.of(3).interval()).isNull();
        }

        @Test
        void has_an_interval_as_wide_as_the_table_of_t_says() {
            // t(0.975) is 12.706 with 1 degree of freedom; the sd of 0 and 2 is sqrt(2)
            assertThat(requireNonNull(Sample.of(0, 2).interval()).half())
                    .isCloseTo(12.706, within(5e-4));
            // t(0.995) is 4.604 with 4; the sd of 1 to 5 is sqrt(2.5)
            assertThat(requireNonNull(Sample.of(1, 2, 3, 4, 5).interval(0.99)).half())
                    .isCloseTo(4.604 * Math.sqrt(2.5 / 5), within(5e-4));
        }

        @Test
        void refuses_what_is_no_number() {
            assertThatThrownBy(() -> Sample.of(1, Double.NaN))
                    .hasMessage(
                            "a sample needs finite values, at least one, but has [1.0, NaN]; leave"
                                    + " the others out");
            assertThatThrownBy(Sample::of).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Nested
    class Pairs_of_measurements {
        private final Pairs sleep = Pairs.of(DRUG_1, DRUG_2);

        /** R: t.test(x, y, paired = TRUE) prints t = 4.0621, df = 9, p-value = 0.002833. */
        @Test
        void have_the_mean_the_interval_and_the_p_that_R_finds() {
            assertThat(sleep.mean()).isCloseTo(1.58, within(1e-12));
            var interval = requireNonNull(sleep.differences().interval());
            assertThat(interval.low()).isCloseTo(0.7001142, within(5e-8));
            assertThat(interval.high()).isCloseTo(2.4598858, within(5e-8));
            assertThat(sleep.tTest()).isCloseTo(0.002833, within(5e-7));
        }

        @Test
        void have_an_effect_size_which_is_t_over_the_root_of_n() {
            assertThat(sleep.effectSize()).isCloseTo(4.0621 / Math.sqrt(10), within(5e-5));
        }

        @Test
        void do_not_depend_on_which_is_called_first() {
            var turned = Pairs.of(DRUG_2, DRUG_1);
            assertThat(turned.mean()).isCloseTo(-1.58, within(1e-12));
            assertThat(turned.tTest()).isCloseTo(sleep.tTest(), within(1e-12));
            assertThat(turned.exactTest()).isEqualTo(sleep.exactTest());
        }

        @Test
        void that_differ_by_the_same_have_no_effect_size_and_are_sure() {
            var same = new Pairs(Sample.of(2, 2, 2));
            assertThat(same.effectSize()).isNull();
            assertThat(same.tTest()).isZero();
            assertThat(new Pairs(Sample.of(0, 0, 0)).tTest()).isOne();
        }

        @Test
        void of_which_there_is_one_tell_nothing() {
            var one = new Pairs(Sample.of(4));
            assertThat(one.tTest()).isNull();
            assertThat(one.effectSize()).isNull();
            assertThat(one.exactTest()).isOne();
        }

        @Test
        void need_as_many_of_either() {
            assertThatThrownBy(() -> Pairs.of(List.of(1.0), List.of()))
                    .hasMessage(
                            "pairs need as many first values as second ones, but there are 1 and 0");
        }
    }

    @Nested
    class The_exact_test {
        /** Fisher, The Design of Experiments, section 21: 863 on either side of 32,768. */
        @Test
        void finds_in_Darwin_s_maize_what_Fisher_counted() {
            assertThat(MAIZE.values().stream().mapToDouble(d -> d).sum()).isEqualTo(314);
            assertThat(SignFlips.p(MAIZE.values())).isEqualTo(2 * 863 / 32_768.0);
        }

        @Test
        void can_be_counted_by_hand_for_three() {
            // +-1 +-2 +-4: of 7, 5, 3, 1, -1, -3, -5, -7 four lie 5 or farther from 0
            assertThat(SignFlips.p(List.of(1.0, -2.0, -4.0))).isEqualTo(4 / 8.0);
        }

        @Test
        void takes_sums_that_differ_by_rounding_for_ties() {
            // 0.1 + 0.2 is not 0.3: of 0.6, 0.4, 0.2, 0 and their negatives, six lie 0.2 or farther
            assertThat(SignFlips.p(List.of(0.3, 0.2, 0.1))).isEqualTo(2 / 8.0);
            assertThat(SignFlips.p(List.of(0.3, -0.2, 0.1))).isEqualTo(6 / 8.0);
        }

        @Test
        void cannot_go_below_what_so_many_pairs_can_reach() {
            assertThat(SignFlips.p(List.of(1.0, 2.0, 3.0, 4.0, 5.0)))
                    .isEqualTo(SignFlips.smallest(5))
                    .isEqualTo(0.0625);
            assertThat(SignFlips.smallest(6)).isEqualTo(0.03125);
            assertThat(SignFlips.p(Collections.nCopies(20, 1.0))).isEqualTo(SignFlips.smallest(20));
        }

        @Test
        void is_not_made_for_more_than_20_pairs() {
            var many = new Sample(Collections.nCopies(21, 1.0));
            assertThat(new Pairs(many).exactTest()).isNull();
            assertThatThrownBy(() -> SignFlips.p(many.values()))
                    .hasMessage("the exact test needs 1 to 20 pairs, but there are 21");
        }
    }

    /** R: p.adjust(c(0.01, 0.04, 0.03, 0.005), "holm"); by hand: 4 x 0.005, 3 x 0.01, 2 x 0.03. */
    @Test
    void Holm_s_correction_is_that_of_R() {
        var corrected = Holm.correct(List.of(0.01, 0.04, 0.03, 0.005));
        var expected = List.of(0.03, 0.06, 0.06, 0.02); // 1 x 0.04 must not fall below 0.06
        for (int i = 0; i < 4; i++) {
            assertThat(corrected.get(i)).isCloseTo(expected.get(i), within(1e-12));
        }
        assertThat(Holm.correct(List.of(0.6, 0.9))).containsExactly(1.0, 1.0);
        assertThat(Holm.correct(List.of())).isEmpty();
    }
}
