package org.sumcat.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sumcat.device.ProgramAnswer;
import org.sumcat.ipynb.NotebookCell;
import org.sumcat.ipynb.NotebookFile;

/**
 * The same in JupyterLab 4, which pip and conda have: {@code SUMCAT_JUPYTER} names the program
 * {@code jupyter} of where that is, else it is looked for on the path.
 */
@DisplayNameGeneration(ReplaceUnderscores.class)
class JupyterLabInBrowserTest {
    /** Panels of JupyterLab's own may lie beside the notebook. */
    private static final String NOTEBOOK =
            "[...(globalThis.jupyterapp?.shell.widgets('main') ?? [])]"
                    + ".find(panel => panel.context?.path.endsWith('.ipynb'))";

    private static final String CELLS = NOTEBOOK + ".content.widgets";
    private static final String CODE = CELLS + ".filter(cell => cell.model.type == 'code')";

    private static final String CONNECTED =
            NOTEBOOK + "?.sessionContext?.session?.kernel?.connectionStatus == 'connected'";

    @TempDir private Path folder;

    @Test
    void the_first_lesson_runs_by_clicks_and_every_figure_is_whole_and_fits_its_cell()
            throws Exception {
        List<String> command = jupyterLab();
        String chromium = TestJupyter.program("chromium");
        try (var server = new TestJupyter(folder, "00-start.ipynb", command)) {
            String address = server.address("lab/tree/notebooks/00-start.ipynb");
            Path profile = Files.createDirectories(folder.resolve("profile"));
            try (var page = new DevTools(chromium, profile, address)) {
                page.await(CONNECTED);
                page.click(".lm-MenuBar-content > .lm-MenuBar-item:nth-child(4)"); // Run
                page.click(".lm-Menu-item[data-command=\"runmenu:run-all\"]");
                page.await(CODE + ".every(cell => cell.model.executionCount > 0)");

                assertThat(page.evaluate(CODE + ".flatMap(" + OUTPUTS + ").join()").asText())
                        .doesNotContain("error");
                List<String> seen = lookAtEachFigure(page);
                assertThat(seen).hasSizeGreaterThanOrEqualTo(3).allMatch("[]"::equals);

                page.point(".jp-OutputArea-output img"); // of the last figure, into view by now
                Thread.sleep(1000); // what would change by the mouse, changes at once
                assertThat(page.faultsOfPictures(".jp-OutputArea-output")).isEmpty();
                Files.createDirectories(Path.of("target"));
                Files.write(Path.of("target/jupyterlab-in-browser.png"), page.screenshot());
                page.click("[data-command=\"docmanager:save\"]");
                page.await("!" + NOTEBOOK + ".context.model.dirty");
            }
        }
        var saved = NotebookFile.read(folder.resolve("notebooks/00-start.ipynb"));
        assertThat(saved.cells().stream().filter(NotebookCell::isCode).map(NotebookCell::json))
                .as("the lines of three trainings, each written anew in its place")
                .anySatisfy(
                        cell ->
                                assertThat(cell.path("outputs"))
                                        .hasSize(3)
                                        .allSatisfy(
                                                line ->
                                                        assertThat(
                                                                        line.at("/data/text~1plain")
                                                                                .toString())
                                                                .contains("epoch 1, loss")));
    }

    /** Hours of training, were it not for the button. */
    private static final List<String> LONG_TRAINING =
            List.of(
                    "%jars ../target/sumcat.jar",
                    """
                    import org.sumcat.data.*;
                    import org.sumcat.notebook.*;
                    import org.sumcat.recipe.*;
                    import org.sumcat.train.*;
                    import org.sumcat.zoo.*;

                    Lab.start();
                    var data = DrawnSet.draw(200, 20, 1);
                    Run run(int epochs) {
                        return Training.of(Zoo.network("lenet-5"), Recipe.quick().withImages(100)
                            .withValidation(0).withEpochs(epochs), data)
                            .watchedBy(Lab.live("lenet-5")).run();
                    }""",
                    "run(100_000);",
                    "System.out.println(\"and on with \" + run(1).trainImages());");

