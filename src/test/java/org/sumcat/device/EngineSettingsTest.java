package org.sumcat.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ai.djl.engine.Engine;
import com.sun.jna.Platform;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What libgomp itself says that it was told, in a process that the launcher did not start. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class EngineSettingsTest {
    @TempDir private Path folder;

    /** Loads the engine, before or after the settings are made, and prints what they lack. */
    static final class Program {
        public static void main(String[] when) {
            if (when[0].equals("late")) {
                Engine.getInstance();
            }
            System.out.println("missing: " + EngineSettings.apply().orElse("nothing"));
            System.out.println("tracking: " + System.getProperty("OPT_OUT_TRACKING"));
            Engine.getInstance();
        }
    }

    private String run(String when, String... environment) throws Exception {
        assumeTrue(Platform.isLinux(), "libgomp is Linux's");
        var java =
                new ProcessBuilder(
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-cp",
                                System.getProperty("java.class.path"),
                                Program.class.getName(),
                                when));
        java.environment().keySet().removeIf(name -> name.matches("(GOMP|OMP|OPT_OUT)_.*"));
        java.environment().put("OMP_DISPLAY_ENV", "VERBOSE");
        for (String variable : environment) {
            java.environment().put(variable.split("=")[0], variable.split("=")[1]);
        }
        Path out = folder.resolve("out");
        int status = java.redirectErrorStream(true).redirectOutput(out.toFile()).start().waitFor();
        assertThat(status).as(Files.readString(out)).isZero();
        return Files.readString(out);
    }

    @Test
    void threads_that_wait_spin_for_a_moment_as_by_the_launcher_and_nothing_is_counted()
            throws Exception {
        assertThat(run("early"))
                .contains("GOMP_SPINCOUNT = '20000'")
                .contains("missing: nothing")
                .contains("tracking: true");
    }

    @Test
    void where_the_engine_was_there_before_a_line_says_what_that_costs() throws Exception {
        assertThat(run("late"))
                .doesNotContain("GOMP_SPINCOUNT = '20000'")
                .contains("missing: GOMP_SPINCOUNT is not set, and the engine was loaded before")
                .contains("three times as long; restart the kernel");
    }

    @Test
    void what_the_environment_says_is_left_as_it_is() throws Exception {
        assertThat(run("late", "GOMP_SPINCOUNT=77"))
                .contains("GOMP_SPINCOUNT = '77'")
                .contains("missing: nothing");
    }
}
