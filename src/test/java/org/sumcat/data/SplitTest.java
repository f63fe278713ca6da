package org.sumcat.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class SplitTest {
    /** 600 images of ten classes, 60 of each. */
    private final Images balanced = withLabels(IntStream.range(0, 600).map(i -> i % 10).toArray());

    @Test
    void Every_image_trains_or_is_held_out_and_none_does_both() {
        var split = Split.of(balanced, 100, 1);
        assertThat(IntStream.concat(IntStream.of(split.train()), IntStream.of(split.validation())))
                .containsExactlyInAnyOrderElementsOf(IntStream.range(0, 600).boxed().toList());
        assertThat(split.validation()).hasSize(100);
    }

    @Test
    void Classes_are_held_out_evenly() {
        assertThat(perClass(Split.of(balanced, 100, 1).validation())).containsOnly(10);
    }

    @Test
    void What_cannot_be_even_differs_by_one_at_most() {
        assertThat(perClass(Split.of(balanced, 103, 1).validation())).containsOnly(10, 11);
    }

    @Test
    void Classes_of_different_size_are_held_out_in_proportion() {
        // 90 of class 0, 10 of class 2; class 1 does not occur
        var images = withLabels(IntStream.range(0, 100).map(i -> i % 10 == 3 ? 2 : 0).toArray());
        var heldOut = images.select(Split.of(images, 20, 5).validation());
        assertThat(heldOut.labels()).containsOnly(0, 2);
        assertThat(IntStream.range(0, 20).filter(i -> heldOut.label(i) == 2).count()).isEqualTo(2);
    }

    @Test
    void Both_parts_are_in_file_order() {
        var split = Split.of(balanced, 100, 1);
        assertThat(split.train()).isSorted();
        assertThat(split.validation()).isSorted();
    }

    @Test
    void A_seed_gives_the_same_split_on_every_machine() {
        // expected values: SplitMix64, Fisher-Yates and largest remainders, written anew in Python
        var images = withLabels(IntStream.range(0, 30).map(i -> i % 3).toArray());
        assertThat(Split.of(images, 7, 42).validation()).containsExactly(3, 5, 7, 10, 12, 20, 21);
        assertThat(Split.of(images, 7, 43).validation()).containsExactly(1, 5, 12, 19, 24, 27, 29);
    }

    @Test
    void Nothing_held_out_means_that_everything_trains() {
        var split = Split.of(balanced, 0, 1);
        assertThat(split.validation()).isEmpty();
        assertThat(split.train()).hasSize(600);
    }

    @Test
    void Splits_are_equal_when_their_indices_are() {
        assertThat(Split.of(balanced, 100, 1))
                .isEqualTo(Split.of(balanced, 100, 1))
                .hasSameHashCodeAs(Split.of(balanced, 100, 1))
                .isNotEqualTo(Split.of(balanced, 100, 2))
                .hasToString("Split[500 train, 100 validation]");
    }

    @Nested
    class A_split_that_leaves_nothing_to_train_on {
        @Test
        void is_refused_with_the_rule_the_value_and_a_way_out() {
            assertThatThrownBy(() -> Split.of(balanced, 600, 1))
                    .isInstanceOf(DataException.class)
                    .hasMessage(
                            "the validation images must be from 0 to 599, to leave one to train on,"
                                    + " but were 600; try 60");
        }
    }

    @Test
    void A_negative_number_is_refused() {
        assertThatThrownBy(() -> Split.of(balanced, -1, 1)).isInstanceOf(DataException.class);
    }

    private int[] perClass(int[] indices) {
        var counts = new int[10];
        for (int index : indices) {
            counts[balanced.label(index)]++;
        }
        return counts;
    }

    private static Images withLabels(int... labels) {
        var bytes = new byte[labels.length];
        for (int i = 0; i < labels.length; i++) {
            bytes[i] = (byte) labels[i];
        }
        return new Images(labels.length, 1, 1, new byte[labels.length], bytes);
    }
}
