package org.sumcat.train;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.sumcat.data.DrawnSet;
import org.sumcat.recipe.Recipe;
import org.sumcat.zoo.Zoo;

@DisplayNameGeneration(ReplaceUnderscores.class)
class EndOfProgramTest {
    private static final int TERMINATED = 128 + 15;

    /** The engine would be torn down within a step, which crashes one time in a few. */
    @Test
    @Timeout(600)
    void a_process_that_is_told_to_end_while_it_trains_ends_its_step_first(@TempDir Path folder)
            throws IOException, InterruptedException {
        assumeFalse(File.separatorChar == '\\', "Windows ends a process without telling it");
        Process process =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-XX:ErrorFile=" + folder.resolve("hs_err.log"),
                                "-cp",
                                System.getProperty("java.class.path"),
                                TrainsOn.class.getName())
                        .redirectErrorStream(true)
                        .start();
        try (var lines =
                new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8))) {
            String line = lines.readLine();
            while (line != null && !line.startsWith("step 2")) {
                line = lines.readLine();
            }
            process.toHandle().destroy(); // SIGTERM; by itself it would close its output, too
            List<String> after = lines.lines().filter(l -> l.matches("step|stopped.*")).toList();

            assertThat(after).hasSize(1);
            assertThat(after.get(0))
                    .matches("stopped in epoch 1 of 3, .*; nothing of it was saved");
        }
        assertThat(process.waitFor()).isEqualTo(TERMINATED);
        assertThat(folder.resolve("hs_err.log")).doesNotExist();
    }

    /** A process of its own, with steps that take a while. */
    static final class TrainsOn {
        public static void main(String[] arguments) {
            Recipe recipe =
                    Recipe.quick().withValidation(0).withImages(2000).withBatch(20).withEpochs(3);
            Training.of(Zoo.network("resnet-20"), recipe, DrawnSet.draw(2000, 100, 1))
                    .watchedBy(
                            new TrainingObserver() {
                                @Override
                                public void afterStep(TrainingProgress now) {
                                    System.out.println("step " + now.step());
                                }

                                @Override
                                public void stopped(String words) {
                                    System.out.println(words);
                                }
                            })
                    .run();
        }
    }
}
