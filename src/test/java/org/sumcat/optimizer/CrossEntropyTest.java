package org.sumcat.optimizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** Two images of three classes: one is held to be 1/2, 1/4, 1/4, the other 1/3 each. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class CrossEntropyTest {
    private static final double LN_2 = Math.log(2);
    private static final double LN_3 = Math.log(3);

    private final NDManager manager = NDManager.newBaseManager();
    private final NDArray labels = manager.create(new long[] {0, 2});
    private final NDArray scores =
            manager.create(new float[] {(float) LN_2, 0, 0, 7, 7, 7}, new Shape(2, 3));

    @AfterEach
    void close() {
        manager.close();
    }

    @Test
    void is_the_mean_surprise_at_the_right_classes() {
        assertThat(new CrossEntropy(0).of(scores, labels).getFloat())
                .isCloseTo((float) ((LN_2 + LN_3) / 2), offset(1e-6f));
    }

    @Test
    void with_smoothing_aims_a_little_at_every_class() {
        // three tenths spread: targets 0.8, 0.1, 0.1; 0.8 ln 2 + 0.2 ln 4 = 1.2 ln 2
        assertThat(new CrossEntropy(0.3f).of(scores, labels).getFloat())
                .isCloseTo((float) ((1.2 * LN_2 + LN_3) / 2), offset(1e-6f));
    }

    @Test
    void pulls_each_score_by_what_its_probability_has_too_much() {
        scores.setRequiresGradient(true);
        try (GradientCollector tape = Engine.getInstance().newGradientCollector()) {
            tape.backward(new CrossEntropy(0.3f).of(scores, labels));
        }
        // (1/2 - 0.8) / 2, (1/4 - 0.1) / 2, ...; (1/3 - 0.1) / 2, ..., (1/3 - 0.8) / 2
        float third = 1 / 3f;
        assertThat(scores.getGradient().toFloatArray())
                .containsExactly(
                        new float[] {
                            -0.15f,
                            0.075f,
                            0.075f,
                            (third - 0.1f) / 2,
                            (third - 0.1f) / 2,
                            (third - 0.8f) / 2
                        },
                        offset(1e-6f));
    }
}
