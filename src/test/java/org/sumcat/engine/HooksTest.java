package org.sumcat.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.sumcat.nn.Fusion.CONCAT;
import static org.sumcat.nn.Fusion.SUM;
import static org.sumcat.nn.Layers.bnRelu;
import static org.sumcat.nn.Layers.conv;
import static org.sumcat.nn.Layers.gated;
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
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.sumcat.nn.Chain;
import org.sumcat.nn.ModulePath;
import org.sumcat.nn.ModulePaths;

@DisplayNameGeneration(ReplaceUnderscores.class)
class HooksTest {
    private final NDManager manager = NDManager.newBaseManager();
    private final NDArray x = manager.create(new float[] {1, -2, 3, -4}, new Shape(1, 1, 2, 2));
    private final List<NDArray> seen = new ArrayList<>();

    @AfterEach
    void close() {
        manager.close();
    }

    /** Twice, then the input beside ten times the input, then that and a gated hundredth of it. */
    private final Chain net =
            seq(scale(2))
                    .stage("dense", seq(CONCAT.of(identity(), seq(scale(5), scale(2)))))
                    .stage("sum", SUM.of(gated(0.5, scale(0.02)), identity()))
                    .add(relu());

    private final ModulePaths places = ModulePaths.of(net, x.getShape());

    @Nested
    class The_places {
        @Test
        void have_addresses_that_lead_down_the_block_tree_in_the_order_in_which_they_run() {
            assertThat(places.all())
                    .extracting(ModulePath::address)
                    .containsExactly(
                            "1",
                            "dense/1/branch1",
                            "dense/1/branch2/1",
                            "dense/1/branch2/2",
                            "dense/1/branch2",
                            "dense/1",
                            "dense",
                            "sum/branch1/gated",
                            "sum/branch1",
                            "sum/branch2",
                            "sum",
                            "4");
        }

        @Test
        void know_what_goes_in_and_what_comes_out() {
            assertThat(places.at("dense/1").in()).isEqualTo(new Shape(1, 1, 2, 2));
            assertThat(places.at("dense/1").out()).isEqualTo(new Shape(1, 2, 2, 2));
            assertThat(places.toString().lines().skip(5).findFirst().orElseThrow())
                    .matches("dense/1 +Branches +1x2x2 -> 2x2x2");
        }

        @Test
        void that_do_not_exist_are_refused_with_those_that_do() {
            assertThatThrownBy(() -> places.at("dense/1/branch3/2"))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage(
                            "a place must be in the network, but 'dense/1/branch3/2' is not;"
                                    + " dense/1 has branch1, branch2");
            assertThatThrownBy(() -> places.at("densé"))
                    .hasMessage(
                            "a place must be in the network, but 'densé' is not;"
                                    + " the network has 1, dense, sum, 4");
            assertThatThrownBy(() -> places.at("4/1"))
                    .hasMessage(
                            "a place must be in the network, but '4/1' is not;"
                                    + " 4 is one layer and has no parts");
        }

        @Test
        void of_two_stages_of_one_name_are_refused() {
            var twins = seq().stage("a", relu()).stage("a", relu());
            assertThatThrownBy(() -> ModulePaths.of(twins, x.getShape()))
                    .hasMessage("parts of a chain must have different names, but two are a");
        }
    }

    @Nested
    class An_observed_place {
        @Test
        void gives_what_the_layers_up_to_it_give() {
            run(taps().observe("dense", this::keep));
            assertThat(seen.get(0).toFloatArray()).containsExactly(2, -4, 6, -8, 20, -40, 60, -80);
        }

        @Test
        void of_layers_with_weights_gives_what_the_prefix_gives_bit_for_bit() {
            Chain head = seq(conv(3, 3), bnRelu());
            Chain whole = seq(head, CONCAT.of(identity(), conv(2, 1)), relu());
            whole.initialize(manager, DataType.FLOAT32, x.getShape());
            forward(
                    whole,
                    Hooks.on(ModulePaths.of(whole, x.getShape()))
                            .observe("1/1", this::keep)
                            .observe("1", this::keep)
                            .observe("2/branch2/input", this::keep));
            float[] prefix = forward(head, null);
            assertThat(seen).hasSize(3);
            assertThat(seen.get(0).toFloatArray())
                    .isEqualTo(forward(head.parts().get(0).getValue(), null));
            assertThat(seen.get(1).toFloatArray()).isEqualTo(prefix);
            assertThat(seen.get(2).toFloatArray()).isEqualTo(prefix);
        }

        @Test
        void changes_nothing() {
            float[] untouched = forward(net, null);
            var all = taps();
            for (var place : places.all()) {
                all = all.observe(place.address(), this::keep).observe(place.input(), this::keep);
            }
            assertThat(run(all)).isEqualTo(untouched);
            assertThat(seen).hasSize(2 * places.all().size());
            assertThat(x.isReleased()).isFalse();
        }

