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
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** The engine's convolution of images that lie as they come is the truth here. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class ChannelsFirstTest {
    private static final Shape FEW = new Shape(3, 256, 2, 2);

    private final NDManager manager = NDManager.newBaseManager();

    @BeforeEach
    void requireX86() {
        String processor = System.getProperty("os.arch");
        assumeTrue(
                List.of("amd64", "x86_64").contains(processor),
                () -> "channels come first on x86 processors alone, this is " + processor);
    }

    @AfterEach
    void close() {
        manager.close();
    }

    @Test
    void Come_first_where_many_weights_meet_few_pixels() {
        assertThat(comeFirst(conv(256, 3), FEW)).isTrue();
        assertThat(comeFirst(conv(512, 3, 2), new Shape(3, 128, 5, 5))).isTrue();
        assertThat(comeFirst(conv(256, 3), new Shape(3, 256, 5, 6))).isFalse();
        assertThat(comeFirst(conv(255, 3), FEW)).isFalse();
        assertThat(comeFirst(conv(512, 1), FEW)).isFalse();
        assertThat(comeFirst(conv(512, Window.of(3), false, 2), FEW)).isFalse();
    }

    @Test
    void Come_last_as_ever_on_a_GPU() {
        var conv = (Convolution) conv(256, 3);
        assertThat(ChannelsFirst.areFaster(conv, Device.gpu(), FEW)).isFalse();
    }

    @Test
    void Scores_and_gradients_are_those_of_the_convolution_alone() {
        Block alone = conv(256, 3);
        float[][] some = pass(alone);
        float[][] others = pass(seq(alone));
        for (int i = 0; i < some.length; i++) {
            assertThat(difference(others[i], some[i])).isLessThan(1e-5);
        }
    }

    @Test
    void A_step_lays_images_once_and_no_weights() {
        Chain net = seq(conv(256, 3), bnRelu(), conv(256, 3), bnRelu());
        initialize(net);
        ChannelsLast.weights(net);
        assertThat(ChannelsLastTest.copies(net, images())).isEqualTo(1);
    }

    @Test
    void A_convolution_that_is_skipped_passes_on_its_images() {
        Chain net = seq(conv(256, 3));
        initialize(net);
        var taps = Taps.on(Places.of(net, FEW)).skip("1");
        NDArray images = images();
        NDArray passed =
                net.forward(
                                new ParameterStore(manager, false),
                                new NDList(images),
                                false,
                                taps.options())
                        .singletonOrThrow();
        assertThat(passed.toFloatArray()).isEqualTo(images.toFloatArray());
    }

    private static boolean comeFirst(Block conv, Shape images) {
        return ChannelsFirst.areFaster((Convolution) conv, Device.cpu(), images);
    }

    private NDArray images() {
        Engine.getInstance().setRandomSeed(2);
        NDArray images = manager.randomNormal(FEW);
        ChannelsLast.lay(images);
        return images;
    }

    /** What comes out, the gradients of what goes in and of the weights. */
    private float[][] pass(Block block) {
        NDArray x = images();
        x.setRequiresGradient(true);
        initialize(block);
        ChannelsLast.weights(block);
        float[] out;
        try (var tape = Engine.getInstance().newGradientCollector()) {
            NDArray y =
                    block.forward(new ParameterStore(manager, false), new NDList(x), true)
                            .singletonOrThrow();
            tape.backward(y.mul(y).sum());
            out = y.toFloatArray();
        }
        NDArray weight = block.getParameters().valueAt(0).getArray();
        float[] gradient = weight.getGradient().toFloatArray();
        Scalars.muli(weight.getGradient(), 0);
        return new float[][] {out, x.getGradient().toFloatArray(), gradient};
    }

    private void initialize(Block block) {
        block.setInitializer(new XavierInitializer(), Parameter.Type.WEIGHT);
        block.initialize(manager, DataType.FLOAT32, FEW);
    }
}
