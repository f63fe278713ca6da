package org.sumcat.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;
import static org.sumcat.nn.Differences.difference;
import static org.sumcat.nn.Fusion.CONCAT;
import static org.sumcat.nn.Layers.bn;
import static org.sumcat.nn.Layers.bnRelu;
import static org.sumcat.nn.Layers.conv;
import static org.sumcat.nn.Layers.dropout;
import static org.sumcat.nn.Layers.identity;
import static org.sumcat.nn.Layers.relu;
import static org.sumcat.nn.Layers.seq;
import static org.sumcat.nn.Layers.times;

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
import ai.djl.training.ParameterStore;
import ai.djl.training.initializer.XavierInitializer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.sumcat.nn.Chain;
import org.sumcat.nn.EngineProfile;
import org.sumcat.nn.Window;
import org.sumcat.torch.Arithmetic;

/** The plain interpretation never reads zeros: it is the truth here. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class ChannelPaddingTest {
    private static final int ENOUGH = 128; // images of 8 x 8 pixels

    private final NDManager manager = NDManager.newBaseManager();

    @AfterEach
    void close() {
        manager.close();
    }

    static Stream<Arguments> networks() {
        return Stream.of(
                network("bottlenecks", 8, () -> seq(bnRelu(), conv(16, 1), bnRelu(), conv(4, 3))),
                network("no bottlenecks", 8, () -> seq(bnRelu(), conv(4, 3))),
                network("no chain within", 8, () -> seq(bn(), relu(), conv(4, 3))),
                network("biases", 8, () -> seq(bnRelu(), conv(4, 3, 1, true))),
                network("dropout", 8, () -> seq(bnRelu(), seq(conv(4, 3), dropout(0.2)))),
                network("never full", 3, () -> seq(bnRelu(), conv(4, 3))),
                network("odd", 3, () -> seq(bnRelu(), conv(1, 3))),
                network("no batch norm", 8, () -> seq(relu(), conv(4, 3))),
                network("groups", 8, () -> seq(bnRelu(), conv(4, Window.of(3), false, 4))));
    }

    private static Arguments network(String name, int given, Supplier<Block> layer) {
        return arguments(name, given, layer);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("networks")
    void A_dense_block_has_the_same_maps_gradients_and_statistics_as_without_zeros(
            String name, int given, Supplier<Block> layer) {
        agree(Arithmetic.FLOAT32, 1e-5, layer, given);
    }

    /** Rounding hides what differs less: a number of 8 bits that is off by one is off by 2^-8. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("networks")
    void In_bfloat16_it_has_the_same_but_for_rounding(
            String name, int given, Supplier<Block> layer) {
        agree(Arithmetic.BFLOAT16, 0.01, layer, given);
    }

    private void agree(Arithmetic arithmetic, double within, Supplier<Block> layer, int given) {
        Map<String, float[]> some = step(arithmetic, block(layer, 5), given, Rules.DEFAULT);
        Map<String, float[]> others = step(arithmetic, block(layer, 5), given, Rules.PLAIN);
        assertThat(others).containsOnlyKeys(some.keySet()).hasSizeGreaterThan(5);
        some.forEach(
                (what, numbers) ->
                        assertThat(difference(numbers, others.get(what)))
                                .as(what)
                                .isLessThan(within));
    }

    @Test
    void In_training_a_layer_reads_zeros_where_its_maps_fill_no_vectors() {
        Chain block = block(() -> seq(bnRelu(), conv(4, 3)), 3);
        int counted =
                EngineProfile.of(() -> step(Arithmetic.FLOAT32, block, 8, Rules.DEFAULT))
                        .count("aten::cat");
        // The second layer reads 8 + 4 maps and 4 of zeros: joined, and so are four vectors of its
        // batch norm and the weights of its convolution. Then 8 + 4 + 4 are joined, then 16 + 4.
        assertThat(counted).isEqualTo(1 + 4 + 1 + 1 + 1);
    }

    @Test
    void As_many_zeros_are_joined_as_fill_a_vector_of_eight() {
        NDArray joined = ZeroChannels.join(List.of(maps(30, ENOUGH), maps(6, ENOUGH)));
        assertThat(joined.getShape()).isEqualTo(new Shape(ENOUGH, 40, 8, 8));
        assertThat(joined.get(new NDIndex(":, 36:")).abs().max().getFloat()).isZero();
        assertThat(joined.get(new NDIndex(":, :36")).min().getFloat()).isEqualTo(1);
        assertThat(ZeroChannels.missing(List.of(joined))).isZero();
    }

    @Test
    void In_bfloat16_it_is_a_vector_of_sixteen() {
        assertThat(ZeroChannels.missing(List.of(rounded(30), rounded(6)))).isEqualTo(12);
        assertThat(ZeroChannels.missing(List.of(rounded(40)))).isEqualTo(8);
        assertThat(ZeroChannels.missing(List.of(rounded(48)))).isZero();
        NDArray joined = ZeroChannels.join(List.of(rounded(30), rounded(6)));
        assertThat(joined.getShape()).isEqualTo(new Shape(ENOUGH, 48, 8, 8));
    }

    @Test
    void None_are_joined_to_few_pixels() {
        assertThat(ZeroChannels.missing(List.of(maps(36, ENOUGH)))).isEqualTo(4);
        assertThat(ZeroChannels.missing(List.of(maps(36, ENOUGH - 1)))).isZero();
        NDArray few = Arithmetic.BFLOAT16.begin(maps(36, ENOUGH / 8 - 1));
        assertThat(ZeroChannels.missing(List.of(few))).isZero();
    }

    @Test
    void Images_with_more_channels_than_a_layer_was_made_for_are_refused_as_ever() {
        for (Block layer : List.of(bn(), conv(4, 3), seq(bnRelu(), conv(4, 3)))) {
            layer.initialize(manager, DataType.FLOAT32, new Shape(1, 3, 8, 8));
            for (boolean training : new boolean[] {true, false}) {
                NDArray images = maps(4, ENOUGH);
                var pass = new Pass(new ParameterStore(manager, false), training, Rules.DEFAULT);
                assertThatThrownBy(() -> pass.run(layer, images))
                        .isInstanceOf(EngineException.class);
            }
        }
    }

    private NDArray rounded(int count) {
        return Arithmetic.BFLOAT16.begin(maps(count, ENOUGH));
    }

    private NDArray maps(int count, int images) {
        return manager.ones(new Shape(images, count, 8, 8));
    }

    private static Chain block(Supplier<Block> layer, int layers) {
        return times(layers, () -> CONCAT.of(identity(), layer.get()));
    }

    /** What comes out, the gradients for what went in and for the weights, the statistics. */
    private Map<String, float[]> step(Arithmetic arithmetic, Chain block, int given, Rules rules) {
        var shape = new Shape(ENOUGH, given, 8, 8);
        Engine.getInstance().setRandomSeed(5);
        block.setInitializer(new XavierInitializer(), Parameter.Type.WEIGHT);
        block.initialize(manager, DataType.FLOAT32, shape);
        NDArray x = manager.randomNormal(new Shape(ENOUGH, 8, 8, given)).transpose(0, 3, 1, 2);
        x.setRequiresGradient(true);
        var found = new LinkedHashMap<String, float[]>();
        try (var tape = Engine.getInstance().newGradientCollector()) {
            NDList scores =
                    new Pass(arithmetic.weights(manager), true, rules)
                            .run(block, arithmetic.begin(x));
            NDArray maps = arithmetic.end(scores).singletonOrThrow();
            tape.backward(maps.mul(maps).sum());
            found.put("maps", maps.toFloatArray());
        }
        found.put("gradient of the input", x.getGradient().toFloatArray());
        block.getParameters().forEach(each -> found.put(each.getKey(), numbers(each.getValue())));
        return found;
    }

    private static float[] numbers(Parameter parameter) {
        NDArray array = parameter.getArray();
        return (parameter.requiresGradient() ? array.getGradient() : array).toFloatArray();
    }
}
