package org.sumcat.verify;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.sumcat.Fuzz;
import org.sumcat.compare.Comparison;
import org.sumcat.report.ComparisonPage;
import org.sumcat.report.Measured;
import org.sumcat.report.SavedReport;

/** What Sumcat itself wrote, see {@link Fuzz}; {@code verify} names what differs in a line each. */
@DisplayNameGeneration(ReplaceUnderscores.class)
@Timeout(value = 120, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class RecordFuzzTest {
    private static final Path COMPARE = Path.of("src/test/resources/records-0.1.0/compare");

    /** A line, a field, or the hash of the whole. */
    private static final String PLACE =
            "line \\d+|byte \\d+|\\([^:()]+: |runs\\[\\d+\\]|runs of \\S+ differ|seed \\d+|hash"
                    + "|a (history|run|stage|network|confusion) |weightsSha256|Number value length";

    @TempDir private Path folder;

    private Path report;
    private Path run;

    @BeforeEach
    void a_report_with_its_runs() throws IOException {
        report = folder.resolve("report");
        try (Stream<Path> files = Files.walk(COMPARE)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path copy = report.resolve(COMPARE.relativize(file).toString());
                Files.createDirectories(copy.getParent());
                Files.copy(file, copy);
            }
        }
        try (Stream<Path> runs = Files.list(report.resolve("runs"))) {
            run = runs.sorted().findFirst().orElseThrow();
        }
    }

    @Test
    void records_of_runs_are_read_or_refused_also_with_a_right_hash() throws IOException {
        Path record = run.resolve("run.json");
        byte[] whole = Files.readAllBytes(record);
        var fuzz = new Fuzz(folder, PLACE);
        var random = new Random(5);
        for (int i = 0; i < 1200; i++) {
            byte[] bytes = i % 3 == 0 ? Fuzz.changed(whole, random) : Fuzz.resealed(whole, random);
            Files.write(record, bytes);
            fuzz.outcome(record, () -> lines(Verification.of(run, null)));
            fuzz.outcome(record, () -> assertThat(Measured.records(run)).hasSize(1));
            if (i % 8 == 0) { // it takes its time
                page();
            }
        }
        Files.write(record, whole);
        fuzz.assertThatAllIsWell(2400, "report");
    }

    /** A comparison of several runs names the run. */
    private void page() {
        try {
            var comparison = new Comparison(Measured.records(run));
            assertThat(new ComparisonPage(comparison, "c", "").files()).containsKey("index.html");
        } catch (IllegalArgumentException e) {
            assertThat(e.getMessage()).containsPattern("with seed \\d+|run.json").hasLineCount(1);
        }
    }

    private static void lines(Verification verification) {
        assertThat(verification.checks())
                .isNotEmpty()
                .allSatisfy(check -> assertThat(check.line().lines()).hasSize(1));
    }

    /** A table of numbers: what does not say the same is named by its line. */
    @Test
    void a_history_that_says_something_else_is_named_by_line() throws IOException {
        Path history = run.resolve("history.csv");
        byte[] whole = Files.readAllBytes(history);
        var random = new Random(6);
        int told = 0;
        for (int i = 0; i < 1000; i++) {
            Files.write(history, Fuzz.changed(whole, random));
            var verification = Verification.of(run, null);
            lines(verification);
            told +=
                    (int)
                            verification.checks().stream()
                                    .filter(
                                            check ->
                                                    check.result() == CheckResult.CheckStatus.FAILS)
                                    .peek(
                                            check ->
                                                    assertThat(check.what())
                                                            .isEqualTo("history.csv"))
                                    .peek(
                                            check ->
                                                    assertThat(check.found())
                                                            .containsPattern("line|byte"))
                                    .count();
        }
        assertThat(told).isGreaterThan(800);
    }

    @Test
    void reports_are_read_or_refused_also_with_a_right_hash() throws IOException {
        Path record = report.resolve("report.json");
        byte[] whole = Files.readAllBytes(record);
        var fuzz = new Fuzz(folder, PLACE);
        var random = new Random(7);
        for (int i = 0; i < 150; i++) {
            byte[] bytes = i % 3 == 0 ? Fuzz.changed(whole, random) : Fuzz.resealed(whole, random);
            Files.write(record, bytes);
            fuzz.outcome(record, () -> lines(Verification.of(report, null)));
            fuzz.outcome(
                    record, () -> assertThat(SavedReport.read(report).page().files()).isNotEmpty());
        }
        Files.write(record, whole);
        fuzz.assertThatAllIsWell(300, "report");
    }
}