        @Test
        void is_watched_in_a_training_pass_too() {
            pass(true, taps().observe("1", this::keep)).run(net, x);
            assertThat(seen.get(0).toFloatArray()).containsExactly(2, -4, 6, -8);
        }

        private void keep(NDArray array) {
            seen.add(array.duplicate());
        }
    }

    @Nested
    class A_replaced_place {
        @Test
        void changes_what_one_branch_reads_and_not_what_its_neighbour_reads() {
            assertThat(run(taps().replace("dense/1/branch2/input", two -> two.mul(10))))
                    .containsExactly(2.02f, 0, 6.06f, 0, 202, 0, 606, 0);
        }

        @Test
        void changes_what_both_branches_read_before_they_part() {
            assertThat(run(taps().replace("dense/1/input", two -> two.mul(10))))
                    .containsExactly(20.2f, 0, 60.6f, 0, 202, 0, 606, 0);
        }

        @Test
        void that_is_zero_adds_nothing_in_a_sum() {
            assertThat(run(taps().zero("sum/branch1"))).containsExactly(2, 0, 6, 0, 20, 0, 60, 0);
        }

        @Test
        void can_be_some_channels_only() {
            assertThat(run(taps().zero("sum/branch1/gated/input", 0, 1)))
                    .containsExactly(2, 0, 6, 0, 20.2f, 0, 60.6f, 0);
        }

        @Test
        void that_was_tapped_before_takes_effect_in_turn() {
            assertThat(run(taps().replace("1", y -> y.add(1)).replace("1", y -> y.mul(10))))
                    .containsExactly(30.3f, 0, 70.7f, 0, 303, 0, 707, 0);
        }

        @Test
        void leaves_no_more_arrays_open_than_the_pass_without() {
            int before = manager.getManagedArrays().size();
            forward(net, null);
            int untapped = manager.getManagedArrays().size() - before;
            run(taps().zero("dense/1/branch2/input").zero("dense/1/branch1").zero("1", 0, 1));
            assertThat(manager.getManagedArrays().size() - before).isEqualTo(2 * untapped);
        }

        @Test
        void refuses_channels_that_are_not_there() {
            assertThatThrownBy(() -> taps().zero("dense", 1, 3))
                    .hasMessage(
                            "channels must lie from 0 to 2, at least one, but were 1 up to 3 in"
                                    + " dense");
            assertThatThrownBy(() -> taps().zero("dense", 1, 1))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Nested
    class A_skipped_layer {
        @Test
        void lets_its_input_through() {
            assertThat(run(taps().skip("1")))
                    .containsExactly(1.01f, 0, 3.03f, 0, 10.1f, 0, 30.3f, 0);
        }

        @Test
        void must_keep_the_shape() {
            assertThatThrownBy(() -> taps().skip("dense"))
                    .hasMessage(
                            "what is skipped must keep the shape, but dense turns (1, 2, 2) into"
                                    + " (2, 2, 2); zero it instead");
        }

        @Test
        void is_no_input() {
            assertThatThrownBy(() -> taps().skip("1/input"))
                    .hasMessage("what is skipped must be a layer, but was '1/input'; use 1");
        }
    }

    @Test
    void nothing_stays_in_the_network_when_the_pass_is_over() throws IOException {
        float[] untouched = forward(net, null);
        byte[] weights = weights();
        Hooks taps = taps().skip("1").zero("sum/branch1");
        assertThat(run(taps)).isNotEqualTo(untouched);
        assertThat(forward(net, null)).isEqualTo(untouched);
        assertThat(weights()).isEqualTo(weights);
    }

    @Test
    void one_more_tap_leaves_the_taps_before_as_they_were() {
        Hooks none = taps();
        assertThat(run(none.skip("1"))).isNotEqualTo(run(none));
        assertThat(run(none)).isEqualTo(forward(net, null));
    }

    private Hooks taps() {
        return Hooks.on(places);
    }

    private float[] run(Hooks taps) {
        return forward(net, taps);
    }

    private float[] forward(Block block, @Nullable Hooks taps) {
        return pass(false, taps).run(block, x).singletonOrThrow().toFloatArray();
    }

    private Pass pass(boolean training, @Nullable Hooks taps) {
        return new Pass(new ParameterStore(manager, false), training, Rules.DEFAULT, taps);
    }

    private byte[] weights() throws IOException {
        net.initialize(manager, DataType.FLOAT32, x.getShape());
        var bytes = new ByteArrayOutputStream();
        net.saveParameters(new DataOutputStream(bytes));
        return bytes.toByteArray();
    }
}
