package org.sumcat.measure;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.sumcat.data.DrawnSet;

@DisplayNameGeneration(ReplaceUnderscores.class)
class UndoingTest {
    private final Undoing undoing = Undoing.of(DrawnSet.draw(10, 50, 1).test());

    @Test
    void two_different_inputs_have_sums_that_are_equal_bit_by_bit() {
        assertThat(undoing.apart()).isGreaterThan(0.5); // a garment is not its mirror image
        assertThat(undoing.sumApart()).isZero();
    }

    @Test
    void a_concatenation_tells_them_apart_and_gives_the_input_back_bit_by_bit() {
        assertThat(undoing.concatApart()).isEqualTo(undoing.apart());
        assertThat(undoing.sliceOff()).isZero();
    }
}
