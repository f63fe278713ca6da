package org.sumcat.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
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

/** DJL's own block is the truth. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class BatchNormTest {
    private static final Shape IMAGES = new Shape(3, 4, 5, 5);

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
        Engine.getInstance().setRandomSeed(2);
        block.initialize(manager, DataType.FLOAT32, IMAGES);
        var weights = new ParameterStore(manager, false);
        var found = new ArrayList<float[]>();
        for (int step = 0; step < 2; step++) {
            NDArray x = manager.randomNormal(IMAGES).mul(3).add(1);
            x.setRequiresGradient(true);
            try (var tape = Engine.getInstance().newGradientCollector()) {
                NDArray y = block.forward(weights, new NDList(x), true).singletonOrThrow();
                tape.backward(y.mul(y).mul(y).sum());
                found.add(y.toFloatArray());
            }
            found.add(x.getGradient().toFloatArray());
        }
        NDArray x = manager.randomNormal(IMAGES);
        found.add(block.forward(weights, new NDList(x), false).singletonOrThrow().toFloatArray());
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
}
