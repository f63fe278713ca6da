package org.sumcat.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sumcat.nn.Fusion.CONCAT;
import static org.sumcat.nn.Fusion.SUM;
import static org.sumcat.nn.Layers.conv;
import static org.sumcat.nn.Layers.identity;
import static org.sumcat.nn.Layers.relu;
import static org.sumcat.nn.Layers.scale;
import static org.sumcat.nn.Layers.seq;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.training.ParameterStore;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sumcat.nn.Chain;

@DisplayNameGeneration(ReplaceUnderscores.class)
class InterpreterTest {
    private final NDManager manager = NDManager.newBaseManager();
    private final NDArray x = manager.create(new float[] {-1, 2, -3, 4}, new Shape(1, 1, 2, 2));

    @AfterEach
    void close() {
        manager.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"plain", "default"})
    void What_lies_between_layers_is_closed_and_nothing_else(String rules) {
        var net =
                seq(
                        seq(scale(2), relu()),
                        SUM.of(seq(scale(3), scale(1)), identity()),
                        CONCAT.of(identity(), seq(scale(5), relu())));
        int before = manager.getManagedArrays().size();
        NDArray y = pass(true, rules).run(net, x).singletonOrThrow();
        assertThat(y.toFloatArray()).containsExactly(0, 16, 0, 32, 0, 80, 0, 160);
        assertThat(manager.getManagedArrays()).hasSize(before + 1);
        assertThat(x.isReleased()).isFalse();
    }

    @Test
    void Heads_run_in_training_only_and_their_scores_follow_in_order() {
        Chain net =
                seq().stage("a", scale(2))
                        .stage("b", scale(5))
                        .head("first", "a", scale(10))
                        .head("second", "b", seq(scale(1), relu()));
        assertThat(pass(true, "default").run(net, x))
                .extracting(scores -> scores.toFloatArray()[1])
                .containsExactly(20f, 40f, 20f);
        assertThat(pass(false, "default").run(net, x)).hasSize(1);
    }

    /** As in every run on record; another algorithm rounds differently. */
    @Test
    void A_branch_that_is_a_convolution_alone_is_computed_by_the_engines_own_algorithm() {
        Block alone = conv(256, 3);
        var images = new Shape(3, 256, 2, 2);
        alone.initialize(manager, DataType.FLOAT32, images);
        NDArray ones = manager.ones(images);
        Pass pass = pass(true, "default");
        assertThat(pass.rules().at(List.of(alone), 0, ones, pass))
                .isEqualTo(
                        new ConvolutionAlgorithms().isFor(ones.getDevice())
                                ? new ConvolutionAlgorithms()
                                : new Plain());
        float[] plain = pass(true, "plain").run(alone, ones).singletonOrThrow().toFloatArray();
        assertThat(Interpreter.branch(alone, ones, pass).singletonOrThrow().toFloatArray())
                .isEqualTo(plain);
    }

    private Pass pass(boolean training, String rules) {
        return new Pass(new ParameterStore(manager, false), training, Rules.of(rules));
    }
}
