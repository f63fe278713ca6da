package org.sumcat.cli;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** Cells that nbconvert runs in a real kernel, and what they showed. */
final class CellsInKernel {
    private static final JsonMapper JSON = new JsonMapper();

    private final Path folder;
    private String kernel = "java";

    /**
     * Cells of a notebook in a folder.
     *
     * @param folder for all that Jupyter reads and writes
     */
    CellsInKernel(Path folder) {
        this.folder = folder;
    }

    /** In our own kernel. */
    CellsInKernel ours() throws IOException {
        TestKernel.register(folder.resolve("jupyter"));
        return this;
    }

    /** In a kernel that is a jar which runs by itself. */
    CellsInKernel outside(String jar) throws IOException {
        kernel = "outside";
        Path spec = Files.createDirectories(folder.resolve("jupyter/kernels/outside"));
        JSON.writeValue(
                spec.resolve("kernel.json").toFile(),
                Map.of(
                        "argv",
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "--add-opens=jdk.jshell/jdk.jshell=ALL-UNNAMED",
                                "-jar",
                                jar,
                                "{connection_file}"),
                        "display_name",
                        "outside",
                        "language",
                        "java",
                        "interrupt_mode",
                        "message"));
        return this;
    }

    /** Runs them; the cells with what they showed. */
    List<JsonNode> run(String... sources) throws IOException, InterruptedException {
        var cells = Stream.of(sources).map(CellsInKernel::cell).toList();
        JSON.writeValue(
                folder.resolve("in.ipynb").toFile(),
                Map.of("cells", cells, "metadata", Map.of(), "nbformat", 4, "nbformat_minor", 4));
        nbconvert(
                "--to=notebook",
                "--execute",
                "--allow-errors",
                "--ExecutePreprocessor.kernel_name=" + kernel,
                "--ExecutePreprocessor.timeout=600",
                "--ExecutePreprocessor.startup_timeout=300",
                "--ExecutePreprocessor.iopub_timeout=120",
                "--output=out",
                "in.ipynb");
        JsonNode out = JSON.readTree(folder.resolve("out.ipynb").toFile());
        return StreamSupport.stream(out.path("cells").spliterator(), false).toList();
    }

    /** The page that nbconvert makes of them once they ran. */
    String html() throws IOException, InterruptedException {
        nbconvert("--to=html", "--output=page", "out.ipynb");
        return Files.readString(folder.resolve("page.html"));
    }

    private static Map<String, Object> cell(String source) {
        var cell = new TreeMap<String, Object>();
        cell.put("cell_type", "code");
        cell.put("execution_count", null);
        cell.put("metadata", Map.of());
        cell.put("outputs", List.of());
        cell.put("source", source);
        return cell;
    }

    private void nbconvert(String... options) throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of("jupyter-nbconvert"));
        command.addAll(List.of(options));
        var nbconvert = new ProcessBuilder(command).directory(folder.toFile());
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
    static String shown(JsonNode cell, String type) {
        return joined(cell.at("/outputs/0/data").path(type));
    }

    /** What a cell printed, whole. */
    static String printed(JsonNode cell) {
        return StreamSupport.stream(cell.path("outputs").spliterator(), false)
                .map(output -> joined(output.path("text")))
                .collect(joining());
    }

    /** Files of notebooks have texts as lists of lines. */
    static String joined(JsonNode lines) {
        return lines.isTextual()
                ? lines.asText()
                : StreamSupport.stream(lines.spliterator(), false)
                        .map(JsonNode::asText)
                        .collect(joining());
    }
}
