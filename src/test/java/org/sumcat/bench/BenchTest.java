package org.sumcat.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.data.Offset.offset;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ai.djl.Model;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sumcat.network.NetworkSummary;
import org.sumcat.zoo.Zoo;

/** The referee is fair; how fast anything is, no test asks. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class BenchTest {
    private static final Path SH = Path.of("/bin/sh");

    @ParameterizedTest(name = "{0}")
    @MethodSource("org.sumcat.bench.Workload#all")
    void the_usual_way_trains_a_network_of_as_many_parameters_as_ours(Workload workload) {
        Block usual = UsualDjlNetworks.of(workload.name());
        long made = 0;
        try (Model model = Model.newInstance(workload.name())) {
            var input = new Shape(1, 1, workload.side(), workload.side());
            usual.initialize(model.getNDManager(), DataType.FLOAT32, input);
            for (Parameter parameter : usual.getParameters().values()) {
                made += parameter.requiresGradient() ? parameter.getArray().size() : 0;
            }
        }
        var anatomy =
                NetworkSummary.of(
                        Zoo.network(workload.spec()),
                        new Shape(1, workload.side(), workload.side()),
                        10);
        assertThat(made).isEqualTo(anatomy.parameters());
    }

    @Test
    void a_peer_takes_its_turn_and_says_how_long_each_unit_took() {
        assumeTrue(Files.isExecutable(SH), "needs /bin/sh to play a peer");
        var script = "echo ready 64; while read go n; do echo 1.5 2.5; done";
        try (Peer peer = Peer.start("sh", List.of(SH.toString(), "-c", script), Map.of())) {
            assertThat(peer.awaitReady()).isEqualTo(64);
            assertThat(peer.take(2)).containsExactly(1.5, 2.5);
        }
    }

    @Test
    void a_peer_that_ends_is_reported_with_the_last_that_it_said() {
        assumeTrue(Files.isExecutable(SH), "needs /bin/sh to play a peer");
        var script = "echo no module named torch >&2";
        try (Peer peer = Peer.start("PyTorch", List.of(SH.toString(), "-c", script), Map.of())) {
            assertThatThrownBy(peer::awaitReady)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage(
                            "a peer must answer, but 'PyTorch' ended; its last line: no module named torch");
        }
    }

    @Test
    void the_launchers_settings_are_taken_from_a_peer_that_would_not_have_them() {
        assumeTrue(Files.isExecutable(SH), "needs /bin/sh to play a peer");
        var script = "echo ready ${HOME:-1}";
        var without = Map.of("HOME", "");
        try (Peer peer = Peer.start("sh", List.of(SH.toString(), "-c", script), without)) {
            assertThat(peer.awaitReady()).isEqualTo(1);
        }
    }

    @Test
    void a_bench_without_rounds_is_refused() {
        assertThatThrownBy(
                        () -> new Bench(Measure.STEP, 0, 1, 1, null, null, null, PeerChoice.all()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("rounds must be at least 1, but were 0");
    }

    /** Williams 1949: an odd number of peers needs twice as many rounds. */
    @ParameterizedTest(name = "{0} peers")
    @ValueSource(ints = {2, 3, 4, 5, 6, 7, 8, 12})
    void in_the_end_each_peer_was_behind_each_other_equally_often(int peers) {
        int often = peers % 2 == 0 ? 1 : 2;
        var behind = new TreeMap<String, Integer>();
        for (int round = 0; round < often * peers; round++) {
            int[] order = Bench.order(peers, round);
            assertThat(order).containsExactlyInAnyOrder(IntStream.range(0, peers).toArray());
            for (int turn = 1; turn < peers; turn++) {
                behind.merge(order[turn] + " behind " + order[turn - 1], 1, Integer::sum);
            }
        }
        assertThat(behind).hasSize(peers * (peers - 1));
        assertThat(behind.values()).containsOnly(often);
    }

    @Test
    void who_takes_twice_as_long_is_half_as_fast() {
        double[] ours = {2, 4, 10};
        double[] theirs = {4, 4, 30};
        assertThat(Bench.ratio(ours, theirs)).isEqualTo(new SpeedRatio(2, 1, 3));
    }

    @Test
    void the_convolution_that_shows_what_the_device_can_do_has_fifteen_billion_operations() {
        // by hand: 16 images, 28x28 pixels, 256 maps of 256 maps through 3x3, two for each product
        assertThat(Ceiling.gigaflops(1000)).isCloseTo(14.797, offset(0.001));
    }

    @Test
    void a_step_has_three_times_the_operations_of_a_forward_pass_and_that_two_for_each_MAC() {
        // by hand: 28x28x16x9, then 6 of 28x28x16x16x9; 14x14x16x32x9, then 5 of 14x14x32x32x9;
        // 7x7x32x64x9, then 5 of 7x7x64x64x9; 640
        double macs = 112_896 + 10_838_016 + 903_168 + 9_031_680 + 903_168 + 9_031_680 + 640;
        Workload workload = Workload.named("resnet-20");
        assertThat(workload.operations(Measure.FORWARD)).isEqualTo(2 * macs);
        assertThat(workload.operations(Measure.STEP)).isEqualTo(6 * macs);
    }

    @Test
    void an_unknown_workload_is_refused_with_those_that_exist() {
        assertThatThrownBy(() -> Workload.named("vgg"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("a workload must be one of densenet-d2l, ");
    }
}
