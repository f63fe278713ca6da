package org.sumcat.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sumcat.course.NotebookFile;
import org.sumcat.course.NotebookFile.Cell;

/** What a student does: opens a notebook in Jupyter, in a browser, and runs it by clicking. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class NotebookInBrowserTest {
    private static final String CODE_CELLS =
            "Jupyter.notebook.get_cells().filter(cell => cell.cell_type == 'code')";

    @TempDir private Path folder;

    @Test
    void the_first_lesson_runs_to_its_end_and_shows_its_figures() throws Exception {
        String jupyter = program("jupyter-notebook");
        String chromium = program("chromium");
        Path lesson =
                Files.createDirectories(folder.resolve("notebooks")).resolve("00-start.ipynb");
        var notebook = NotebookFile.read(Path.of("notebooks/00-start.ipynb"));
        notebook.cells().forEach(Cell::clear);
        notebook.write(lesson);
        TestKernel.putJar(Files.createDirectories(folder.resolve("target")).resolve("sumcat.jar"));
        int port = freePort();
        var server =
                new ProcessBuilder(
                        jupyter,
                        "--no-browser",
                        "--allow-root",
                        "--ip=127.0.0.1",
                        "--port=" + port,
                        "--NotebookApp.token=",
                        "--NotebookApp.password=",
                        "--notebook-dir=" + folder);
        server.environment().put("JUPYTER_PATH", TestKernel.register(folder.resolve("jupyter")));
        server.environment().put("JUPYTER_RUNTIME_DIR", folder.resolve("runtime").toString());
        server.environment().put("JUPYTER_CONFIG_DIR", folder.resolve("config").toString());
        server.environment().put("IPYTHONDIR", folder.resolve("ipython").toString());
        server.environment().put("SUMCAT_PROFILE", "tiny");
        server.redirectErrorStream(true).redirectOutput(folder.resolve("server.log").toFile());
        Process running = server.start();
        try {
            awaitServer(port);
            String address =
                    "http://127.0.0.1:%d/notebooks/notebooks/00-start.ipynb".formatted(port);
            Path profile = Files.createDirectories(folder.resolve("profile"));
            try (var page = new DevTools(chromium, profile, address)) {
                page.await("document.querySelector('.kernel_idle_icon')", 60);
                page.click("#celllink");
                page.click("#run_all_cells");
                page.await(CODE_CELLS + ".every(cell => cell.input_prompt_number > 0)", 120);
                page.await("document.querySelectorAll('.output img').length >= 3", 10);

                assertThat(
                                page.evaluate("document.querySelectorAll('.output_error').length")
                                        .asInt())
                        .isZero();
                assertThat(
                                page.evaluate(
                                                "[...document.querySelectorAll('.output img')]"
                                                        + ".every(i => i.naturalWidth > 100)")
                                        .asBoolean())
                        .isTrue();
                String said =
                        page.evaluate(
                                        "[...document.querySelectorAll('.output')]"
                                                + ".map(o => o.innerText).join('\\n')")
                                .asText();
                assertThat(said)
                        .contains("rapaio kernel", "(1, 24, 28, 28)", "✓ one layer of 12 maps")
                        .contains("epoch 1, loss"); // the line that was written anew, and stayed
                page.evaluate("document.querySelectorAll('.output img')[1].scrollIntoView()");
                Files.createDirectories(Path.of("target"));
                Files.write(Path.of("target/notebook-in-browser.png"), page.screenshot());
            }
        } finally {
            running.descendants().forEach(ProcessHandle::destroyForcibly);
            running.destroyForcibly().waitFor();
        }
    }

    private static String program(String name) {
        var found =
                List.of(System.getenv().getOrDefault("PATH", "").split(":")).stream()
                        .map(place -> Path.of(place, name))
                        .filter(Files::isExecutable)
                        .findFirst()
                        .map(Path::toString);
        assumeTrue(found.isPresent(), name + " is not here: no notebook was opened in a browser");
        return found.orElseThrow();
    }

    private static int freePort() throws Exception {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private void awaitServer(int port) throws Exception {
        for (int i = 0; i < 300; i++) {
            try (var socket = new Socket("127.0.0.1", port)) {
                return;
            } catch (IOException e) {
                Thread.sleep(100);
            }
        }
        throw new AssertionError(Files.readString(folder.resolve("server.log")));
    }
}
