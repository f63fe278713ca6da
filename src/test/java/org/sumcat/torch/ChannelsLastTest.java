package org.sumcat.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sumcat.nn.Layers.bnRelu;
import static org.sumcat.nn.Layers.conv;
import static org.sumcat.nn.Layers.globalAvgPool;
import static org.sumcat.nn.Layers.linear;
import static org.sumcat.nn.Layers.seq;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import ai.djl.training.initializer.XavierInitializer;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.sumcat.engine.Backpropagation;
import org.sumcat.engine.Rules;
import org.sumcat.nn.Chain;
import org.sumcat.nn.EngineProfile;

@DisplayNameGeneration(ReplaceUnderscores.class)
public class ChannelsLastTest {
    private final NDManager manager = NDManager.newBaseManager();

    @AfterEach
    void close() {
        manager.close();
    }

    @Test
    void Lays_the_numbers_of_a_pixel_side_by_side_and_changes_nothing_else() {
        NDArray x = manager.arange(2f * 3 * 2 * 2).reshape(2, 3, 2, 2);
        float[] before = x.toFloatArray();
        byte[] saved = x.encode();
        ChannelsLast.lay(x);
        assertThat(x.toFloatArray()).isEqualTo(before);
        assertThat(x.encode()).isEqualTo(saved);
        assertThat(x.hasGradient()).isFalse();
        // by hand: pixels of the first image, each with its three channels
        assertThat(inMemory(x)).startsWith(0, 4, 8, 1, 5, 9, 2, 6, 10, 3, 7, 11, 12, 16, 20);
    }

    @Test
    void Leaves_what_has_no_four_axes() {
        NDArray x = manager.arange(6f).reshape(2, 3);
        ChannelsLast.lay(x);
        assertThat(x.toFloatArray()).containsExactly(0, 1, 2, 3, 4, 5);
    }

    @Test
    void Weights_stay_to_be_learned_and_are_saved_as_the_same_bytes() throws Exception {
        Chain net = network();
        byte[] before = saved(net);
        ChannelsLast.weights(net);
        assertThat(saved(net)).isEqualTo(before);
        assertThat(net.getParameters().values())
                .filteredOn(Parameter::requiresGradient)
                .hasSize(8)
                .allMatch(weight -> weight.getArray().hasGradient());
    }

    @Test
    void A_step_lays_no_weight_and_no_gradient_anew() {
        Chain net = network();
        NDArray images = manager.randomNormal(new Shape(2, 4, 6, 6));
        ChannelsLast.lay(images);
        assertThat(copies(net, images)).as("as weights are made").isPositive();
        ChannelsLast.weights(net);
        assertThat(copies(net, images)).isZero();
    }

    private Chain network() {
        Engine.getInstance().setRandomSeed(4);
        Chain net = seq(conv(8, 3), bnRelu(), conv(8, 3), bnRelu(), globalAvgPool(), linear(3));
        net.setInitializer(new XavierInitializer(), Parameter.Type.WEIGHT);
        net.initialize(manager, DataType.FLOAT32, new Shape(2, 4, 6, 6));
        return net;
    }

    /** How often a step copies a tensor to have it in another order. */
    public static int copies(Chain net, NDArray images) {
        return EngineProfile.of(
                        () ->
                                Backpropagation.through(
                                        net,
                                        Arithmetic.FLOAT32,
                                        Rules.DEFAULT,
                                        images,
                                        scores -> scores.get(0).square().sum()))
                .count("aten::clone");
    }

    /** The numbers of a tensor that lies channels last, in the order of their addresses. */
    private static float[] inMemory(NDArray x) {
        NDArray pixels = x.transpose(0, 2, 3, 1);
        EngineProfile profile = EngineProfile.of(() -> pixels.reshape(-1));
        assertThat(profile.count("aten::clone")).as("a view, so in the order of memory").isZero();
        return pixels.reshape(-1).toFloatArray();
    }

    private static byte[] saved(Chain net) throws Exception {
        var bytes = new ByteArrayOutputStream();
        try (var out = new DataOutputStream(bytes)) {
            net.saveParameters(out);
        }
        return bytes.toByteArray();
    }
}
