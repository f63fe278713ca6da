package org.sumcat.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sumcat.device.ProgramAnswer;

/** What a student does: opens a notebook in Jupyter, in a browser, and runs it by clicking. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class NotebookInBrowserTest {
    private static final String CODE_CELLS =
            "Jupyter.notebook.get_cells().filter(cell => cell.cell_type == 'code')";

    @TempDir private Path folder;

    @Test
    void the_first_lesson_runs_to_its_end_and_shows_its_figures() throws Exception {
        String jupyter = TestJupyter.program("jupyter-notebook");
        String version = ProgramAnswer.of(new ProcessBuilder(jupyter, "--version"), 300).lastLine();
        assumeTrue(
                version.startsWith("6."),
                "the classic Notebook is version 6, here is " + version + ": none was opened");
        String chromium = TestJupyter.program("chromium");
        try (var server =
                new TestJupyter(
                        folder,
                        "00-start.ipynb",
                        List.of(
                                jupyter,
                                "--NotebookApp.token=",
                                "--NotebookApp.password=",
                                "--notebook-dir=" + folder))) {
            String address = server.address("notebooks/notebooks/00-start.ipynb");
            Path profile = Files.createDirectories(folder.resolve("profile"));
            try (var page = new DevTools(chromium, profile, address)) {
                page.await("document.querySelector('.kernel_idle_icon')");
                page.click("#celllink");
                page.click("#run_all_cells");
                page.await(CODE_CELLS + ".every(cell => cell.input_prompt_number > 0)");
                page.await("document.querySelectorAll('.output img').length >= 3");

                assertThat(
                                page.evaluate("document.querySelectorAll('.output_error').length")
                                        .asInt())
                        .isZero();
                assertThat(page.faultsOfPictures(".output_subarea")).isEmpty();
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
        }
    }
}
