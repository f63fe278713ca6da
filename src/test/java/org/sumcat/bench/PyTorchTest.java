package org.sumcat.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.offset;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sumcat.cli.Scripts;
import org.sumcat.statistics.Interval;

/** PyTorch as a peer, pretended; and the real one where {@code SUMCAT_PYTHON} names it. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class PyTorchTest {
    /** A Python with torch; CI has none. */
    private static final String WHERE = "SUMCAT_PYTHON";

    private static final Workload WORKLOAD = new Workload("resnet-20", "resnet-20", 28, 8);

    @TempDir private Path folder;

    private Path python(String... lines) throws Exception {
        Scripts.assumeShell();
        return Scripts.write(folder.resolve("python"), lines);
    }

    private static List<String> peers(@Nullable String whyNot, Measure measure, PeerChoice choice) {
        var torch = new PyTorch(Path.of("python3"), "2.13.0", whyNot);
        return new PeerStarts(measure, 1, torch, null, null, choice)
                .of(WORKLOAD).stream()
                        .map(PeerStarts.PeerStart::name)
                        .filter(name -> name.startsWith("PyTorch"))
                        .toList();
    }

    @Test
    void a_program_that_is_not_there_is_refused() {
        assertThatThrownBy(() -> PyTorch.of(Path.of("no-python"), true))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "--python must be a program, but there is none at no-python; give its whole path");
    }

    @Test
    void a_torch_says_its_version_and_that_it_compiles() throws Exception {
        Path python = python("echo version 2.13.0", "echo a warning >&2", "echo compiles");
        assertThat(PyTorch.of(python, true)).isEqualTo(new PyTorch(python, "2.13.0", null));
    }

    @Test
    void a_torch_that_does_not_compile_says_why() throws Exception {
        Path python = python("echo version 2.13.0", "echo fails No working C++ compiler found");
        assertThat(PyTorch.of(python, true))
                .isEqualTo(new PyTorch(python, "2.13.0", "No working C++ compiler found"));
    }

    @Test
    void eager_and_compiled_take_part_in_two_layouts_and_two_precisions() {
        assertThat(peers(null, Measure.STEP, PeerChoice.all()))
                .containsExactly(
                        "PyTorch, nchw",
                        "PyTorch, channels_last",
                        "PyTorch, nchw_bf16",
                        "PyTorch, channels_last_bf16",
                        "PyTorch compiled, nchw",
                        "PyTorch compiled, channels_last",
                        "PyTorch compiled, nchw_bf16",
                        "PyTorch compiled, channels_last_bf16");
    }

    @Test
    void only_eager_ones_take_part_where_nothing_compiles_or_the_start_is_measured() {
        assertThat(peers("no compiler", Measure.STEP, PeerChoice.all()))
                .hasSize(4)
                .noneMatch(name -> name.contains("compiled"));
        assertThat(peers(null, Measure.START, PeerChoice.all()))
                .hasSize(4)
                .noneMatch(name -> name.contains("compiled"));
    }

    @Test
    void a_choice_leaves_out_a_precision_and_kinds() {
        var choice = new PeerChoice(EnumSet.of(PeerKind.COMPILED), false, true);
        assertThat(peers(null, Measure.STEP, choice))
                .containsExactly(
                        "PyTorch compiled, nchw_bf16", "PyTorch compiled, channels_last_bf16");
        var float32 = new PeerChoice(EnumSet.of(PeerKind.USUAL), true, false);
        assertThat(new PeerStarts(Measure.STEP, 1, null, null, null, float32).of(WORKLOAD))
                .extracting(PeerStarts.PeerStart::name)
                .containsExactly("Sumcat", "usual DJL");
    }

    /** Of six values the whole range is their median's interval, by the sign test: 1 - 2 / 64. */
    @Test
    void the_best_form_of_each_precision_is_compared_with_ours_round_by_round() {
        var names =
                List.of(
                        "Sumcat",
                        "Sumcat, --precision fast",
                        "PyTorch, nchw",
                        "PyTorch compiled, nchw",
                        "PyTorch, nchw_bf16");
        double[][] medians = {
            {10, 10, 10, 20, 20, 20},
            {5, 5, 5, 5, 5, 5},
            {30, 30, 30, 30, 30, 30},
            {11, 12, 13, 28, 30, 40},
            {4, 5, 5, 5, 5, 6}
        };
        assertThat(BestForm.of(names, medians))
                .containsExactly(
                        new BestForm(
                                "float32",
                                "PyTorch compiled, nchw",
                                "Sumcat",
                                new SpeedRatio(1.35, 1.1, 2), // of 1.1, 1.2, 1.3, 1.4, 1.5, 2
                                new Interval(1.1, 2)),
                        new BestForm(
                                "bfloat16",
                                "PyTorch, nchw_bf16",
                                "Sumcat, --precision fast",
                                new SpeedRatio(1, 0.8, 1.2),
                                new Interval(0.8, 1.2)));
        assertThat(BestForm.of(names, medians).get(0).line())
                .isEqualTo(
                        "PyTorch, best form in float32: compiled, nchw; Sumcat is 1.35 x as fast"
                                + " (95% interval 1.10 to 2.00)");
        assertThat(BestForm.of(List.of("Sumcat", "usual DJL"), medians)).isEmpty();
    }

    @Test
    void a_peer_that_compiles_says_how_long_that_took_and_the_loss_on_both_sides_of_it() {
        Scripts.assumeShell();
        var script = "echo ready 8; read compile; echo 84.500 2.302585 2.302586";
        try (Peer peer = Peer.start("sh", List.of("/bin/sh", "-c", script), Map.of())) {
            peer.awaitReady();
            assertThat(peer.compile()).isEqualTo(new Peer.Compilation(84.5, 2.302585, 2.302586));
        }
    }

    private Peer real(String form) {
        var python = Optional.ofNullable(System.getenv(WHERE)).map(Path::of);
        assumeTrue(python.isPresent(), WHERE + " names no Python with torch");
        var torch = PyTorch.of(python.orElseThrow(), form.contains("compiled"));
        assumeTrue(
                torch.whyNotCompiled() == null || !form.contains("compiled"),
                "it does not compile: " + torch.whyNotCompiled());
        var start =
                new PeerStarts(Measure.STEP, 1, torch, null, null, PeerChoice.all())
                        .of(WORKLOAD).stream()
                                .filter(one -> one.name().equals(form))
                                .findFirst()
                                .orElseThrow();
        return Peer.start(form, start.command(), Map.of("TMPDIR", folder.toString()));
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"PyTorch, nchw", "PyTorch, channels_last_bf16"})
    void the_real_one_takes_its_turn(String form) {
        try (Peer peer = real(form)) {
            assertThat(peer.awaitReady()).isEqualTo(8);
            assertThat(peer.take(2)).hasSize(2).doesNotContain(0);
        }
    }

    /** Ten classes that an untrained network guesses: a loss about ln 10. */
    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"PyTorch compiled, channels_last", "PyTorch compiled, nchw_bf16"})
    @Tag("slow")
    void a_compiled_network_computes_the_loss_of_the_eager_one_and_leaves_no_file(String form) {
        double tolerance = form.endsWith("_bf16") ? 0.05 : 0.0005;
        try (Peer peer = real(form)) {
            peer.awaitReady();
            Peer.Compilation compiled = peer.compile();
            assertThat(compiled.eagerLoss()).isBetween(1.5, 4.5);
            assertThat(compiled.compiledLoss()).isCloseTo(compiled.eagerLoss(), offset(tolerance));
            assertThat(compiled.seconds()).isPositive();
            assertThat(folder).isNotEmptyDirectory();
            assertThat(peer.take(2)).hasSize(2);
        }
        assertThat(folder).isEmptyDirectory();
    }
}
