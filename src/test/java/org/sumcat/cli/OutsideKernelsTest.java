package org.sumcat.cli;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * IJava and JJava as they are, run by nbconvert. They are not on Maven Central: {@code
 * SUMCAT_KERNEL_JARS} names jars that run by themselves, separated as in a class path.
 */
@DisplayNameGeneration(ReplaceUnderscores.class)
class OutsideKernelsTest {
    private static final String JARS = "SUMCAT_KERNEL_JARS";
    private static final String NONE = "(none)";

    @TempDir private Path folder;

    static List<String> kernels() {
        return List.of(System.getenv().getOrDefault(JARS, NONE).split(File.pathSeparator));
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void a_notebook_starts_shows_and_tells_how_far_it_is(String kernel) throws Exception {
        assumeTrue(!kernel.equals(NONE), JARS + " names no kernels, and Maven Central has none");
        Path library = folder.resolve("sumcat.jar");
        TestKernel.putJar(library);

        List<JsonNode> cells =
                run(
                        kernel,
                        "%jars " + library,
                        """
                        import org.sumcat.notebook.*;
                        import org.sumcat.zoo.*;
                        import java.awt.image.BufferedImage;

                        Lab.start();""",
                        "Lab.show(new BufferedImage(30, 20, BufferedImage.TYPE_INT_RGB));",
                        "Lab.show(Lab.html(\"<b>bold</b>\"));",
                        "Lab.html(\"<b>a value</b>\")",
                        "Lab.train(Zoo.network(\"lenet-5\"));",
                        "Lab.show(\"and on\");");

        assertThat(printed(cells.get(1))).contains("Sumcat on Java ").contains("kernel; PyTorch");
        assertThat(shown(cells.get(2), "text/plain")).isEqualTo("picture, 30 x 20");
        assertThat(shown(cells.get(2), "image/png")).startsWith("iVBORw0KGgo");
        assertThat(shown(cells.get(3), "text/html")).isEqualTo("<b>bold</b>");
        assertThat(shown(cells.get(3), "text/plain")).isEqualTo("bold");
        assertThat(shown(cells.get(4), "text/html")).isEqualTo("<b>a value</b>");
        // one line that was rewritten, below those that the data may have caused
        assertThat(cells.get(5).path("outputs"))
                .filteredOn(output -> output.path("output_type").asText().equals("display_data"))
                .singleElement()
                .extracting(output -> joined(output.at("/data/text~1plain")))
                .asString()
                .startsWith("lenet-5: epoch 1");
        assertThat(shown(cells.get(6), "text/plain")).isEqualTo("and on");
        assertThat(cells).noneMatch(cell -> cell.toString().contains("\"traceback\""));
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void a_library_that_is_not_built_is_named_in_the_second_cell(String kernel) throws Exception {
        assumeTrue(!kernel.equals(NONE), JARS + " names no kernels, and Maven Central has none");
        JsonNode lesson = new JsonMapper().readTree(Path.of("notebooks/00-start.ipynb").toFile());
        String start = joined(lesson.at("/cells/2/source"));

        List<JsonNode> cells = run(kernel, "%jars none/sumcat.jar", start);

        assertThat(start).startsWith("// A package does not exist? Build").contains("Lab.start();");
        assertThat(cells.get(1).toString()).contains("does not exist");
    }

    /** Runs cells in a kernel; the cells with what they showed. */
    private List<JsonNode> run(String kernel, String... sources) throws Exception {
        var cells = new ArrayList<Object>();
        for (String source : sources) {
            var cell = new LinkedHashMap<String, Object>();
            cell.put("cell_type", "code");
            cell.put("execution_count", null);
            cell.put("metadata", Map.of());
            cell.put("outputs", List.of());
            cell.put("source", source);
            cells.add(cell);
        }
        var json = new JsonMapper();
        json.writeValue(
                folder.resolve("in.ipynb").toFile(),
                Map.of("cells", cells, "metadata", Map.of(), "nbformat", 4, "nbformat_minor", 4));
        Path spec = Files.createDirectories(folder.resolve("jupyter/kernels/outside"));
        json.writeValue(
                spec.resolve("kernel.json").toFile(),
                Map.of(
                        "argv",
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "--add-opens=jdk.jshell/jdk.jshell=ALL-UNNAMED",
                                "-jar",
                                kernel,
                                "{connection_file}"),
                        "display_name",
                        "outside",
                        "language",
                        "java",
                        "interrupt_mode",
                        "message"));
        nbconvert();
        JsonNode out = json.readTree(folder.resolve("out.ipynb").toFile());
        return StreamSupport.stream(out.path("cells").spliterator(), false).toList();
    }

    private void nbconvert() throws Exception {
        var nbconvert =
                new ProcessBuilder(
                        "jupyter-nbconvert",
                        "--to=notebook",
                        "--execute",
                        "--allow-errors",
                        "--ExecutePreprocessor.kernel_name=outside",
                        "--ExecutePreprocessor.timeout=300",
                        "--output=out",
                        folder.resolve("in.ipynb").toString());
        nbconvert.environment().put("JUPYTER_PATH", folder.resolve("jupyter").toString());
        nbconvert.environment().put("JUPYTER_RUNTIME_DIR", folder.resolve("runtime").toString());
        nbconvert.environment().put("JUPYTER_CONFIG_DIR", folder.resolve("config").toString());
        nbconvert.environment().put("IPYTHONDIR", folder.resolve("ipython").toString());
        nbconvert.environment().put("SUMCAT_PROFILE", "tiny");
        Path log = folder.resolve("log");
        int status =
                nbconvert.redirectErrorStream(true).redirectOutput(log.toFile()).start().waitFor();
        assertThat(status).as(Files.readString(log)).isZero();
    }

    /** What a cell showed first, in one of its forms. */
    private static String shown(JsonNode cell, String type) {
        return joined(cell.at("/outputs/0/data").path(type));
    }

    /** What a cell printed, whole. */
    private static String printed(JsonNode cell) {
        return StreamSupport.stream(cell.path("outputs").spliterator(), false)
                .map(output -> joined(output.path("text")))
                .collect(joining());
    }

    /** Files of notebooks have texts as lists of lines. */
    private static String joined(JsonNode lines) {
        return lines.isTextual()
                ? lines.asText()
                : StreamSupport.stream(lines.spliterator(), false)
                        .map(JsonNode::asText)
                        .collect(joining());
    }
}
