package org.sumcat.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class RanksTest {
    @Test
    void the_same_order_is_1_and_the_reverse_is_minus_1() {
        assertThat(Ranks.correlation(List.of(1.0, 5.0, 2.0), List.of(10.0, 999.0, 11.0)))
                .isEqualTo(1, within(1e-12));
        assertThat(Ranks.correlation(List.of(1.0, 5.0, 2.0), List.of(3.0, 1.0, 2.0)))
                .isEqualTo(-1, within(1e-12));
    }

    @Test
    void in_between_it_is_the_formula_with_the_squared_differences_of_ranks() {
        // ranks 1 2 3 4 5 and 2 1 4 3 5: 1 - 6 * (1 + 1 + 1 + 1 + 0) / (5 * 24) = 0.8
        assertThat(
                        Ranks.correlation(
                                List.of(1.0, 2.0, 3.0, 4.0, 5.0),
                                List.of(20.0, 10.0, 40.0, 30.0, 50.0)))
                .isEqualTo(0.8, within(1e-12));
    }

    @Test
    void equal_values_share_their_mean_rank() {
        // ranks 1, 2.5, 2.5, 4 and 1, 2, 3, 4: Pearson's of these, 4.5 / sqrt(4.5 * 5)
        assertThat(Ranks.correlation(List.of(0.0, 7.0, 7.0, 9.0), List.of(1.0, 2.0, 3.0, 4.0)))
                .isEqualTo(4.5 / Math.sqrt(4.5 * 5), within(1e-12));
    }

    @Test
    void there_is_none_where_there_is_no_order() {
        assertThat(Ranks.correlation(List.of(1.0), List.of(2.0))).isNull();
        assertThat(Ranks.correlation(List.of(1.0, 2.0), List.of(3.0, 3.0))).isNull();
    }

    @Test
    void values_without_partners_or_that_are_no_numbers_are_refused() {
        assertThatThrownBy(() -> Ranks.correlation(List.of(1.0, 2.0), List.of(1.0)))
                .hasMessage(
                        "a rank correlation needs as many first values as second ones, but there"
                                + " are 2 and 1");
        assertThatThrownBy(() -> Ranks.correlation(List.of(1.0, Double.NaN), List.of(1.0, 2.0)))
                .hasMessage("a rank correlation needs numbers, but has a NaN; leave the pair out");
    }
}
