package org.sumcat.classroom;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sumcat.cli.Main;
import org.sumcat.cli.Scripts;
import org.sumcat.jupyter.InstalledKernels;
import org.sumcat.jupyter.Surroundings;
import picocli.CommandLine;

@DisplayNameGeneration(ReplaceUnderscores.class)
class KernelInstallationTest {
    @TempDir private Path home;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private Path kernels;

    @BeforeEach
    void a_house_with_a_lesson_in_Java_and_one_in_Kotlin() throws IOException {
        kernels = home.resolve("user/kernels");
        for (String file :
                List.of(
                        "notebooks/00-start.ipynb",
                        "notebooks/kotlin/tour.ipynb",
                        "target/kernel/kernel-1.jar",
                        "target/kotlin-kernel/kernel.jar",
                        "target/kotlin-kernel/fetched")) {
            Files.createDirectories(home.resolve(file).getParent());
            Files.writeString(home.resolve(file), "{}");
        }
        jupyter("{}");
    }

    private int run(String... arguments) {
        out.reset();
        err.reset();
        PrintStream realOut = System.out;
        PrintStream realErr = System.err;
        System.setOut(new PrintStream(out, true, UTF_8));
        System.setErr(new PrintStream(err, true, UTF_8));
        try {
            return new CommandLine(new NotebookCommand(home, new InstalledKernels(kernels)))
                    .setExecutionExceptionHandler((e, command, parsed) -> Main.fail(e, false))
                    .execute(arguments);
        } finally {
            System.setOut(realOut);
            System.setErr(realErr);
        }
    }

    /** A Jupyter that knows these kernels, each of a name, a folder and a language. */
    private void jupyter(String specs) throws IOException {
        Scripts.assumeShell();
        Scripts.write(
                home.resolve("target/jupyter-environment/bin/jupyter-kernelspec"),
                "cat <<'END'",
                "{\"kernelspecs\": " + specs + "}",
                "END");
    }

    private static String spec(String name, Path folder, String language) {
        return """
               "%s": {"resource_dir": "%s", "spec": {"display_name": "%s!", "language": "%s"}}"""
                .formatted(name, folder, name, language);
    }

    private Path ours() {
        return kernels.resolve("sumcat-java");
    }

    private static JsonNode json(Path kernel) throws IOException {
        return new JsonMapper().readTree(kernel.resolve("kernel.json").toFile());
    }

    private static String kernel(String... command) {
        return "{\"argv\": [\"%s\"], \"language\": \"java\"}"
                .formatted(String.join("\", \"", command));
    }

    private void lies(String name, String text) throws IOException {
        Files.createDirectories(kernels.resolve(name));
        Files.writeString(kernels.resolve(name).resolve("kernel.json"), text);
    }

    @Test
    void is_written_under_a_name_of_ours_and_starts_without_the_folder_of_our_own_Jupyter()
            throws IOException {
        assertThat(run("--install-kernel")).isZero();

        JsonNode command = json(ours()).get("argv");
        assertThat(command)
                .extracting(JsonNode::asText)
                .contains(ours() + File.pathSeparator + home.resolve("target/kernel/kernel-1.jar"));
        assertThat(ours().resolve("org/sumcat/notebook/RapaioMain.class")).exists();
        assertThat(home.resolve("target/jupyter")).doesNotExist();
        assertThat(out.toString())
                .startsWith("written: " + ours() + "\n")
                .endsWith("notebook --uninstall-kernel\n");
        try (Stream<Path> all = Files.list(kernels.getParent())) {
            assertThat(all).containsExactly(kernels); // nothing half-made beside it
        }
    }

    @Test
    void the_one_for_Kotlin_is_written_on_its_own_and_likewise() throws IOException {
        assertThat(run("kotlin", "--install-kernel")).isZero();

        assertThat(json(kernels.resolve("sumcat-kotlin")).get("language").asText())
                .isEqualTo("kotlin");
        assertThat(ours()).doesNotExist();
    }

    @Test
    void Jupyter_is_asked_whether_it_finds_it_and_what_notebooks_will_get() throws IOException {
        jupyter("{%s}".formatted(spec("sumcat-java", ours(), "java")));
        assertThat(run("--install-kernel")).isZero();
        assertThat(out.toString())
                .contains("found: yes, by " + home)
                .contains("notebooks: opened with this kernel, the only one for java; to run")
                .contains("--ExecutePreprocessor.kernel_name=sumcat-java\n");

        jupyter(
                "{%s, %s}"
                        .formatted(
                                spec("sumcat-java", ours(), "java"),
                                spec("scijava", Path.of("/b"), "java")));
        run("--install-kernel");
        assertThat(out.toString()).contains("you will be asked which of the 2 kernels for java");

        jupyter(
                "{%s, %s}"
                        .formatted(
                                spec("java", Path.of("/conda/java"), "java"),
                                spec("sumcat-java", ours(), "java")));
        run("--install-kernel");
        assertThat(out.toString())
                .contains(
                        "they ask for a kernel named java, and /conda/java is one; this one is in")
                .contains("the menu, as sumcat-java!\n");
    }

    @Test
    void one_that_another_of_its_name_comes_before_is_not_called_found() throws IOException {
        jupyter("{%s}".formatted(spec("sumcat-java", Path.of("/conda/sumcat-java"), "java")));

        assertThat(run("--install-kernel")).isEqualTo(1);

        assertThat(out.toString()).contains("found: no\n");
        assertThat(err.toString())
                .startsWith("error: Jupyter must find the kernel, but it takes /conda/sumcat-java");
    }

