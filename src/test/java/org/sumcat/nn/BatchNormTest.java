package org.sumcat.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.training.ParameterStore;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.util.ArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sumcat.engine.Pass;
import org.sumcat.engine.Rules;
import org.sumcat.torch.Arithmetic;

/** DJL's own block is the truth. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class BatchNormTest {
    private static final Shape IMAGES = new Shape(3, 4, 5, 5);
    private static final int ENOUGH = 128; // images of 8 x 8 pixels, to fill vectors

    private final NDManager manager = NDManager.newBaseManager();

    @AfterEach
    void close() {
        manager.close();
    }

    private final Block ours = new BatchNorm(0.01f, 0.8f);
    private final Block theirs =
            ai.djl.nn.norm.BatchNorm.builder().optEpsilon(0.01f).optMomentum(0.8f).build();

    @Test
    void Computes_what_DJLs_does_bit_for_bit_in_training_and_after_it() {
        assertThat(twoSteps(ours)).isDeepEqualTo(twoSteps(theirs));
    }

    @ParameterizedTest(name = "{0} maps")
    @ValueSource(ints = {2, 5, 8, 12, 36, 63})
    void Over_few_maps_that_fill_no_vectors_it_computes_the_same(int channels) {
        agree(Arithmetic.FLOAT32, channels, 2e-6);
    }

    @ParameterizedTest(name = "{0} maps")
    @ValueSource(ints = {2, 5, 8, 12, 36, 63})
    void In_bfloat16_it_is_the_same_but_for_rounding(int channels) {
        agree(Arithmetic.BFLOAT16, channels, 0.005);
    }

    private void agree(Arithmetic arithmetic, int channels, double within) {
        var images = new Shape(ENOUGH, channels, 8, 8);
        float[][] some = twoSteps(ours, arithmetic, images);
        float[][] others = twoSteps(theirs, arithmetic, images);
        assertThat(others.length).isEqualTo(some.length);
        for (int i = 0; i < some.length; i++) {
            assertThat(Differences.difference(some[i], others[i])).as("" + i).isLessThan(within);
        }
    }

    @Test
    void Fills_vectors_in_training_alone_and_only_where_time_is_gained() {
        assertThat(copies(new Shape(ENOUGH, 36, 8, 8), true)).isEqualTo(2); // with zeros, without
        assertThat(copies(new Shape(ENOUGH, 36, 8, 8), false)).isZero();
        assertThat(copies(new Shape(ENOUGH, 40, 8, 8), true)).isZero(); // full
        assertThat(copies(new Shape(ENOUGH, 68, 8, 8), true)).isZero(); // many
        assertThat(copies(new Shape(ENOUGH, 1, 8, 8), true)).isZero(); // nothing is left over
        assertThat(copies(new Shape(ENOUGH - 1, 36, 8, 8), true)).isZero(); // few pixels
        assertThat(copies(new Shape(64 * ENOUGH, 36), true)).isZero(); // no maps
    }

    private int copies(Shape shape, boolean training) {
        Block block = new BatchNorm(0.01f, 0.8f);
        block.initialize(manager, DataType.FLOAT32, shape);
        NDArray x = manager.ones(shape);
        return EngineProfile.of(
                        () ->
                                new Pass(
                                                new ParameterStore(manager, false),
                                                training,
                                                Rules.DEFAULT)
                                        .run(block, x))
                .count("aten::constant_pad_nd");
    }

    @Test
    void Is_saved_as_the_same_bytes_and_reads_what_DJLs_has_saved() throws Exception {
        twoSteps(ours);
        twoSteps(theirs);
        byte[] saved = saved(theirs);
        assertThat(saved(ours)).isEqualTo(saved);

        Block read = new BatchNorm(0.01f, 0.8f);
        read.loadParameters(manager, new DataInputStream(new ByteArrayInputStream(saved)));
        assertThat(saved(read)).isEqualTo(saved);
    }

    @Test
    void Refuses_weights_of_another_version() throws Exception {
        twoSteps(ours);
        byte[] saved = saved(ours);
        saved[0] = 7;
        assertThatThrownBy(
                        () ->
                                new BatchNorm(0.01f, 0.8f)
                                        .loadParameters(
                                                manager,
                                                new DataInputStream(
                                                        new ByteArrayInputStream(saved))))
                .hasMessage("a saved batch norm must be of version 2, but was of 7");
    }

    @Test
    void Refuses_to_divide_by_a_variance_that_may_be_0() {
        assertThatThrownBy(() -> Layers.bn(0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("what batch norm adds to the variance must be above 0, but is 0.0");
    }

    @Test
    void Has_a_scale_and_a_shift_to_learn_and_two_statistics_for_each_channel() {
        ours.initialize(manager, DataType.FLOAT32, IMAGES);
        assertThat(ours.getParameters().keys())
                .containsExactly("gamma", "beta", "runningMean", "runningVar");
        assertThat(ours.getParameters().values())
                .extracting(p -> p.getArray().getShape())
                .containsOnly(new Shape(4));
        assertThat(ours.getParameters().values())
                .extracting(p -> p.requiresGradient())
                .containsExactly(true, true, false, false);
    }

    private static byte[] saved(Block block) throws Exception {
        var bytes = new ByteArrayOutputStream();
        try (var out = new DataOutputStream(bytes)) {
            block.saveParameters(out);
        }
        return bytes.toByteArray();
    }

    /** Results, gradients and statistics of two training steps and a look without training. */
    private float[][] twoSteps(Block block) {
        return twoSteps(block, Arithmetic.FLOAT32, IMAGES);
    }

    private float[][] twoSteps(Block block, Arithmetic arithmetic, Shape images) {
        Engine.getInstance().setRandomSeed(2);
        block.initialize(manager, DataType.FLOAT32, images);
        ParameterStore weights = arithmetic.weights(manager);
        var found = new ArrayList<float[]>();
        for (int step = 0; step < 2; step++) {
            NDArray x = channelsLast(images).mul(3).add(1);
            x.setRequiresGradient(true);
            try (var tape = Engine.getInstance().newGradientCollector()) {
                NDArray y = run(block, arithmetic, weights, x, true);
                tape.backward(y.mul(y).mul(y).sum());
                found.add(y.toFloatArray());
            }
            found.add(x.getGradient().toFloatArray());
        }
        NDArray x = channelsLast(images);
        found.add(run(block, arithmetic, weights, x, false).toFloatArray());
        block.getParameters()
                .values()
                .forEach(
                        p -> {
                            found.add(p.getArray().toFloatArray());
                            if (p.requiresGradient()) {
                                found.add(p.getArray().getGradient().toFloatArray());
                            }
                        });
        return found.toArray(float[][]::new);
    }

    private NDArray channelsLast(Shape images) {
        var laid = new Shape(images.get(0), images.get(2), images.get(3), images.get(1));
        return manager.randomNormal(laid).transpose(0, 3, 1, 2);
    }

    private static NDArray run(
            Block block,
            Arithmetic arithmetic,
            ParameterStore weights,
            NDArray x,
            boolean training) {
        var pass = new Pass(weights, training, Rules.DEFAULT);
        return arithmetic.end(pass.run(block, arithmetic.begin(x))).singletonOrThrow();
    }
}
