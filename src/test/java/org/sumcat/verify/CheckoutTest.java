package org.sumcat.verify;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sumcat.report.RunFolders;

/** Git for Windows writes other line ends by default ({@code core.autocrlf}); hashes notice. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class CheckoutTest {
    private static final List<String> HASHED =
            List.of("data/measured", "src/test/resources/records-0.1.0");

    @TempDir private Path folder;

    @BeforeEach
    void a_repository_with_what_is_hashed() throws Exception {
        assumeTrue(git(folder, "--version").startsWith("git version"), "needs git");
        Path here = Files.createDirectories(folder.resolve("here"));
        for (String place : HASHED) {
            try (Stream<Path> files = Files.walk(Path.of(place))) {
                for (Path file : files.filter(Files::isRegularFile).toList()) {
                    Path copy = here.resolve(file);
                    Files.createDirectories(copy.getParent());
                    Files.copy(file, copy);
                }
            }
        }
        Files.writeString(here.resolve("notes.txt"), "one\ntwo\n");
        git(here, "init", "-q");
        git(here, "config", "core.autocrlf", "false");
    }

    @Test
    void by_Git_with_autocrlf_has_reports_and_runs_of_which_everything_holds() throws Exception {
        Path attributes = Path.of(".gitattributes");
        Files.copy(attributes, folder.resolve("here").resolve(attributes));
        Path clone = clonedByWindows();
        Path compare = clone.resolve("data/measured/compare");
        assertThat(failures(compare)).isEmpty();
        assertThat(Verification.of(compare, null).checks())
                .isEqualTo(
                        Verification.of(Path.of("data/measured/compare"), null).checks().stream()
                                .map(check -> in(clone, check))
                                .toList());
        assertThat(failures(clone.resolve("data/measured/memory"))).isEmpty();
        assertThat(failures(clone.resolve(HASHED.get(1)).resolve("compare"))).isEmpty();
        for (Path run : RunFolders.in(clone.resolve("data/measured"))) {
            assertThat(failures(run)).as(run.toString()).isEmpty();
        }
    }

    /** So that the test above would tell. */
    @Test
    void without_our_attributes_would_have_edited_ones() throws Exception {
        assertThat(failures(clonedByWindows().resolve("data/measured/compare"))).isNotEmpty();
    }

    private Path clonedByWindows() throws Exception {
        Path here = folder.resolve("here");
        git(here, "add", ".");
        git(here, "-c", "user.name=a", "-c", "user.email=a@b.c", "commit", "-qm", "all");
        Path clone = folder.resolve("clone");
        git(folder, "clone", "-q", "-c", "core.autocrlf=true", here.toString(), clone.toString());
        return clone;
    }

    /** Lines that name a folder. */
    private static CheckResult in(Path clone, CheckResult check) {
        return new CheckResult(
                check.what(),
                check.result(),
                check.found().replace("data/measured", clone + "/data/measured"));
    }

    private static List<String> failures(Path place) {
        return Verification.of(place, null).checks().stream()
                .filter(check -> check.result() == CheckResult.CheckStatus.FAILS)
                .map(CheckResult::line)
                .toList();
    }

    private static String git(Path from, String... words) throws Exception {
        var command = new ArrayList<>(List.of("git"));
        command.addAll(List.of(words));
        try {
            var builder = new ProcessBuilder(command).directory(from.toFile());
            builder.environment().put("GIT_CONFIG_GLOBAL", "/dev/null");
            builder.environment()
                    .keySet()
                    .removeIf(n -> n.matches("GIT_(DIR|WORK_TREE|INDEX_FILE)"));
            Process process = builder.redirectErrorStream(true).start();
            String said = new String(process.getInputStream().readAllBytes(), UTF_8);
            assertThat(process.waitFor()).as(said).isZero();
            return said;
        } catch (IOException e) {
            return ""; // no Git here
        }
    }
}
