package org.sumcat.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.sumcat.nn.Layers.bnRelu;
import static org.sumcat.nn.Layers.conv;
import static org.sumcat.nn.Layers.seq;

import ai.djl.Model;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.training.ParameterStore;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.stream.Stream;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.sumcat.engine.Pass;
import org.sumcat.engine.Rules;
import org.sumcat.zoo.LeNet;
import org.sumcat.zoo.LeNet.Activation;
import org.sumcat.zoo.LeNet.C3;
import org.sumcat.zoo.LeNet.Pooling;
import org.sumcat.zoo.Skeleton;
import org.sumcat.zoo.Zoo;

@DisplayNameGeneration(ReplaceUnderscores.class)
class NetworkSummaryTest {
    private static final Path RESOURCES = Path.of("src/test/resources");

    /** Counted by independent implementations; each row of the file names its source. */
    static Stream<Arguments> references() throws IOException {
        JsonNode networks =
                new ObjectMapper()
                        .readTree(RESOURCES.resolve("architectures.json").toFile())
                        .get("networks");
        return Files.readAllLines(RESOURCES.resolve("architectures.tsv")).stream()
                .skip(1)
                .map(line -> line.split("\t"))
                .map(row -> Arguments.of(row[0], row[1], networks.get(row[0])));
    }

    @ParameterizedTest(name = "{0} is {1}")
    @MethodSource("references")
    void parameters_MACs_layers_and_stages_are_those_of_the_reference(
            String name, String spec, JsonNode reference) {
        JsonNode in = reference.get("input");
        var input = new Shape(in.get(0).asLong(), in.get(1).asLong(), in.get(2).asLong());

        var anatomy = NetworkSummary.of(Zoo.network(spec), input, reference.get("classes").asInt());

        assertThat(anatomy.parameters()).isEqualTo(reference.get("params").asLong());
        assertThat(anatomy.macs()).isEqualTo(reference.get("macs").asLong());
        if (reference.has("params_aux")) {
            assertThat(anatomy.headParameters()).isEqualTo(reference.get("params_aux").asLong());
            assertThat(anatomy.headMacs()).isEqualTo(reference.get("macs_aux").asLong());
        }
        assertThat(anatomy.weightLayers())
                .isEqualTo(reference.get("convs").asInt() + reference.get("linears").asInt());
        var stages = new ArrayList<NetworkSummary.Stage>();
        for (JsonNode stage : reference.get("stages")) {
            stages.add(new NetworkSummary.Stage(stage.get(0).asText(), stage.get(1).asText()));
        }
        assertThat(anatomy.stages()).isEqualTo(stages);
    }

    @Test
    void every_reference_is_checked() throws IOException {
        JsonNode networks =
                new ObjectMapper()
                        .readTree(RESOURCES.resolve("architectures.json").toFile())
                        .get("networks");
        var names = new ArrayList<String>();
        networks.fieldNames().forEachRemaining(names::add);
        assertThat(references().map(row -> row.get()[0]))
                .hasSize(185)
                .containsExactlyInAnyOrderElementsOf(names);
    }

    @ParameterizedTest
    @CsvSource({
        "resnet-20",
        "densenet-bc-40-12",
        "densenet-d2l",
        "lenet-5-1998",
        "'googlenet:form=torchvision,heads=false'"
    })
    void the_count_is_that_of_the_weights_which_the_engine_makes(String spec) {
        Block net = Zoo.network(spec).build(10);
        long made = 0;
        try (Model model = Model.newInstance(spec)) {
            net.initialize(model.getNDManager(), DataType.FLOAT32, new Shape(1, 1, 48, 48));
            for (Parameter parameter : net.getParameters().values()) {
                made += parameter.requiresGradient() ? parameter.getArray().size() : 0;
            }
        }
        assertThat(NetworkSummary.of(Zoo.network(spec), new Shape(1, 48, 48), 10).parameters())
                .isEqualTo(made);
    }

    @ParameterizedTest
    @CsvSource({
        "lenet-5-1998,32",
        "nin-cifar,28",
        "googlenet,96",
        "inception-resnet-v1,75",
        "stochastic-depth:depth=14,28",
        "resnet-cifar:depth=8;shortcut=a-avg,28",
        "densenet-bc:depth=16,28"
    })
    void a_forward_pass_leaves_nothing_behind_where_the_weights_live(String spec, int side) {
        Block net = Zoo.network(spec.replace(';', ',')).build(10);
        try (Model model = Model.newInstance(spec);
                NDManager pass = NDManager.newBaseManager()) {
            net.initialize(model.getNDManager(), DataType.FLOAT32, new Shape(2, 1, side, side));
            var weights = new ParameterStore(model.getNDManager(), false);
            var forward = new Pass(weights, true, Rules.DEFAULT);
            NDArray images = pass.zeros(new Shape(2, 1, side, side));
            forward.run(net, images);
            int before = model.getNDManager().getManagedArrays().size();
            for (int i = 0; i < 3; i++) {
                forward.run(net, images);
            }
            assertThat(model.getNDManager().getManagedArrays()).hasSize(before);
        }
    }

