package org.sumcat.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class ImagesTest {
    /** Three images of two rows and three columns: 0..5, 10..15, 20..25. */
    private final Images images =
            new Images(
                    3,
                    2,
                    3,
                    new byte[] {0, 1, 2, 3, 4, 5, 10, 11, 12, 13, 14, 15, 20, 21, 22, 23, 24, 25},
                    new byte[] {7, 8, 9});

    @Test
    void An_image_is_a_copy() {
        var copy = images.image(1);
        assertThat(copy).containsExactly(10, 11, 12, 13, 14, 15);
        copy[0] = 99;
        assertThat(images.image(1)).startsWith(10);
    }

    @Test
    void Images_are_selected_with_their_labels_in_the_order_asked_for() {
        var some = images.select(new int[] {2, 0, 2});
        assertThat(some.count()).isEqualTo(3);
        assertThat(some.labels()).containsExactly(9, 7, 9);
        assertThat(some.image(0)).containsExactly(20, 21, 22, 23, 24, 25);
        assertThat(some.image(1)).containsExactly(0, 1, 2, 3, 4, 5);
    }

    @Test
    void A_picture_shows_rows_downwards_and_bytes_as_grey() {
        var light = new Images(1, 2, 3, new byte[] {0, 0, 0, 0, 0, (byte) 200}, new byte[] {0});
        var picture = light.picture(0);
        assertThat(picture.getType()).isEqualTo(BufferedImage.TYPE_BYTE_GRAY);
        assertThat(picture.getWidth()).isEqualTo(3);
        assertThat(picture.getHeight()).isEqualTo(2);
        assertThat(picture.getRaster().getSample(2, 1, 0)).isEqualTo(200);
    }

    @Test
    void Labels_above_127_are_not_negative() {
        assertThat(new Images(1, 1, 1, new byte[1], new byte[] {(byte) 200}).label(0))
                .isEqualTo(200);
    }

    @Test
    void Images_are_equal_when_their_bytes_are() {
        assertThat(images)
                .isEqualTo(images.select(new int[] {0, 1, 2}))
                .hasSameHashCodeAs(images.select(new int[] {0, 1, 2}))
                .isNotEqualTo(images.select(new int[] {0, 1, 1}))
                .isNotEqualTo(new Images(3, 3, 2, images.pixels(), images.labels()))
                .hasToString("Images[3 of 2x3]");
    }

    @Test
    void An_index_beyond_the_last_image_is_refused() {
        assertThatThrownBy(() -> images.image(3)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> images.select(new int[] {-1}))
                .isInstanceOf(IndexOutOfBoundsException.class);
    }

    @Test
    void Pixels_that_do_not_fit_the_count_are_refused() {
        assertThatThrownBy(() -> new Images(2, 28, 28, new byte[784], new byte[2]))
                .isInstanceOf(DataException.class)
                .hasMessage(
                        "2 images of 28x28 must have 1568 pixels, but had 784; were "
                                + "they cut short?");
    }

    @Test
    void Labels_that_do_not_match_the_images_are_refused() {
        assertThatThrownBy(() -> new Images(2, 1, 1, new byte[2], new byte[3]))
                .isInstanceOf(DataException.class)
                .hasMessage(
                        "every image needs one label, but there were 2 images and 3 labels;"
                                + " do both files belong together?");
    }

    @Test
    void Nothing_selected_is_no_images() {
        var none = images.select(new int[0]);
        assertThat(none.count()).isZero();
        assertThat(none.height()).isEqualTo(2);
    }

    @Test
    void Images_without_a_size_are_refused() {
        assertThatThrownBy(() -> new Images(1, 0, 28, new byte[0], new byte[1]))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("but were 1 of 0x28");
    }
}
