package org.sumcat.jupyter;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sumcat.notebook.IpcMain;
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
                        "org.sumcat.notebook.IpcMain",
                        "org.sumcat.notebook.RapaioMain",
                        "{connection_file}");
    }

    /** Their names alone: what they use in turn must be among them, or be Java or the kernel. */
    @Test
    void is_started_by_classes_that_lie_beside_it_alone() throws Exception {
        spec.register(folder);

        assertThat(spec.json(folder)).contains(RapaioMain.class.getName(), IpcMain.class.getName());
        Path own = folder.resolve("kernels/java");
        List<Path> classes;
        try (var files = Files.walk(own)) {
            classes = files.filter(file -> file.toString().endsWith(".class")).toList();
        }
        var names = classes.stream().map(KernelSpecTest::name).toList();
        for (Path file : classes) {
            assertThat(mentioned(file)).as(file.toString()).allMatch(names::contains);
        }
        assertThat(classes)
                .extracting(file -> own.relativize(file).getParent())
                .containsOnly(Path.of("org/sumcat/notebook"));
    }

    private static String name(Path classFile) {
        return classFile.getFileName().toString().replace(".class", "");
    }

    /** Classes of ours that a class file mentions. */
    private static List<String> mentioned(Path classFile) throws Exception {
        String bytes = Files.readString(classFile, StandardCharsets.ISO_8859_1);
        return Pattern.compile("org/sumcat/(?:notebook/)?([\\w/$]+)")
                .matcher(bytes)
                .results()
                .map(found -> found.group(1))
                .distinct()
                .toList();
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
