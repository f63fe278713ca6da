package org.sumcat.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sumcat.nn.Layers.adaptiveAvgPool;
import static org.sumcat.nn.Layers.avgPool;
import static org.sumcat.nn.Layers.avgPoolInside;
import static org.sumcat.nn.Layers.bn;
import static org.sumcat.nn.Layers.bnRelu;
import static org.sumcat.nn.Layers.conv;
import static org.sumcat.nn.Layers.dropout;
import static org.sumcat.nn.Layers.flatten;
import static org.sumcat.nn.Layers.gated;
import static org.sumcat.nn.Layers.globalAvgPool;
import static org.sumcat.nn.Layers.identity;
import static org.sumcat.nn.Layers.linear;
import static org.sumcat.nn.Layers.lrn;
import static org.sumcat.nn.Layers.maxPool;
import static org.sumcat.nn.Layers.padShortcut;
import static org.sumcat.nn.Layers.relu;
import static org.sumcat.nn.Layers.scale;
import static org.sumcat.nn.Layers.seq;
import static org.sumcat.nn.Layers.sigmoid;
import static org.sumcat.nn.Layers.squash;
import static org.sumcat.nn.Layers.subsample;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.training.initializer.XavierInitializer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.sumcat.engine.Backpropagation;
import org.sumcat.engine.Pass;
import org.sumcat.engine.Rules;
import org.sumcat.nn.Chain;
import org.sumcat.nn.Dropout;
import org.sumcat.nn.FittedConv;
import org.sumcat.nn.Fusion;
import org.sumcat.nn.Layers;
import org.sumcat.nn.Window;