    @Test
    void the_stop_button_ends_a_training_and_the_next_cell_trains_again() throws Exception {
        List<String> command = jupyterLab();
        String chromium = TestJupyter.program("chromium");
        try (var server = new TestJupyter(folder, "00-start.ipynb", LONG_TRAINING, command)) {
            String address = server.address("lab/tree/notebooks/00-start.ipynb");
            Path profile = Files.createDirectories(folder.resolve("profile"));
            try (var page = new DevTools(chromium, profile, address)) {
                page.await(CONNECTED);
                for (int cell = 0; cell < 2; cell++) {
                    page.click(button("run"));
                    page.await("%s[%d].model.executionCount > 0".formatted(CODE, cell));
                }
                page.click(button("run"));
                page.await("/epoch [0-9]/.test(" + said(2) + ")");
                page.click(button("interrupt"));
                page.await(CODE + "[2].model.executionCount > 0");
                assertThat(page.evaluate(said(2)).asText()).contains("lenet-5: stopped");

                page.click(button("run"));
                page.await(said(3) + ".includes('and on with 100')");
                assertThat(page.evaluate(said(3)).asText()).doesNotContain("error");
            }
        }
    }

    private static String button(String name) {
        return ".jp-NotebookPanel-toolbar [data-jp-item-name=\"%s\"] jp-button".formatted(name);
    }

    /** Whatever lies below a cell. */
    private static String said(int cell) {
        return "JSON.stringify(%s[%d].model.outputs.toJSON())".formatted(CODE, cell);
    }

    private static final String OUTPUTS =
            "cell => cell.model.outputs.toJSON().map(output => output.output_type)";

    /** A notebook of JupyterLab has only those cells in its page that are in view. */
    private static List<String> lookAtEachFigure(DevTools page) throws Exception {
        var seen = new ArrayList<String>();
        int cells = page.evaluate(CELLS + ".length").asInt();
        for (int i = 0; i < cells; i++) {
            String cell = "%s[%d]".formatted(CELLS, i);
            boolean figure =
                    page.evaluate(
                                    "!!%s.model.outputs?.toJSON().some(o => o.data?.['image/png'])"
                                            .formatted(cell))
                            .asBoolean();
            if (figure) {
                page.evaluate("void %s.content.scrollToItem(%d, 'start')".formatted(NOTEBOOK, i));
                page.await(
                        "%s.isAttached && [...%1$s.node.querySelectorAll('img')].some(i => i.complete)"
                                .formatted(cell));
                page.evaluate("%s.node.id = 'cell%d'".formatted(cell, i));
                seen.add(
                        page.faultsOfPictures("#cell%d .jp-OutputArea-output".formatted(i))
                                .toString());
            }
        }
        return seen;
    }

    private List<String> jupyterLab() throws Exception {
        String named = System.getenv("SUMCAT_JUPYTER");
        String jupyter = named == null ? TestJupyter.program("jupyter") : named;
        var asking = new ProcessBuilder(jupyter, "lab", "--version").redirectErrorStream(true);
        String said = ProgramAnswer.of(asking, 300).said().strip();
        assumeTrue(
                said.matches("(?s)(.*\\n)?4\\..*"),
                () ->
                        "no JupyterLab 4 by '%s lab' (it says '%s'; SUMCAT_JUPYTER names another):"
                                        .formatted(jupyter, said.lines().findFirst().orElse(""))
                                + " no notebook was opened in it");
        return List.of(
                jupyter,
                "lab",
                "--LabApp.expose_app_in_browser=True",
                "--ServerApp.token=",
                "--ServerApp.password=",
                "--ServerApp.root_dir=" + folder);
    }
}
