package org.sumcat.jupyter;

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
import org.sumcat.cli.Scripts;

/** That compiler names the versions it knows: "Supported versions: 1.6, 1.8, 9, ... 18, 19". */
@DisplayNameGeneration(ReplaceUnderscores.class)
class KotlinKernelSpecTest {
    @TempDir private Path folder;

    private KotlinKernelSpec at25() {
        var java =
                new KernelSpec(
                        Path.of("/jdk-25/bin/java"),
                        List.of(
                                "--enable-native-access=ALL-UNNAMED",
                                "--sun-misc-unsafe-memory-access=allow",
                                "-Dsumcat.home=/sumcat"),
                        Path.of("/kernel.jar"),
                        Map.of());
        return new KotlinKernelSpec(folder, java);
    }

    private Path jdk(String name, String version) throws Exception {
        Path home = folder.resolve(name);
        Scripts.write(home.resolve("bin/java"), "exit 0");
        Files.writeString(home.resolve("release"), "X=1\nJAVA_VERSION=\"" + version + "\"\n");
        return home;
    }

    private Jdks jdks() {
        return Jdks.of(Map.of("SUMCAT_JDKS", folder.toString()), folder);
    }

    @Test
    void a_Java_that_the_compiler_knows_is_kept() {
        assertThat(at25().forJava(17, jdks())).isEqualTo(at25());
        assertThat(at25().forJava(19, jdks())).isEqualTo(at25());
    }

    @Test
    void with_a_later_one_another_that_is_here_is_taken_without_options_that_it_does_not_know()
            throws Exception {
        Scripts.assumeShell();
        jdk("a-old", "1.8.0_202");
        jdk("b-new", "21.0.2");
        Path good = jdk("c-good", "17.0.15");
        Files.createDirectories(folder.resolve("d-no-jdk"));

        KernelSpec taken = at25().forJava(25, jdks()).java();

        assertThat(taken.java()).isEqualTo(good.resolve("bin/java"));
        assertThat(taken.options())
                .containsExactly("--enable-native-access=ALL-UNNAMED", "-Dsumcat.home=/sumcat");
    }

    @Test
    void JAVA_HOME_comes_first_and_the_Mac_has_its_own_layout() throws Exception {
        Scripts.assumeShell();
        Path mac = jdk("one.jdk/Contents/Home", "18");
        assertThat(jdks().java(17, 19)).contains(mac.resolve("bin/java"));

        Path home = jdk("elsewhere/jdk", "17.0.1");
        var both = Map.of("SUMCAT_JDKS", folder.toString(), "JAVA_HOME", home.toString());
        assertThat(Jdks.of(both, folder).java(17, 19)).contains(home.resolve("bin/java"));
    }

    @Test
    void without_one_it_is_said_at_once() {
        assertThatThrownBy(() -> at25().forJava(25, jdks()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "notebooks in Kotlin need Java 17 to 19, since the compiler of their kernel supports no later one, but this is Java 25 and no other was found;"
                                + " install one (openjdk-17-jdk), or name its folder by SUMCAT_JDKS");
    }
}
