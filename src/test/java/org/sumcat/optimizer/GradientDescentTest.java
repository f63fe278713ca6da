package org.sumcat.optimizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import ai.djl.Model;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.training.GradientCollector;
import ai.djl.training.ParameterStore;
import ai.djl.training.initializer.ConstantInitializer;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.sumcat.nn.Fusion;
import org.sumcat.nn.Gated;
import org.sumcat.nn.Layers;
import org.sumcat.recipe.Recipe;
import org.sumcat.recipe.Recipe.Optimizer;

/** Two steps by hand. The one weight w begins at 1; the loss is 3w, its gradient 3. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class GradientDescentTest {
    private static final float RATE = 0.1f;

    @Nested
    class SGD_as_Torch_defines_it {
        @Test
        void moves_by_rate_times_gradient() {
            // 1 - 0.3 - 0.3
            assertThat(twoSteps(Recipe.d2l())).isCloseTo(0.4f, offset(1e-6f));
        }

        @Test
        void keeps_a_share_of_the_last_step_as_momentum() {
            // v = 3, w = 0.7; v = 0.9 * 3 + 3 = 5.7, w = 0.13
            assertThat(twoSteps(Recipe.d2l().with("momentum", 0.9)))
                    .isCloseTo(0.13f, offset(1e-6f));
        }

        @Test
        void looks_ahead_with_nesterov_momentum() {
            // v = 3, w = 1 - 0.1 (3 + 2.7) = 0.43; v = 5.7, w = 0.43 - 0.1 (3 + 5.13) = -0.383
            assertThat(twoSteps(Recipe.d2l().with("momentum", 0.9).with("nesterov", true)))
                    .isCloseTo(-0.383f, offset(1e-6f));
        }
    }

    @Nested
    class RMSProp_as_TensorFlow_defines_it {
        private final Recipe recipe = Recipe.d2l().with("optimizer", Optimizer.RMSPROP);

        @Test
        void divides_by_the_root_of_the_mean_square_and_1() {
            // s = 0.9 * 1 + 0.1 * 9 = 1.8, w = 1 - 0.3 / sqrt(2.8);
            // s = 0.9 * 1.8 + 0.9 = 2.52, w -= 0.3 / sqrt(3.52); Torch's definition gives 0.716
            assertThat(twoSteps(recipe)).isCloseTo(0.660815f, offset(1e-6f));
        }

        @Test
        void keeps_a_share_of_the_last_step_as_momentum_rate_included() {
            // v = 0.179284; v = 0.9 * 0.179284 + 0.159901 = 0.321256; w = 1 - v - v
            assertThat(twoSteps(recipe.with("momentum", 0.9))).isCloseTo(0.499459f, offset(1e-6f));
        }
    }

    @Test
    void weight_decay_adds_its_multiple_of_the_weight_to_the_gradient() {
        // w = 1 - 0.1 (3 + 0.5) = 0.65; w = 0.65 - 0.1 (3 + 0.325) = 0.3175
        assertThat(twoSteps(Recipe.d2l().with("weightDecay", 0.5)))
                .isCloseTo(0.3175f, offset(1e-6f));
    }

    @Test
    void a_weight_that_was_never_run_has_a_gradient_of_zero_and_decays() {
        Gated gate = Layers.gated(0.5, Layers.conv(1, 1));
        gate.hold(false);
        Block net = Layers.seq(Layers.conv(1, 1), Fusion.SUM.of(gate, Layers.identity()));
        // the one that was run: as above; the other: 1 - 0.1 * 0.5 = 0.95; 0.95 - 0.1 * 0.475
        assertThat(twoSteps(Recipe.d2l().with("weightDecay", 0.5), net, 3))
                .containsExactly(new float[] {0.3175f, 0.9025f}, offset(1e-6f));
    }

    @Nested
    class Clipping {
        @Test
        void shortens_a_gradient_that_is_too_long_and_no_other() {
            assertThat(twoSteps(Recipe.d2l().with("clip", 1.5))).isCloseTo(0.7f, offset(1e-6f));
            assertThat(twoSteps(Recipe.d2l().with("clip", 4))).isCloseTo(0.4f, offset(1e-6f));
        }

        @Test
        void comes_before_weight_decay() {
            // w = 1 - 0.1 (1.5 + 0.5) = 0.8; w = 0.8 - 0.1 (1.5 + 0.4) = 0.61
            assertThat(twoSteps(Recipe.d2l().with("clip", 1.5).with("weightDecay", 0.5)))
                    .isCloseTo(0.61f, offset(1e-6f));
        }

        @Test
        void looks_at_the_norm_of_all_gradients_together() {
            // weight 0.75 and bias 1 are 1.25 long; at 0.5 they are 0.3 and 0.4
            float[] after =
                    twoSteps(Recipe.d2l().with("clip", 0.5), Layers.conv(1, 1, 1, true), 0.75f);
            assertThat(after).containsExactly(new float[] {0.94f, 0.92f}, offset(1e-6f));
        }
    }

    private static float twoSteps(Recipe recipe) {
        return twoSteps(recipe, Layers.conv(1, 1), 3)[0];
    }

    /** All weights, from 1, after two steps; the loss is what the network makes of the input. */
    private static float[] twoSteps(Recipe recipe, Block net, float input) {
        try (Model model = Model.newInstance("few weights")) {
            net.setInitializer(new ConstantInitializer(1), p -> true);
            net.initialize(model.getNDManager(), DataType.FLOAT32, new Shape(1, 1, 1, 1));
            NDArray x = model.getNDManager().create(new float[] {input}, new Shape(1, 1, 1, 1));
            try (var descent = new GradientDescent(model.getNDManager(), net, recipe)) {
                for (int step = 0; step < 2; step++) {
                    try (GradientCollector tape = Engine.getInstance().newGradientCollector()) {
                        var store = new ParameterStore(model.getNDManager(), false);
                        tape.backward(net.forward(store, new NDList(x), true).singletonOrThrow());
                    }
                    descent.step(model.getNDManager().create(RATE));
                }
            }
            var weights = net.getParameters().values();
            float[] after = new float[weights.size()];
            for (int i = 0; i < after.length; i++) {
                after[i] = weights.get(i).getArray().toFloatArray()[0];
            }
            return after;
        }
    }
}
