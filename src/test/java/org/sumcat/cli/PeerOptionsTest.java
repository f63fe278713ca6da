package org.sumcat.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sumcat.bench.Measure;
import org.sumcat.bench.PyTorch;
import picocli.CommandLine;

/** Peers that cannot take part are left out with a word, or refused where they were asked for. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class PeerOptionsTest {
    private static final String OLD = "it has no torch.compile, which PyTorch has from 2.0 on";

    @TempDir private Path folder;

    private Path python;

    @BeforeEach
    void a_torch_without_compile() throws Exception {
        Scripts.assumeShell();
        python =
                Scripts.write(
                        folder.resolve("python"),
                        "echo version 1.13.0",
                        "echo 'fails %s'".formatted(OLD));
    }

    private @Nullable PyTorch torch(Measure measure, String... more) {
        var options = new PeerOptions();
        CommandLine.populateCommand(
                options,
                Stream.concat(Stream.of("--python", python.toString()), Stream.of(more))
                        .toArray(String[]::new));
        return options.torch(options.choice(), measure);
    }

    private String said(Measure measure, String... more) {
        PrintStream before = System.err;
        var said = new ByteArrayOutputStream();
        System.setErr(new PrintStream(said, true, UTF_8));
        try {
            assertThat(torch(measure, more)).isNotNull();
        } finally {
            System.setErr(before);
        }
        return said.toString(UTF_8);
    }

    @Test
    void one_line_says_that_compiled_peers_are_left_out_and_why() {
        assertThat(said(Measure.STEP))
                .isEqualToIgnoringNewLines(
                        "PyTorch 1.13.0 is measured eager only, compiled peers are left out: "
                                + OLD);
        assertThat(said(Measure.START))
                .contains("left out: the first step of a process would be compiling");
        assertThat(said(Measure.STEP, "--peers", "usual,eager")).isEmpty();
    }

    @Test
    void compiled_peers_that_were_asked_for_are_refused() {
        assertThatThrownBy(() -> torch(Measure.STEP, "--peers", "compiled"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "--peers compiled needs a torch.compile that works, but with torch 1.13.0 it"
                                + " does not: "
                                + OLD
                                + "; leave it out");
    }

    @Test
    void a_Python_is_not_asked_where_no_peer_needs_it() {
        python = folder.resolve("nowhere");
        assertThat(torch(Measure.STEP, "--peers", "usual,tuned")).isNull();
    }
}
