package org.sumcat.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sumcat.ipynb.NotebookFile;
import org.sumcat.ipynb.NotebookFile.Cell;

/**
 * Jupyter as Google Colab has it: kernels are reached through Unix sockets, and a notebook lies in
 * a folder with the checkout in it, not in the checkout.
 */
@DisplayNameGeneration(ReplaceUnderscores.class)
class NotebookOverIpcTest {
    /** Says whether the kernel was indeed reached so. */
    private static final Cell HOW =
            Cell.code(
                    "how",
                    "for (var thread : Thread.getAllStackTraces().keySet()) {\n"
                            + "    if (thread.getName().startsWith(\"ipc unix-\"))"
                            + " System.out.println(thread.getName());\n}");

    @TempDir private Path folder;

    @Test
    void the_first_lesson_runs_to_its_end_and_no_socket_is_left() throws Exception {
        Path lesson = lesson("00-start");
        Path target = Files.createDirectories(folder.resolve("content/sumcat/target"));
        TestKernel.putJar(target.resolve("sumcat.jar"));

        NotebookFile ran = run(lesson);

        assertThat(text(ran)).contains("(1, 24, 28, 28)", "✓ one layer of 12 maps");
        assertThat(text(ran)).contains("the library is " + target.resolve("sumcat.jar"));
        assertThat(text(ran).lines().filter(line -> line.startsWith("ipc unix-")))
                .as("sockets, one for each channel")
                .hasSize(5);
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).noneMatch(file -> file.getFileName().toString().startsWith("unix-"));
        }
    }

    private Path lesson(String name) {
        Path lesson = folder.resolve("content").resolve(name + ".ipynb");
        var notebook = NotebookFile.read(Path.of("notebooks", name + ".ipynb"));
        notebook.cells().forEach(Cell::clear);
        var cells = new ArrayList<>(notebook.cells());
        cells.add(HOW);
        notebook.setCells(cells);
        notebook.write(lesson);
        return lesson;
    }

    private NotebookFile run(Path lesson) throws Exception {
        assumeTrue(File.separatorChar == '/', "Jupyter has Unix sockets on Unix alone");
        String nbconvert = program("jupyter-nbconvert");
        Path log = folder.resolve("log");
        var process =
                new ProcessBuilder(
                                nbconvert,
                                "--to=notebook",
                                "--execute",
                                "--output=ran",
                                "--ExecutePreprocessor.timeout=600",
                                "--ExecutePreprocessor.startup_timeout=300",
                                "--ExecutePreprocessor.iopub_timeout=120",
                                "--KernelManager.transport=ipc",
                                "--KernelManager.ip=" + folder.resolve("unix"),
                                lesson.toString())
                        .redirectErrorStream(true)
                        .redirectOutput(log.toFile());
        String kernels =
                TestKernel.register(
                        folder.resolve("jupyter"),
                        "-Dsumcat.home=" + folder.resolve("content/sumcat"));
        process.environment().put("JUPYTER_PATH", kernels);
        process.environment().put("JUPYTER_RUNTIME_DIR", folder.resolve("runtime").toString());
        process.environment().put("IPYTHONDIR", folder.resolve("ipython").toString());
        process.environment().put("SUMCAT_PROFILE", "tiny");
        Process running = process.start();
        try {
            assertThat(running.waitFor(20, TimeUnit.MINUTES)).as(Files.readString(log)).isTrue();
            assertThat(running.exitValue()).as(Files.readString(log)).isZero();
        } finally {
            running.descendants().forEach(ProcessHandle::destroyForcibly);
            running.destroyForcibly();
        }
        return NotebookFile.read(lesson.resolveSibling("ran.ipynb"));
    }

    private static String text(NotebookFile notebook) {
        var all = new StringBuilder();
        for (Cell cell : notebook.cells()) {
            cell.json()
                    .findValues("text")
                    .forEach(text -> text.forEach(line -> all.append(line.asText())));
        }
        return all.toString();
    }

    private static String program(String name) {
        var found =
                Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                        .map(place -> Path.of(place, name))
                        .filter(Files::isExecutable)
                        .findFirst();
        assumeTrue(found.isPresent(), "there is no " + name + " here");
        return found.get().toString();
    }
}
