package org.sumcat.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ai.djl.engine.Engine;
import ai.djl.pytorch.jni.LibUtils;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sumcat.jupyter.Surroundings;

/** The doctor speaks where everything else is silent. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class DoctorTest {
    @TempDir private Path folder;

    private record Result(int exit, String out, String err) {
        JsonNode json() throws IOException {
            return new ObjectMapper().readTree(out);
        }
    }

    @Test
    void names_threads_class_path_native_build_kernel_and_data_file_by_file() throws IOException {
        Result result = run("doctor", "--json", "--device", "cpu");
        assertThat(result.exit()).as(result.err()).isZero();
        JsonNode facts = result.json();
        assertThat(facts.get("threads").asInt()).isPositive();
        assertThat(facts.get("class path").asText()).matches("\\d+ jars, .*libtorch.*|.*pytorch.*");
        assertThat(facts.get("native build").asText()).matches("CPU|CUDA \\d+\\.\\d");
        assertThat(facts.has("Java kernel")).isTrue();
        assertThat(facts.has("jupyter")).isTrue();
        assertThat(facts.fieldNames())
                .toIterable()
                .contains(
                        "train-images-idx3-ubyte",
                        "train-labels-idx1-ubyte",
                        "t10k-images-idx3-ubyte",
                        "t10k-labels-idx1-ubyte");
    }

    @Test
    void says_the_same_to_a_person() {
        Result result = run("doctor", "--device", "cpu");
        assertThat(result.out())
                .containsPattern("\\nrules +channel-padding, pool-before-1x1,")
                .containsPattern("\\nrules not in use +recomputation, full-recomputation, ")
                .containsPattern("\\nrule relu-in-place +writes a ReLU over its input");
        assertThat(result.exit()).isZero();
        assertThat(result.out()).containsPattern("(?m)^threads +\\d+$").contains("native build ");
    }

    @Test
    void tells_for_each_file_whether_it_is_damaged_or_missing() throws IOException {
        Files.writeString(folder.resolve("t10k-labels-idx1-ubyte"), "no labels");
        Result result = run("doctor", "--json", "--device", "cpu", "--data", folder.toString());
        assertThat(result.exit()).as(result.err()).isZero();
        JsonNode facts = result.json();
        assertThat(facts.get("train-images-idx3-ubyte").asText()).isEqualTo("missing");
        assertThat(facts.get("t10k-labels-idx1-ubyte").asText()).startsWith("unusable: ");
        assertThat(facts.get("data").asText()).startsWith("unusable: --data must name a folder");
    }

    @Test
    void names_a_GPU_that_is_not_there_as_unusable_and_goes_on() throws IOException {
        assumeTrue(Engine.getInstance().getGpuCount() == 0, "this machine has a GPU");
        Result result = run("doctor", "--json", "--device", "gpu");
        assertThat(result.exit()).as(result.err()).isZero();
        assertThat(result.json().get("device used").asText())
                .startsWith("unusable: device gpu needs a GPU");
        assertThat(result.json().get("threads").asInt()).isPositive();
    }

    @Test
    void outlives_an_engine_that_cannot_load_and_a_bad_SUMCAT_DATA() throws Exception {
        var environment =
                Map.of(
                        "JAVA_TOOL_OPTIONS",
                        "-Dai.djl.default_engine=Nonesuch",
                        "SUMCAT_DATA",
                        folder.resolve("nowhere").toString());
        JsonNode facts = process(1, environment, "doctor", "--json");
        assertThat(facts.get("pytorch").asText()).startsWith("unusable: ").contains("Nonesuch");
        assertThat(facts.get("threads")).as("asked again").isEqualTo(facts.get("pytorch"));
        assertThat(facts.get("data").asText()).startsWith("unusable: $SUMCAT_DATA must name");
        assertThat(facts.get("java").asText()).isEqualTo(System.getProperty("java.version"));
    }

    @ParameterizedTest
    @CsvSource({
        "/root/.djl.ai/pytorch/2.7.1-cpu-linux-x86_64, CPU",
        "/root/.djl.ai/pytorch/2.7.1-cu128-linux-x86_64, CUDA 12.8",
        "/opt/libtorch, 'unknown, its folder does not say'"
    })
    void reads_the_native_build_from_the_name_of_its_folder(String libtorch, String build) {
        assertThat(Surroundings.nativeBuild(libtorch)).isEqualTo(build);
    }

    @Test
    void reads_it_from_what_lies_in_a_folder_of_ones_own() throws IOException {
        Files.createFile(folder.resolve(System.mapLibraryName("torch_cpu")));
        assertThat(Surroundings.nativeBuild(folder.toString())).isEqualTo("CPU");
        Files.createFile(folder.resolve(System.mapLibraryName("torch_cuda")));
        assertThat(Surroundings.nativeBuild(folder.toString())).isEqualTo("CUDA");
    }

    @Test
    void names_the_libtorch_that_PYTORCH_LIBRARY_PATH_brings_and_it_computes_the_same()
            throws Exception {
        Path own = Files.createDirectory(folder.resolve("own"));
        try (Stream<Path> libraries = Files.list(Path.of(LibUtils.getLibtorchPath()))) {
            String ours =
                    Engine.getDjlVersion() + "-"; // an older DJL may have left its own beside it
            for (Path library : libraries.toList()) {
                String name = library.getFileName().toString().replace(ours, "");
                if (!name.matches("[0-9.]+-.*")) {
                    Files.createSymbolicLink(own.resolve(name), library);
                }
            }
        }
        var environment =
                Map.of(
                        "PYTORCH_LIBRARY_PATH", own.toString(),
                        "PYTORCH_VERSION", Engine.getInstance().getVersion(),
                        "PYTORCH_FLAVOR", "cpu",
                        "DJL_CACHE_DIR", folder.resolve("nothing-is-fetched").toString());
        JsonNode facts = process(0, environment, "doctor", "--json", "--device", "cpu");
        assertThat(facts.get("libtorch").asText()).isEqualTo(own.toString());
        assertThat(facts.get("native build").asText()).isEqualTo("CPU");

        var weights = new ArrayList<String>();
        for (var each : List.of(environment, Map.<String, String>of())) {
            JsonNode run =
                    process(
                            0,
                            each,
                            "train",
                            "lenet-5-d2l",
                            "--dataset=drawn",
                            "--images=100",
                            "--epochs=1",
                            "--json",
                            "--out=" + folder.resolve("run" + weights.size()));
            weights.add(run.get("weightsSha256").asText());
        }
        assertThat(weights.get(0)).isEqualTo(weights.get(1));
    }

    private JsonNode process(int status, Map<String, String> environment, String... arguments)
            throws Exception {
        var command =
                new ArrayList<>(
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-cp",
                                System.getProperty("java.class.path"),
                                "org.sumcat.cli.Main"));
        command.addAll(List.of(arguments));
        var java = new ProcessBuilder(command);
        java.environment().putAll(environment);
        Path out = folder.resolve("out");
        Path err = folder.resolve("err");
        int exit = java.redirectOutput(out.toFile()).redirectError(err.toFile()).start().waitFor();
        assertThat(exit).as(Files.readString(err)).isEqualTo(status);
        return new ObjectMapper().readTree(out.toFile());
    }

    private static Result run(String... arguments) {
        PrintStream out = System.out;
        PrintStream err = System.err;
        var outBytes = new ByteArrayOutputStream();
        var errBytes = new ByteArrayOutputStream();
        System.setOut(new PrintStream(outBytes, true, UTF_8));
        System.setErr(new PrintStream(errBytes, true, UTF_8));
        try {
            int exit = Main.run(arguments);
            return new Result(exit, outBytes.toString(UTF_8), errBytes.toString(UTF_8));
        } finally {
            System.setOut(out);
            System.setErr(err);
        }
    }
}
