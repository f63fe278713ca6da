package org.sumcat.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.sumcat.nn.Differences.difference;
import static org.sumcat.nn.Layers.bnRelu;
import static org.sumcat.nn.Layers.conv;
import static org.sumcat.nn.Layers.seq;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.nn.convolutional.Convolution;
import ai.djl.training.ParameterStore;
import ai.djl.training.initializer.XavierInitializer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.sumcat.nn.Chain;
import org.sumcat.nn.EngineProfile;
import org.sumcat.nn.ModulePaths;
import org.sumcat.nn.Window;
import org.sumcat.torch.Arithmetic;
import org.sumcat.torch.ChannelsLast;
import org.sumcat.torch.ChannelsLastTest;
import org.sumcat.torch.Instructions;
import org.sumcat.torch.Scalars;
import org.sumcat.torch.Script;

/** The engine's convolution is the truth here. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class ConvolutionAlgorithmsTest {
    private static final Shape FEW = new Shape(3, 256, 2, 2);

    private final NDManager manager = NDManager.newBaseManager();

    @AfterEach
    void close() {
        manager.close();
    }

    @Nested
    class Is_done_otherwise {
        @Test
        void on_an_x86_processor_and_in_more_ways_where_it_multiplies_tiles() {
            assertThat(ConvolutionAlgorithms.algorithms(Device.cpu(), true, true)).hasSize(3);
            assertThat(ConvolutionAlgorithms.algorithms(Device.cpu(), true, false)).hasSize(1);
            assertThat(ConvolutionAlgorithms.algorithms(Device.cpu(), false, false)).isEmpty();
            assertThat(ConvolutionAlgorithms.algorithms(Device.gpu(), true, true)).isEmpty();
        }

        @Test
        void for_the_positions_of_a_kernel_where_many_weights_meet_few_pixels() {
            assertThat(is(Kn2row::script, conv(256, 3), FEW)).isTrue();
            assertThat(is(Kn2row::script, conv(255, 3), FEW)).isFalse();
            assertThat(is(Kn2row::script, conv(256, 3), new Shape(3, 256, 4, 4))).isTrue();
            assertThat(is(Kn2row::script, conv(256, 3), new Shape(3, 256, 4, 5))).isFalse();
            assertThat(is(Kn2row::script, conv(512, 3, 2), new Shape(3, 128, 8, 8))).isTrue();
            assertThat(is(Kn2row::script, conv(512, 3, 2), new Shape(3, 128, 9, 8))).isFalse();
            assertThat(is(Kn2row::script, conv(512, 1, 2), FEW)).isTrue();
        }

        @Test
        void for_one_position_with_fewer_weights() {
            assertThat(is(Kn2row::script, conv(64, 1), new Shape(3, 64, 6, 6))).isTrue();
            assertThat(is(Kn2row::script, conv(64, 1), new Shape(3, 64, 6, 7))).isFalse();
            assertThat(is(Kn2row::script, conv(63, 1), new Shape(3, 64, 6, 6))).isFalse();
            assertThat(is(Kn2row::script, conv(64, 3), new Shape(3, 64, 1, 1))).isTrue();
            assertThat(is(Kn2row::script, conv(64, 3), new Shape(3, 64, 1, 2))).isFalse();
        }

        @Test
        void for_all_positions_where_the_kernel_is_as_large_as_the_images() {
            Block conv = conv(64, Window.of(5).valid(), false);
            assertThat(is(Kn2row::script, conv, new Shape(3, 64, 5, 5))).isTrue();
            assertThat(is(Kn2row::script, conv, new Shape(3, 64, 5, 6))).isFalse();
            assertThat(is(Kn2row::script, conv, new Shape(3, 64, 5, 4))).isFalse();
        }

        @Test
        void but_not_where_pixels_come_out_of_padding_alone() {
            assertThat(is(Kn2row::script, conv(256, Window.of(1).padding(1), false), FEW))
                    .isFalse();
        }

        @Test
        void side_by_side_for_small_images_whose_number_is_even() {
            assertThat(is(SideBySide::script, conv(64, 3), new Shape(4, 32, 6, 6))).isTrue();
            assertThat(is(SideBySide::script, conv(64, 3), new Shape(4, 32, 9, 8))).isTrue();
            assertThat(is(SideBySide::script, conv(64, 3), new Shape(4, 32, 8, 9))).isFalse();
            assertThat(is(SideBySide::script, conv(64, 3), new Shape(4, 32, 2, 2))).isFalse();
            assertThat(is(SideBySide::script, conv(64, 3), new Shape(5, 32, 6, 6))).isFalse();
            assertThat(is(SideBySide::script, conv(64, 3), new Shape(4, 31, 6, 6))).isFalse();
            assertThat(is(SideBySide::script, conv(64, 1), new Shape(4, 32, 6, 6))).isFalse();
            assertThat(is(SideBySide::script, conv(64, 3, 2), new Shape(4, 32, 6, 6))).isFalse();
        }

        @Test
        void from_space_to_depth_for_a_first_layer_that_moves_by_two() {
            assertThat(is(SpaceToDepth::script, conv(64, 7, 2), new Shape(3, 1, 9, 9))).isTrue();
            assertThat(is(SpaceToDepth::script, conv(64, 7, 2), new Shape(3, 5, 9, 9))).isFalse();
            assertThat(is(SpaceToDepth::script, conv(64, 7), new Shape(3, 1, 9, 9))).isFalse();
            assertThat(is(SpaceToDepth::script, conv(64, 1, 2), new Shape(3, 1, 9, 9))).isFalse();
        }

        @Test
        void never_in_groups() {
            assertThat(is(Kn2row::script, conv(256, Window.of(3), false, 2), FEW)).isFalse();
        }

        private static boolean is(ConvolutionAlgorithms.Algorithm way, Block conv, Shape images) {
            return ConvolutionAlgorithms.script(way, (Convolution) conv, images).isPresent();
        }
    }

    static Stream<Arguments> ways() {
        ConvolutionAlgorithms.Algorithm kn2row = Kn2row::script;
        ConvolutionAlgorithms.Algorithm sideBySide = SideBySide::script;
        ConvolutionAlgorithms.Algorithm spaceToDepth = SpaceToDepth::script;
        return Stream.of(
                Arguments.of(kn2row, "3x3 of 2x2", conv(256, 3), FEW),
                Arguments.of(kn2row, "3x3 of a pixel", conv(64, 3), new Shape(3, 64, 1, 1)),
                Arguments.of(kn2row, "stride 2", conv(512, 3, 2), new Shape(2, 256, 3, 3)),
                Arguments.of(kn2row, "1x1, stride 2", conv(512, 1, 2), new Shape(2, 256, 3, 3)),
                Arguments.of(kn2row, "5x5, bias", conv(256, 5, 1, true), new Shape(2, 300, 3, 3)),
                Arguments.of(
                        kn2row,
                        "one row, no padding, bias",
                        conv(256, Window.of(1, 3).stride(2).valid(), true),
                        new Shape(3, 256, 2, 7)),
                Arguments.of(
                        kn2row,
                        "all of 3x2, bias",
                        conv(64, Window.of(3, 2).valid(), true),
                        new Shape(4, 64, 3, 2)),
                Arguments.of(kn2row, "1x1", conv(64, 1), new Shape(3, 70, 5, 6)),
                Arguments.of(kn2row, "1x1, bias", conv(64, 1, 1, true), new Shape(3, 70, 5, 6)),
                Arguments.of(sideBySide, "four of 6x6", conv(64, 3), new Shape(8, 32, 6, 6)),
                Arguments.of(sideBySide, "two of 5x7", conv(64, 3), new Shape(2, 32, 5, 7)),
                Arguments.of(sideBySide, "5x5, bias", conv(64, 5, 1, true), new Shape(4, 32, 3, 3)),
                Arguments.of(
                        sideBySide,
                        "1x7 of rows",
                        conv(64, Window.of(1, 7), false),
                        new Shape(4, 32, 1, 5)),
                Arguments.of(spaceToDepth, "7x7", conv(64, 7, 2), new Shape(3, 1, 12, 12)),
                Arguments.of(spaceToDepth, "5x3 of 9x8, bias", wide(), new Shape(3, 3, 9, 8)),
                Arguments.of(
                        spaceToDepth,
                        "even, with a rest",
                        conv(16, Window.of(4).stride(2).valid(), false),
                        new Shape(3, 2, 9, 7)));
    }

    private static Block wide() {
        return conv(16, Window.of(5, 3).stride(2), true);
    }

    @ParameterizedTest(name = "{1}")
    @MethodSource("ways")
    void Gives_the_scores_and_gradients_of_the_engine(
            ConvolutionAlgorithms.Algorithm way, String name, Block conv, Shape images) {
        requireAsTheEngine(by(way, conv), conv, images);
    }

    @ParameterizedTest(name = "{1}")
    @MethodSource("ways")
    void Reads_images_however_they_lie(
            ConvolutionAlgorithms.Algorithm way, String name, Block conv, Shape images) {
        initialize(conv, images);
        NDArray last = images(images);
        NDArray first = last.flatten().reshape(images);
        var weights = new ParameterStore(manager, false);
        assertThat(by(way, conv).apply(weights, first).toFloatArray())
                .isEqualTo(by(way, conv).apply(weights, last).toFloatArray());
    }

    @ParameterizedTest(name = "{1}")
    @MethodSource("ways")
    void Rounds_as_little_in_bfloat16_as_the_engine(
            ConvolutionAlgorithms.Algorithm way, String name, Block conv, Shape images) {
        initialize(conv, images);
        List<float[]> truth = pass(engine(conv), conv, images, Arithmetic.FLOAT32);
        List<float[]> others = pass(engine(conv), conv, images, Arithmetic.BFLOAT16);
        List<float[]> some = pass(by(way, conv), conv, images, Arithmetic.BFLOAT16);
        for (int i = 0; i < truth.size(); i++) {
            assertThat(difference(some.get(i), truth.get(i)))
                    .isPositive()
                    .isLessThan(1.5 * difference(others.get(i), truth.get(i)));
        }
    }

    /**
     * By hand: 256 from the middle of the kernel, and 1 from each of the three other positions that
     * a pixel of 2 x 2 meets, and back; 8 bits of mantissa hold 260, but neither 257 nor 259.
     */
    @Test
    void Adds_up_positions_with_more_bits_than_bfloat16_has() {
        Block conv = conv(256, 3);
        initialize(conv, FEW);
        NDArray weight = conv.getParameters().valueAt(0).getArray();
        weight.set(new NDIndex(":"), 1 / 256f);
        weight.set(new NDIndex(":, :, 1, 1"), 1);
        NDArray images = manager.ones(FEW);
        images.setRequiresGradient(true);
        try (var tape = Engine.getInstance().newGradientCollector()) {
            NDArray sums =
                    by(Kn2row::script, conv)
                            .apply(
                                    Arithmetic.BFLOAT16.weights(manager),
                                    Arithmetic.BFLOAT16.begin(images));
            NDArray whole = Arithmetic.BFLOAT16.end(new NDList(sums)).singletonOrThrow();
            assertThat(both(whole.min(), whole.max())).containsOnly(260);
            tape.backward(whole.sum());
        }
        NDArray gradient = images.getGradient();
        assertThat(both(gradient.min(), gradient.max())).containsOnly(260);
    }

    @ParameterizedTest(name = "{1}")
    @MethodSource("ways")
    void Rounds_in_each_pass_as_in_the_first(
            ConvolutionAlgorithms.Algorithm way, String name, Block conv, Shape images) {
        initialize(conv, images);
        var other = new Shape(2 * images.get(0), images.get(1), images.get(2), images.get(3));
        for (Arithmetic arithmetic : Arithmetic.values()) {
            List<float[]> first = pass(by(way, conv), conv, images, arithmetic);
            for (int i = 0; i < 3; i++) {
                pass(by(way, conv), conv, other, arithmetic);
                requireEqual(pass(by(way, conv), conv, images, arithmetic), first);
            }
        }
    }

    @Test
    void Leaves_it_to_the_engine_to_refuse_a_kernel_larger_than_the_images() {
        Block conv = conv(512, Window.of(3).stride(2).valid(), false);
        initialize(conv, new Shape(3, 256, 5, 5));
        var weights = new ParameterStore(manager, false);
        assertThatThrownBy(() -> rules(seq(conv)).apply(weights, images(FEW)))
                .isInstanceOf(EngineException.class)
                .hasMessageContaining("greater than actual input size");
    }

    @Test
    void Gives_the_same_with_weights_as_they_are_loaded_bit_for_bit() {
        Chain net = seq(conv(256, 3));
        initialize(net, FEW);
        List<float[]> loaded = pass(rules(net), net, FEW, Arithmetic.FLOAT32);
        ChannelsLast.weights(net);
        requireEqual(pass(rules(net), net, FEW, Arithmetic.FLOAT32), loaded);
    }

    @Test
    void Lays_images_anew_once_in_a_step_and_no_weights() {
        requireX86();
        Chain net = seq(conv(256, 3), bnRelu(), conv(256, 3), bnRelu());
        initialize(net, FEW);
        ChannelsLast.weights(net);
        assertThat(ChannelsLastTest.copies(net, images(FEW))).isEqualTo(2); // convolutions
    }

    @Test
    void Lays_nothing_anew_for_a_kernel_of_one_pixel() {
        requireX86();
        var images = new Shape(3, 64, 2, 2);
        Chain net = seq(conv(64, 1), bnRelu(), conv(64, 1), bnRelu());
        initialize(net, images);
        ChannelsLast.weights(net);
        assertThat(ChannelsLastTest.copies(net, images(images))).isZero();
    }

    @Test
    void Happens_in_a_chain_in_that_way() {
        requireX86();
        Chain net = seq(conv(256, 3));
        initialize(net, FEW);
        EngineProfile profile =
                EngineProfile.of(() -> pass(rules(net), net, FEW, Arithmetic.FLOAT32));
        assertThat(profile.count("aten::convolution")).isZero();
        assertThat(profile.count("aten::index_select")).isPositive();
    }

    /** What is written once for a convolution must not be taken for another. */
    @Test
    void Is_another_for_convolutions_that_differ_in_one_thing() {
        var images = new Shape(2, 256, 3, 3);
        requireAsTheEngine(conv(256, 3), images);
        requireAsTheEngine(conv(256, 3), new Shape(2, 256, 2, 2));
        requireAsTheEngine(conv(256, 3), new Shape(3, 256, 3, 3));
        requireAsTheEngine(conv(256, 3, 2), images);
        requireAsTheEngine(conv(256, Window.of(3).valid(), false), images);
        requireAsTheEngine(conv(256, 1), images);
        requireAsTheEngine(conv(256, 3, 1, true), images);
        requireAsTheEngine(conv(64, 3), images);
        requireAsTheEngine(conv(256, Window.of(3), false, 2), images);
        requireAsTheEngine(dilated(), images);
    }

    private static Block dilated() {
        return Conv2d.builder()
                .setFilters(256)
                .setKernelShape(new Shape(3, 3))
                .optPadding(new Shape(1, 1))
                .optDilation(new Shape(2, 2))
                .optBias(false)
                .build();
    }

    private void requireAsTheEngine(Block conv, Shape images) {
        requireAsTheEngine(rules(seq(conv)), conv, images);
    }

    private void requireAsTheEngine(
            BiFunction<ParameterStore, NDArray, NDArray> way, Block conv, Shape images) {
        initialize(conv, images);
        List<float[]> some = pass(way, conv, images, Arithmetic.FLOAT32);
        List<float[]> others = pass(engine(conv), conv, images, Arithmetic.FLOAT32);
        for (int i = 0; i < others.size(); i++) {
            assertThat(difference(some.get(i), others.get(i))).isLessThan(1e-5);
        }
    }

    /** In the place of a view it would have its gradient written into copies of what is behind. */
    @ParameterizedTest(name = "{1}")
    @MethodSource("ways")
    void May_be_written_over_by_a_ReLU(
            ConvolutionAlgorithms.Algorithm way, String name, Block conv, Shape images) {
        initialize(conv, images);
        EngineProfile profile =
                EngineProfile.of(
                        () ->
                                pass(
                                        (weights, x) ->
                                                overwritten(by(way, conv).apply(weights, x)),
                                        conv,
                                        images,
                                        Arithmetic.FLOAT32));
        assertThat(profile.count("aten::relu_")).isEqualTo(1);
        assertThat(profile.count("torch::autograd::CopySlices")).isZero();
    }

    private static NDArray overwritten(NDArray x) {
        try (x) {
            return new Script("torch.relu_(x)").of(x);
        }
    }

    @Test
    void Leaves_out_a_convolution_that_is_skipped() {
        Chain net = seq(conv(256, 3));
        initialize(net, FEW);
        var taps = Hooks.on(ModulePaths.of(net, FEW)).skip("1");
        NDArray images = images(FEW);
        var pass = new Pass(new ParameterStore(manager, false), false, Rules.DEFAULT, taps);
        NDArray passed = pass.run(net, images).singletonOrThrow();
        assertThat(passed.toFloatArray()).isEqualTo(images.toFloatArray());
    }

    private static float[] both(NDArray one, NDArray other) {
        return new float[] {one.getFloat(), other.getFloat()};
    }

    private static void requireX86() {
        String processor = System.getProperty("os.arch");
        assumeTrue(
                Instructions.X86,
                () -> "the engine convolves alone but on x86 processors, this is " + processor);
    }

    private static void requireEqual(List<float[]> some, List<float[]> others) {
        for (int i = 0; i < others.size(); i++) {
            assertThat(difference(some.get(i), others.get(i))).as("array " + i).isZero();
        }
    }

    private NDArray images(Shape shape) {
        Engine.getInstance().setRandomSeed(2);
        NDArray images = manager.randomNormal(shape);
        ChannelsLast.lay(images);
        return images;
    }

    private static BiFunction<ParameterStore, NDArray, NDArray> engine(Block block) {
        return (weights, images) ->
                block.forward(weights, new NDList(images), true).singletonOrThrow();
    }

    private static BiFunction<ParameterStore, NDArray, NDArray> rules(Block block) {
        return (weights, images) ->
                new Pass(weights, true, Rules.DEFAULT).run(block, images).singletonOrThrow();
    }

    private static BiFunction<ParameterStore, NDArray, NDArray> by(
            ConvolutionAlgorithms.Algorithm way, Block block) {
        var conv = (Convolution) block;
        return (weights, images) -> {
            String script =
                    ConvolutionAlgorithms.script(way, conv, images.getShape()).orElseThrow();
            return ConvolutionAlgorithms.run(script, conv, weights, images, true);
        };
    }

    /** What comes out, the gradients of what goes in and of the weights. */
    private List<float[]> pass(
            BiFunction<ParameterStore, NDArray, NDArray> run,
            Block block,
            Shape shape,
            Arithmetic arithmetic) {
        NDArray x = images(shape);
        x.setRequiresGradient(true);
        var all = new ArrayList<float[]>();
        try (var tape = Engine.getInstance().newGradientCollector();
                NDManager step = manager.newSubManager()) {
            NDArray out = run.apply(arithmetic.weights(step), arithmetic.begin(x));
            NDArray y = arithmetic.end(new NDList(out)).singletonOrThrow();
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
