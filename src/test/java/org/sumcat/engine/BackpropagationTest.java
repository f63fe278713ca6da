package org.sumcat.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sumcat.nn.Fusion.CONCAT;
import static org.sumcat.nn.Fusion.SUM;
import static org.sumcat.nn.Layers.avgPool;
import static org.sumcat.nn.Layers.bnRelu;
import static org.sumcat.nn.Layers.conv;
import static org.sumcat.nn.Layers.dropout;
import static org.sumcat.nn.Layers.gated;
import static org.sumcat.nn.Layers.globalAvgPool;
import static org.sumcat.nn.Layers.identity;
import static org.sumcat.nn.Layers.linear;
import static org.sumcat.nn.Layers.relu;
import static org.sumcat.nn.Layers.seq;
import static org.sumcat.nn.Layers.times;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.pytorch.jni.JniUtils;
import ai.djl.training.initializer.XavierInitializer;
import ai.djl.util.Pair;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.sumcat.nn.Chain;
import org.sumcat.nn.EngineProfile;
import org.sumcat.nn.Window;
import org.sumcat.torch.Arithmetic;
import org.sumcat.torch.ChannelsLast;

/** Recomputed dense blocks against the usual step: the engine's own tape is the truth. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class BackpropagationTest {
    private static final int FEW = 5;
    private static final int MANY = 1024; // images of 16 pixels

    private final NDManager manager = NDManager.newBaseManager();

    @AfterEach
    void close() {
        manager.close();
    }

    @Nested
    class Recomputed_batch_norms extends Recomputed {
        Recomputed_batch_norms() {
            super("recomputation");
        }

        @Test
        void keep_what_dropout_has_dropped() {
            assertThat(differing(dropping(usual), dropping(rules))).isEmpty();
        }

        @Test
        void run_no_convolution_a_second_time() {
            assertThat(convolutions(rules)).isEqualTo(convolutions(usual));
        }

        private Map<String, float[]> dropping(Rules rules) {
            var net =
                    network(
                            () ->
                                    seq(
                                            bnRelu(),
                                            seq(conv(8, 1), dropout(0.3)),
                                            bnRelu(),
                                            seq(conv(5, 3), dropout(0.3))));
            return step(net, rules, MANY, true);
        }
    }

    @Nested
    class Recomputed_blocks extends Recomputed {
        Recomputed_blocks() {
            super("full-recomputation");
        }

        @Test
        void run_their_convolutions_a_second_time() {
            int layers = 2 * 3 * 2; // convolutions of two blocks
            assertThat(convolutions(rules) - convolutions(usual)).isEqualTo(layers);
        }
    }

    /** Both. */
    abstract class Recomputed {
        final Rules usual = Rules.DEFAULT;
        final Rules rules;
        private final Rules alone;

        Recomputed(String rule) {
            rules = Rules.of("default," + rule);
            alone = Rules.of(rule);
        }

        @Test
        void give_the_usual_gradients_bit_for_bit() {
            assertThat(differing(step(usual, FEW, false), step(rules, FEW, false))).isEmpty();
        }

        @Test
        void also_with_channels_last_in_memory() {
            assertThat(differing(step(usual, FEW, true), step(rules, FEW, true))).isEmpty();
        }

        @Test
        void also_with_so_many_pixels_that_layers_read_zeros_to_fill_vectors() {
            assertThat(differing(step(usual, MANY, true), step(rules, MANY, true))).isEmpty();
        }

        @Test
        void also_of_the_plain_interpretation() {
            assertThat(differing(step(Rules.PLAIN, MANY, true), step(alone, MANY, true))).isEmpty();
        }

        @Test
        void also_without_bottlenecks_and_with_biases() {
            Supplier<Block> layer = () -> seq(bnRelu(), conv(5, 3, 1, true));
            assertThat(
                            differing(
                                    step(network(layer), usual, MANY, true),
                                    step(network(layer), rules, MANY, true)))
                    .isEmpty();
        }

        @Test
        void also_where_a_convolution_is_computed_by_another_algorithm() {
            Supplier<Block> layer = () -> seq(bnRelu(), conv(256, 3));
            Chain net = network(layer);
            assertThat(
                            differing(
                                    step(net, usual, FEW, true),
                                    step(network(layer), rules, FEW, true)))
                    .isEmpty();
        }

        @Test
        void and_a_second_step_adds_to_the_first_as_usual() {
            Chain one = network();
            Chain other = network();
            step(one, usual, FEW, true);
            step(other, rules, FEW, true);
            assertThat(differing(step(one, usual, FEW, true), step(other, rules, FEW, true)))
                    .isEmpty();
        }

        @Test
        void a_frozen_weight_stays_without_a_gradient() {
            Chain net = network();
            Parameter frozen =
                    net.getParameters().stream()
                            .map(Pair::getValue)
                            .filter(each -> each.getType() == Parameter.Type.GAMMA)
                            .findFirst()
                            .orElseThrow();
            frozen.freeze(true);
            step(net, rules, FEW, true);
            assertThat(frozen.getArray().hasGradient()).isFalse();
        }

        @Test
        void leave_the_tape_as_it_was() {
            boolean before = JniUtils.isGradMode();
            step(rules, FEW, false);
            assertThat(JniUtils.isGradMode()).isEqualTo(before);
        }

        int convolutions(Rules rules) {
            return EngineProfile.of(() -> step(rules, FEW, true)).count("aten::convolution");
        }
    }

    @Nested
    class What_is_not_recomputed {
        private final Rules norms = Rules.of("recomputation");
        private final Rules all = Rules.of("full-recomputation");

        @Test
        void is_a_block_that_does_not_concatenate() {
            assertThat(
                            Stream.of(
                                    seq(SUM.of(identity(), conv(4, 3))),
                                    seq(conv(4, 3)),
                                    seq(CONCAT.of(conv(4, 3), conv(4, 3))),
                                    seq()))
                    .noneMatch(block -> isFor(norms, block) || isFor(all, block));
            assertThat(isFor(norms, block()) && isFor(all, block())).isTrue();
        }

        @Test
        void and_a_layer_that_does_not_begin_with_batch_norm_and_relu_unless_all_is() {
            Chain block = seq(CONCAT.of(identity(), seq(relu(), conv(4, 3))));
            assertThat(isFor(norms, block)).isFalse();
            assertThat(isFor(all, block)).isTrue();
        }

        @Test
        void and_by_all_a_layer_that_draws_by_chance() {
            assertThat(
                            Stream.of(
                                    seq(CONCAT.of(identity(), seq(conv(4, 3), dropout(0.2)))),
                                    seq(CONCAT.of(identity(), gated(0.5, conv(4, 3))))))
                    .noneMatch(block -> isFor(all, block));
        }

        @Test
        void and_a_network_whose_stages_are_read_by_heads() {
            Chain net = seq().stage("dense1", block()).stage("post", bnRelu());
            assertThat(RecomputedStep.isFor(net, norms)).isTrue();
            net.head("aux", "dense1", conv(2, 1));
            assertThat(RecomputedStep.isFor(net, norms)).isFalse();
        }

        private boolean isFor(Rules rules, Chain block) {
            return rules.forBlock(block).isPresent();
        }
    }

    /** Two dense blocks of three layers, down to single pixels. */
    private Chain network() {
        return network(BackpropagationTest::layer);
    }

    private Chain network(Supplier<Block> layer) {
        Engine.getInstance().setRandomSeed(7);
        Chain net =
                seq().stage("conv1", conv(6, 3))
                        .stage("dense1", block(layer))
                        .stage("trans1", seq(bnRelu(), conv(8, 1), avgPool(Window.tiles(4))))
                        .stage("dense2", block(layer))
                        .stage("post", bnRelu())
                        .stage("gap", globalAvgPool())
                        .stage("fc", linear(3));
        net.setInitializer(new XavierInitializer(), Parameter.Type.WEIGHT);
        net.initialize(manager, DataType.FLOAT32, new Shape(1, 1, 4, 4));
        return net;
    }

    private static Chain block() {
        return block(BackpropagationTest::layer);
    }

    private static Chain block(Supplier<Block> layer) {
        return times(3, () -> CONCAT.of(identity(), layer.get()));
    }

    private static Block layer() {
        return seq(bnRelu(), conv(8, 1), bnRelu(), conv(5, 3));
    }

    private static List<String> differing(Map<String, float[]> some, Map<String, float[]> others) {
        assertThat(others).containsOnlyKeys(some.keySet());
        return some.keySet().stream()
                .filter(name -> !Arrays.equals(some.get(name), others.get(name)))
                .toList();
    }

    private Map<String, float[]> step(Rules rules, int images, boolean channelsLast) {
        return step(network(), rules, images, channelsLast);
    }

    /** Every gradient, and every running statistic, after a step; as bits, by name. */
    private Map<String, float[]> step(Chain net, Rules rules, int images, boolean channelsLast) {
        Engine.getInstance().setRandomSeed(3);
        NDArray given = manager.randomNormal(new Shape(images, 1, 4, 4));
        return step(net, rules, channelsLast ? ChannelsLast.images(given) : given);
    }

    private Map<String, float[]> step(Chain net, Rules rules, NDArray given) {
        NDArray labels = manager.arange((int) given.getShape().get(0)).mod(3);
        Backpropagation.through(
                net,
                Arithmetic.FLOAT32,
                rules,
                given,
                scores -> scores.get(0).logSoftmax(1).mul(labels.oneHot(3)).sum().neg());
        var found = new LinkedHashMap<String, float[]>();
        net.getParameters()
                .forEach(
                        parameter -> {
                            NDArray array = parameter.getValue().getArray();
                            found.put(
                                    found.size() + " " + parameter.getKey(),
                                    array.hasGradient()
                                            ? array.getGradient().toFloatArray()
                                            : array.toFloatArray());
                        });
        assertThat(found).hasSizeGreaterThan(20);
        return found;
    }
}