/** A bfloat16 has 8 bits of mantissa, so that a number is off by 1/256 of it at most. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class ArithmeticTest {
    private static final double ROUNDING = 1 / 256.0;
    private static final Shape IMAGES = new Shape(6, 8, 12, 12);

    private final NDManager manager = NDManager.newBaseManager();

    @AfterEach
    void close() {
        manager.close();
    }

    /** Every word that a network is written in. */
    static Stream<Arguments> words() {
        return Stream.of(
                word("3x3 convolution", () -> conv(6, 3)),
                word("with bias and stride", () -> conv(6, 3, 2, true)),
                word("in groups", () -> conv(6, Window.of(3), false, 2)),
                word("by a table", () -> conv(List.of(List.of(0, 1), List.of(7)), Window.of(5))),
                word("fitted", () -> FittedConv.of(4, 5)),
                word("batch norm", () -> bn()),
                word("local response normalization", () -> lrn(2, 0.1)),
                word("relu", () -> relu()),
                word("sigmoid", () -> sigmoid()),
                word("squash", () -> squash()),
                word("times", () -> scale(0.3)),
                word("gated", () -> gated(1, relu())),
                word("dropout held", () -> held(0.5)),
                word("max pool", () -> maxPool(Window.of(3).stride(2))),
                word("average pool", () -> avgPool(Window.tiles(2))),
                word("inside", () -> avgPoolInside(Window.of(3))),
                word("to 3x3", () -> adaptiveAvgPool(3)),
                word("global", () -> globalAvgPool()),
                word("subsampling", () -> subsample(2)),
                word("shortcut A", () -> padShortcut(12, Window.of(1).stride(2), 0.5)),
                word("linear", () -> seq(flatten(), linear(5))),
                word("sum", () -> Fusion.SUM.of(identity(), seq(bnRelu(), conv(8, 3)))),
                word("concat", () -> Fusion.CONCAT.of(identity(), seq(bnRelu(), conv(4, 3)))));
    }

    private static Arguments word(String name, Supplier<Block> layer) {
        return Arguments.of(name, layer);
    }

    private static Block held(double rate) {
        Block layer = dropout(rate);
        ((Dropout) layer).hold(true);
        return layer;
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("words")
    void a_layer_is_what_it_is_in_float32_but_for_rounding(String name, Supplier<Block> word) {
        Block layer = initialized(seq(word.get()), IMAGES);
        NDArray x = images();
        float[] exact = forward(layer, Arithmetic.FLOAT32, x);
        float[] rounded = forward(layer, Arithmetic.BFLOAT16, x);
        assertThat(distance(exact, rounded)).as(name).isLessThan(3 * ROUNDING);
        assertThat(Arithmetic.BFLOAT16.begin(x).getDataType()).isEqualTo(DataType.UNKNOWN);
    }

    @Test
    void what_lies_between_layers_is_rounded() {
        float[] exact = forward(initialized(seq(identity()), IMAGES), Arithmetic.FLOAT32, images());
        float[] rounded =
                forward(initialized(seq(identity()), IMAGES), Arithmetic.BFLOAT16, images());
        assertThat(rounded).isNotEqualTo(exact);
        for (int i = 0; i < exact.length; i++) {
            assertThat(Float.floatToIntBits(rounded[i]) & 0xffff).isZero();
            assertThat(Math.abs(rounded[i] - exact[i]))
                    .isLessThanOrEqualTo((float) (Math.abs(exact[i]) * ROUNDING));
        }
    }

    @Test
    void the_gradient_points_where_that_of_float32_does() {
        Chain net = initialized(net(), new Shape(6, 8, 12, 12));
        var exact = gradients(net, Arithmetic.FLOAT32);
        var rounded = gradients(net, Arithmetic.BFLOAT16);
        for (int i = 0; i < exact.size(); i++) {
            assertThat(cosine(exact.get(i), rounded.get(i))).as("weight " + i).isGreaterThan(0.95);
            assertThat(rounded.get(i)).as("weight " + i).isNotEqualTo(exact.get(i));
        }
        assertThat(cosine(whole(exact), whole(rounded))).isGreaterThan(0.999);
    }

    private static float[] whole(List<float[]> parts) {
        float[] whole = new float[parts.stream().mapToInt(part -> part.length).sum()];
        int at = 0;
        for (float[] part : parts) {
            System.arraycopy(part, 0, whole, at, part.length);
            at += part.length;
        }
        return whole;
    }

    @Test
    void a_recomputed_block_gives_the_same_gradient_bit_for_bit() {
        Chain net = initialized(net(), IMAGES);
        Chain saving = initialized(net(), IMAGES);
        var from = net.getParameters();
        var to = saving.getParameters();
        for (int i = 0; i < from.size(); i++) {
            NDArray weight = to.valueAt(i).getArray();
            weight.muli(0).addi(from.valueAt(i).getArray());
        }
        assertThat(gradients(saving, Arithmetic.BFLOAT16, Rules.of("default,recomputation")))
                .usingRecursiveComparison()
                .isEqualTo(gradients(net, Arithmetic.BFLOAT16));
    }

    private static Chain net() {
        Chain dense =
                Layers.times(
                        3, () -> Fusion.CONCAT.of(identity(), seq(bnRelu(), conv(4, 3, 1, false))));
        var net = Layers.seq();
        net.add(conv(8, 3));
        net.add(dense);
        net.add(seq(bnRelu(), globalAvgPool(), linear(3)));
        return net;
    }

    private <T extends Block> T initialized(T net, Shape images) {
        Engine.getInstance().setRandomSeed(7);
        net.setInitializer(new XavierInitializer(), Parameter.Type.WEIGHT);
        net.initialize(manager, DataType.FLOAT32, images);
        return net;
    }

    /** Channels last in memory, as in training. */
    private NDArray images() {
        Engine.getInstance().setRandomSeed(3);
        Shape last = new Shape(IMAGES.get(0), IMAGES.get(2), IMAGES.get(3), IMAGES.get(1));
        return manager.randomNormal(0, 1, last, DataType.FLOAT32).transpose(0, 3, 1, 2);
    }

    private float[] forward(Block layer, Arithmetic arithmetic, NDArray x) {
        try (NDManager step = manager.newSubManager()) {
            var pass = new Pass(arithmetic.weights(step), true, Rules.DEFAULT);
            NDList out = pass.run(layer, arithmetic.begin(x.duplicate()));
            return arithmetic.end(out).singletonOrThrow().toFloatArray();
        }
    }

    private List<float[]> gradients(Block net, Arithmetic arithmetic) {
        return gradients(net, arithmetic, Rules.DEFAULT);
    }

    private List<float[]> gradients(Block net, Arithmetic arithmetic, Rules rules) {
        var found = new ArrayList<float[]>();
        try (NDManager step = manager.newSubManager()) {
            NDArray x = images();
            x.attach(step);
            Backpropagation.through(
                    net,
                    arithmetic,
                    rules,
                    x,
                    scores -> scores.get(0).logSoftmax(1).get(":, 1").sum().neg());
        }
        for (var parameter : net.getParameters().values()) {
            if (parameter.requiresGradient()) {
                NDArray gradient = parameter.getArray().getGradient();
                found.add(gradient.toFloatArray());
                gradient.muli(0);
            }
        }
        return found;
    }

    /** Of the difference, as a share of the length of the first. */
    private static double distance(float[] a, float[] b) {
        double difference =
                IntStream.range(0, a.length).mapToDouble(i -> Math.pow(a[i] - b[i], 2)).sum();
        return Math.sqrt(difference / dot(a, a));
    }

    private static double cosine(float[] a, float[] b) {
        return dot(a, b) / Math.sqrt(dot(a, a) * dot(b, b));
    }

    private static double dot(float[] a, float[] b) {
        return IntStream.range(0, a.length).mapToDouble(i -> (double) a[i] * b[i]).sum();
    }
}
