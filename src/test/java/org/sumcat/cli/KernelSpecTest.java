package org.sumcat.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sumcat.notebook.RapaioMain;

@DisplayNameGeneration(ReplaceUnderscores.class)
class KernelSpecTest {
    @TempDir private Path folder;

    private final KernelSpec spec =
            new KernelSpec(
                    Path.of("/jdk/bin/java"),
                    List.of("-XX:+UseSerialGC", "-Dsumcat.home=/with blank/sumcat"),
                    Path.of("/kernel.jar"),
                    Map.of("MALLOC_ARENA_MAX", "1"));

    private JsonNode registered(KernelSpec spec) throws Exception {
        spec.register(folder);
        return new JsonMapper()
                .readTree(Files.readString(folder.resolve("kernels/java/kernel.json")));
    }

    @Test
    void is_registered_under_the_name_that_every_Java_kernel_has() throws Exception {
        assertThat(registered(spec).get("language").asText()).isEqualTo("java");
        assertThat(registered(spec).get("display_name").asText()).isEqualTo("Sumcat Java");
    }

    @Test
    void starts_the_same_Java_with_the_same_options_and_hands_it_the_connection() throws Exception {
        Path own = folder.resolve("kernels/java");

        assertThat(registered(spec).get("argv"))
                .extracting(JsonNode::asText)
                .containsExactly(
                        "/jdk/bin/java",
                        "-XX:+UseSerialGC",
                        "-Dsumcat.home=/with blank/sumcat",
                        "-cp",
                        own + File.pathSeparator + Path.of("/kernel.jar"),
                        "org.sumcat.notebook.RapaioMain",
                        "{connection_file}");
    }

    @Test
    void starts_a_class_that_lies_beside_it_alone() throws Exception {
        spec.register(folder);

        String main = RapaioMain.class.getName();
        assertThat(spec.json(folder)).contains(main);
        try (var files = Files.walk(folder.resolve("kernels/java"))) {
            assertThat(files.filter(file -> file.toString().endsWith(".class")))
                    .containsExactly(
                            folder.resolve("kernels/java")
                                    .resolve(main.replace('.', '/') + ".class"));
        }
    }

    @Test
    void takes_the_environment_of_the_launcher_along() throws Exception {
        assertThat(registered(spec).get("env").get("MALLOC_ARENA_MAX").asText()).isEqualTo("1");
    }

    @Test
    void says_whose_it_is() throws Exception {
        assertThat(registered(spec).get("metadata").get("sumcat").asBoolean()).isTrue();
    }

    @Test
    void leaves_out_the_debugger_and_that_there_is_a_terminal() {
        assertThat(
                        KernelSpec.forKernels(
                                List.of(
                                        "-Xmx8g",
                                        "-agentlib:jdwp=server=y",
                                        "-Dsumcat.terminal=true",
                                        "-Dsumcat.home=/sumcat")))
                .containsExactly("-Xmx8g", "-Dsumcat.home=/sumcat");
    }

    @Test
    void like_this_program_runs_this_Java() throws Exception {
        KernelSpec like = KernelSpec.likeThisProgram(Path.of("/kernel.jar"));

        assertThat(like.java()).isEqualTo(Path.of(System.getProperty("java.home"), "bin", "java"));
        assertThat(like.environment()).containsEntry("OPT_OUT_TRACKING", "true");
        assertThat(like.environment()).doesNotContainKey("PATH");
    }

    @Test
    void is_stopped_by_a_message_since_a_signal_would_end_it() throws Exception {
        assertThat(registered(spec).get("interrupt_mode").asText()).isEqualTo("message");
    }
}
