package org.sumcat.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sumcat.train.Run;
import org.sumcat.train.Runs;

/** Sweeps as a person starts them, in processes of their own that are killed or lack room. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class SweepProcessTest {
    private static final int RUNS = 4;
    private static final List<String> COMPARE =
            List.of(
                    "compare",
                    "lenet-5",
                    "plain:depth=8,width=4",
                    "--seeds",
                    "2",
                    "--jobs",
                    "2",
                    "--dataset",
                    "drawn",
                    "--images",
                    "300",
                    "--validation",
                    "100",
                    "--epochs",
                    "4",
                    "--batch",
                    "20",
                    "--out");

    @TempDir private static Path reference;

    @TempDir private Path folder;

    private static List<String> weights;
    private static Duration whole;

    /** How a sweep ended, and what it said. */
    private record Ended(int exit, List<String> lines) {
        List<String> linesWith(String words) {
            return lines.stream().filter(line -> line.contains(words)).toList();
        }
    }

    @BeforeAll
    static void sweep_without_an_interruption() throws Exception {
        long begun = System.nanoTime();
        assertThat(end(start(reference)).exit()).isZero();
        whole = Duration.ofNanos(System.nanoTime() - begun);
        weights = weights(reference);
        assertThat(new HashSet<>(weights)).hasSize(RUNS);
    }

    @Test
    void killed_at_random_moments_the_same_command_ends_with_the_same_weights() throws Exception {
        survive(3, 1);
    }

    @Test
    @Tag("slow")
    void nothing_is_lost_in_fifty_kills_of_sweeps() throws Exception {
        survive(50, 2);
    }

    /** Kills sweeps so often, every second time with the processes of their runs. */
    private void survive(int kills, long seed) throws Exception {
        var random = new Random(seed);
        for (int killed = 0, sweep = 0; killed < kills; sweep++) {
            Path out = folder.resolve("sweep" + sweep);
            while (killed < kills) {
                Process process = start(out);
                if (process.waitFor(random.nextLong(whole.toMillis()), TimeUnit.MILLISECONDS)) {
                    break;
                }
                var all = process.toHandle().descendants().toList();
                process.destroyForcibly(); // SIGKILL
                if (killed++ % 2 == 0) {
                    all.forEach(ProcessHandle::destroyForcibly);
                }
                process.waitFor();
                finished(out).forEach(run -> assertThat(weights).contains(run.weightsSha256()));
            }
            assertThat(end(start(out)).exit()).isZero();
            assertThat(weights(out)).isEqualTo(weights);
            assertThat(leftOvers(out.resolve("runs"))).isEmpty();
            assertThat(files(out, name -> name.endsWith(".part"))).isEmpty();
        }
    }

    @Test
    void two_in_one_folder_do_each_run_once_and_both_report_all() throws Exception {
        Process one = start(folder);
        Process other = start(folder);
        Ended first = end(one);
        Ended second = end(other);
        assertThat(first.exit()).as(first.lines().toString()).isZero();
        assertThat(second.exit()).as(second.lines().toString()).isZero();
        assertThat(Stream.of(first, second).flatMap(e -> e.linesWith(": test accuracy").stream()))
                .filteredOn(line -> line.startsWith("run "))
                .filteredOn(line -> !line.contains("(by another sweep)"))
                .hasSize(RUNS);
        assertThat(weights(folder)).isEqualTo(weights);
        assertThat(leftOvers(folder)).isEmpty();
    }

    @Test
    void a_process_that_dies_is_replaced_once_and_costs_no_other_run() throws Exception {
        assumeTrue(Files.exists(Path.of("/proc/self/cmdline")), "which run a process does: /proc");
        Process sweep = start(folder);
        var killer = new Thread(() -> killRun1AndTheFirstProcessOfRun3(sweep));
        killer.start();
        Ended ended = end(sweep);
        killer.join();
        assertThat(ended.exit()).as(ended.lines().toString()).isEqualTo(1);
        assertThat(ended.linesWith("run 1/4"))
                .satisfiesExactly(
                        first -> assertThat(first).contains("died (exit 137", "will be retried"),
                        second -> assertThat(second).contains("failed (exit 137"));
        assertThat(ended.linesWith("run 3/4").get(0)).contains("died (exit 137", "will be retried");
        assertThat(ended.linesWith("error: "))
                .singleElement()
                .asString()
                .contains("1 of 4 failed (task 1, lenet-5 seed 1: exit 137")
                .contains("the same command tries it again");
        assertThat(finished(folder)).hasSize(RUNS - 1);

        Ended again = end(start(folder));
        assertThat(again.exit()).isZero();
        assertThat(again.linesWith("3 of 4 runs were done already")).hasSize(1);
        assertThat(weights(folder)).isEqualTo(weights);
    }

    private static void killRun1AndTheFirstProcessOfRun3(Process sweep) {
        var killed = new HashMap<Long, String>();
        while (sweep.isAlive()) {
            for (ProcessHandle run : sweep.children().toList()) {
                String task = task(run);
                boolean doomed =
                        task.equals("1") || (task.equals("3") && !killed.containsValue("3"));
                if (doomed && killed.put(run.pid(), task) == null) {
                    run.destroyForcibly();
                }
            }
            Thread.onSpinWait();
        }
    }

    /** The number that follows the plan in its command line, once it has one. */
    private static String task(ProcessHandle run) {
        try {
            String line = Files.readString(Path.of("/proc/%d/cmdline".formatted(run.pid())));
            var words = List.of(line.split("\0"));
            for (int i = 1; i < words.size(); i++) {
                if (words.get(i - 1).endsWith("plan.json")) {
                    return words.get(i);
                }
            }
            return "";
        } catch (IOException e) {
            return ""; // it has ended
        }
    }

    @Test
    void told_to_end_its_last_word_is_how_to_go_on_and_stays_on_the_screen() throws Exception {
        Scripts.assumeShell();
        var command = command(folder);
        command.add(1, "-Dsumcat.terminal=true");
        Process sweep = new ProcessBuilder(command).redirectErrorStream(true).start();
        try (var said = sweep.inputReader(UTF_8)) {
            String line = said.readLine();
            while (line != null && !line.contains(" done")) { // the display has been drawn
                line = said.readLine();
            }
            sweep.toHandle()
                    .destroy(); // SIGTERM; in the background of a shell Ctrl-C would not be heard
            String rest = said.lines().collect(joining("\n"));
            assertThat(sweep.waitFor()).isEqualTo(128 + 15);
            assertThat(rest.substring(rest.indexOf("interrupted: ")))
                    .isEqualTo(
                            "interrupted: finished runs are kept; the same command resumes with the rest");
        }
    }

    @Test
    void without_room_it_ends_with_one_line_and_goes_on_when_there_is_some() throws Exception {
        Scripts.assumeShell();
        var command = new ArrayList<>(List.of("sh", "-c", "ulimit -f 400 && exec \"$@\"", "sh"));
        command.addAll(command(folder)); // 200 KiB for a file: the weights of LeNet-5 have 241
        Ended full = end(new ProcessBuilder(command).redirectErrorStream(true).start());
        assertThat(full.exit()).as(full.lines().toString()).isEqualTo(1);
        assertThat(full.linesWith("error: "))
                .singleElement()
                .asString()
                .contains("could not be written", "File too large", "make room");
        assertThat(leftOvers(folder))
                .allMatch(file -> file.endsWith("checkpoint")); // whole, of the smaller network

        assertThat(end(start(folder)).exit()).isZero();
        assertThat(weights(folder)).isEqualTo(weights);
    }

    private static Process start(Path out) throws IOException {
        return new ProcessBuilder(command(out)).redirectErrorStream(true).start();
    }

    private static List<String> command(Path out) {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-Xmx1g", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1")); // briefly
        command.add("-Djava.awt.headless=true");
        command.addAll(List.of("-cp", System.getProperty("java.class.path")));
        command.add(Main.class.getName());
        command.addAll(COMPARE);
        command.add(out.toString());
        return command;
    }

    private static Ended end(Process sweep) throws Exception {
        try (var said = sweep.inputReader(UTF_8)) {
            List<String> lines = said.lines().toList();
            return new Ended(sweep.waitFor(), lines);
        }
    }

    /** The runs that are there; each is whole. */
    private static List<Run> finished(Path out) throws IOException {
        var runs = new ArrayList<Run>();
        for (Path record : files(out, name -> name.equals("run.json"))) {
            Path place = record.resolveSibling(".");
            Run run = Runs.load(place);
            assertThat(Runs.damage(place, run.identity())).isNull();
            runs.add(run);
        }
        return runs;
    }

    /** Of the runs of a report, in its order. */
    private static List<String> weights(Path out) throws IOException {
        var report = new JsonMapper().readTree(out.resolve("report.json").toFile());
        return StreamSupport.stream(report.get("runs").spliterator(), false)
                .map(run -> run.get("weightsSha256").asText())
                .toList();
    }

    /** What a sweep must not leave behind. */
    private static List<Path> leftOvers(Path out) throws IOException {
        return files(
                out,
                name ->
                        name.endsWith(".part")
                                || name.endsWith(".lease")
                                || name.equals("checkpoint"));
    }

    private static List<Path> files(Path out, Predicate<String> name) throws IOException {
        if (!Files.exists(out)) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(out)) {
            return files.filter(file -> name.test(file.getFileName().toString())).toList();
        }
    }
}
