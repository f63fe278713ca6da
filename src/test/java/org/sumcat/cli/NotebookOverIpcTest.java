package org.sumcat.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sumcat.device.ProgramAnswer;
import org.sumcat.ipynb.NotebookCell;
import org.sumcat.ipynb.NotebookFile;

/**
 * Jupyter as Google Colab has it: kernels are reached through Unix sockets, and a notebook lies in
 * a folder with the checkout in it, not in the checkout.
 */
@DisplayNameGeneration(ReplaceUnderscores.class)
class NotebookOverIpcTest {
    /** Says whether the kernel was indeed reached so. */
    private static final String HOW =
            "for (var thread : Thread.getAllStackTraces().keySet()) {\n"
                    + "    if (thread.getName().startsWith(\"ipc unix-\"))"
                    + " System.out.println(thread.getName());\n}";

    @TempDir private Path folder;

    @Test
    void the_first_lesson_runs_to_its_end_and_no_socket_is_left() throws Exception {
        Path lesson = lesson("00-start");
        Path target = Files.createDirectories(folder.resolve("content/sumcat/target"));
        TestKernel.putJar(target.resolve("sumcat.jar"));

        String kernels =
                TestKernel.register(
                        folder.resolve("jupyter"),
                        "-Dsumcat.home=" + folder.resolve("content/sumcat"));
        NotebookFile ran = run(lesson, Map.of("JUPYTER_PATH", kernels));

        assertThat(text(ran)).contains("(1, 24, 28, 28)", "✓ one layer of 12 maps");
        assertThat(text(ran)).contains("the library is " + target.resolve("sumcat.jar"));
        assertThat(text(ran).lines().filter(line -> line.startsWith("ipc unix-")))
                .as("sockets, one for each channel")
                .hasSize(5);
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).noneMatch(file -> file.getFileName().toString().startsWith("unix-"));
        }
    }

    /**
     * Of the machine, that packages are installed and that Maven builds is pretended; the rest is
     * real: Python's kernel that runs the cell, git, the launcher, what it installs, the lesson.
     */
    @Test
    void the_cell_that_TEACHING_has_for_Colab_brings_the_kernel_that_a_lesson_asks_for()
            throws Exception {
        Scripts.assumeShell();
        program("git");
        Path content = Files.createDirectories(folder.resolve("content"));
        Path calls = folder.resolve("calls");
        Path library = folder.resolve("library.jar");
        TestKernel.putJar(library);
        Path bin = folder.resolve("bin");
        Scripts.write(bin.resolve("apt-get"), "echo \"$@\" >>" + calls);
        Scripts.write(
                bin.resolve("mvn"),
                "[ \"$1\" != -version ] || { echo Apache Maven 3.9.9; exit; }",
                "mkdir -p target/kernel && cp %s target/kernel/".formatted(TestKernel.jar()),
                "cp %s target/sumcat.jar".formatted(library));
        var environment =
                Map.of(
                        "PATH", bin + File.pathSeparator + System.getenv("PATH"),
                        "JUPYTER_DATA_DIR", folder.resolve("data").toString(),
                        "JAVA_HOME", System.getProperty("java.home"));

        NotebookFile built = run(colab(content, copy()), environment);

        assertThat(Files.readAllLines(calls))
                .containsExactly("-qq update", "-qq install openjdk-17-jdk-headless maven");
        assertThat(folder.resolve("data/kernels/java/kernel.json")).as(text(built)).exists();

        Path lesson = lesson("00-start");
        var begun = NotebookFile.read(lesson);
        var cells =
                new ArrayList<>(
                        begun.cells().stream().filter(NotebookCell::isCode).limit(2).toList());
        cells.add(NotebookCell.code("how", HOW));
        begun.setCells(cells);
        begun.write(lesson);
        NotebookFile ran = run(lesson, environment);

        assertThat(text(ran))
                .contains("rapaio kernel", "the library is " + content.resolve("sumcat/target"));
        assertThat(text(ran).lines().filter(line -> line.startsWith("ipc unix-"))).hasSize(5);
    }

    /** What a teacher publishes: a repository of their own. */
    private Path copy() throws Exception {
        Path copy =
                Files.createDirectories(folder.resolve("copy/src/main")).getParent().getParent();
        Files.copy(Path.of("sumcat"), copy.resolve("sumcat"), StandardCopyOption.COPY_ATTRIBUTES);
        Files.copy(Path.of("pom.xml"), copy.resolve("pom.xml"));
        Files.copy(
                Path.of("notebooks/00-start.ipynb"),
                Files.createDirectory(copy.resolve("notebooks")).resolve("00-start.ipynb"));
        Files.writeString(copy.resolve("src/main/A.java"), "");
        var said = new StringBuilder();
        for (String words :
                List.of(
                        "init -q",
                        "add -A",
                        "-c user.name=a -c user.email=a@b -c commit.gpgsign=false commit -q -m a")) {
            var git = new ArrayList<>(List.of("git"));
            git.addAll(List.of(words.split(" ")));
            var answer = ProgramAnswer.of(new ProcessBuilder(git).directory(copy.toFile()), 300);
            said.append(answer.said());
            assertThat(answer.status()).as(said.toString()).isZero();
        }
        return copy;
    }

    /** A notebook of Python, as Colab has it, with the cell as it is read. */
    private static Path colab(Path content, Path copy) throws Exception {
        var found =
                Pattern.compile("```\n(!apt-get.*?)\n```", Pattern.DOTALL)
                        .matcher(Files.readString(Path.of("notebooks/TEACHING.md")));
        assertThat(found.find()).as("a cell for Colab in TEACHING.md").isTrue();
        assertThat(found.group(1)).contains("ADDRESS_OF_YOUR_COPY");
        Path notebook = content.resolve("colab.ipynb");
        NotebookFile.read(Path.of("notebooks/00-start.ipynb")).write(notebook);
        var json = (ObjectNode) new JsonMapper().readTree(notebook.toFile());
        json.putObject("metadata")
                .putObject("kernelspec")
                .put("name", "python3")
                .put("display_name", "Python 3");
        new JsonMapper().writeValue(notebook.toFile(), json);
        var python = NotebookFile.read(notebook);
        String source = found.group(1).replace("ADDRESS_OF_YOUR_COPY", copy.toString());
        python.setCells(List.of(NotebookCell.code("build", source)));
        python.write(notebook);
        return notebook;
    }

    private Path lesson(String name) {
        Path lesson = folder.resolve("content").resolve(name + ".ipynb");
        var notebook = NotebookFile.read(Path.of("notebooks", name + ".ipynb"));
        notebook.cells().forEach(NotebookCell::clear);
        var cells = new ArrayList<>(notebook.cells());
        cells.add(NotebookCell.code("how", HOW));
        notebook.setCells(cells);
        notebook.write(lesson);
        return lesson;
    }

    private NotebookFile run(Path notebook, Map<String, String> environment) throws Exception {
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
                                notebook.toString())
                        .redirectErrorStream(true)
                        .redirectOutput(log.toFile());
        process.environment().putAll(environment);
        process.environment().put("JUPYTER_RUNTIME_DIR", folder.resolve("runtime").toString());
        process.environment().put("IPYTHONDIR", folder.resolve("ipython").toString());
        process.environment().put("SUMCAT_PROFILE", "tiny");
        Process running = process.start();
        try {
            assertThat(running.waitFor(20, TimeUnit.MINUTES)).as(Files.readString(log)).isTrue();
            String said = Files.readString(log);
            assumeTrue(
                    !said.contains("NoSuchKernel: No such kernel named python3"),
                    "Jupyter has no kernel for Python here: no cell of Colab's was run");
            assertThat(running.exitValue()).as(said).isZero();
        } finally {
            running.descendants().forEach(ProcessHandle::destroyForcibly);
            running.destroyForcibly();
        }
        return NotebookFile.read(notebook.resolveSibling("ran.ipynb"));
    }

    private static String text(NotebookFile notebook) {
        var all = new StringBuilder();
        for (NotebookCell cell : notebook.cells()) {
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
