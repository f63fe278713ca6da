package org.sumcat.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.sumcat.nn.FullVectorsTest.difference;
import static org.sumcat.nn.Layers.bnRelu;
import static org.sumcat.nn.Layers.conv;
import static org.sumcat.nn.Layers.seq;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.nn.convolutional.Convolution;
import ai.djl.training.ParameterStore;
import ai.djl.training.initializer.XavierInitializer;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The engine's convolution is the truth here. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class Kn2rowTest {
    private static final Shape FEW = new Shape(3, 256, 2, 2);

    private final NDManager manager = NDManager.newBaseManager();

    @BeforeEach
    void requireX86() {
        String processor = System.getProperty("os.arch");
        assumeTrue(
                List.of("amd64", "x86_64").contains(processor),
                () -> "kn2row is for x86 processors alone, this is " + processor);
    }

    @AfterEach
    void close() {
        manager.close();
    }

    @Test
    void Is_taken_where_many_weights_meet_few_pixels() {
        assertThat(isTaken(conv(256, 3), FEW)).isTrue();
        assertThat(isTaken(conv(255, 3), FEW)).isFalse();
        assertThat(isTaken(conv(256, 3), new Shape(3, 256, 4, 4))).isTrue();
        assertThat(isTaken(conv(256, 3), new Shape(3, 256, 4, 5))).isFalse();
        assertThat(isTaken(conv(512, 3, 2), new Shape(3, 128, 8, 8))).isTrue();
        assertThat(isTaken(conv(512, 3, 2), new Shape(3, 128, 9, 8))).isFalse();
    }

    @Test
    void Is_taken_for_one_pixel_of_a_kernel_where_the_kernel_leaves_pixels_out() {
        assertThat(isTaken(conv(256, 1), FEW)).isFalse();
        assertThat(isTaken(conv(256, 1, 2), FEW)).isTrue();
    }

    @Test
    void Is_taken_neither_in_groups_nor_on_a_GPU() {
        assertThat(isTaken(conv(256, Window.of(3), false, 2), FEW)).isFalse();
        assertThat(Kn2row.isFaster((Convolution) conv(256, 3), Device.gpu(), FEW)).isFalse();
    }

    static Stream<Arguments> convolutions() {
        return Stream.of(
                Arguments.of("3x3 of 2x2", conv(256, 3), FEW),
                Arguments.of("3x3 of a pixel", conv(256, 3), new Shape(3, 256, 1, 1)),
                Arguments.of("stride 2", conv(512, 3, 2), new Shape(2, 256, 3, 3)),
                Arguments.of("1x1, stride 2", conv(512, 1, 2), new Shape(2, 256, 3, 3)),
                Arguments.of("5x5, bias", conv(256, 5, 1, true), new Shape(2, 300, 3, 3)),
                Arguments.of(
                        "more columns than rows, no padding",
                        conv(256, Window.of(1, 3).stride(2).valid(), true),
                        new Shape(3, 256, 2, 7)),
                Arguments.of("one image", conv(256, 3), new Shape(1, 256, 4, 3)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("convolutions")
    void Scores_and_gradients_are_those_of_the_convolution_alone(
            String name, Block conv, Shape images) {
        initialize(conv, images);
        assertThat(Kn2row.isFaster((Convolution) conv, Device.cpu(), images)).isTrue();
        List<float[]> some = pass(conv, images, Arithmetic.FLOAT32);
        List<float[]> others = pass(seq(conv), images, Arithmetic.FLOAT32);
        for (int i = 0; i < some.size(); i++) {
            assertThat(difference(others.get(i), some.get(i))).isLessThan(1e-5);
        }
    }

    /** Sums of 256 products in the engine's bfloat16 are as far off as these. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("convolutions")
    void In_bfloat16_they_are_as_near_to_those_of_float32_as_the_convolution_alone(
            String name, Block conv, Shape images) {
        initialize(conv, images);
        List<float[]> truth = pass(conv, images, Arithmetic.FLOAT32);
        List<float[]> alone = pass(conv, images, Arithmetic.BFLOAT16);
        List<float[]> some = pass(seq(conv), images, Arithmetic.BFLOAT16);
        for (int i = 0; i < truth.size(); i++) {
            assertThat(difference(some.get(i), truth.get(i)))
                    .isPositive()
                    .isLessThan(1.5 * difference(alone.get(i), truth.get(i)));
        }
    }

    @ParameterizedTest
    @EnumSource(Arithmetic.class)
    void Each_pass_rounds_as_the_first_one_did(Arithmetic arithmetic) {
        Block conv = conv(256, 3);
        initialize(conv, FEW);
        List<float[]> first = pass(seq(conv), FEW, arithmetic);
        for (int i = 0; i < 5; i++) {
            pass(seq(conv), new Shape(5 + i, 256, 2, 2), arithmetic);
            requireEqual(pass(seq(conv), FEW, arithmetic), first);
        }
    }

    @Test
    void Weights_as_they_are_loaded_give_the_same_bit_for_bit() {
        Block conv = conv(256, 3);
        initialize(conv, FEW);
        List<float[]> loaded = pass(seq(conv), FEW, Arithmetic.FLOAT32);
        ChannelsLast.weights(conv);
        requireEqual(pass(seq(conv), FEW, Arithmetic.FLOAT32), loaded);
    }

    @Test
    void A_step_lays_images_anew_once_and_no_weights() {
        Chain net = seq(conv(256, 3), bnRelu(), conv(256, 3), bnRelu());
        initialize(net, FEW);
        ChannelsLast.weights(net);
        assertThat(ChannelsLastTest.copies(net, images(FEW))).isEqualTo(2); // convolutions
    }

    @Test
    void A_convolution_that_is_skipped_passes_on_its_images() {
        Chain net = seq(conv(256, 3));
        initialize(net, FEW);
        var taps = Taps.on(Places.of(net, FEW)).skip("1");
        NDArray images = images(FEW);
        NDArray passed =
                net.forward(
                                new ParameterStore(manager, false),
                                new NDList(images),
                                false,
                                taps.options())
                        .singletonOrThrow();
        assertThat(passed.toFloatArray()).isEqualTo(images.toFloatArray());
    }

    private static void requireEqual(List<float[]> some, List<float[]> others) {
        for (int i = 0; i < others.size(); i++) {
            assertThat(difference(some.get(i), others.get(i))).as("array " + i).isZero();
        }
    }

    private static boolean isTaken(Block conv, Shape images) {
        return Kn2row.isFaster((Convolution) conv, Device.cpu(), images);
    }

    private NDArray images(Shape shape) {
        Engine.getInstance().setRandomSeed(2);
        NDArray images = manager.randomNormal(shape);
        ChannelsLast.lay(images);
        return images;
    }

    /** What comes out, the gradients of what goes in and of the weights. */
    private List<float[]> pass(Block block, Shape shape, Arithmetic arithmetic) {
        NDArray x = images(shape);
        x.setRequiresGradient(true);
        var all = new ArrayList<float[]>();
        try (var tape = Engine.getInstance().newGradientCollector();
                NDManager step = manager.newSubManager()) {
            NDList in = new NDList(arithmetic.begin(x));
            NDArray y =
                    arithmetic
                            .end(block.forward(arithmetic.weights(step), in, true))
                            .singletonOrThrow();
            tape.backward(y.mul(y).sum());
            all.add(y.toFloatArray());
        }
        all.add(x.getGradient().toFloatArray());
        for (Parameter each : block.getParameters().values()) {
            NDArray gradient = each.getArray().getGradient();
            all.add(gradient.toFloatArray());
            Scalars.muli(gradient, 0);
        }
        return all;
    }

    private void initialize(Block block, Shape images) {
        block.setInitializer(new XavierInitializer(), Parameter.Type.WEIGHT);
        block.initialize(manager, DataType.FLOAT32, images);
    }
}
