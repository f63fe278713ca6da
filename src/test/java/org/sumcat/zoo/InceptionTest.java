package org.sumcat.zoo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.types.Shape;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sumcat.network.NetworkSummary;
import org.sumcat.network.NetworkSummary.Stage;

/** What references do not count: the table of Inception v2, heads, and the edges of the family. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class InceptionTest {
    private static final Shape IMAGENET = new Shape(3, 299, 299);

    @Nested
    class Inception_v2_of_Rethinking_Table_1 {
        private final NetworkSummary anatomy =
                NetworkSummary.of(Zoo.network("inception-v2"), IMAGENET, 1000);

        @Test
        void has_the_shapes_of_the_table() {
            // the table prints what goes into a layer: what the layer before it puts out
            Map<String, String> shapes =
                    anatomy.stages().stream().collect(Collectors.toMap(Stage::name, Stage::shape));
            assertThat(shapes)
                    .containsEntry("conv1", "32x149x149")
                    .containsEntry("conv2", "32x147x147")
                    .containsEntry("conv3", "64x147x147")
                    .containsEntry("pool1", "64x73x73")
                    .containsEntry("conv4", "80x71x71")
                    .containsEntry("conv5", "192x35x35")
                    .containsEntry("conv6", "288x35x35")
                    .containsEntry("red1", "768x17x17")
                    .containsEntry("red2", "1280x8x8")
                    .containsEntry("figure7", "2048x8x8")
                    .containsEntry("gap", "2048");
        }

        @Test
        void keeps_the_shape_in_its_three_and_five_modules_between_the_reductions() {
            assertThat(anatomy.stages())
                    .contains(new Stage("figure5", "288x35x35"), new Stage("figure6", "768x17x17"));
        }

        @Test
        void has_as_many_parameters_as_its_branches_by_hand() {
            long stem =
                    unit(3, 32, 9)
                            + unit(32, 32, 9)
                            + unit(32, 64, 9)
                            + unit(64, 80, 9)
                            + unit(80, 192, 9)
                            + unit(192, 288, 9);
            long figure5 =
                    unit(288, 64, 1)
                            + (unit(288, 48, 1) + unit(48, 64, 9))
                            + (unit(288, 64, 1) + unit(64, 96, 9) + unit(96, 96, 9))
                            + unit(288, 64, 1);
            long red1 =
                    (unit(288, 64, 1) + unit(64, 384, 9))
                            + (unit(288, 64, 1) + unit(64, 96, 9) + unit(96, 96, 9));
            long figure6 = figure6(128) + 3 * figure6(160) + figure6(192);
            long red2 =
                    (unit(768, 192, 1) + unit(192, 320, 9))
                            + (unit(768, 192, 1) + unit(192, 192, 9) + unit(192, 192, 9));
            long fc = 2048 * 1000 + 1000;
            assertThat(anatomy.parameters())
                    .isEqualTo(
                            stem
                                    + 3 * figure5
                                    + red1
                                    + figure6
                                    + red2
                                    + (figure7(1280) + figure7(2048))
                                    + fc);
        }

        @Test
        void takes_6_1_thousand_million_multiply_adds_its_branches_by_hand() {
            long stem =
                    at(149, conv(3, 32, 9))
                            + at(147, conv(32, 32, 9) + conv(32, 64, 9))
                            + at(71, conv(64, 80, 9))
                            + at(35, conv(80, 192, 9) + conv(192, 288, 9));
            long figure5 =
                    at(35, 2 * conv(288, 64, 1)) // the 1x1 alone and that behind the pool
                            + at(35, conv(288, 48, 1) + conv(48, 64, 9))
                            + at(35, conv(288, 64, 1) + conv(64, 96, 9) + conv(96, 96, 9));
            long red1 =
                    at(35, conv(288, 64, 1))
                            + at(17, conv(64, 384, 9))
                            + at(35, conv(288, 64, 1) + conv(64, 96, 9))
                            + at(17, conv(96, 96, 9));
            long figure6 = at(17, row(128) + 3 * row(160) + row(192));
            long red2 =
                    at(17, conv(768, 192, 1))
                            + at(8, conv(192, 320, 9))
                            + at(17, conv(768, 192, 1) + conv(192, 192, 9))
                            + at(8, conv(192, 192, 9));
            long figure7 = at(8, bank(1280) + bank(2048));
            long sum = stem + 3 * figure5 + red1 + figure6 + red2 + figure7 + 2048 * 1000;
            assertThat(anatomy.macs()).isEqualTo(sum).isBetween(6_050_000_000L, 6_150_000_000L);
        }

        /** Weights of Figure 6, without batch norm. */
        private static long row(int narrow) {
            return 2 * conv(768, 192, 1)
                    + (conv(768, narrow, 1) + conv(narrow, narrow, 7) + conv(narrow, 192, 7))
                    + (conv(768, narrow, 1) + 3 * conv(narrow, narrow, 7) + conv(narrow, 192, 7));
        }

        /** Weights of Figure 7, without batch norm. */
        private static long bank(int in) {
            return conv(in, 320, 1)
                    + (conv(in, 384, 1) + 2 * conv(384, 384, 3))
                    + (conv(in, 448, 1) + conv(448, 384, 9) + 2 * conv(384, 384, 3))
                    + conv(in, 192, 1);
        }

        /** Multiply-adds of convolutions that put out that many pixels a side. */
        private static long at(long side, long weights) {
            return side * side * weights;
        }

        private static long conv(long in, long filters, long pixels) {
            return in * filters * pixels;
        }

        private static long figure6(int narrow) {
            return unit(768, 192, 1)
                    + (unit(768, narrow, 1) + unit(narrow, narrow, 7) + unit(narrow, 192, 7))
                    + (unit(768, narrow, 1) + 3 * unit(narrow, narrow, 7) + unit(narrow, 192, 7))
                    + unit(768, 192, 1);
        }

        private static long figure7(int in) {
            return unit(in, 320, 1)
                    + (unit(in, 384, 1) + 2 * unit(384, 384, 3))
                    + (unit(in, 448, 1) + unit(448, 384, 9) + 2 * unit(384, 384, 3))
                    + unit(in, 192, 1);
        }

        /** Weights of a convolution with that many pixels in its window, and its batch norm. */
        private static long unit(long in, long filters, long pixels) {
            return in * filters * pixels + 2 * filters;
        }
    }

    @Nested
    class The_head_of_Inception_v3 {
        @Test
        void counts_apart_as_in_torchvision() {
            // torchvision 0.14.1: 27,161,264 with the head, 23,834,568 without
            var anatomy = NetworkSummary.of(Zoo.network("inception-v3"), IMAGENET, 1000);
            assertThat(anatomy.headParameters()).isEqualTo(27_161_264 - 23_834_568);
            // 1x1 on 5x5 pixels, 5x5 on one, then the classes
            assertThat(anatomy.headMacs())
                    .isEqualTo(768 * 128 * 25 + 128 * 768 * 25 + 768 * 1000)
                    .isEqualTo(5_683_200);
        }

        @ParameterizedTest
        @CsvSource({"139, 1", "203, 3", "299, 5", "427, 5"})
        void has_a_second_convolution_as_large_as_what_the_pool_leaves_up_to_5(
                int side, int kernel) {
            // 768 -> 128 and 128 -> 768, each with a batch norm, then ten classes
            var anatomy =
                    NetworkSummary.of(Zoo.network("inception-v3"), new Shape(1, side, side), 10);
            assertThat(anatomy.headParameters())
                    .isEqualTo(
                            (768 * 128 + 2 * 128)
                                    + (128 * 768 * kernel * kernel + 2 * 768)
                                    + (768 * 10 + 10));
        }

        @Test
        void is_refused_on_images_that_leave_it_no_pixel() {
            assertThatThrownBy(
                            () ->
                                    NetworkSummary.of(
                                            Zoo.network("inception-v3"), new Shape(1, 96, 96), 10))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage(
                            "the input must leave at least 1 pixel at every layer, but a layer"
                                    + " turns 768x4x4 into 768x0x0; use a larger input");
            assertThat(
                            NetworkSummary.of(
                                            Zoo.network("inception-v3"), new Shape(1, 107, 107), 10)
                                    .headParameters())
                    .isPositive();
        }
    }
}
