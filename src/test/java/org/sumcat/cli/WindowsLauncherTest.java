package org.sumcat.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code sumcat.cmd} in Wine's command interpreter, where Wine is: with folders that look like
 * JDKs, and scripts in place of Java, Maven and PowerShell, which Wine has not. Among the slow
 * tests: on a busy machine Wine now and then fails by itself, in ever new words, and what fails
 * then is not the launcher.
 */
@Tag("slow")
@DisplayNameGeneration(ReplaceUnderscores.class)
class WindowsLauncherTest {
    @TempDir private static Path prefixes;

    private static Path wine; // one for all: Wine makes its drive C in half a minute

    @TempDir private Path folder;

    private Path home;
    private Path bin;

    /** A Wine that is installed but cannot start its own interpreter says nothing of ours. */
    @BeforeAll
    static void a_Wine_that_runs_its_own_command_interpreter() throws Exception {
        assumeTrue(
                Stream.of(System.getenv("PATH").split(File.pathSeparator))
                        .anyMatch(place -> Files.isExecutable(Path.of(place, "wine"))),
                "needs wine (apt install wine wine64), which reads sumcat.cmd as Windows does");
        String said = "";
        for (int tries = 0; tries < 3; tries++) {
            wine = Files.createDirectory(prefixes.resolve("prefix-" + tries));
            said = run(prefixes, Map.of(), "echo", "ready");
            if (said.endsWith("ready\r\nexit 0")) {
                return;
            }
        }
        assumeTrue(false, "Wine does not run its own command interpreter here: " + said.strip());
    }

    @BeforeEach
    void a_house_whose_name_has_an_apostrophe() throws Exception {
        home = Files.createDirectories(folder.resolve("bob's house (1)"));
        bin = folder.resolve("bin");
        Files.createDirectories(home.resolve("src/main"));
        Files.createFile(home.resolve("pom.xml"));
        String launcher = Files.readString(Path.of("sumcat.cmd")).replace("\r", "");
        Files.writeString(home.resolve("sumcat.cmd"), launcher.replace("\n", "\r\n"));
        Files.writeString(
                home.resolve("mvnw.cmd"),
                "@echo off\r\necho jar>\"%HOME_DIR%\\target\\sumcat.jar\"\r\nexit /b 0\r\n");
        powershell(1); // not fresh
    }

    /** What the check of the sources says: 0 for fresh. */
    private void powershell(int answer) throws Exception {
        Scripts.write(bin.resolve("powershell.exe"), "exit " + answer);
    }

    /** A program that says where a JDK lies, and otherwise how it was called. */
    private Path java(Path bin, Path says, String version) throws Exception {
        for (String name : new String[] {"java.exe", "javac.exe"}) {
            Scripts.write(
                    bin.resolve(name),
                    "case \"$*\" in",
                    "*XshowSettings*)",
                    "printf '    java.home = %s\\n    java.version = %s\\n' '"
                            + windows(says)
                            + "' '"
                            + version
                            + "' ;;",
                    "*) printf 'JAVA %s\\n' \"$0\" \"$*\" ;;",
                    "esac");
        }
        return bin;
    }

    private Path jdk(String name, String version) throws Exception {
        Path jdk = folder.resolve(name);
        java(jdk.resolve("bin"), jdk, version);
        Files.writeString(
                jdk.resolve("release"),
                "IMPLEMENTOR=\"X\"\nJAVA_VERSION=\"" + version + "\"\nOS_ARCH=\"x86_64\"\n");
        return jdk;
    }

    private static String windows(Path path) {
        return "Z:" + path.toString().replace('/', '\\');
    }

