package org.sumcat.classroom;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sumcat.cli.Main;
import org.sumcat.cli.TestKernel;
import org.sumcat.ipynb.NotebookCell;
import org.sumcat.ipynb.NotebookFile;
import picocli.CommandLine;

/** A course of nbgrader, written by us; graded by the real one where there is one. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class NbgraderTest {
    /** A virtual environment of Python with nbgrader; CI has none. */
    private static final String WHERE = "SUMCAT_NBGRADER";

    private static final String POINTS =
            """
            from nbgrader.api import Gradebook
            with Gradebook("sqlite:///gradebook.db") as book:
                for one in sorted(book.assignment_submissions("00-start"), key=lambda s: s.student.id):
                    print(one.student.id, one.score, "of", one.max_score)
            """;

    @TempDir private Path home;

    private final ByteArrayOutputStream said = new ByteArrayOutputStream();
    private Path course;
    private Path source;

    @BeforeEach
    void a_checkout_that_is_built() throws Exception {
        course = home.resolve("courses/of 2027");
        source = course.resolve("source/00-start/00-start.ipynb");
        Path kernel = Files.createDirectories(home.resolve("target/kernel"));
        Files.copy(TestKernel.jar(), kernel.resolve("kernel.jar"));
        TestKernel.putJar(home.resolve("target/sumcat.jar"));
        Path notebooks = Files.createDirectories(home.resolve("notebooks"));
        Files.copy(Path.of("notebooks/00-start.ipynb"), notebooks.resolve("00-start.ipynb"));
    }

    private int command(String... arguments) {
        PrintStream realOut = System.out;
        PrintStream realErr = System.err;
        var all = new PrintStream(said, true, UTF_8);
        System.setOut(all);
        System.setErr(all);
        try {
            return new CommandLine(new CourseNbgraderCommand(home))
                    .setExecutionExceptionHandler((e, command, parsed) -> Main.fail(e, false))
                    .execute(arguments);
        } finally {
            System.setOut(realOut);
            System.setErr(realErr);
        }
    }

    @Test
    void a_course_has_settings_and_an_assignment_for_each_notebook() throws Exception {
        assertThat(command(course.toString())).as(said.toString()).isZero();

        assertThat(said.toString().lines())
                .containsExactly(
                        course.resolve("nbgrader_config.py").toString(), source.toString());
        assertThat(NotebookFile.read(source).cells())
                .filteredOn(NotebookCell::isCode)
                .allMatch(cell -> cell.json().path("outputs").isEmpty())
                .anyMatch(cell -> cell.source().contains("// BEGIN SOLUTION"));
        assertThat(home.resolve("target/jupyter/kernels/java/kernel.json")).exists();
    }

    @Test
    void what_is_there_already_is_kept_unless_it_may_go() throws Exception {
        Files.createDirectories(course);
        Path config = Files.writeString(course.resolve("nbgrader_config.py"), "mine");

        assertThat(command(course.toString())).isEqualTo(2);
        assertThat(said.toString())
                .contains("error: a course must not be lost, but " + config + " is there already");
        assertThat(config).hasContent("mine");
        assertThat(source).doesNotExist();

        assertThat(command(course.toString(), "--force")).isZero();
        assertThat(config).content().contains("get_config()");
    }

    @Test
    void the_settings_tell_every_kernel_where_the_library_is_and_train_little() throws Exception {
        String python = program("python3");
        command(course.toString());
        String asked =
                """
                import os, types
                c = types.SimpleNamespace(ClearSolutions=types.SimpleNamespace(),
                    Execute=types.SimpleNamespace(), CourseDirectory=types.SimpleNamespace())
                for name in ("IJAVA_CLASSPATH", "SUMCAT_PROFILE"): os.environ.pop(name, None)
                os.environ["JUPYTER_PATH"] = os.pathsep.join(["/mine", "/yours"])
                for again in range(2):
                    exec(open("nbgrader_config.py").read(), {"get_config": lambda: c})
                for name in ("JUPYTER_PATH", "IJAVA_CLASSPATH", "SUMCAT_PROFILE"): print(os.environ[name])
                print(c.Execute.timeout, c.ClearSolutions.code_stub["java"])
                """;

        assertThat(run(List.of(python, "-c", asked), 60).lines())
                .containsExactly(
                        home.resolve("target/jupyter") + ":/mine:/yours",
                        home.resolve("target/sumcat.jar").toString(),
                        "tiny",
                        "300 // Your answer goes here, in place of the next line.",
                        "throw new UnsupportedOperationException(\"this exercise is not answered"
                                + " yet\");");
    }

    @Test
    void nbgrader_gives_all_points_to_the_solved_lesson_and_none_to_gaps() throws Exception {
        String where = System.getenv(WHERE);
        assumeTrue(
                where != null,
                WHERE + " is not set: it names a virtual environment with nbgrader to try");
        command(course.toString());

        nbgrader(where, "generate_assignment", "00-start");
        Path gaps = course.resolve("release/00-start/00-start.ipynb");
        assertThat(Files.readString(gaps))
                .contains("this exercise is not answered yet")
                .doesNotContain("BEGIN SOLUTION", "BEGIN HIDDEN TESTS", "return channels + layers");
        assertThat(nbgrader(where, "validate", source.toString()))
                .contains("Success! Your notebook passes all the tests.");

        handIn("ada", source);
        handIn("bob", gaps);
        handIn("eve", halfAnswered(gaps));
        nbgrader(where, "autograde", "00-start");

        String points = run(List.of(where + "/bin/python", "-c", POINTS), 60);
        System.out.println(points);
        assertThat(points.lines())
                .containsExactly("ada 2.0 of 2.0", "bob 0.0 of 2.0", "eve 1.0 of 2.0");
        assertThat(Files.readString(course.resolve("autograded/bob/00-start/00-start.ipynb")))
                .contains("one layer of 12 maps on 12: not answered yet");
    }

    /** The first exercise is answered right, but an edited check would give points for all. */
    private Path halfAnswered(Path gaps) throws Exception {
        var notebook = NotebookFile.read(gaps);
        for (NotebookCell cell : notebook.cells()) {
            if (cell.source().contains("int concatenated(")) {
                cell.setSource(
                        cell.source()
                                .replaceFirst("throw new .*", "return channels + layers * maps;"));
            } else if (cell.source().startsWith("Check.that")) {
                cell.setSource("// passed");
            }
        }
        Path file = home.resolve("half.ipynb");
        notebook.write(file);
        return file;
    }

    private void handIn(String student, Path notebook) throws Exception {
        Path folder = course.resolve("submitted").resolve(student).resolve("00-start");
        Files.copy(notebook, Files.createDirectories(folder).resolve("00-start.ipynb"));
    }

    private String nbgrader(String where, String... arguments) throws Exception {
        var command = new ArrayList<>(List.of(where + "/bin/python", "-m", "nbgrader"));
        command.addAll(List.of(arguments));
        String printed = run(command, 600);
        System.out.println("nbgrader " + String.join(" ", arguments) + "\n" + printed);
        return printed;
    }

    /** Runs a program in the course's folder; what it printed. */
    private String run(List<String> command, int seconds) throws Exception {
        Path log = home.resolve("log");
        var process =
                new ProcessBuilder(command)
                        .directory(course.toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(log.toFile());
        var environment = process.environment();
        for (String name : List.of("DATA_DIR", "CONFIG_DIR", "RUNTIME_DIR")) {
            environment.put("JUPYTER_" + name, home.resolve(name).toString());
        }
        environment.put("IPYTHONDIR", home.resolve("ipython").toString());
        Path programs = Path.of(command.get(0)).toAbsolutePath().getParent(); // nbgrader's alembic
        environment.merge("PATH", programs.toString(), (old, ours) -> ours + ":" + old);
        Process running = process.start();
        try {
            assertThat(running.waitFor(seconds, TimeUnit.SECONDS)).as("in time").isTrue();
            assertThat(running.exitValue()).as(Files.readString(log)).isZero();
        } finally {
            running.descendants().forEach(ProcessHandle::destroyForcibly);
            running.destroyForcibly();
        }
        return Files.readString(log).strip();
    }

    private static String program(String name) {
        var found =
                List.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator)).stream()
                        .map(place -> Path.of(place, name))
                        .filter(Files::isExecutable)
                        .findFirst();
        assumeTrue(File.separatorChar == '/' && found.isPresent(), "there is no " + name + " here");
        return found.orElseThrow().toString();
    }
}
