package org.sumcat.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.sumcat.nn.Fusion.CONCAT;
import static org.sumcat.nn.Fusion.SUM;
import static org.sumcat.nn.Layers.bnRelu;
import static org.sumcat.nn.Layers.conv;
import static org.sumcat.nn.Layers.dropout;
import static org.sumcat.nn.Layers.gated;
import static org.sumcat.nn.Layers.globalAvgPool;
import static org.sumcat.nn.Layers.identity;
import static org.sumcat.nn.Layers.linear;
import static org.sumcat.nn.Layers.seq;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import ai.djl.pytorch.jni.JniUtils;
import ai.djl.training.initializer.XavierInitializer;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.sumcat.nn.Chain;
import org.sumcat.torch.Arithmetic;
import org.sumcat.torch.ChannelsLast;

/** A checkpointed block against the same one without: the engine's own tape is the truth. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class BackpropagationTest {
    private final NDManager manager = NDManager.newBaseManager();

    @AfterEach
    void close() {
        manager.close();
    }

    @Nested
    class A_checkpointed_network {
        @Test
        void has_the_gradients_of_the_usual_one_bit_for_bit() {
            Chain usual = network(false);
            Chain efficient = network(true);
            assertThat(differing(step(usual, false), step(efficient, false))).isEmpty();
        }

        @Test
        void also_with_channels_last_in_memory() {
            assertThat(differing(step(network(false), true), step(network(true), true))).isEmpty();
        }

        @Test
        void also_with_so_many_pixels_that_layers_read_zeros_to_fill_vectors() {
            int many = 1024;
            assertThat(differing(step(network(false), many), step(network(true), many))).isEmpty();
        }

        @Test
        void and_a_second_step_adds_to_the_first_as_usual() {
            Chain usual = network(false);
            Chain efficient = network(true);
            step(usual, true);
            step(efficient, true);
            assertThat(differing(step(usual, true), step(efficient, true))).isEmpty();
        }

        @Test
        void leaves_the_tape_as_it_found_it() {
            boolean before = JniUtils.isGradMode();
            step(network(true), false);
            assertThat(JniUtils.isGradMode()).isEqualTo(before);
        }
    }

    @Nested
    class What_cannot_be_run_twice {
        @Test
        void is_a_block_that_does_not_concatenate() {
            assertThatThrownBy(() -> seq(SUM.of(identity(), conv(4, 3))).checkpointed())
                    .hasMessageContaining("must concatenate its input with one layer");
            assertThatThrownBy(() -> seq(conv(4, 3)).checkpointed())
                    .hasMessageContaining("must concatenate its input with one layer");
            assertThatThrownBy(() -> seq(CONCAT.of(conv(4, 3), conv(4, 3))).checkpointed())
                    .hasMessageContaining("must concatenate its input with one layer");
        }

        @Test
        void and_a_layer_that_draws_by_chance() {
            assertThatThrownBy(
                            () ->
                                    seq(CONCAT.of(identity(), seq(conv(4, 3), dropout(0.2))))
                                            .checkpointed())
                    .hasMessageContaining("nothing in it may be drawn by chance");
            assertThatThrownBy(
                            () -> seq(CONCAT.of(identity(), gated(0.5, conv(4, 3)))).checkpointed())
                    .hasMessageContaining("nothing in it may be drawn by chance");
        }
    }

    /** Two dense blocks of three layers, down to single pixels. */
    private Chain network(boolean efficient) {
        Engine.getInstance().setRandomSeed(7);
        Chain net =
                seq().stage("conv1", conv(6, 3))
                        .stage("dense1", block(efficient))
                        .stage("trans1", seq(bnRelu()).addPooled(conv(8, 1), 4))
                        .stage("dense2", block(efficient))
                        .stage("post", bnRelu())
                        .stage("gap", globalAvgPool())
                        .stage("fc", linear(3));
        net.setInitializer(new XavierInitializer(), Parameter.Type.WEIGHT);
        net.initialize(manager, DataType.FLOAT32, new Shape(1, 1, 4, 4));
        return net;
    }

    private static Chain block(boolean efficient) {
        Chain block = seq();
        for (int i = 0; i < 3; i++) {
            block.add(CONCAT.of(identity(), seq(bnRelu(), conv(8, 1), bnRelu(), conv(5, 3))));
        }
        return efficient ? block.checkpointed() : block;
    }

    private static List<String> differing(Map<String, float[]> some, Map<String, float[]> others) {
        assertThat(others).containsOnlyKeys(some.keySet());
        return some.keySet().stream()
                .filter(name -> !Arrays.equals(some.get(name), others.get(name)))
                .toList();
    }

    /** Every gradient, and every running statistic, after a step; as bits, by name. */
    private Map<String, float[]> step(Chain net, boolean channelsLast) {
        Engine.getInstance().setRandomSeed(3);
        NDArray images = manager.randomNormal(new Shape(5, 1, 4, 4));
        return step(net, channelsLast ? ChannelsLast.images(images) : images);
    }

    private Map<String, float[]> step(Chain net, int images) {
        Engine.getInstance().setRandomSeed(3);
        return step(net, ChannelsLast.images(manager.randomNormal(new Shape(images, 1, 4, 4))));
    }

    private Map<String, float[]> step(Chain net, NDArray given) {
        NDArray labels = manager.arange((int) given.getShape().get(0)).mod(3);
        Backpropagation.through(
                net,
                Arithmetic.FLOAT32,
                given,
                scores -> scores.get(0).logSoftmax(1).mul(labels.oneHot(3)).sum().neg());
        var found = new LinkedHashMap<String, float[]>();
        net.getParameters()
                .forEach(
                        parameter -> {
                            NDArray array = parameter.getValue().getArray();
                            found.put(
                                    found.size() + " " + parameter.getKey(),
                                    parameter.getValue().requiresGradient()
                                            ? array.getGradient().toFloatArray()
                                            : array.toFloatArray());
                        });
        assertThat(found).hasSizeGreaterThan(30);
        return found;
    }
}