    @Test
    @SuppressWarnings("deprecation") // that is the point
    void notebooks_of_version_0_1_0_may_call_it_Anatomy() {
        var network = Zoo.network("plain-20");
        assertThat(Anatomy.of(network).parameters()).isEqualTo(269_434);
        assertThat(Anatomy.of(network, new Shape(1, 28, 28), 10)).isEqualTo(Anatomy.of(network));
        assertThat(Anatomy.parameters(conv(16, 3), new Shape(1, 28, 28))).isEqualTo(9 * 16);
    }

    @Test
    void the_plain_twin_of_a_ResNet_with_shortcut_A_has_as_many_parameters_and_MACs() {
        var plain = NetworkSummary.of(Zoo.network("plain-20"));
        var resnet = NetworkSummary.of(Zoo.network("resnet-20"));
        assertThat(plain.parameters()).isEqualTo(resnet.parameters()).isEqualTo(269_434);
        assertThat(plain.macs()).isEqualTo(resnet.macs());
    }

    @Test
    void seven_layers_concatenated_cost_what_seven_summed_ones_cost_at_twice_the_width() {
        // 3x3 weights of a stage: 7 w w = (1 + ... + 7) (w/2) (w/2), for w = 16, 32, 64
        long layers = 9 * 7 * (16 * 16 + 32 * 32 + 64 * 64);
        long stem = 9 * 16;
        long transitions = 16 * 32 + 32 * 64;
        long norms = 2 * (7 * (16 + 32 + 64) + 16 + 32 + 64);
        long last = 64 * 10 + 10;
        assertThat(NetworkSummary.of(Zoo.network("skeleton-sum")).parameters())
                .isEqualTo(stem + layers + transitions + norms + last);

        long concatTransitions = 64 * 16 + 128 * 32;
        long concatNorms = 2 * (36 - 8 + 8) * (8 + 16 + 32);
        assertThat(NetworkSummary.of(Zoo.network("skeleton-concat")).parameters())
                .isEqualTo(9 * 8 + layers + concatTransitions + concatNorms + 256 * 10 + 10);
    }

    @Test
    void a_skeleton_without_batch_norm_has_a_bias_for_each_filter_instead_and_the_same_MACs() {
        var with = NetworkSummary.of(Zoo.network("skeleton-sum"));
        var without = NetworkSummary.of(Zoo.network("skeleton:join=sum,norm=false"));
        long norms = 2 * (7 * (16 + 32 + 64) + 16 + 32 + 64);
        long biases = 16 + 7 * (16 + 32 + 64) + 32 + 64;
        assertThat(without.parameters()).isEqualTo(with.parameters() - norms + biases);
        assertThat(without.macs()).isEqualTo(with.macs());
        assertThat(Zoo.network(without.spec()))
                .isEqualTo(new Skeleton(org.sumcat.nn.Fusion.SUM, 25, 16, false));
    }

    /** By hand: batch norm 2 * 16, conv 9 * 16 * 32, batch norm 2 * 32, conv 9 * 32 * 32. */
    @Test
    void a_part_of_a_network_is_counted_by_itself() {
        var branch = seq(bnRelu(), conv(32, 3, 2), bnRelu(), conv(32, 3));

        assertThat(NetworkSummary.parameters(branch, new Shape(16, 28, 28)))
                .isEqualTo(32 + 4608 + 64 + 9216);
    }

    @Test
    void the_table_of_LeNet_leaves_60_kernels_and_1516_parameters_of_C3() {
        var table = new LeNet(C3.PAPER, Activation.TANH, Pooling.MAX, 0);
        var full = new LeNet(C3.MODERN, Activation.TANH, Pooling.MAX, 0);
        assertThat(NetworkSummary.of(full).parameters() - NetworkSummary.of(table).parameters())
                .isEqualTo((96 * 25 + 16) - 1_516);
        assertThat(NetworkSummary.of(full).macs() - NetworkSummary.of(table).macs())
                .isEqualTo((96 - 60) * 25 * 100);
    }

