package org.sumcat.verify;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.summingLong;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sumcat.compare.Comparison;
import org.sumcat.files.OutputFolder;
import org.sumcat.inference.Predictions;
import org.sumcat.report.ComparisonPage;
import org.sumcat.report.RunFolders;
import org.sumcat.report.TestRuns;
import org.sumcat.train.HistoryCsv;
import org.sumcat.train.Run;
import org.sumcat.train.RunRecord;
import org.sumcat.train.Runs;

/**
 * Work on many runs reads the files of each once. The JVM's flight recorder counts the bytes that
 * come from each file.
 */
@DisplayNameGeneration(ReplaceUnderscores.class)
class ReadOnceTest {
    @TempDir Path home;
    private final List<Path> folders = new ArrayList<>();

    /** Two networks with three seeds each, of 1,000 images. */
    @BeforeEach
    void write_runs() throws IOException {
        byte[] labels = new byte[1000];
        IntStream.range(0, labels.length).forEach(image -> labels[image] = (byte) (image % 10));
        for (String spec : List.of(TestRuns.PLAIN, TestRuns.RESNET)) {
            for (int seed = 1; seed <= 3; seed++) {
                byte[] taken = labels.clone();
                taken[seed] = 9;
                Run run = TestRuns.answering(TestRuns.run(spec, seed, 0.999), labels, taken);
                Path folder = home.resolve("runs").resolve(spec + "-seed" + seed);
                Files.createDirectories(folder);
                Files.writeString(folder.resolve("run.json"), Runs.json(run));
                Files.writeString(folder.resolve("history.csv"), HistoryCsv.of(run));
                Files.write(folder.resolve(Predictions.FILE), taken);
                folders.add(folder);
            }
        }
    }

    @Test
    void verification_of_a_run_reads_record_history_and_predictions_once() throws Exception {
        Path folder = folders.get(0);
        Map<String, Long> read = bytesRead(() -> Verification.of(folder, null));
        for (String name : List.of("run.json", "history.csv", Predictions.FILE)) {
            Path file = folder.resolve(name);
            assertThat(read.get(file.toString())).as(name).isEqualTo(Files.size(file));
        }
    }

    @Test
    void a_report_beside_its_runs_reads_record_and_predictions_of_each_once() throws Exception {
        Map<String, Long> read = bytesRead(this::report);
        assertThat(home.resolve("report.json")).content().contains("runs/plain-20-seed1/run.json");
        for (Path folder : folders) {
            for (String name : List.of("run.json", Predictions.FILE)) {
                Path file = folder.resolve(name);
                assertThat(read.get(file.toString())).as("%s", file).isEqualTo(Files.size(file));
            }
        }
    }

    private void report() {
        List<RunRecord> records = RunFolders.read(home);
        var comparison = new Comparison(records.stream().map(RunRecord::run).toList());
        new ComparisonPage(comparison, "./sumcat report", "")
                .write(new OutputFolder("--out", home, "report.json", false), records);
    }

    /** Bytes read from each file, by its path. */
    private Map<String, Long> bytesRead(Runnable action) throws IOException {
        Path events = Files.createTempFile("read", ".jfr"); // outside of what is read
        try (var recording = new Recording()) {
            recording.enable("jdk.FileRead").withThreshold(Duration.ZERO).withoutStackTrace();
            recording.start();
            action.run();
            recording.stop();
            recording.dump(events);
            return RecordingFile.readAllEvents(events).stream()
                    .filter(event -> event.getEventType().getName().equals("jdk.FileRead"))
                    .filter(event -> event.getLong("bytesRead") > 0) // less at the end of a file
                    .collect(
                            groupingBy(
                                    event -> String.valueOf(event.getString("path")),
                                    summingLong(event -> event.getLong("bytesRead"))));
        } finally {
            Files.delete(events);
        }
    }
}
