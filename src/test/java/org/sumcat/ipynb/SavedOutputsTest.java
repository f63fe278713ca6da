package org.sumcat.ipynb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayNameGeneration(ReplaceUnderscores.class)
class SavedOutputsTest {
    private static final String HOME = "/home/ada/sumcat";

    private final NotebookFile notebook = notebook();
    private final NotebookFile ran = notebook();

    private static NotebookFile notebook() {
        var notebook = NotebookFile.of("{\"cells\": [], \"nbformat\": 4}", "a");
        notebook.setCells(
                List.of(
                        NotebookCell.code("jars", "%jars x.jar"),
                        NotebookCell.code("sum", "System.out.println(1);")));
        return notebook;
    }

    private static void prints(NotebookFile notebook, int cell, String text) {
        notebook.cells()
                .get(cell)
                .json()
                .withArray("outputs")
                .addObject()
                .put("output_type", "stream")
                .put("name", "stdout")
                .put("text", text);
    }

    private static void shows(NotebookFile notebook, Map<String, String> forms) {
        var output = notebook.cells().get(1).json().withArray("outputs").addObject();
        output.put("output_type", "display_data").putObject("metadata");
        output.putObject("transient").put("display_id", "x");
        forms.forEach(output.putObject("data")::put);
    }

    @Test
    void are_what_a_page_shows_without_a_program() {
        shows(ran, Map.of("text/plain", "a", "image/png", "iVBO", "application/x+json", "{}"));

        SavedOutputs.take(notebook, ran, HOME);

        var output = notebook.cells().get(1).json().at("/outputs/0");
        assertThat(output.path("data").fieldNames())
                .toIterable()
                .containsExactlyInAnyOrder("text/plain", "image/png");
        assertThat(output.has("transient")).isFalse();
        assertThat(notebook.cells().get(1).json().path("execution_count").asInt()).isEqualTo(2);
    }

    @Test
    void are_whole_however_the_kernel_cut_them_and_leave_its_housekeeping_out() {
        prints(ran, 0, "Jar " + HOME + "/target/sumcat.jar added");
        prints(ran, 1, "on");
        prints(ran, 1, "e\n");

        SavedOutputs.take(notebook, ran, HOME);

        assertThat(notebook.cells().get(0).json().path("outputs")).isEmpty();
        assertThat(notebook.cells().get(1).json().at("/outputs/0/text").asText())
                .isEqualTo("one\n");
        assertThat(notebook.cells().get(1).json().path("outputs")).hasSize(1);
    }

    @Test
    void that_name_a_folder_of_this_machine_are_refused() {
        prints(ran, 1, "see " + HOME + "/data");

        assertThatThrownBy(() -> SavedOutputs.take(notebook, ran, HOME))
                .hasMessage("no output may name a folder of this machine, but cell sum does");
    }

    @Test
    void that_are_the_address_of_an_object_are_refused() {
        shows(ran, Map.of("text/plain", "java.io.PrintStream@31d5e2b0")); // of a printf

        assertThatThrownBy(() -> SavedOutputs.take(notebook, ran, HOME))
                .hasMessage(
                        "no output may be the address of an object, but cell sum shows"
                                + " java.io.PrintStream@31d5e2b0; end it with Lab.show(..) or"
                                + " println, which gives nothing back");
    }

    @Test
    void of_a_cell_that_failed_are_refused() {
        ran.cells()
                .get(1)
                .json()
                .withArray("outputs")
                .addObject()
                .put("output_type", "error")
                .put("ename", "E");

        assertThatThrownBy(() -> SavedOutputs.take(notebook, ran, HOME))
                .hasMessage("every cell must run, but cell sum failed");
    }

    @Test
    void of_other_cells_are_refused() {
        ran.cells().get(1).setSource("System.out.println(2);");

        assertThatThrownBy(() -> SavedOutputs.take(notebook, ran, HOME))
                .hasMessageStartingWith("outputs belong to the cells that they came from");
    }

    @Test
    void are_stale_when_a_cell_or_an_output_changed_since(@TempDir Path folder) {
        prints(ran, 1, "1\n");
        SavedOutputs.take(notebook, ran, HOME);
        var entry =
                new ManifestEntry(
                        notebook.sourceSha256(),
                        notebook.outputsSha256(),
                        "quick",
                        "java",
                        "cpu",
                        2,
                        "fashion-mnist",
                        "f00",
                        Map.of(),
                        "c0ffee",
                        3);
        new Manifest(Map.of()).with("a.ipynb", entry).write(folder);
        var manifest = Manifest.read(folder);

        assertThat(manifest.stale("a.ipynb", notebook)).isEmpty();
        assertThat(manifest.stale("b.ipynb", notebook))
                .containsExactly(
                        "outputs.json must say which run the outputs of b.ipynb are of, but does"
                                + " not");
        notebook.cells().get(1).setSource("System.out.println(3);");
        prints(notebook, 1, "more");
        assertThat(manifest.stale("a.ipynb", notebook))
                .containsExactly(
                        "the cells of a.ipynb changed since its outputs were saved",
                        "the outputs of a.ipynb changed since they were saved");
    }

    @Test
    void a_manifest_that_is_none_is_refused(@TempDir Path folder) throws Exception {
        Files.writeString(folder.resolve("outputs.json"), "[");

        assertThatThrownBy(() -> Manifest.read(folder))
                .hasMessageContaining("must say which runs the outputs are of, but does not");
    }
}
