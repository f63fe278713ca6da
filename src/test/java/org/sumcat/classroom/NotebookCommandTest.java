package org.sumcat.classroom;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sumcat.cli.Main;
import org.sumcat.cli.Scripts;
import org.sumcat.jupyter.InstalledKernels;
import picocli.CommandLine;

@DisplayNameGeneration(ReplaceUnderscores.class)
class NotebookCommandTest {
    @TempDir private Path home;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @BeforeEach
    void a_house_with_two_notebooks() throws Exception {
        Files.createDirectories(home.resolve("notebooks/exercises"));
        Files.writeString(home.resolve("notebooks/00-start.ipynb"), "{}");
        Files.writeString(home.resolve("notebooks/exercises/00-gaps.ipynb"), "{}");
        Files.createDirectories(home.resolve("target/kernel"));
        Files.writeString(home.resolve("target/kernel/kernel-1.jar"), "");
    }

    private int run(String... arguments) {
        PrintStream realOut = System.out;
        PrintStream realErr = System.err;
        System.setOut(new PrintStream(out, true, UTF_8));
        System.setErr(new PrintStream(err, true, UTF_8));
        try {
            return new CommandLine(
                            new NotebookCommand(
                                    home, new InstalledKernels(home.resolve("user/kernels"))))
                    .setExecutionExceptionHandler((e, command, parsed) -> Main.fail(e, false))
                    .execute(arguments);
        } finally {
            System.setOut(realOut);
            System.setErr(realErr);
        }
    }

    /** Jupyter's converter, as far as the command sees it. */
    private void nbconvert(String... lines) throws Exception {
        Scripts.assumeShell();
        Path bin = home.resolve("target/jupyter-environment/bin");
        Scripts.write(
                bin.resolve("jupyter-nbconvert"),
                "[ \"$1\" != --version ] || exit 0",
                "echo \"$JUPYTER_PATH $*\" >>" + home.resolve("calls"),
                String.join("\n", lines));
    }

    @Test
    void a_name_that_no_notebook_has_is_refused_with_those_that_there_are() {
        assertThat(run("--run", "01-next")).isEqualTo(2);
        assertThat(err)
                .hasToString(
                        "error: NAME must be one of 00-start, 00-gaps, but was 01-next; see"
                                + " notebooks/"
                                + System.lineSeparator());
    }

    @Test
    void a_build_without_a_kernel_is_refused() throws Exception {
        Files.delete(home.resolve("target/kernel/kernel-1.jar"));

        assertThat(run("--run")).isEqualTo(2);
        assertThat(err.toString())
                .startsWith("error: the build puts a Java kernel into target/kernel, but");
    }

    @Nested
    class Run {
        @Test
        void converts_the_lessons_and_leaves_the_exercises_to_their_readers() throws Exception {
            nbconvert("exit 0");

            assertThat(run("--run")).isEqualTo(0);

            assertThat(Files.readAllLines(home.resolve("calls")))
                    .singleElement()
                    .asString()
                    .contains("--execute")
                    .endsWith("/notebooks/00-start.ipynb");
            assertThat(out.toString()).contains("00-start.html (").endsWith(" s)\n");
        }

        /** Each waits until the other has begun. */
        @Test
        void converts_two_at_once_each_with_its_share_of_the_processors() throws Exception {
            nbconvert(
                    "echo \"$OMP_NUM_THREADS\" >>" + home.resolve("threads"),
                    "for i in $(seq 300); do",
                    "  [ \"$(wc -l <" + home.resolve("calls") + ")\" -lt 2 ] || exit 0",
                    "  sleep 0.1",
                    "done",
                    "exit 1");

            assertThat(run("00-gaps", "00-start", "--run", "--jobs", "2")).isEqualTo(0);

            int share = Math.max(1, Runtime.getRuntime().availableProcessors() / 2);
            String own = System.getenv().getOrDefault("OMP_NUM_THREADS", String.valueOf(share));
            assertThat(Files.readAllLines(home.resolve("threads"))).hasSize(2).containsOnly(own);
            assertThat(out.toString()).contains("00-start.html (", "00-gaps.html (");
        }

        @Test
        void leaves_the_threads_to_the_engine_where_one_notebook_runs_alone() throws Exception {
            nbconvert("echo \"${OMP_NUM_THREADS-none}\" >>" + home.resolve("threads"));

            run("--run");

            String own = System.getenv().getOrDefault("OMP_NUM_THREADS", "none");
            assertThat(Files.readAllLines(home.resolve("threads"))).containsExactly(own);
        }