    /**
     * What the launcher prints, and its exit code in the last line. On a busy machine Wine itself
     * fails, without a word or with one of its own, or loses what a program printed; the launcher
     * never does. What fails five times is the launcher's, unless Wine says that it is its own.
     */
    private String run(Map<String, String> environment) throws Exception {
        String said = "exit 1";
        for (int tries = 0; tries < 5 && isOfWine(said); tries++) {
            Thread.sleep(tries * 500L);
            var all = new HashMap<>(Map.of("JAVA_HOME", "", "WINEPATH", windows(bin)));
            all.putAll(environment);
            said = run(home, all, "sumcat.cmd", "doctor", "--json");
        }
        assumeTrue(!said.contains("wine: could not"), "Wine itself fails here: " + said.strip());
        return said;
    }

    private static boolean isOfWine(String said) {
        return said.equals("exit 1")
                || said.contains("wine: ")
                || said.contains("ShellExecuteEx failed")
                || said.contains("Can't recognize '\"Z:")
                || said.contains("does not say which it is");
    }

    private static String run(Path folder, Map<String, String> environment, String... words)
            throws Exception {
        var process = new ProcessBuilder("wine", "cmd", "/c").directory(folder.toFile());
        process.command().addAll(List.of(words));
        process.environment().keySet().removeIf(name -> name.matches("SUMCAT_.*|PYTORCH_.*"));
        process.environment().putAll(environment);
        process.environment()
                .putAll(
                        Map.of(
                                "WINEPREFIX",
                                wine.toString(),
                                "WINEDEBUG",
                                "-all",
                                "WINEARCH",
                                "win64",
                                "DISPLAY",
                                ""));
        Process running = process.redirectErrorStream(true).start();
        String said = new String(running.getInputStream().readAllBytes(), UTF_8);
        return said + "exit " + running.waitFor();
    }

    @Test
    void it_builds_where_nothing_is_built_and_not_where_all_is_fresh() throws Exception {
        Path jdk = jdk("Program Files (x86)/jdk-17", "17.0.15");

        assertThat(run(Map.of("JAVA_HOME", windows(jdk))))
                .contains("building ...", jdk.resolve("bin/java.exe").toString())
                .contains("org.sumcat.cli.Main doctor --json")
                .doesNotContain("enable-native-access")
                .endsWith("exit 0");
        powershell(0);
        assertThat(run(Map.of("JAVA_HOME", windows(jdk))))
                .doesNotContain("building")
                .contains("org.sumcat.cli.Main doctor --json");
    }

    @Test
    void classes_are_archived_with_the_build_and_used_by_the_Java_that_they_are_of()
            throws Exception {
        Path jdk = jdk("jdk-17", "17.0.15");
        Files.writeString(
                jdk.resolve("bin/java.exe"),
                """
                #!/bin/sh
                case "$*" in
                *ArchiveMain*) echo classes >"${0%/*}/../../bob's house (1)/target/classes-17.0.15.jsa.new" ;;
                *) printf 'JAVA %s\n' "$*" ;;
                esac
                """);
        assertThat(run(Map.of("JAVA_HOME", windows(jdk))))
                .contains("classes-17.0.15.jsa", "-Xlog:cds=off");
        powershell(0);
        assertThat(run(Map.of("JAVA_HOME", windows(jdk("jdk-25", "25.0.3")))))
                .doesNotContain("SharedArchiveFile");
        assertThat(run(Map.of("JAVA_HOME", windows(jdk), "SUMCAT_CLASS_DATA", "0")))
                .doesNotContain("SharedArchiveFile");
    }

    @Test
    void later_Javas_get_the_options_that_they_know() throws Exception {
        assertThat(run(Map.of("JAVA_HOME", windows(jdk("jdk-25", "25.0.3")))))
                .contains(
                        "--enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow");
        assertThat(run(Map.of("JAVA_HOME", windows(jdk("jdk-26", "26-ea")))))
                .contains("--sun-misc-unsafe-memory-access=allow");
    }

    /** Here a file in the place of the folder, for who runs the tests may write anywhere. */
    @Test
    void a_checkout_that_cannot_be_written_to_says_so_where_it_needs_a_build() throws Exception {
        String jdk = windows(jdk("jdk-17", "17.0.15"));
        Path target = Files.writeString(home.resolve("target"), "mine");
        assertThat(run(Map.of("JAVA_HOME", jdk)))
                .startsWith("error: a build must write to ")
                .contains("but cannot; build it as its owner")
                .endsWith("exit 2");
        assertThat(target).hasContent("mine");
    }

