package org.sumcat.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.data.Offset.offset;
import static org.sumcat.nn.Fusion.CONCAT;
import static org.sumcat.nn.Fusion.SUM;
import static org.sumcat.nn.Layers.adaptiveAvgPool;
import static org.sumcat.nn.Layers.avgPool;
import static org.sumcat.nn.Layers.avgPoolInside;
import static org.sumcat.nn.Layers.bn;
import static org.sumcat.nn.Layers.conv;
import static org.sumcat.nn.Layers.convBnRelu;
import static org.sumcat.nn.Layers.dropout;
import static org.sumcat.nn.Layers.flatten;
import static org.sumcat.nn.Layers.globalAvgPool;
import static org.sumcat.nn.Layers.identity;
import static org.sumcat.nn.Layers.lrn;
import static org.sumcat.nn.Layers.maxPool;
import static org.sumcat.nn.Layers.padShortcut;
import static org.sumcat.nn.Layers.seq;
import static org.sumcat.nn.Layers.squash;
import static org.sumcat.nn.Layers.subsample;
import static org.sumcat.nn.Layers.times;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.training.ParameterStore;
import ai.djl.training.initializer.ConstantInitializer;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Each word against numbers counted by hand. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class LayersTest {
    private final NDManager manager = NDManager.newBaseManager();

    @AfterEach
    void close() {
        manager.close();
    }

    @Nested
    class One_word_between {
        private final Block minusOne =
                new Weightless(LayerKind.OTHER, "minus one", s -> s, x -> x.sub(1));
        private final NDArray x = image(1, 2, 3, 4);

        @Test
        void a_sum_adds_what_came_in_to_what_was_computed() {
            assertThat(run(SUM.of(minusOne, identity()), x)).containsExactly(1, 3, 5, 7);
        }

        @Test
        void and_a_concatenation_keeps_both() {
            assertThat(run(CONCAT.of(identity(), minusOne), x))
                    .containsExactly(1, 2, 3, 4, 0, 1, 2, 3);
        }

        @Test
        void a_sum_keeps_the_shape_and_a_concatenation_adds_the_channels() {
            var in = new Shape[] {new Shape(5, 3, 8, 8)};
            assertThat(SUM.of(identity(), conv(3, 3)).getOutputShapes(in)[0])
                    .isEqualTo(new Shape(5, 3, 8, 8));
            assertThat(CONCAT.of(identity(), conv(12, 3)).getOutputShapes(in)[0])
                    .isEqualTo(new Shape(5, 15, 8, 8));
        }

        @Test
        void neither_accepts_branches_that_do_not_fit() {
            var in = new Shape[] {new Shape(5, 3, 8, 8)};
            assertThatThrownBy(() -> SUM.of(identity(), conv(4, 3)).getOutputShapes(in))
                    .hasMessageContaining("branches of a sum must have one shape");
            assertThatThrownBy(() -> CONCAT.of(identity(), conv(4, 3, 2)).getOutputShapes(in))
                    .hasMessageContaining("must agree but for channels");
            assertThatThrownBy(() -> SUM.of(identity()))
                    .hasMessage("a fusion needs at least two branches, but has 1");
        }
    }

    @Test
    void times_repeats_a_layer_with_other_weights_each_time() {
        Block three = times(3, () -> conv(1, 1));
        three.initialize(manager, DataType.FLOAT32, new Shape(1, 1, 2, 2));
        var weights = three.getParameters().values();
        assertThat(weights).hasSize(3);
        weights.forEach(weight -> weight.getArray().set(new float[] {2}));
        weights.get(2).getArray().set(new float[] {5});
        assertThat(run(three, image(1, 2, 3, 4))).containsExactly(20, 40, 60, 80);
    }

    @Test
    void a_batch_norm_divides_by_the_root_of_the_variance_and_its_epsilon() {
        Block norm = bn(3); // at first the running mean is 0 and the variance 1: x / sqrt(1 + 3)
        norm.initialize(manager, DataType.FLOAT32, new Shape(1, 1, 2, 2));
        assertThat(run(norm, image(2, 4, 6, -8))).containsExactly(1, 2, 3, -4);
    }

    @Test
    void a_convolution_with_batch_norm_and_ReLU_runs_in_this_order() {
        Block unit = convBnRelu(1, Window.of(1, 3).valid(), 3);
        unit.setInitializer(new ConstantInitializer(2), Parameter.Type.WEIGHT);
        unit.initialize(manager, DataType.FLOAT32, new Shape(1, 1, 3, 3));
        // rows sum to 3, -6 and 9; times 2, by 2 and not below 0
        assertThat(run(unit, image(1, 1, 1, -2, -2, -2, 3, 3, 3))).containsExactly(3, 0, 9);
    }

    @Test
    void a_max_pool_takes_the_largest_of_three_by_three_and_every_second_pixel() {
        assertThat(run(maxPool(Window.of(3).stride(2)), image(1, 2, 3, 4, 5, 6, 7, 8, 9)))
                .containsExactly(5, 6, 8, 9);
    }

    @Test
    void an_average_pool_leaves_out_a_rest_at_the_border() {
        assertThat(run(avgPool(Window.tiles(2)), image(1, 2, 3, 4, 5, 6, 7, 8, 9)))
                .containsExactly(3);
    }

    @Nested
    class An_average_pool_at_the_border {
        private final NDArray x = image(9, 18, 27, 36); // 90 in all: each 3x3 window sees all four

        @Test
        void counts_the_zeros_of_the_padding() {
            assertThat(run(avgPool(Window.of(3)), x)).containsExactly(10, 10, 10, 10);
        }

        @Test
        void or_only_what_it_sees_of_the_image() {
            assertThat(run(avgPoolInside(Window.of(3)), x))
                    .containsExactly(22.5f, 22.5f, 22.5f, 22.5f);
        }

        @Test
        void and_so_where_a_last_window_hangs_over_the_border() {
            // windows of 2 columns and rows over 3: the last ones see 2, 2 and 1 pixels
            NDArray nine = image(1, 2, 3, 4, 5, 6, 7, 8, 9);
            assertThat(run(avgPoolInside(Window.tiles(2).ceil()), nine))
                    .containsExactly(3, 4.5f, 7.5f, 9);
        }
    }

    @Test
    void a_global_average_pool_leaves_one_number_for_each_feature_map() {
        NDArray x = manager.create(new float[] {1, 2, 3, 4, 10, 20, 30, 40}, new Shape(1, 2, 2, 2));
        assertThat(run(globalAvgPool(), x)).containsExactly(2.5f, 25);
    }

    @Test
    void a_pool_may_count_a_last_window_that_hangs_over_the_border() {
        NDArray x = manager.arange(1, 17, 1, DataType.FLOAT32).reshape(1, 1, 4, 4);
        Window caffe = Window.of(3).stride(2).valid().ceil();
        assertThat(run(maxPool(caffe), x)).containsExactly(11, 12, 15, 16);
        assertThat(run(avgPoolInside(caffe), x)).containsExactly(6, 7.5f, 12, 13.5f);
    }

    @Test
    void such_a_window_may_be_larger_than_the_image_that_is_left_and_begins_inside_it() {
        Window caffe = Window.of(3).stride(2).valid().ceil();
        assertThat(run(maxPool(caffe), image(1, 2, 3, 4))).containsExactly(4);
        assertThat(run(maxPool(Window.tiles(2).ceil()), image(7))).containsExactly(7);
        assertThat(caffe.over(new Shape(1, 1, 1, 1))).isEqualTo(new Shape(1, 1, 0, 0));
        assertThat(caffe.over(new Shape(1, 1, 2, 7))).isEqualTo(new Shape(1, 1, 1, 3));
    }

    @Test
    void adaptive_windows_overlap_where_the_image_does_not_come_out_even() {
        assertThat(run(adaptiveAvgPool(2), image(1, 2, 3, 4, 5, 6, 7, 8, 9)))
                .containsExactly(3, 4, 6, 7);
    }

    @Test
    void a_vector_has_map_after_map_whatever_the_order_in_memory() {
        NDArray channelsLast =
                manager.create(new float[] {1, 10, 2, 20}, new Shape(1, 1, 2, 2))
                        .transpose(0, 3, 1, 2);
        assertThat(run(flatten(), channelsLast)).containsExactly(1, 2, 10, 20);
    }

    @Nested
    class Local_response_normalization {
        @Test
        void divides_by_the_squares_of_five_channels() {
            NDArray x = manager.create(new float[] {1, 2, 3, 4, 5, 6}, new Shape(1, 6, 1, 1));
            double[] squares = {1 + 4 + 9, 1 + 4 + 9 + 16, 55, 4 + 9 + 16 + 25 + 36, 86, 77};

            float[] y = run(lrn(2, 1), x);

            assertThat(y[0]).isCloseTo(1 / 8f, offset(1e-6f)); // 16^0.75 is 8
            for (int i = 0; i < y.length; i++) {
                double expected = (i + 1) / Math.pow(2 + squares[i], 0.75);
                assertThat((double) y[i]).isCloseTo(expected, offset(1e-6));
            }
        }

        @Test
        void gives_the_same_with_channels_last_in_memory() {
            NDArray x = manager.arange(2 * 7 * 3 * 4f).reshape(2, 7, 3, 4).div(50);
            NDArray last = x.transpose(0, 2, 3, 1).duplicate().transpose(0, 3, 1, 2);
            float[] expected = run(lrn(1, 0.1), x);
            float[] actual = run(lrn(1, 0.1), last);
            for (int i = 0; i < expected.length; i++) {
                assertThat(actual[i]).isCloseTo(expected[i], offset(1e-6f));
            }
        }
    }

    @Test
    void one_table_serves_for_other_numbers_of_maps() {
        for (float[] maps : new float[][] {{1, 10}, {1, 10, 100}}) {
            Block conv = conv(List.of(List.of(0), List.of(0, 1)), Window.of(1));
            NDArray x = manager.create(maps, new Shape(1, maps.length, 1, 1));
            fill(conv, x, new float[][] {{2}, {3, 5}, {0, 0.5f}});
            assertThat(run(conv, x)).containsExactly(2, 3 + 50 + 0.5f);
        }
    }

    @Test
    void a_table_says_which_maps_a_filter_reads() {
        Block conv = conv(List.of(List.of(0), List.of(0, 2)), Window.of(1));
        NDArray x = manager.create(new float[] {1, 10, 100}, new Shape(1, 3, 1, 1));
        fill(conv, x, new float[][] {{2}, {3, 5}, {0, 0.5f}});
        assertThat(run(conv, x)).containsExactly(2, 3 + 500 + 0.5f);
    }

    @Test
    void subsampling_sums_four_pixels_and_every_map_has_its_own_coefficient_and_bias() {
        Block pool = subsample(2);
        NDArray x = manager.create(new float[] {1, 2, 3, 4, 1, 1, 1, 1}, new Shape(1, 2, 2, 2));
        pool.initialize(manager, DataType.FLOAT32, x.getShape());
        assertThat(run(pool, x)).as("at first the mean").containsExactly(2.5f, 1);
        fill(pool, x, new float[][] {{2, 10}, {1, -1}});
        assertThat(run(pool, x)).containsExactly(2 * 10 + 1, 10 * 4 - 1);
    }

    @Test
    void the_squash_of_one_is_one() {
        float[] y = run(squash(), image(1, -1, 0, 100));
        assertThat(y[0]).isCloseTo(1, offset(1e-4f));
        assertThat(y[1]).isCloseTo(-1, offset(1e-4f));
        assertThat(y[2]).isZero();
        assertThat(y[3]).isCloseTo(1.7159f, offset(1e-4f));
    }

    @Test
    void dropout_drops_while_training_only_and_not_when_held() {
        var half = (Dropout) dropout(0.5);
        NDArray x = manager.ones(new Shape(1000));
        var weights = new ParameterStore(manager, false);
        float[] training =
                half.forward(weights, new NDList(x), true).singletonOrThrow().toFloatArray();
        assertThat(training).containsOnly(0, 2).contains(0, 2);
        assertThat(run(half, x)).containsOnly(1);
        half.hold(true);
        assertThat(half.forward(weights, new NDList(x), true).singletonOrThrow().toFloatArray())
                .containsOnly(1);
    }

    @Nested
    class Shortcut_A {
        private final NDArray x = image(1, 2, 3, 4, 5, 6, 7, 8, 9);

        private final Window everySecond = Window.of(1).stride(2);

        @Test
        void takes_every_second_pixel_and_puts_zeros_behind() {
            assertThat(run(padShortcut(3, everySecond, 0), x))
                    .containsExactly(1, 3, 7, 9, 0, 0, 0, 0, 0, 0, 0, 0);
        }

        @Test
        void or_half_of_them_before() {
            assertThat(run(padShortcut(3, everySecond, 0.5), x))
                    .containsExactly(0, 0, 0, 0, 1, 3, 7, 9, 0, 0, 0, 0);
        }

        @Test
        void or_the_mean_of_four_pixels_and_of_what_is_left_at_an_odd_border() {
            assertThat(run(padShortcut(2, Window.tiles(2).ceil(), 0), x))
                    .containsExactly(3, 4.5f, 7.5f, 9, 0, 0, 0, 0);
        }

        @Test
        void and_every_pixel_where_only_the_channels_differ() {
            assertThat(run(padShortcut(2, Window.of(1), 0), image(1, 2, 3, 4)))
                    .containsExactly(1, 2, 3, 4, 0, 0, 0, 0);
        }

        @Test
        void closes_nothing_that_came_in() {
            run(padShortcut(3, everySecond, 0), x);
            assertThat(x.isReleased()).isFalse();
        }
    }

    @Test
    void the_order_of_channels_in_memory_changes_no_result() {
        Block net =
                seq(
                        conv(4, 3),
                        CONCAT.of(identity(), conv(2, 3, 1, true)),
                        avgPool(Window.tiles(2)));
        net.initialize(manager, DataType.FLOAT32, new Shape(1, 1, 6, 6));
        NDArray x = manager.arange(72f).reshape(2, 1, 6, 6).div(72);
        NDArray channelsLast = x.reshape(2, 6, 6, 1).transpose(0, 3, 1, 2);

        float[] last = run(net, channelsLast);
        float[] first = run(net, x);

        assertThat(last).hasSameSizeAs(first);
        for (int i = 0; i < first.length; i++) {
            assertThat(last[i]).isCloseTo(first[i], offset(1e-5f));
        }
    }

    /** One image of one channel, as wide as high. */
    private NDArray image(float... pixels) {
        int side = (int) Math.sqrt(pixels.length);
        return manager.create(pixels, new Shape(1, 1, side, side));
    }

    /** Initializes a block and gives its tensors, in order, these numbers. */
    private void fill(Block block, NDArray x, float[][] numbers) {
        if (!block.isInitialized()) {
            block.initialize(manager, DataType.FLOAT32, x.getShape());
        }
        for (int i = 0; i < numbers.length; i++) {
            block.getParameters().valueAt(i).getArray().set(numbers[i]);
        }
    }

    private float[] run(Block block, NDArray x) {
        NDArray y =
                block.forward(new ParameterStore(manager, false), new NDList(x), false)
                        .singletonOrThrow();
        assertThat(y.getShape()).isEqualTo(block.getOutputShapes(new Shape[] {x.getShape()})[0]);
        return y.toFloatArray();
    }
}
