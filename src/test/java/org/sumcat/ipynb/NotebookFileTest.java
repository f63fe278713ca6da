package org.sumcat.ipynb;

import static java.nio.charset.StandardCharsets.UTF_8;
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
class NotebookFileTest {
    /** As Python's nbformat writes it: json.dumps(indent=1, sort_keys=True, ensure_ascii=False). */
    private static final String AS_JUPYTER_WRITES_IT =
            """
            {
             "cells": [
              {
               "cell_type": "markdown",
               "id": "a",
               "metadata": {},
               "source": [
                "# Größe\\n",
                "\\n",
                "of $x$"
               ]
              },
              {
               "cell_type": "code",
               "execution_count": 1,
               "id": "b",
               "metadata": {},
               "outputs": [],
               "source": "1 + 1;\\n2"
              }
             ],
             "metadata": {
              "kernelspec": {
               "display_name": "Java",
               "language": "java",
               "name": "java"
              }
             },
             "nbformat": 4,
             "nbformat_minor": 5
            }
            """;

    private final NotebookFile notebook = NotebookFile.of(AS_JUPYTER_WRITES_IT, "test");

    @Test
    void is_written_as_Jupyter_writes_it(@TempDir Path folder) throws Exception {
        notebook.write(folder.resolve("a.ipynb"));

        assertThat(Files.readString(folder.resolve("a.ipynb"), UTF_8))
                .isEqualTo(AS_JUPYTER_WRITES_IT);
    }

    @Test
    void has_cells_with_their_text_however_its_lines_are_kept() {
        assertThat(notebook.cells())
                .extracting(NotebookCell::source)
                .containsExactly("# Größe\n\nof $x$", "1 + 1;\n2");
        assertThat(notebook.cells()).extracting(NotebookCell::isCode).containsExactly(false, true);
        assertThat(notebook.kernel()).isEqualTo("java");
    }

    @Test
    void has_the_same_source_whatever_a_run_leaves_and_a_text_says() {
        String before = notebook.sourceSha256();
        String outputs = notebook.outputsSha256();
        var code = notebook.cells().get(1);

        code.json().withArray("outputs").addObject().put("output_type", "stream");
        assertThat(notebook.sourceSha256()).isEqualTo(before);
        assertThat(notebook.outputsSha256()).isNotEqualTo(outputs);

        code.clear();
        assertThat(notebook.outputsSha256()).isEqualTo(outputs);

        notebook.cells().get(0).setSource("Another text.");
        assertThat(notebook.sourceSha256()).isEqualTo(before);

        code.setSource("1 + 1;\n3");
        assertThat(notebook.sourceSha256()).isNotEqualTo(before);
    }

    @Test
    void keeps_the_lines_of_a_text_that_is_set() {
        var cell = notebook.cells().get(1);
        for (String text : List.of("a\n\nb\n", "one", "")) {
            cell.setSource(text);
            assertThat(cell.source()).isEqualTo(text);
        }
    }

    /** A student's file of some megabytes could take all of the memory of who grades. */
    @Test
    void of_a_million_empty_cells_is_refused_before_they_take_room() {
        String text = "{\"nbformat\": 4, \"cells\": [" + "{},".repeat(1_000_000) + "{}]}";
        assertThatThrownBy(() -> NotebookFile.of(text, "a.ipynb"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("a notebook must be JSON, but a.ipynb is not: line 1: ")
                .hasMessageContaining("exceeds the maximum allowed (1000000");
    }

    @Test
    void that_is_none_is_refused() {
        assertThatThrownBy(() -> NotebookFile.of("{\"cells\": [", "a.ipynb"))
                .hasMessageStartingWith("a notebook must be JSON, but a.ipynb is not: line 1: ");
        Map.of(
                        "{}", "its nbformat is",
                        "[]", "line 1 does not begin an object",
                        "{\"nbformat\": 3, \"cells\": []}", "its nbformat is 3",
                        "{\"nbformat\": 4, \"cells\": 1}", "its cells are not a list",
                        "{\"nbformat\": 4, \"cells\": [{}, 1]}", "cells[1] is none")
                .forEach(
                        (text, why) ->
                                assertThatThrownBy(() -> NotebookFile.of(text, "a.ipynb"))
                                        .hasMessageStartingWith(
                                                "a notebook must have nbformat 4 and a list of"
                                                        + " cells, but of a.ipynb "
                                                        + why));
        assertThatThrownBy(() -> NotebookFile.read(Path.of("no-such.ipynb")))
                .hasMessage("a notebook must be a file, but there is no no-such.ipynb");
    }
}
