package org.sumcat.spark;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A driver, a master, workers and executors, all on this machine: Spark's local-cluster mode, in
 * which executors are processes. It needs a folder that looks like an installation of Spark.
 */
@DisplayNameGeneration(ReplaceUnderscores.class)
class SparkTest {
    private static final Path SPARK = Path.of("target/spark").toAbsolutePath(); // has jars
    private static final Path CLASSES = Path.of("target/classes").toAbsolutePath();

    @TempDir private Path folder;

    @Test
    void each_task_runs_once_in_a_process_of_its_own_and_tells_how_it_ended() throws Exception {
        Path program = script("echo task $2; echo $PPID $2 >> calls; test $2 != 3");
        var both = List.of("-Dspark.scheduler.minRegisteredResourcesRatio=1"); // from the start
        var result = driver("local-cluster[2,1,1024]", both, "1", "0", "4", program, "--task");
        assertThat(result.exit()).isEqualTo(1); // for the third
        assertThat(result.lines())
                .anyMatch(line -> line.matches("task 1 on \\S+: task 1"))
                .anyMatch(line -> line.matches("task 2 on \\S+: task 2"))
                .anyMatch(line -> line.matches("task 3 on \\S+: exit 1, task 3"))
                .anyMatch(line -> line.matches("task 4 on \\S+: task 4"));
        assertThat(calls().map(call -> call[1])).containsExactlyInAnyOrder("1", "2", "3", "4");
        assertThat(calls().map(call -> call[0]).distinct()).hasSize(2); // executors
    }

    /** Two GPUs that a script pretends to have, for Spark to share out. */
    @Test
    void tasks_that_run_at_once_have_different_GPUs() throws Exception {
        Path gpus = script("echo '{\"name\": \"gpu\", \"addresses\": [\"4\", \"7\"]}'");
        // Ends when the other has begun.
        Path program =
                script(
                        "echo $CUDA_VISIBLE_DEVICES $2 >> calls",
                        "for i in 1 2 3 4 5 6 7 8 9 10 11 12; do",
                        "  [ $(wc -l < calls) = 2 ] && exit; sleep 5",
                        "done; exit 1");
        var result =
                driver(
                        "local-cluster[1,2,2048]",
                        List.of(
                                "-Dspark.worker.resource.gpu.amount=2",
                                "-Dspark.worker.resource.gpu.discoveryScript=" + gpus),
                        "1",
                        "1",
                        "2",
                        program,
                        "--task");
        assertThat(result.exit()).as(result.lines().toString()).isZero();
        assertThat(calls().map(call -> call[0])).containsExactlyInAnyOrder("4", "7");
    }

    @Test
    void a_program_that_is_not_there_is_told_of() throws Exception {
        Path none = folder.resolve("none");
        var result = driver("local-cluster[1,1,1024]", List.of(), "1", "0", "1", none, "--task");
        assertThat(result.exit()).isEqualTo(1);
        assertThat(result.lines())
                .anyMatch(line -> line.contains("exit 127, Cannot run program"));
    }

    private record Result(int exit, List<String> lines) {}

    private Result driver(
            String master, List<String> options, String cores, String gpus, String tasks, Path program, String word)
            throws IOException, InterruptedException {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("@" + Path.of("src/spark/java.options").toAbsolutePath());
        command.addAll(options);
        command.add("-Dspark.driver.host=127.0.0.1");
        command.add("-Dspark.driver.bindAddress=127.0.0.1");
        command.add("-Dspark.executor.extraClassPath=" + CLASSES);
        command.addAll(List.of("-cp", CLASSES + File.pathSeparator + SPARK.resolve("jars") + "/*"));
        command.addAll(List.of("org.sumcat.spark.Spark", master, cores, gpus, tasks));
        command.addAll(List.of(program.toString(), word));
        var builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("SPARK_HOME", SPARK.toString());
        builder.environment().put("SPARK_SCALA_VERSION", "2.13");
        Process process = builder.start();
        process.getOutputStream().close();
        var lines =
                new String(process.getInputStream().readAllBytes(), UTF_8).lines().toList();
        return new Result(process.waitFor(), lines);
    }

    private Path script(String... lines) throws IOException {
        Path file = Files.createTempFile(folder, "program", "");
        String text = "#!/bin/sh\ncd '%s'\n%s\n".formatted(folder, String.join("\n", lines));
        Files.writeString(file, text);
        assertThat(file.toFile().setExecutable(true)).isTrue();
        return file;
    }

    private Stream<String[]> calls() throws IOException {
        return Files.readAllLines(folder.resolve("calls")).stream().map(line -> line.split(" "));
    }
}
