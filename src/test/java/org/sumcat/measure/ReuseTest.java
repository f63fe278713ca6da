package org.sumcat.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sumcat.measure.Reuse.Source;
import org.sumcat.measure.Reuse.Target;
import org.sumcat.nn.ModulePaths;
import org.sumcat.zoo.Zoo;

/** The heat map of the DenseNet paper's Figure 5, counted by hand. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class ReuseTest {
    private static final Shape IMAGES = new Shape(1, 1, 8, 8);
    private final NDManager manager = NDManager.newBaseManager();

    @AfterEach
    void close() {
        manager.close();
    }

    /** Two blocks of two layers; 3 maps at first, 2 more with each layer, 3 of 7 kept between. */
    @Nested
    class A_DenseNet_whose_weights_are_set_by_hand {
        private final Block net = built("densenet-c:blocks=2-2,growth=2,initial=3");
        private final ModulePaths places = ModulePaths.of(net, IMAGES);

        @Test
        void has_a_block_for_each_of_the_papers_with_a_last_column_for_what_reads_it_all() {
            var reuse = Reuse.of(net, places);
            assertThat(reuse.blocks())
                    .extracting(BlockReuse::name)
                    .containsExactly("dense1", "dense2");
            assertThat(reuse.blocks().get(0).targets())
                    .extracting(Target::address)
                    .containsExactly("dense1/1/branch2/2", "dense1/2/branch2/2", "trans1/2");
            assertThat(reuse.blocks().get(1).targets())
                    .extracting(Target::address)
                    .containsExactly("dense2/1/branch2/2", "dense2/2/branch2/2", "fc");
            assertThat(reuse.blocks().get(0).sources())
                    .containsExactly(
                            new Source("conv1", 0, 3),
                            new Source("dense1/1/branch2/2", 3, 5),
                            new Source("dense1/2/branch2/2", 5, 7));
            assertThat(reuse.blocks().get(1).sources())
                    .containsExactly(
                            new Source("trans1/2", 0, 3),
                            new Source("dense2/1/branch2/2", 3, 5),
                            new Source("dense2/2/branch2/2", 5, 7));
        }

        @Test
        void has_the_mean_absolute_weight_between_two_layers() {
            // kernel (2 filters, 3 + 2 maps, 3 x 3): all 0.5 for the 3 maps; for the 2 maps of
            // layer 1 all 0, but one weight of -7.2 among 2 * 2 * 9
            NDArray kernel = kernel("dense1/2/branch2/2");
            kernel.set(new NDIndex(":,0:3"), -0.5f);
            kernel.set(new NDIndex(":,3:"), 0);
            kernel.set(new NDIndex("1,4,2,0"), -7.2f);
            Target target = Reuse.of(net, places).blocks().get(0).targets().get(1);
            assertThat(target.weights().get(0)).isEqualTo(0.5, within(1e-6));
            assertThat(target.weights().get(1)).isEqualTo(7.2 / 36, within(1e-6));
            assertThat(target.normalized().get(0)).isEqualTo(1, within(1e-6));
            assertThat(target.normalized().get(1)).isEqualTo(0.4, within(1e-6));
        }

        @Test
        void has_that_of_a_classifier_which_has_no_pixels() {
            NDArray kernel = kernel("fc"); // (10, 7)
            kernel.set(new NDIndex(":,:"), 1);
            kernel.set(new NDIndex(":,5:7"), 0);
            kernel.set(new NDIndex("3,6"), 30);
            Target target = Reuse.of(net, places).blocks().get(1).targets().get(2);
            assertThat(target.weights().get(0)).isEqualTo(1, within(1e-6));
            assertThat(target.weights().get(2)).isEqualTo(30 / 20.0, within(1e-6));
            assertThat(target.normalized().get(1)).isEqualTo(1 / 1.5, within(1e-6));
        }

        @Test
        void that_are_all_0_looks_at_nothing_most() {
            kernel("trans1/2").set(new NDIndex(":"), 0);
            assertThat(Reuse.of(net, places).blocks().get(0).targets().get(2).normalized())
                    .containsExactly(0.0, 0.0, 0.0);
        }

        private NDArray kernel(String address) {
            return places.at(address).block().getParameters().get("weight").getArray();
        }
    }

    @Test
    void a_bottleneck_is_what_reads_the_concatenation_and_its_3x3_is_what_others_read() {
        var net = built("densenet-bc:blocks=2-1,growth=2");
        var block = Reuse.of(net, ModulePaths.of(net, IMAGES)).blocks().get(0);
        assertThat(block.targets().get(1).address()).isEqualTo("dense1/2/branch2/2");
        assertThat(block.targets().get(1).sources().get(1).address())
                .isEqualTo("dense1/1/branch2/4");
    }

    @ParameterizedTest
    @CsvSource({
        "'skeleton:join=concat,depth=10,width=2', 3, 3",
        "'densenet:blocks=3-2-1,growth=2', 3, 4",
        "'densenet-b:depth=16,growth=1', 3, 3",
        "'densenet-imagenet:blocks=2-2-2-2,growth=1,initial=2', 4, 3",
    })
    void networks_that_concatenate_have_a_source_for_the_input_and_for_each_layer(
            String spec, int blocks, int sources) {
        var net = built(spec);
        var reuse = Reuse.of(net, ModulePaths.of(net, new Shape(1, 1, 32, 32)));
        assertThat(reuse.blocks()).hasSize(blocks);
        assertThat(reuse.blocks().get(0).sources()).hasSize(sources);
        for (BlockReuse block : reuse.blocks()) {
            for (int l = 0; l < block.targets().size(); l++) {
                assertThat(block.targets().get(l).sources())
                        .isEqualTo(block.sources().subList(0, l + 1));
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"'resnet-cifar:depth=8,width=2'", "'skeleton:join=sum,depth=7,width=2'", "lenet-5"})
    void networks_that_do_not_are_refused(String spec) {
        var net = Zoo.network(spec).build(10);
        var images = new Shape(1).addAll(Zoo.network(spec).input());
        net.initialize(manager, DataType.FLOAT32, images);
        assertThatThrownBy(() -> Reuse.of(net, ModulePaths.of(net, images)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "feature reuse needs layers that read a concatenation, but the network has"
                                + " none; use a DenseNet, or skeleton-concat");
    }

    private Block built(String spec) {
        Block net = Zoo.network(spec).build(10);
        net.initialize(manager, DataType.FLOAT32, IMAGES);
        return net;
    }
}