    @ParameterizedTest
    @MethodSource("org.sumcat.zoo.Zoo#networks")
    void every_listed_network_takes_the_images_of_ImageNet(Network network) {
        assertThat(NetworkSummary.of(network, new Shape(3, 227, 227), 1000).parameters())
                .isPositive();
    }

    @Nested
    class Connections {
        @Test
        void of_a_chain_of_L_layers_are_L() {
            assertThat(NetworkSummary.of(Zoo.network("plain-20")).connections()).isEqualTo(20);
        }

        @Test
        void of_a_ResNet_are_one_more_for_each_of_its_shortcuts() {
            assertThat(NetworkSummary.of(Zoo.network("resnet-20")).connections()).isEqualTo(20 + 9);
        }

        @Test
        void of_dense_blocks_of_L_layers_are_L_times_L_plus_1_over_2_each() {
            // 12 layers a block: 78; each transition and the last layer read 13 layers' maps
            assertThat(NetworkSummary.of(Zoo.network("densenet-40-12")).connections())
                    .isEqualTo(1 + 3 * (78 + 13));
        }
    }

    @ParameterizedTest
    @CsvSource({"inception-resnet-v2,60", "inception-v4,60", "nin-cifar,2"})
    void an_input_too_small_for_a_branch_is_refused_in_the_same_words(String spec, int side) {
        assertThatThrownBy(() -> NetworkSummary.of(Zoo.network(spec), new Shape(1, side, side), 10))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("the input must leave at least 1 pixel at every layer, but")
                .hasMessageEndingWith("; use a larger input");
    }

    @Test
    void pools_that_round_up_leave_a_pixel_where_a_window_is_larger_than_the_image() {
        // 32, 16, 8, 4, 2 pixels behind five windows of stride 2; the last but one is 3x3 on 2x2
        assertThat(
                        NetworkSummary.of(
                                Zoo.network("googlenet:heads=false"), new Shape(1, 32, 32), 10))
                .extracting(NetworkSummary::stages)
                .asInstanceOf(InstanceOfAssertFactories.list(NetworkSummary.Stage.class))
                .contains(new NetworkSummary.Stage("pool4", "832x1x1"));
    }

    @Test
    void an_input_too_small_for_the_network_is_refused_where_nothing_is_left_of_it() {
        assertThatThrownBy(
                        () ->
                                NetworkSummary.of(
                                        Zoo.network("densenet-121"), new Shape(1, 16, 16), 10))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "the input must leave at least 1 pixel at every layer, but a layer turns"
                                + " 512x1x1 into 512x0x0; use a larger input");
    }

    @ParameterizedTest
    @CsvSource({
        "lenet-5-1998, 28, 16x4x4, 120x0x0",
        "alexnet, 32, 256x2x2, 256x0x0",
        "nin-d2l, 64, 384x2x2, 384x0x0",
        "vgg-11, 16, 512x1x1, 512x0x0",
        "googlenet, 64, 512x4x4, 512x0x0"
    })
    void so_it_is_for_the_classic_networks(String spec, int side, String before, String after) {
        assertThatThrownBy(() -> NetworkSummary.of(Zoo.network(spec), new Shape(1, side, side), 10))
                .hasMessage(
                        "the input must leave at least 1 pixel at every layer, but a layer turns %s"
                                        .formatted(before)
                                + " into %s; use a larger input".formatted(after));
    }

    @Test
    void counts_beyond_what_a_number_holds_are_refused_and_never_negative() {
        var network = Zoo.network("resnet-20");
        assertThatThrownBy(
                        () -> NetworkSummary.of(network, new Shape(999_999, 999_999, 999_999), 10))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "counts must stay below 2^63, but those of resnet-20 for"
                                + " 999999x999999x999999 with 10 classes do not; use a smaller"
                                + " input");
        assertThatThrownBy(() -> NetworkSummary.of(network, new Shape(1, Long.MAX_VALUE, 28), 10))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("each up to 999999");
    }

    @ParameterizedTest
    @CsvSource({
        "'resnet-cifar:depth=6002,width=1'",
        "'resnet-cifar:depth=8,width=2048'",
        "'densenet-bc:depth=6004,growth=1'",
        "'densenet-imagenet:blocks=9-9,growth=1000,initial=10000,bottleneck=100'"
    })
    void the_largest_that_may_be_asked_for_can_be_counted(String spec) {
        assertThat(NetworkSummary.of(Zoo.network(spec)).macs()).isPositive();
    }
}