    @Test
    void one_that_Jupyter_does_not_look_for_is_not_called_found_either() {
        assertThat(run("--install-kernel")).isZero();

        assertThat(out.toString())
                .contains("found: no, " + home)
                .contains("JUPYTER_PATH=" + kernels.getParent() + " for it\n");
    }

    @Test
    void a_foreign_kernel_is_never_replaced_nor_removed() throws IOException {
        String foreign = kernel("java", "-jar", "/opt/ijava.jar", "{connection_file}");
        lies("java", foreign);
        lies("torn", "{\"argv\": [");

        for (String name : List.of("java", "torn")) {
            assertThat(run("--install-kernel", "--kernel-name", name)).isEqualTo(2);
            assertThat(err.toString())
                    .startsWith("error: a kernel is replaced only if Sumcat wrote it, but ");
        }
        assertThat(run("--install-kernel")).isZero();
        assertThat(run("--uninstall-kernel")).isZero();

        assertThat(kernels.resolve("java/kernel.json")).hasContent(foreign);
        assertThat(kernels.resolve("torn/kernel.json")).exists();
        assertThat(ours()).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(strings = {"-Dsumcat.home=/gone/sumcat", "org.sumcat.notebook.RapaioMain"})
    void what_earlier_versions_wrote_as_java_makes_room(String word) throws IOException {
        lies("java", kernel("/jdk/bin/java", word, "{connection_file}"));

        assertThat(run("--install-kernel")).isZero();

        assertThat(kernels.resolve("java")).doesNotExist();
        assertThat(out.toString()).contains("removed: " + kernels.resolve("java") + ", which");
    }

    @Test
    void the_name_that_notebooks_ask_for_can_be_had_where_it_is_free_and_stays()
            throws IOException {
        lies("java", kernel("/jdk/bin/java", "-Dsumcat.home=/gone", "{connection_file}"));

        assertThat(run("--install-kernel", "--kernel-name", "java")).isZero();
        assertThat(run("--install-kernel")).isZero();

        assertThat(json(kernels.resolve("java")).get("argv").get(0).asText())
                .isEqualTo(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        assertThat(ours()).exists();

        assertThat(run("--uninstall-kernel")).isZero();
        assertThat(out.toString().lines())
                .containsExactly("removed: " + kernels.resolve("java"), "removed: " + ours());
        assertThat(kernels).isEmptyDirectory();
    }

    @Test
    void where_nothing_is_ours_nothing_is_removed() {
        assertThat(run("--uninstall-kernel")).isZero();

        assertThat(out.toString().strip()).isEqualTo("no kernel of Sumcat in " + kernels);
    }

    @ParameterizedTest
    @CsvSource({
        "--install-kernel --kernel-name Java",
        "--install-kernel --kernel-name ../java",
        "00-start tour --install-kernel --kernel-name both",
        "--kernel-name java",
        "--install-kernel --uninstall-kernel",
        "--install-kernel --run"
    })
    void what_cannot_be_meant_is_refused_and_writes_nothing(String arguments) {
        assertThat(run(arguments.split(" "))).isEqualTo(2);

        assertThat(err.toString()).startsWith("error: --");
        assertThat(kernels).doesNotExist();
    }

    @Test
    void the_doctor_notices_what_is_gone_and_whose_checkout_it_is() throws IOException {
        var installed = new InstalledKernels(kernels);
        assertThat(Surroundings.installed(installed, home)).startsWith("none of Sumcat");

        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        lies("sumcat-java", kernel(java, "-Dsumcat.home=" + home, "-cp", home + "/none.jar"));
        assertThat(Surroundings.installed(installed, home))
                .isEqualTo(
                        ours()
                                + " cannot start: its file "
                                + home
                                + "/none.jar is gone; ./sumcat notebook --install-kernel writes it again");

        lies("sumcat-java", kernel("/no/jdk/bin/java", "-Dsumcat.home=" + home));
        assertThat(Surroundings.installed(installed, home)).contains("its Java /no/jdk/bin/java");

        lies("sumcat-java", kernel(java, "-Dsumcat.home=/no/sumcat"));
        assertThat(Surroundings.installed(installed, home)).contains("its checkout /no/sumcat is");

        lies("sumcat-java", kernel(java, "-Dsumcat.home=" + home));
        assertThat(Surroundings.installed(installed, home)).isEqualTo(ours().toString());
        assertThat(Surroundings.installed(installed, Path.of("/other")))
                .isEqualTo(ours() + ", of the checkout " + home);
    }

    /** By the table in Jupyter's documentation, "Data files". */
    @ParameterizedTest
    @CsvSource({
        "Linux, '', '', /me/.local/share/jupyter",
        "Linux, XDG_DATA_HOME, /data, /data/jupyter",
        "Linux, JUPYTER_DATA_DIR, /own, /own",
        "Mac OS X, XDG_DATA_HOME, /data, /me/Library/Jupyter",
        "Windows 11, APPDATA, /me/AppData/Roaming, /me/AppData/Roaming/jupyter"
    })
    void lies_where_Jupyter_looks(String system, String variable, String value, Path folder) {
        assertThat(InstalledKernels.dataFolder(Map.of(variable, value), system, Path.of("/me")))
                .isEqualTo(folder);
    }
}
