package org.sumcat.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A lesson on paper, by the template beside the lessons; LaTeX and pandoc are not everywhere. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class LessonAsPdfTest {
    @TempDir private Path folder;

    /** LaTeX's fonts for code lack it, and what a font lacks is left out without an error. */
    @Test
    void has_the_mark_of_an_answer_that_passes() throws Exception {
        String xelatex = TestJupyter.program("xelatex");
        TestJupyter.program("pandoc");
        String nbconvert = TestJupyter.program("jupyter-nbconvert");
        var output = Map.of("output_type", "stream", "name", "stdout", "text", "✓ one layer: 24\n");
        var cell =
                Map.of(
                        "cell_type",
                        "code",
                        "execution_count",
                        1,
                        "metadata",
                        Map.of(),
                        "outputs",
                        List.of(output),
                        "source",
                        "Check.that(...)");
        new JsonMapper()
                .writeValue(
                        folder.resolve("lesson.ipynb").toFile(),
                        Map.of(
                                "cells",
                                List.of(cell),
                                "metadata",
                                Map.of(),
                                "nbformat",
                                4,
                                "nbformat_minor",
                                4));

        String template = Path.of("notebooks/lesson.tex.j2").toAbsolutePath().toString();
        run(nbconvert, "--to=latex", "--template-file=" + template, "lesson.ipynb");
        int status = status(xelatex, "-interaction=batchmode", "lesson.tex");
        String log = Files.readString(folder.resolve("lesson.log"));
        assumeTrue(
                !log.matches("(?s).*(File `[^']*' not found|cannot be found).*"),
                "LaTeX lacks packages or fonts here: no lesson was put on paper");
        assertThat(status).as(log).isZero();

        assertThat(folder.resolve("lesson.pdf")).isNotEmptyFile();
        assertThat(Files.readString(folder.resolve("lesson.tex"))).contains("✓ one layer");
        assertThat(log).doesNotContain("Missing character");
    }

    private void run(String... command) throws Exception {
        assertThat(status(command)).as(Files.readString(folder.resolve("said"))).isZero();
    }

    private int status(String... command) throws Exception {
        var start = new ProcessBuilder(command).directory(folder.toFile());
        for (String kind : List.of("CONFIG", "DATA", "RUNTIME")) {
            start.environment().put("JUPYTER_%s_DIR".formatted(kind), folder.toString());
        }
        start.environment().put("IPYTHONDIR", folder.toString());
        Path log = folder.resolve("said");
        return start.redirectErrorStream(true).redirectOutput(log.toFile()).start().waitFor();
    }
}
