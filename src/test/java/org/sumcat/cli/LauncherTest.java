package org.sumcat.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The launcher itself, with a Java and a Maven that only say how they were called. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class LauncherTest {
    @TempDir private Path folder;

    private Path home;
    private Path bin;
    private final Map<String, String> environment = new HashMap<>();

    private record Result(int status, List<String> out, List<String> err) {}

    @BeforeEach
    void a_checkout_a_JDK_and_a_Maven() throws Exception {
        Scripts.assumeShell();
        home = Files.createDirectories(folder.toRealPath().resolve("a checkout"));
        Files.copy(Path.of("sumcat"), home.resolve("sumcat"), StandardCopyOption.COPY_ATTRIBUTES);
        Files.writeString(home.resolve("pom.xml"), "");
        Files.createDirectories(home.resolve("src/main/java"));
        Files.writeString(home.resolve("src/main/java/A.java"), "");

        bin = folder.resolve("bin");
        Scripts.link(
                bin,
                "sh",
                "cat",
                "cksum",
                "cp",
                "dirname",
                "find",
                "flock",
                "grep",
                "head",
                "ln",
                "mkdir",
                "mv",
                "readlink",
                "rm",
                "rmdir",
                "sed",
                "sleep",
                "tail",
                "touch",
                "uname",
                "wc");
        maven("touch target/sumcat.jar");
        environment.put("PATH", bin.toString());
        environment.put("SUMCAT_JDKS", folder.resolve("jdks").toString());
        environment.put("JAVA_HOME", jdk("17.0.15").toString());
        environment.put("SUMCAT_CLASS_DATA", "0");
    }

    private Path jdk(String version) throws IOException {
        Path jdk = folder.resolve("jdks").resolve("jdk-" + version);
        Scripts.write(
                jdk.resolve("bin/java"),
                "for option; do case $option in -XX:ArchiveClassesAtExit=*)",
                "  echo \"$@\" >>\"$0.archives\"",
                "  [ -e \"$0.fails\" ] || echo classes >\"${option#*=}\"",
                "  exit ;; esac; done",
                "printf '%s\\n' \"$@\"",
                "echo \"tracking ${OPT_OUT_TRACKING-} arenas ${MALLOC_ARENA_MAX-}\"",
                "exit ${JAVA_EXIT-0}");
        Scripts.write(jdk.resolve("bin/javac"), "exit 0");
        Files.writeString(jdk.resolve("release"), "JAVA_VERSION=\"" + version + "\"\n");
        return jdk;
    }

    private Path maven(String... lines) throws IOException {
        return mavenOf("3.9.9", lines);
    }

    /** Builds as the lines say, after it noted that it was called, and how. */
    private Path mavenOf(String version, String... lines) throws IOException {
        return Scripts.write(
                bin.resolve("mvn"),
                "[ \"$1\" != -version ] || { echo Apache Maven " + version + "; exit; }",
                "echo \"$@\" >>target/calls",
                "echo '[INFO] Scanning for projects...'",
                String.join("\n", lines));
    }

    private Process start(Path launcher, String... arguments) throws IOException {
        var command = new ProcessBuilder(launcher.toString());
        command.command().addAll(List.of(arguments));
        command.directory(folder.toFile());
        command.environment().clear();
        command.environment().putAll(environment);
        return command.start();
    }

    private Result launch(String... arguments) throws Exception {
        return result(start(home.resolve("sumcat"), arguments));
    }

    private static Result result(Process process) throws Exception {
        var out = process.inputReader().lines().toList();
        var err = process.errorReader().lines().toList();
        assertThat(process.waitFor(5, TimeUnit.MINUTES)).isTrue();
        return new Result(process.exitValue(), out, err);
    }

    /** The jar that Java was given. */
    private static String classPath(List<String> out) {
        return out.get(out.indexOf("-cp") + 1);
    }

    private List<String> mavenCalls() throws IOException {
        Path calls = home.resolve("target/calls");
        return Files.exists(calls) ? Files.readAllLines(calls) : List.of();
    }

    @Nested
    class Passes_on {
        @Test
        void arguments_as_they_are() throws Exception {
            List<String> out = launch("train", "", "a  b", "*", "\"q'", "--out=x y").out();
            assertThat(out)
                    .containsSubsequence(
                            "-cp",
                            classPath(out),
                            "org.sumcat.cli.Main",
                            "train",
                            "",
                            "a  b",
                            "*",
                            "\"q'",
                            "--out=x y");
        }

        @Test
        void the_status() throws Exception {
            environment.put("JAVA_EXIT", "7");
            assertThat(launch("train").status()).isEqualTo(7);
        }

        @Test
        void where_Sumcat_lives_also_when_called_through_a_link() throws Exception {
            Path link = folder.resolve("link");
            Files.createSymbolicLink(link, Path.of("other link"));
            Files.createSymbolicLink(folder.resolve("other link"), home.resolve("sumcat"));

            assertThat(result(start(link)).out()).contains("-Dsumcat.home=" + home);
        }

        @Test
        void more_options_for_the_JVM() throws Exception {
            environment.put("SUMCAT_JAVA_OPTS", "-Xmx8g -Dx=1");
            assertThat(launch().out()).contains("-Xmx8g", "-Dx=1");
        }

        @Test
        void what_the_engine_needs_in_its_environment_unless_it_is_set() throws Exception {
            assertThat(launch().out()).contains("tracking true arenas 1");

            environment.put("MALLOC_ARENA_MAX", "4");
            assertThat(launch().out()).contains("tracking true arenas 4");
        }

        @Test
        void the_permissions_that_later_Javas_ask_for() throws Exception {
            assertThat(launch().out()).doesNotContain("--enable-native-access=ALL-UNNAMED");

            environment.put("JAVA_HOME", jdk("25").toString());
            assertThat(launch().out()).contains("--enable-native-access=ALL-UNNAMED");
        }
    }

    @Nested
    class Lives_anywhere {
        @Test
        void under_a_path_with_a_colon_it_is_reached_through_a_link_without_one() throws Exception {
            Scripts.link(bin, "cksum", "tr", "id");
            Path odd = Files.move(home, folder.toRealPath().resolve("2025:26"));
            Path user = Files.createDirectories(folder.resolve("user"));
            environment.put("HOME", user.toString());

            Result result = result(start(odd.resolve("sumcat")));

            assertThat(result.status()).as("%s", result.err()).isZero();
            String told =
                    result.out().stream()
                            .filter(word -> word.startsWith("-Dsumcat.home="))
                            .findFirst()
                            .orElseThrow();
            Path link = Path.of(told.replaceFirst("-Dsumcat.home=", ""));
            assertThat(link.toString()).startsWith(user.toString()).doesNotContain(":");
            assertThat(link.toRealPath()).isEqualTo(odd);
            assertThat(result.out())
                    .filteredOn(word -> word.endsWith("sumcat.jar"))
                    .singleElement()
                    .asString()
                    .startsWith(link + "/target/");
            // Maven takes the folder's real path otherwise, and javac splits that, too.
            assertThat(Files.readString(odd.resolve("target/calls")))
                    .contains("-f " + link + "/pom.xml");
        }

        @Test
        void in_the_locale_C_files_with_umlauts_have_names() throws Exception {
            Scripts.write(
                    bin.resolve("locale"),
                    "case ${LC_ALL-} in C.UTF-8) echo UTF-8 ;; *) echo ANSI_X3.4-1968 ;; esac");
            Scripts.write(bin.resolve("nvidia-smi"), "echo \"$LC_ALL\" >\"${0%/*}/locale.seen\"");
            launch("train", "--data=/tmp/\u00fcber");
            assertThat(bin.resolve("locale.seen")).hasContent("C.UTF-8");

            Scripts.write(bin.resolve("locale"), "echo ANSI_X3.4-1968"); // as some systems are
            assertThat(launch("train").status()).isZero();
            Result result = launch("train", "--data=/tmp/\u00fcber");
            assertThat(result.status()).isEqualTo(2);
            assertThat(result.err())
                    .singleElement()
                    .asString()
                    .startsWith("error: a path with letters beyond ASCII needs a UTF-8 locale");
        }

        @Test
        void a_user_whom_the_system_does_not_know_has_a_home_nevertheless() throws Exception {
            Scripts.write(bin.resolve("id"), "[ \"$1\" = -u ] && echo 12345");
            Path user = Files.createDirectories(folder.resolve("some home"));
            environment.put("HOME", user.toString());
            Result result = launch("train");
            assertThat(result.out()).contains("-Duser.home=" + user);
            assertThat(result.err().get(0))
                    .isEqualTo(
                            "user 12345 has no home folder on this machine; downloads are kept in "
                                    + user);
            assertThat(mavenCalls().get(0))
                    .contains("-Dmaven.repo.local=" + user + "/.m2/repository");

            environment.put("HOME", "/nonexistent");
            environment.put("TMPDIR", folder.toString());
            assertThat(launch("train").out())
                    .contains("-Duser.home=" + folder.resolve("sumcat-12345"));
        }

        @Test
        void a_system_without_a_build_of_libtorch_is_told_before_anything_is_fetched()
                throws Exception {
            Scripts.write(
                    bin.resolve("uname"),
                    "case $1 in -m) echo ${MACHINE-x86_64} ;; *) echo ${SYSTEM-Linux} ;; esac");
            Scripts.write(bin.resolve("getconf"), "echo glibc ${GLIBC-2.36}");
            environment.put("GLIBC", "2.28");
            assertThat(refusal())
                    .contains("libtorch 2.7.1 needs glibc 2.29 or later, but this system has 2.28");
            environment.put("GLIBC", "2.31");
            environment.put("MACHINE", "riscv64");
            assertThat(refusal()).contains("x86_64 or aarch64, but this is riscv64");
            environment.put("PYTORCH_LIBRARY_PATH", "/opt/libtorch");
            assertThat(launch().status()).isZero();
            environment.remove("PYTORCH_LIBRARY_PATH");
            Files.delete(home.resolve("target/calls"));
            environment.put("SYSTEM", "Darwin");
            environment.put("MACHINE", "x86_64");
            assertThat(refusal()).contains("a Mac with an Apple processor");
            environment.put("MACHINE", "arm64");
            assertThat(launch().status()).isZero();
        }

        private String refusal() throws Exception {
            Result result = launch();
            assertThat(result.status()).isEqualTo(2);
            assertThat(mavenCalls()).isEmpty();
            assertThat(result.err()).hasSize(1);
            return result.err().get(0);
        }

        @Test
        void a_checkout_that_cannot_be_written_to_says_so() throws Exception {
            Files.writeString(home.resolve("target"), "in the way");
            Result result = launch("networks");
            assertThat(result.status()).isEqualTo(2);
            assertThat(result.err())
                    .singleElement()
                    .asString()
                    .startsWith("error: a build must write to " + home + "/target, but cannot");
        }

        @Test
        void options_that_Java_refuses_are_refused_in_one_line() throws Exception {
            Path jdk = jdk("17.0.15");
            Scripts.write(
                    jdk.resolve("bin/java"),
                    "case $* in *-Xbad*) echo Unrecognized option: -Xbad; echo more; exit 1;; esac",
                    "printf '%s\\n' \"$@\"");
            environment.put("SUMCAT_JAVA_OPTS", "-Xbad");
            Result result = launch("networks");
            assertThat(result.status()).isEqualTo(2);
            assertThat(result.err())
                    .containsExactly(
                            "error: SUMCAT_JAVA_OPTS must be options of Java 17, but was '-Xbad'"
                                    + " (Unrecognized option: -Xbad); correct or unset it");
            environment.put("SUMCAT_JAVA_OPTS", "-XX:+UseG1GC");
            assertThat(launch("networks").out()).doesNotContain("-XX:+UseSerialGC");
        }
    }

    @Nested
    class Java {
        @Test
        void is_the_one_of_JAVA_HOME() throws Exception {
            jdk("21.0.1");
            environment.put("JAVA_HOME", jdk("22.0.1").toString());
            assertThat(launch().out()).contains("--enable-native-access=ALL-UNNAMED");
        }

        @Test
        void is_else_the_one_that_the_PATH_leads_to() throws Exception {
            environment.remove("JAVA_HOME");
            environment.put("SUMCAT_JDKS", "");
            Files.createSymbolicLink(bin.resolve("javac"), jdk("25.0.1").resolve("bin/javac"));

            assertThat(launch().out()).contains("--enable-native-access=ALL-UNNAMED");
        }

        @Test
        void is_else_one_from_the_usual_places() throws Exception {
            environment.put("JAVA_HOME", jdk("11.0.2").toString());
            assertThat(launch().status()).isEqualTo(0);
        }

        @Test
        void that_is_nowhere_is_an_error_that_says_what_to_install() throws Exception {
            environment.remove("JAVA_HOME");
            environment.put("SUMCAT_JDKS", folder.resolve("nowhere").toString());

            Result result = launch("networks");

            assertThat(result.status()).isEqualTo(2);
            assertThat(result.out()).isEmpty();
            assertThat(result.err())
                    .containsExactly(
                            "error: Sumcat needs a JDK (Java with its compiler), 17 or later, but"
                                    + " found none; install one:",
                            "  Debian, Ubuntu   sudo apt install openjdk-17-jdk",
                            "  macOS            brew install openjdk@17",
                            "  Windows          winget install EclipseAdoptium.Temurin.17.JDK",
                            "  conda            conda install -c conda-forge openjdk=17",
                            "or set JAVA_HOME to the folder of an installed one.");
        }

        @Test
        void that_is_too_old_or_lacks_the_compiler_is_named() throws Exception {
            Path old = jdk("1.8.0_402");
            Path jre = jdk("21.0.1");
            Files.delete(jre.resolve("bin/javac"));
            environment.put("JAVA_HOME", old.toString());
            environment.put("SUMCAT_JDKS", "");
            Files.createSymbolicLink(bin.resolve("java"), jre.resolve("bin/java"));

            assertThat(launch().err().get(0))
                    .contains("but found %s is Java 8; %s has no compiler".formatted(old, jre));
        }
    }

    @Nested
    class The_build {
        @Test
        void happens_once_and_says_so_in_one_line() throws Exception {
            assertThat(launch().err()).containsExactly("building (first time only) ...");
            assertThat(launch().err()).isEmpty();
            assertThat(mavenCalls()).singleElement().asString().endsWith(" package");
        }

        @Test
        void happens_again_when_a_source_changed_or_went() throws Exception {
            launch();
            Path source = home.resolve("src/main/java/A.java");
            Files.setLastModifiedTime(source, FileTime.from(Instant.now().plusSeconds(1)));
            assertThat(launch().err()).containsExactly("building ...");

            Files.setLastModifiedTime(source, FileTime.from(Instant.EPOCH));
            Files.setLastModifiedTime(source.getParent(), FileTime.from(Instant.EPOCH));
            assertThat(launch().err()).isEmpty();

            Files.delete(source);
            assertThat(launch().err()).containsExactly("building ...");
        }

        @Test
        void counts_as_of_its_beginning_so_that_nothing_written_meanwhile_is_missed()
                throws Exception {
            maven("touch src/main/java/A.java target/sumcat.jar");
            launch();
            assertThat(launch().err()).containsExactly("building ...");
        }

        @Test
        void that_fails_shows_why_and_is_not_believed_later() throws Exception {
            maven(
                    "touch target/sumcat.jar",
                    "echo '[ERROR] A.java:[1,1] class expected'",
                    "echo '[ERROR] Re-run Maven using the -X switch'",
                    "exit 1");
            Result result = launch();

            assertThat(result.status()).isEqualTo(1);
            assertThat(result.err())
                    .containsExactly(
                            "building (first time only) ...",
                            "[ERROR] A.java:[1,1] class expected",
                            "error: the build must succeed, but did not (above); the whole log is"
                                    + " in "
                                    + home
                                    + "/target/build.log");

            maven("touch target/sumcat.jar");
            assertThat(launch().status()).isEqualTo(0);
            assertThat(mavenCalls()).hasSize(2);
        }

        @Test
        void without_a_network_says_that_it_needs_one() throws Exception {
            maven("echo '[ERROR] Could not transfer artifact x from/to central'", "exit 1");

            assertThat(launch().err())
                    .last()
                    .asString()
                    .startsWith("error: the first build fetches libraries, but repo.maven");
        }

        @Test
        void that_is_interrupted_is_not_believed_later() throws Exception {
            maven(
                    "touch target/sumcat.jar target/begun",
                    "while [ ! -e target/told ]; do sleep 0.1; done");
            Process process = start(home.resolve("sumcat"));
            while (!Files.exists(home.resolve("target/begun"))) {
                Thread.sleep(10);
            }
            process.toHandle().destroy(); // unlike process.destroy(), it leaves us what is said
            Files.createFile(home.resolve("target/told"));

            assertThat(result(process).status()).isEqualTo(143);
            assertThat(home.resolve("target/sumcat.built")).doesNotExist();
            assertThat(launch().err()).containsExactly("building (first time only) ...");
        }

        @Test
        void is_done_by_one_of_two_that_start_together() throws Exception {
            maven("sleep 0.5", "touch target/sumcat.jar");
            Process first = start(home.resolve("sumcat"));
            Process second = start(home.resolve("sumcat"));

            assertThat(result(first).status()).isEqualTo(0);
            assertThat(result(second).status()).isEqualTo(0);
            assertThat(mavenCalls()).hasSize(1);
        }

        @Test
        void waits_for_another_also_where_there_is_no_flock_unless_that_is_gone() throws Exception {
            Files.deleteIfExists(bin.resolve("flock"));
            maven("sleep 0.5", "touch target/sumcat.jar");
            Files.createDirectories(home.resolve("target"));
            long gone = new ProcessBuilder("true").start().onExit().join().pid();
            Files.createSymbolicLink(home.resolve("target/build.owner"), Path.of("" + gone));
            var all = new ArrayList<Process>();
            for (int i = 0; i < 8; i++) {
                all.add(start(home.resolve("sumcat")));
            }

            for (Process each : all) {
                assertThat(result(each).status()).isEqualTo(0);
            }
            assertThat(mavenCalls()).hasSize(1);
            assertThat(home.resolve("target")).isDirectoryNotContaining("glob:**build.*er");
        }

        @Test
        void ends_where_its_folder_is_removed_while_it_waits() throws Exception {
            Files.deleteIfExists(bin.resolve("flock"));
            Path target = Files.createDirectories(home.resolve("target"));
            long alive = ProcessHandle.current().pid();
            Files.createSymbolicLink(target.resolve("build.owner"), Path.of("" + alive));
            Process waiting = start(home.resolve("sumcat"));
            assertThat(waiting.errorReader().readLine()).contains("waiting for another build");
            Files.delete(target.resolve("build.owner"));
            Files.delete(target);

            Result result = result(waiting);
            assertThat(result.status()).isEqualTo(1);
            assertThat(result.err()).contains("error: the build needs to write to " + target);
        }

        @Test
        void is_for_the_CPU_until_there_is_a_GPU() throws Exception {
            launch();
            Scripts.write(bin.resolve("nvidia-smi"), "echo 'GPU 0: NVIDIA H200 (UUID: GPU-1)'");
            launch();
            launch();
            environment.put("SUMCAT_CUDA", "0");
            launch();

            assertThat(mavenCalls())
                    .extracting(call -> call.contains("-Dsumcat.cuda"))
                    .containsExactly(false, true, false);
        }

        @Test
        void is_for_neither_where_SUMCAT_CUDA_says_something_else() throws Exception {
            environment.put("SUMCAT_CUDA", "no");
            Result result = launch();
            assertThat(result.status()).isEqualTo(2);
            assertThat(result.err())
                    .containsExactly(
                            "error: SUMCAT_CUDA must be 0 (no CUDA build of libtorch) or 1, but was 'no'");
            assertThat(mavenCalls()).isEmpty();
        }

        @Test
        void is_for_the_CPU_where_the_driver_of_the_GPU_does_not_work() throws Exception {
            Scripts.write(bin.resolve("nvidia-smi"), "echo NVIDIA-SMI has failed", "exit 9");
            launch();
            assertThat(mavenCalls()).noneMatch(call -> call.contains("-Dsumcat.cuda"));
        }

        @Test
        void is_for_a_libtorch_of_ones_own() throws Exception {
            environment.put("PYTORCH_LIBRARY_PATH", "/opt/libtorch");
            launch();
            assertThat(mavenCalls()).allMatch(call -> call.contains("-Dsumcat.cuda"));
        }
    }

    @Nested
    class The_copy_that_runs {
        private static final String BUILDS =
                "mkdir -p target/lib; cat src/main/java/A.java >target/sumcat.jar; echo a >target/lib/a.jar";

        private void change(String source) throws IOException {
            Path file = home.resolve("src/main/java/A.java");
            Files.writeString(file, source);
            Files.setLastModifiedTime(file, FileTime.from(Instant.now().plusSeconds(1)));
        }

        private Path copy(Result result) {
            return Path.of(classPath(result.out()));
        }

        @Test
        void keeps_its_classes_and_libraries_while_another_is_built() throws Exception {
            maven(BUILDS);
            change("one");
            Path running = copy(launch());
            change("two");
            Files.writeString(home.resolve("target/lib/a.jar"), "");
            Files.delete(home.resolve("target/lib/a.jar")); // as a clean build does
            maven(BUILDS.replace("a.jar", "b.jar"));
            Path next = copy(launch());

            assertThat(running).hasContent("one").isNotEqualTo(next);
            assertThat(running.resolveSibling("lib/a.jar")).exists();
            assertThat(next).hasContent("two");
            assertThat(next.resolveSibling("lib/b.jar")).hasContent("a");
            assertThat(running).startsWith(home.resolve("target/app"));
        }

        @Test
        void is_made_once_for_a_build() throws Exception {
            maven(BUILDS);
            change("one");
            Path first = copy(launch());
            Files.setLastModifiedTime(first, FileTime.from(Instant.EPOCH));
            assertThat(copy(launch())).isEqualTo(first);
            assertThat(Files.getLastModifiedTime(first)).isEqualTo(FileTime.from(Instant.EPOCH));
        }

        @Test
        void goes_with_the_next_build_unless_somebody_runs_from_it() throws Exception {
            maven(BUILDS);
            change("one");
            Path one = copy(launch());
            change("two");
            Path two = copy(launch());
            String host =
                    new String(
                                    new ProcessBuilder("uname", "-n")
                                            .start()
                                            .getInputStream()
                                            .readAllBytes())
                            .strip();
            Path user = two.resolveSibling("users");
            Path ours = user.resolve(host + "." + ProcessHandle.current().pid());
            Files.createFile(ours);
            for (Path users : List.of(one.resolveSibling("users"), user)) {
                Files.setLastModifiedTime(users, FileTime.from(Instant.now().minusSeconds(300)));
            }
            change("three");
            Path three = copy(launch());

            assertThat(one.getParent()).doesNotExist();
            assertThat(two).hasContent("two");
            assertThat(user.toFile().list())
                    .as("who ended")
                    .containsExactly(ours.getFileName().toString());
            assertThat(three).hasContent("three");
            assertThat(home.resolve("target/app").toFile().list()).hasSize(2);
        }

        @Test
        void is_laid_out_anew_where_its_jar_is_gone() throws Exception {
            maven(BUILDS);
            change("one");
            Path copy = copy(launch());
            Files.delete(copy);
            assertThat(copy(launch())).isEqualTo(copy).hasContent("one");
            assertThat(copy.resolveSibling("lib/a.jar")).exists();
            assertThat(home.resolve("target/app").toFile().list()).hasSize(1);
        }

        @Test
        void is_whole_where_its_making_was_cut_off_before() throws Exception {
            maven(BUILDS);
            change("one");
            Path half = Files.createDirectories(home.resolve("target/app/.new.999999999/lib"));
            assertThat(copy(launch())).hasContent("one");
            assertThat(half).doesNotExist();
        }
    }

    @Nested
    class Class_data {
        @BeforeEach
        void are_archived() {
            environment.remove("SUMCAT_CLASS_DATA");
        }

        /** The archive beside the copy that a program ran from, once it is made. */
        private Path archive(Result result) throws Exception {
            Path copy = Path.of(classPath(result.out())).getParent();
            for (int tenths = 0; tenths < 600; tenths++) {
                try (var files = Files.newDirectoryStream(copy, "classes-*.{jsa,new}")) {
                    var found = new ArrayList<Path>();
                    files.forEach(found::add);
                    if (found.size() == 1 && found.get(0).toString().endsWith(".jsa")) {
                        return found.get(0);
                    }
                }
                Thread.sleep(100);
            }
            throw new AssertionError("no archive in " + copy);
        }

        private List<String> made() throws IOException {
            return Files.readAllLines(folder.resolve("jdks/jdk-17.0.15/bin/java.archives"));
        }

        private static List<String> shared(Result result) {
            return result.out().stream().filter(word -> word.startsWith("-XX:Shared")).toList();
        }

        @Test
        void are_archived_once_beside_the_first_program_and_serve_the_next() throws Exception {
            Result first = launch("train");
            assertThat(shared(first)).isEmpty();
            Path archive = archive(first);
            Result next = launch("train");
            assertThat(shared(next)).containsExactly("-XX:SharedArchiveFile=" + archive);
            assertThat(next.out()).contains("-Xlog:cds=off", "-Xlog:cds+dynamic=off");
            assertThat(next.err()).isEmpty();
            assertThat(made())
                    .singleElement()
                    .asString()
                    .contains("-cp " + classPath(first.out()) + " org.sumcat.cli.ArchiveMain ")
                    .endsWith(" cpu");
        }

        @Test
        void of_another_build_or_another_Java_are_not_used() throws Exception {
            maven("cat src/main/java/A.java >target/sumcat.jar");
            archive(launch());
            Path source = home.resolve("src/main/java/A.java");
            Files.writeString(source, "other");
            Files.setLastModifiedTime(source, FileTime.from(Instant.now().plusSeconds(1)));
            Result other = launch();
            assertThat(shared(other)).isEmpty();
            Path archive = archive(other);
            assertThat(shared(launch())).containsExactly("-XX:SharedArchiveFile=" + archive);

            Path release = folder.resolve("jdks/jdk-17.0.15/release");
            Files.writeString(release, "IMPLEMENTOR=\"another\"\n" + Files.readString(release));
            assertThat(shared(launch())).isEmpty();
        }

        /** Java would end with a signal. */
        @Test
        void that_were_cut_short_are_not_used() throws Exception {
            Path archive = archive(launch());
            Files.writeString(archive, "class");
            Result result = launch();
            assertThat(shared(result)).isEmpty();
            assertThat(result.err()).isEmpty();
        }

        @Test
        void are_not_used_with_options_of_ones_own_or_where_they_are_not_wanted() throws Exception {
            archive(launch());
            environment.put("SUMCAT_JAVA_OPTS", "-Xmx1g");
            assertThat(shared(launch())).isEmpty();
            environment.remove("SUMCAT_JAVA_OPTS");
            environment.put("SUMCAT_CLASS_DATA", "0");
            assertThat(shared(launch())).isEmpty();
        }

        @Test
        void that_cannot_be_archived_are_not_tried_again_and_again() throws Exception {
            Path fails = jdk("17.0.15").resolve("bin/java.fails");
            Files.createFile(fails);
            Result first = launch();
            while (!Files.exists(fails.resolveSibling("java.archives"))) {
                Thread.sleep(10);
            }
            assertThat(first.err()).containsExactly("building (first time only) ...");
            assertThat(launch().err()).isEmpty();
            assertThat(shared(launch())).isEmpty();
            assertThat(made()).hasSize(1);
        }

        /** With the Java that runs this test: it warns of such an archive, unless told not to. */
        @Test
        void that_do_not_fit_are_not_spoken_of() throws Exception {
            Path archive = archive(launch());
            var options =
                    launch().out().stream()
                            .filter(word -> word.startsWith("-Xlog:") || word.startsWith("-XX:Sh"))
                            .toList();
            Path java = Path.of(System.getProperty("java.home"), "bin", "java");
            for (boolean there : new boolean[] {true, false}) {
                var command = new ArrayList<>(List.of(java.toString(), "-Xshare:auto"));
                command.addAll(options);
                command.add("--version");
                Result result = result(new ProcessBuilder(command).start());
                assertThat(result.status()).isZero();
                assertThat(result.err()).isEmpty();
                assertThat(result.out()).hasSize(3);
                assertThat(Files.deleteIfExists(archive)).isEqualTo(there);
            }
        }
    }

    @Nested
    class Without_a_Maven_of_3_8_or_later {
        @Test
        void the_wrapper_builds() throws Exception {
            Files.move(maven("touch target/sumcat.jar"), home.resolve("mvnw"));

            assertThat(launch().status()).isEqualTo(0);
            assertThat(mavenCalls()).hasSize(1);
        }

        @Test
        void the_wrapper_builds_if_Maven_is_older() throws Exception {
            Files.move(maven("touch target/sumcat.jar"), home.resolve("mvnw"));
            mavenOf("3.6.3", "exit 1");

            assertThat(launch().err())
                    .containsExactly(
                            "building (first time only) ...",
                            "mvn is 3.6, not 3.8 or later: taking ./mvnw");
        }

        @Test
        void Maven_comes_from_Maven_Central_if_the_Apache_archive_does_not_answer()
                throws Exception {
            Files.delete(bin.resolve("mvn"));
            Scripts.write(
                    home.resolve("mvnw"),
                    "[ -n \"${MVNW_DISTRIBUTION_URL-}\" ] || { echo no archive; exit 1; }",
                    "echo \"$MVNW_DISTRIBUTION_URL\" >target/url",
                    "touch target/sumcat.jar");

            assertThat(launch().status()).isEqualTo(0);

            // The same file as in the archive: the wrapper's checksum holds for both.
            String properties = Files.readString(Path.of(".mvn/wrapper/maven-wrapper.properties"));
            var archive = Pattern.compile("distributionUrl=.*/(apache-maven-.*zip)");
            assertThat(properties).contains("https://archive.apache.org/dist/maven/maven-3/");
            assertThat(Files.readString(home.resolve("target/url")).strip())
                    .startsWith("https://repo.maven.apache.org/maven2/org/apache/maven/")
                    .endsWith(archive.matcher(properties).results().findFirst().get().group(1));
        }

        @Test
        void and_no_network_the_error_says_what_to_install() throws Exception {
            Files.delete(bin.resolve("mvn"));
            Scripts.write(home.resolve("mvnw"), "echo wget: Failed to fetch >&2", "exit 1");

            Result result = launch();

            assertThat(result.status()).isEqualTo(1);
            assertThat(result.err())
                    .contains("wget: Failed to fetch")
                    .last()
                    .asString()
                    .startsWith("error: the build needs Maven, but there is no mvn 3.8 or later")
                    .contains("apt install maven", "archive.apache.org");
        }
    }

    @Nested
    class Test_ {
        @Test
        void runs_Maven_with_the_options_given_and_its_output_seen() throws Exception {
            Result result = launch("test", "-Dtest=GoldenTest");

            assertThat(result.status()).isEqualTo(0);
            assertThat(result.out()).contains("[INFO] Scanning for projects...");
            assertThat(mavenCalls()).containsExactly("-B -ntp verify -Dtest=GoldenTest");
        }

        @Test
        void slow_runs_the_tests_that_are_left_out_otherwise() throws Exception {
            launch("test", "--slow", "-Dtest=LearningTest");

            assertThat(mavenCalls())
                    .containsExactly(
                            "-B -ntp verify -Dgroups=slow -DexcludedGroups= -Dtest=LearningTest");
        }

        @Test
        void is_a_build_too() throws Exception {
            maven("touch target/sumcat.jar");
            launch("test");

            assertThat(launch().err()).isEmpty();
            assertThat(mavenCalls()).hasSize(1);
        }

        @Test
        void fails_if_Maven_does() throws Exception {
            maven("exit 1");

            assertThat(launch("test").status()).isEqualTo(1);
            assertThat(home.resolve("target/sumcat.built")).doesNotExist();
        }
    }
}