    @Test
    void an_old_one_is_refused() throws Exception {
        assertThat(run(Map.of("JAVA_HOME", windows(jdk("jdk-8", "1.8.0_202")))))
                .contains("error: Sumcat needs a JDK, 17 or later, but JAVA_HOME or the PATH leads")
                .contains("to 1.8.0_202")
                .endsWith("exit 2");
    }

    /**
     * Wine waits for programs of Windows alone, so two of its own stand in for Java: one that
     * refuses every option, and one that takes all.
     */
    @Test
    void options_that_Java_refuses_are_refused_before_anything_is_built() throws Exception {
        Path jdk = jdk("jdk-17", "17.0.15");
        Path java = jdk.resolve("bin/java.exe");
        Path programs = wine.resolve("drive_c/windows/system32");
        Files.copy(programs.resolve("hostname.exe"), java, StandardCopyOption.REPLACE_EXISTING);
        var environment = new HashMap<String, String>();
        environment.put("JAVA_HOME", windows(jdk));
        environment.put("SUMCAT_JAVA_OPTS", "-Xmx1g -Xfoo");

        assertThat(run(environment))
                .startsWith(
                        "error: SUMCAT_JAVA_OPTS must be options of Java 17.0.15, but was"
                                + " \"-Xmx1g -Xfoo\" (Error: ")
                .contains("); correct or unset it")
                .endsWith("exit 2");
        assertThat(home.resolve("target")).doesNotExist();

        environment.put("SUMCAT_JAVA_OPTS", "-agentlib:jdwp=suspend=y"); // waits: it is not tried
        assertThat(run(environment)).startsWith("building ...").endsWith("exit 1");

        Files.copy(programs.resolve("whoami.exe"), java, StandardCopyOption.REPLACE_EXISTING);
        environment.put("SUMCAT_JAVA_OPTS", "-Xmx1g");
        assertThat(run(environment)).doesNotContain("error: ").endsWith("exit 0");
    }

    @Test
    void options_reach_Java_and_a_collector_among_them_is_the_only_one() throws Exception {
        String jdk = windows(jdk("jdk-17", "17.0.15"));

        assertThat(run(Map.of("JAVA_HOME", jdk, "SUMCAT_JAVA_OPTS", "-Xmx1g")))
                .contains("-XX:+UseSerialGC ", " -Xmx1g -cp ");
        assertThat(run(Map.of("JAVA_HOME", jdk, "SUMCAT_JAVA_OPTS", "-Xmx1g -XX:+UseG1GC")))
                .contains(" -Xmx1g -XX:+UseG1GC -cp ")
                .doesNotContain("UseSerialGC");
    }

    @Test
    void a_shim_on_the_PATH_with_no_release_above_it_is_asked_where_it_leads() throws Exception {
        Path jdk = jdk("real jdk", "21.0.1");
        Path shim = java(folder.resolve("Common Files/javapath"), jdk, "21.0.1");

        assertThat(run(Map.of("WINEPATH", windows(bin) + ";" + windows(shim))))
                .contains(jdk.resolve("bin/java.exe").toString())
                .endsWith("exit 0");
    }

    @Test
    void one_that_does_not_say_and_none_at_all_are_told_apart() throws Exception {
        Path shim = java(folder.resolve("shim"), folder.resolve("nowhere"), "");

        assertThat(run(Map.of("WINEPATH", windows(bin) + ";" + windows(shim))))
                .contains("java.exe\" does not say which it is; set JAVA_HOME")
                .endsWith("exit 2");
        assertThat(run(Map.of("JAVA", "C:\\another's\\java.exe")))
                .contains("17 or later, but found none; install one:")
                .endsWith("exit 2");
    }
}
