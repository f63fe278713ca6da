package org.sumcat.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;
import static org.sumcat.nn.Fusion.CONCAT;
import static org.sumcat.nn.Fusion.SUM;
import static org.sumcat.nn.Layers.avgPool;
import static org.sumcat.nn.Layers.bn;
import static org.sumcat.nn.Layers.bnRelu;
import static org.sumcat.nn.Layers.conv;
import static org.sumcat.nn.Layers.dropout;
import static org.sumcat.nn.Layers.flatten;
import static org.sumcat.nn.Layers.gated;
import static org.sumcat.nn.Layers.identity;
import static org.sumcat.nn.Layers.linear;
import static org.sumcat.nn.Layers.relu;
import static org.sumcat.nn.Layers.seq;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import ai.djl.training.ParameterStore;
import ai.djl.training.initializer.XavierInitializer;
import java.util.ArrayList;
import java.util.List;
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
import org.sumcat.nn.Gated;
import org.sumcat.nn.Window;

/** The plain interpretation never writes over anything: it is the truth here. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class InPlaceTest {
    private static final Shape IMAGES = new Shape(3, 4, 6, 6);

    private final NDManager manager = NDManager.newBaseManager();

    @AfterEach
    void close() {
        manager.close();
    }

    /** What a ReLU or a sum may stand behind, where it may write and where it must not. */
    static Stream<Arguments> networks() {
        return Stream.of(
                network("behind a batch norm", () -> bnRelu()),
                network("behind a convolution", () -> seq(conv(5, 3), relu())),
                network("behind another ReLU", () -> seq(bn(), relu(), relu())),
                network("of what is given", () -> seq(relu(), conv(4, 3))),
                network("of what is given, by another name", () -> seq(flatten(), relu())),
                network("of what is given, passed on", () -> seq(identity(), relu())),
                network("of what dropout lets pass", () -> seq(dropout(0), relu(), conv(4, 3))),
                network("of a pooling", () -> seq(avgPool(Window.tiles(2)), relu())),
                network("residual", () -> seq(SUM.of(identity(), seq(bnRelu(), conv(4, 3), bn())))),
                network("shortcut second", () -> seq(SUM.of(conv(4, 3), identity()), relu())),
                network("two projections", () -> seq(SUM.of(conv(6, 1), conv(6, 3)), relu())),
                network("sum of three", () -> seq(SUM.of(conv(4, 1), identity(), conv(4, 3)))),
                network("of a sum", () -> seq(SUM.of(identity(), seq(conv(4, 3), bn())), relu())),
                network("of a sum of ReLUs", () -> seq(SUM.of(identity(), bnRelu()), relu())),
                network(
                        "behind a closed gate",
                        () -> seq(bn(), SUM.of(identity(), held(false)), relu(), conv(4, 3))),
                network(
                        "behind an open gate",
                        () -> seq(bn(), SUM.of(held(true), identity()), relu(), conv(4, 3))),
                network("of a concatenation", () -> seq(CONCAT.of(identity(), bnRelu()), relu())),
                network(
                        "that a head reads before",
                        () ->
                                seq().stage("stem", conv(4, 3))
                                        .stage("on", relu())
                                        .head("aux", "stem", conv(2, 1))));
    }

    private static Arguments network(String name, Supplier<Chain> made) {
        return arguments(name, made);
    }

    private static Gated held(boolean open) {
        Gated gate = gated(0.5, conv(4, 3));
        gate.hold(open);
        return gate;
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("networks")
    void Computes_the_same_bit_for_bit_and_leaves_what_it_was_given(
            String name, Supplier<Chain> made) {
        assertThat(pass(made.get(), Rules.DEFAULT)).isDeepEqualTo(pass(made.get(), Rules.PLAIN));
    }

    @Test
    void A_ReLU_writes_over_what_it_reads() {
        NDArray x = manager.create(new float[] {-1, 2});
        Pass pass = new Pass(new ParameterStore(manager, false), true, Rules.DEFAULT);
        new ReluInPlace().run(List.of(bn(), relu()), 1, x.reshape(2, 1), pass); // a view of x
        assertThat(x.toFloatArray()).containsExactly(0, 2);
    }

    @Test
    void A_network_makes_no_array_for_a_ReLU_or_a_sum_that_may_write_over_another() {
        Chain net = seq(SUM.of(identity(), seq(conv(4, 3), bnRelu(), conv(4, 3), bn())), relu());
        EngineProfile profile = EngineProfile.of(() -> pass(net, Rules.DEFAULT));
        assertThat(profile.count("aten::relu_")).isEqualTo(2);
        assertThat(profile.count("aten::add_")).isPositive();
        assertThat(profile.count("aten::relu")).isZero();
        assertThat(profile.count("aten::add")).isZero();
        assertThat(profile.count("torch::autograd::CopySlices")).as("written over views").isZero();
    }

    @Test
    void What_comes_out_of_a_block_may_be_written_over_if_it_is_its_own_and_nobody_keeps_it() {
        assertThat(Stream.of(bn(), conv(4, 3), seq(relu(), bn()), SUM.of(identity(), bn())))
                .extracting(ReluInPlace::mayBeOverwritten)
                .containsOnly(true);
        assertThat(
                        Stream.of(
                                relu(), // keeps what it made
                                identity(), // has made nothing
                                seq(), // nor this
                                flatten(), // another name for what it was given
                                linear(3),
                                SUM.of(identity(), held(false)), // what it was given
                                CONCAT.of(identity(), bn())))
                .extracting(ReluInPlace::mayBeOverwritten)
                .containsOnly(false);
    }

    /** Scores, gradients of the input and of all weights, running statistics, and the input. */
    private float[][] pass(Chain net, Rules rules) {
        Engine.getInstance().setRandomSeed(5);
        net.setInitializer(new XavierInitializer(), Parameter.Type.WEIGHT);
        net.initialize(manager, DataType.FLOAT32, IMAGES);
        NDArray x = manager.randomNormal(IMAGES);
        x.setRequiresGradient(true);
        var found = new ArrayList<float[]>();
        try (var tape = Engine.getInstance().newGradientCollector()) {
            NDArray given = x.mul(1);
            NDList scores =
                    new Pass(new ParameterStore(manager, false), true, rules).run(net, given);
            tape.backward(scores.stream().map(InPlaceTest::loss).reduce(NDArray::add).get());
            scores.forEach(each -> found.add(each.toFloatArray()));
            found.add(given.toFloatArray());
        }
        found.add(x.getGradient().toFloatArray());
        net.getParameters().values().stream()
                .map(p -> p.requiresGradient() ? p.getArray().getGradient() : p.getArray())
                .forEach(array -> found.add(array.toFloatArray()));
        return found.toArray(float[][]::new);
    }

    private static NDArray loss(NDArray scores) {
        return scores.mul(scores).mul(0.5).sum();
    }
}
