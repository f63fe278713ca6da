package org.sumcat.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class ConfusionTest {
    @Test
    void its_diagonal_over_all_is_the_accuracy() {
        var three = Confusion.of(new long[] {5, 1, 0, 2, 3, 1, 0, 0, 8}, 3);
        assertThat(three.counts().get(1)).containsExactly(2, 3, 1);
        assertThat(three.images()).isEqualTo(20);
        assertThat(three.accuracy()).isEqualTo(16 / 20.0);
    }

    @Test
    void it_is_a_square_without_negative_counts() {
        for (var wrong :
                List.of(
                        List.<List<Integer>>of(),
                        List.of(List.of(1, 2)),
                        List.of(List.of(1, 2), List.of(3, -1)))) {
            assertThatThrownBy(() -> new Confusion(wrong))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("a row and a column for each class");
        }
    }
}