        @Test
        void fails_where_one_of_two_at_once_fails() throws Exception {
            nbconvert("case $* in *00-start*) exit 0 ;; esac", "exit 1");

            assertThat(run("00-gaps", "00-start", "--run", "--jobs", "2")).isEqualTo(1);

            assertThat(err.toString()).contains("error: every cell of 00-gaps must run, but");
            assertThat(out.toString()).contains("00-start.html (");
        }

        @Test
        void takes_at_least_one_at_once_and_one_alone_where_outputs_are_saved() throws Exception {
            nbconvert("exit 0");

            assertThat(run("--run", "--jobs", "0")).isEqualTo(2);
            assertThat(run("--run", "--save", "--jobs", "2")).isEqualTo(2);

            assertThat(err.toString().lines())
                    .containsExactly(
                            "error: --jobs must be at least 1, but was 0",
                            "error: saved outputs must be of a notebook that has the machine to"
                                    + " itself, but --jobs was 2; leave it out");
            assertThat(home.resolve("calls")).doesNotExist();
        }

        @Test
        void is_asked_for_by_name_where_something_is_given_for_it() throws Exception {
            nbconvert("exit 0");

            assertThat(run("--jobs", "2")).isEqualTo(2);
            assertThat(run("00-start", "--out", home.toString(), "--save")).isEqualTo(2);

            assertThat(err.toString().lines())
                    .containsExactly(
                            "error: --jobs must come with --run, but it was not given; add it",
                            "error: --out, --save must come with --run, but it was not given; add"
                                    + " it");
            assertThat(home.resolve("calls")).doesNotExist();
        }

        @Test
        void converts_what_is_named_with_or_without_its_ending() throws Exception {
            nbconvert("exit 0");

            assertThat(run("00-gaps", "00-start.ipynb", "--run")).isEqualTo(0);

            assertThat(Files.readAllLines(home.resolve("calls")))
                    .satisfiesExactly(
                            first -> assertThat(first).endsWith("00-gaps.ipynb"),
                            second -> assertThat(second).endsWith("00-start.ipynb"));
        }

        @Test
        void lets_Jupyter_find_our_kernel_and_our_page() throws Exception {
            nbconvert("exit 0");

            run("--run");

            Path own = home.resolve("target/jupyter");
            assertThat(Files.readString(home.resolve("calls")))
                    .startsWith(own.toString())
                    .contains("--template=sumcat")
                    .contains("--output-dir=" + home.resolve("target/notebooks"));
            assertThat(own.resolve("kernels/java/kernel.json")).exists();
            assertThat(own.resolve("nbconvert/templates/sumcat/index.html.j2")).exists();
        }

        /** Half a page, as after a kill of the converter, never lies where it was asked for. */
        @Test
        void puts_a_page_to_its_place_when_it_is_whole_and_takes_it_for_ours_next_time()
                throws Exception {
            Path pages = Files.createDirectories(home.resolve("pages"));
            Path page = pages.resolve("00-start.html");
            nbconvert(
                    "for word in $*; do case $word in --output-dir=*) to=${word#*=} ;; esac; done",
                    "echo '<html>' >$to/00-start.html",
                    "[ -e %s ] || exit 1".formatted(home.resolve("whole")),
                    "echo '</html>' >>$to/00-start.html");

            assertThat(run("--run", "--out", pages.toString())).isEqualTo(1);
            assertThat(page).doesNotExist();

            Files.createFile(home.resolve("whole"));
            for (int time = 1; time <= 2; time++) {
                assertThat(run("--run", "--out", pages.toString())).as(err.toString()).isZero();
                assertThat(page).content().startsWith("<html>\n</html>\n<!-- sumcat ");
            }
            assertThat(home.resolve("target/notebooks/00-start.html")).doesNotExist();
        }

        @Test
        void fails_with_what_the_cell_said_and_runs_the_others_nevertheless() throws Exception {
            nbconvert(
                    "case $* in *00-start*) exit 0 ;; esac",
                    "echo Traceback of nbconvert itself",
                    "echo An error occurred while executing the following cell:",
                    "echo ------------------",
                    "echo 'a[3]'",
                    "echo ------------------",
                    "printf '\\033[31mIndex 3 out of bounds\\033[0m\\n'",
                    "exit 1");

            assertThat(run("--run", "00-gaps", "00-start")).isEqualTo(1);

            assertThat(List.of(err.toString().split("\n")))
                    .startsWith(
                            "running 00-gaps ...",
                            "An error occurred while executing the following cell:",
                            "------------------",
                            "a[3]",
                            "------------------",
                            "Index 3 out of bounds")
                    .anyMatch(
                            line -> line.startsWith("error: every cell of 00-gaps must run, but"));
            assertThat(out.toString()).contains("00-start.html");
        }
    }
}
