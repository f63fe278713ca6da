package org.sumcat.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class DatasetTest {
    private final Images one = new Images(1, 1, 1, new byte[] {5}, new byte[] {1});

    @Test
    void The_fingerprint_is_of_the_four_IDX_files_one_after_the_other() {
        // printf '\0\0\x08\x03\0\0\0\x01\0\0\0\x01\0\0\0\x01\x05\0\0\x08\x01\0\0\0\x01\x01', twice,
        // into sha256sum
        assertThat(Dataset.of("two", List.of("a", "b"), one, one, "here").sha256())
                .isEqualTo("9c765288a77ab8269e0aa8b0460ced37276feecc6d862dbc6fdbb14122782645");
    }

    @Test
    void A_label_without_a_class_is_refused() {
        assertThatThrownBy(() -> Dataset.of("two", List.of("a"), one, one, "here"))
                .isInstanceOf(DataException.class)
                .hasMessage(
                        "a label must be from 0 to 0, but the one of training image 0 was 1;"
                                + " is the label file damaged?");
    }

    @Test
    void An_empty_part_is_refused() {
        var none = one.select(new int[0]);
        assertThatThrownBy(() -> Dataset.of("two", List.of("a", "b"), one, none, "here"))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("but has 1 and 0");
    }

    @Test
    void Parts_of_different_image_size_are_refused() {
        var wide = new Images(1, 1, 2, new byte[2], new byte[1]);
        assertThatThrownBy(() -> Dataset.of("two", List.of("a", "b"), one, wide, "here"))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("but were 1x1 and 1x2");
    }

    @Test
    void Only_the_drawn_set_is_a_stand_in() {
        assertThat(Dataset.of("drawn", List.of("a", "b"), one, one, "x").isStandIn()).isTrue();
        assertThat(Dataset.of("fashion-mnist", List.of("a", "b"), one, one, "x").isStandIn())
                .isFalse();
    }

    @ParameterizedTest
    @EnumSource
    void A_choice_is_read_as_it_is_written(Choice choice) {
        assertThat(Choice.of(choice.toString())).isEqualTo(choice);
        assertThat(choice.toString()).isEqualTo(choice.name().toLowerCase().replace('_', '-'));
    }

    @Test
    void Another_word_is_no_choice() {
        assertThatThrownBy(() -> Choice.of("mnist"))
                .isInstanceOf(DataException.class)
                .hasMessage(
                        "the data set must be one of auto, fashion-mnist, drawn, but was 'mnist';"
                                + " auto takes Fashion-MNIST where it can");
    }
}
