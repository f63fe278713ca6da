package org.sumcat.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sumcat.nn.Fusion.SUM;
import static org.sumcat.nn.Layers.conv;
import static org.sumcat.nn.Layers.dropout;
import static org.sumcat.nn.Layers.flatten;
import static org.sumcat.nn.Layers.gated;
import static org.sumcat.nn.Layers.identity;
import static org.sumcat.nn.Layers.linear;
import static org.sumcat.nn.Layers.maxPool;
import static org.sumcat.nn.Layers.relu;
import static org.sumcat.nn.Layers.seq;
import static org.sumcat.nn.Layers.sigmoid;

import ai.djl.ndarray.types.Shape;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sumcat.engine.Rules;
import org.sumcat.nn.Window;
import org.sumcat.zoo.Zoo;

/** Counted by hand, in numbers of 4 bytes. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class ActivationMemoryTest {

    @Test
    void without_bottlenecks_it_keeps_its_maps_and_for_a_while_one_layer() {
        // The image; conv1; 2 maps of each layer; all 7 for the batch norm behind; its ReLU; the
        // means. Again: what the second layer reads, 5 maps, and its ReLU.
        long numbers = 16 + 16 * 3 + 16 * (2 + 2) + 16 * 7 + 16 * 7 + 7;
        var memory =
                ActivationMemory.of(
                        Zoo.network("densenet:blocks=2,growth=2,initial=3,memory=efficient"),
                        new Shape(1, 4, 4),
                        10);
        assertThat(memory.again()).isEqualTo(4 * 16 * (5 + 5));
        assertThat(memory.bytes()).isEqualTo(4 * numbers + memory.again());
    }

    @Test
    void where_batch_norm_is_computed_twice_all_behind_the_first_convolution_is_kept() {
        // The image; conv1; of each layer 4 maps of the bottleneck and their ReLU, and 2 maps; all
        // 7
        // for the batch norm behind; its ReLU; the means. Again: 5 maps, and their ReLU.
        long numbers = 16 + 16 * 3 + 2 * 16 * (4 + 4 + 2) + 16 * 7 + 16 * 7 + 7;
        String spec = "densenet-b:blocks=2,growth=2,bottleneck=2,initial=3,memory=";
        var memory = ActivationMemory.of(Zoo.network(spec + "efficient"), new Shape(1, 4, 4), 10);
        assertThat(memory.again()).isEqualTo(4 * 16 * (5 + 5));
        assertThat(memory.bytes()).isEqualTo(4 * numbers + memory.again());

        // Of which none is kept where all is computed twice.
        var least = ActivationMemory.of(Zoo.network(spec + "least"), new Shape(1, 4, 4), 10);
        assertThat(least.again()).isEqualTo(4 * 16 * (5 + 5 + 4 + 4));
        assertThat(least.bytes() - least.again()).isEqualTo(4 * (numbers - 2 * 16 * (4 + 4)));
    }

    @Test
    void a_transition_keeps_what_its_convolution_reads_which_is_pooled_before() {
        // The image; conv1, and a concatenation, for a batch norm; ReLU of the layer; ReLU of the
        // transition, 4 maps, and their means, a quarter of the pixels; then 2 maps on 4 pixels:
        // read, ReLU, concatenation of 4 with its ReLU; the means.
        var memory =
                ActivationMemory.of(
                        Zoo.network("densenet-c:blocks=1-1,growth=2,initial=2"),
                        new Shape(1, 4, 4),
                        10);
        long first = 16 + 16 * 2 + 16 * 2 + 16 * 4 + 16 * 4 + 4 * 4;
        long second = 4 * 2 + 4 * 2 + 4 * 4 + 4 * 4 + 4;
        assertThat(memory.bytes()).isEqualTo(4 * (first + second));
    }

    @Nested
    class A_dense_block_of_two_layers_of_2_maps_on_3_maps_of_16_pixels {
        private final ActivationMemory memory =
                ActivationMemory.of(
                        Zoo.network("densenet:blocks=2,growth=2,initial=3"),
                        new Shape(1, 4, 4),
                        10);

        @Test
        void keeps_what_convolutions_and_batch_norms_read_each_array_once() {
            // The image; conv1 for a batch norm; ReLU before each convolution; a concatenation for
            // each batch norm: 3 maps + 2, + 2; ReLU at the end; 7 means for the linear layer.
            long numbers = 16 + 16 * 3 + 16 * (3 + 5) + 16 * (5 + 7) + 16 * 7 + 7;
            assertThat(memory.bytes()).isEqualTo(4 * numbers);
            assertThat(memory.bytesOfConcatenations()).isEqualTo(4 * 16 * (5 + 7));
        }

        @Test
        void tells_where() {
            assertThat(memory.parts())
                    .extracting(ActivationMemory.Part::address)
                    .containsExactly(
                            "images",
                            "conv1",
                            "dense1/1/branch2/1/2",
                            "dense1/1",
                            "dense1/2/branch2/1/2",
                            "dense1/2",
                            "post/2",
                            "gap");
            assertThat(memory.byStage())
                    .containsEntry("dense1", 4L * 16 * (3 + 5 + 5 + 7))
                    .containsEntry("post", 4L * 16 * 7);
        }
    }

    /** The formula of the Javadoc, for the block that begins with 16 maps (2k = 8) of 28 x 28. */
    @ParameterizedTest
    @CsvSource({"densenet, 0", "densenet-b, 16"})
    void a_dense_block_grows_with_the_square_of_its_depth(String family, int bottleneck) {
        for (int layers : new int[] {1, 10, 40}) {
            var memory =
                    ActivationMemory.of(
                            Zoo.network(
                                    "%s:blocks=%d,growth=4,initial=16".formatted(family, layers)));
            long maps = 2L * 16 * layers + 4L * layers * (layers - 1) + 2L * bottleneck * layers;
            // conv1 is read by the first layer; the last concatenation only by the part behind
            long block = memory.byStage().get("dense1") + memory.byStage().get("conv1");
            long last = 16 + 4L * layers;
            assertThat(block).isEqualTo(4 * 28 * 28 * (maps + last));
        }
    }

    @Test
    void a_residual_unit_keeps_four_arrays_and_a_sum_none() {
        var memory =
                ActivationMemory.of(
                        Zoo.network("resnet-cifar:depth=8,width=4"), new Shape(1, 8, 8), 10);
        // image; conv1, ReLU; conv, ReLU, conv, ReLU in each stage: 4, 8, 16 maps; 16 means
        long numbers = 64 + 2 * 4 * 64 + 4 * 4 * 64 + 4 * 8 * 16 + 4 * 16 * 4 + 16;
        assertThat(memory.bytes()).isEqualTo(4 * numbers);
    }

    @Test
    void a_gated_branch_counts_as_open() {
        assertThat(ActivationMemory.of(Zoo.network("stochastic-depth:depth=20,shortcut=a")).bytes())
                .isEqualTo(ActivationMemory.of(Zoo.network("resnet-20")).bytes());
        var gate = SUM.of(gated(0.5, sigmoid()), identity());
        assertThat(ActivationMemory.of(gate, new Shape(1, 2, 2), Rules.DEFAULT).bytes())
                .isEqualTo(4 * 4);
    }

    @Test
    void a_max_pool_keeps_where_the_largest_were_and_dropout_what_it_dropped() {
        var net = seq(conv(2, 3), relu(), maxPool(Window.tiles(2)), flatten(), dropout(0.5));
        net.add(linear(3));
        // image 16, ReLU 32; 8 places of 8 bytes; 8 factors, 8 inputs of the linear layer
        assertThat(ActivationMemory.of(net, new Shape(1, 4, 4), Rules.DEFAULT).bytes())
                .isEqualTo(4 * (16 + 32) + 8 * 8 + 4 * (8 + 8));
    }

    @Test
    void auxiliary_classifiers_run_in_training_and_so_count() {
        var with = ActivationMemory.of(Zoo.network("googlenet"));
        assertThat(with.parts()).anyMatch(part -> part.address().startsWith("head1/"));
    }
}
