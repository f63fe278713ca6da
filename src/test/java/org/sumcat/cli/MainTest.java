package org.sumcat.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.engine.EngineException;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** How a command ends that could not do its work. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class MainTest {
    /** A command that throws. */
    @Command
    private static final class Thrower implements Callable<Integer> {
        @Option(names = "--verbose")
        private boolean verbose;

        private final Throwable what;

        Thrower(Throwable what) {
            this.what = what;
        }

        @Override
        public Integer call() throws Exception {
            if (what instanceof Error error) {
                throw error;
            }
            throw (Exception) what;
        }
    }

    private record Result(int exit, String err) {}

    @Test
    void a_command_read_alone_is_the_one_of_the_whole_program() {
        var whole = new CommandLine(new Main()).getSubcommands();
        assertThat(whole).hasSize(15);
        whole.forEach(
                (name, command) -> {
                    var alone = Main.program(name, "--help").getSubcommands();
                    assertThat(alone).containsOnlyKeys(name);
                    assertThat(alone.get(name).getUsageMessage())
                            .isEqualTo(command.getUsageMessage());
                });
    }

    @Test
    void too_little_memory_is_one_line_with_a_way_out() {
        Result result = thrown(new OutOfMemoryError("Java heap space"));
        assertThat(result.exit()).isEqualTo(1);
        assertThat(result.err().lines())
                .singleElement()
                .asString()
                .startsWith("error: the run must fit into the ")
                .contains("(Java heap space)", "SUMCAT_JAVA_OPTS=-Xmx");
    }

    @Test
    void so_it_is_on_a_thread_beside() {
        Throwable beside = new CompletionException(new OutOfMemoryError("Java heap space"));
        assertThat(thrown(beside).err()).startsWith("error: the run must fit into the ");
    }

    @Test
    void a_library_that_does_not_load_is_one_line_that_names_the_root_and_the_doctor() {
        var why = new UnsatisfiedLinkError("no torch");
        Result result = thrown(new ExceptionInInitializerError(why));
        assertThat(result.exit()).isEqualTo(1);
        assertThat(result.err().lines())
                .singleElement()
                .asString()
                .startsWith("error: ")
                .contains("no torch", "see ./sumcat doctor");
    }

    @Test
    void an_error_of_the_engine_is_told_with_its_root() {
        var why = new IllegalStateException("between", new UnsatisfiedLinkError("libgomp.so"));
        Result result = thrown(new EngineException("Failed to load PyTorch", why));
        assertThat(result.exit()).isEqualTo(1);
        assertThat(result.err().lines())
                .singleElement()
                .asString()
                .startsWith("error: Failed to load PyTorch")
                .contains("libgomp.so")
                .endsWith("; see ./sumcat doctor");
    }

    @Test
    void an_error_that_is_no_exception_shows_its_stack_trace_only_with_verbose() {
        var error = new OutOfMemoryError("Java heap space");
        assertThat(thrown(error).err()).doesNotContain("\tat ");
        assertThat(thrown(error, "--verbose").err()).contains("\tat org.sumcat");
    }

    @Test
    void an_interruption_has_been_told_already() {
        assertThat(thrown(new CancellationException("stopped"))).isEqualTo(new Result(130, ""));
    }

    @Test
    void on_a_terminal_the_error_takes_the_place_of_the_line_of_progress() {
        System.setProperty("sumcat.terminal", "true");
        try {
            assertThat(thrown(new IllegalStateException("broken")).err())
                    .startsWith("\r\033[Kerror: broken");
        } finally {
            System.clearProperty("sumcat.terminal");
        }
    }

    @Test
    void a_command_is_found_by_its_name_without_the_options_of_others() {
        var all = new CommandLine(new Main()).getSubcommands();
        assertThat(all).hasSize(15);
        all.forEach(
                (name, command) -> {
                    var alone = Main.program(name, "--help").getSubcommands();
                    assertThat(alone).containsOnlyKeys(name);
                    assertThat(alone.get(name).getUsageMessage())
                            .isEqualTo(command.getUsageMessage());
                });
    }

    @Test
    void what_is_no_command_is_for_the_program_that_knows_all() {
        for (String[] arguments : new String[][] {{}, {"--help"}, {"descibe"}, {"--verbose"}}) {
            assertThat(Main.program(arguments).getSubcommands()).hasSize(15);
        }
    }

    private static Result thrown(Throwable what, String... arguments) {
        PrintStream err = System.err;
        var bytes = new ByteArrayOutputStream();
        System.setErr(new PrintStream(bytes, true, UTF_8));
        try {
            int exit = Main.execute(new CommandLine(new Thrower(what)), arguments);
            return new Result(exit, bytes.toString(UTF_8));
        } finally {
            System.setErr(err);
        }
    }
}
