package org.sumcat.verify;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sumcat.report.RunFolders;
import org.sumcat.sweep.Plan;
import org.sumcat.train.Run;
import org.sumcat.train.Runs;

/**
 * What version 0.1.0 wrote (commit b36ef4b: two networks, two seeds, 64 images of the drawn set).
 */
@DisplayNameGeneration(ReplaceUnderscores.class)
class EarlierRecordsTest {
    private static final Path RECORDS = Path.of("src/test/resources/records-0.1.0");
    private static final Path COMPARE = RECORDS.resolve("compare");

    @Test
    void a_report_of_version_0_1_0_holds_with_all_its_runs() {
        var verification = Verification.of(COMPARE, null);
        assertThat(verification.runs()).hasSize(4);
        assertThat(verification.checks())
                .hasSizeGreaterThanOrEqualTo(44)
                .noneMatch(check -> check.result() == CheckResult.CheckStatus.FAILS);
    }

    @Test
    void words_of_version_0_1_0_are_open_and_a_number_that_is_not_what_its_runs_give_fails(
            @TempDir Path folder) throws Exception {
        for (String name : List.of("report.json", "plan.json")) {
            Files.copy(COMPARE.resolve(name), folder.resolve(name));
        }
        Path report = folder.resolve("report.json");
        var again = (ObjectNode) new JsonMapper().readTree(report.toFile());
        ((ObjectNode) again.get("differences").get(0)).put("mean", 5);
        new JsonMapper().writeValue(report.toFile(), again);
        var checks = Verification.of(folder, null).checks();
        assertThat(checks)
                .filteredOn(check -> check.what().equals("report.json/answer"))
                .singleElement()
                .satisfies(
                        check -> assertThat(check.result()).isEqualTo(CheckResult.CheckStatus.OPEN))
                .satisfies(check -> assertThat(check.found()).contains("reports of form 1 have"));
        assertThat(checks)
                .filteredOn(check -> check.what().equals("report.json/differences/0/mean"))
                .singleElement()
                .satisfies(
                        check ->
                                assertThat(check.result())
                                        .isEqualTo(CheckResult.CheckStatus.FAILS));
    }

    @Test
    void a_plan_of_version_0_1_0_names_the_runs_that_lie_beside_it() {
        Plan plan = Plan.read(COMPARE.resolve(Plan.FILE));
        assertThat(plan.tasks())
                .allSatisfy(
                        task ->
                                assertThat(Runs.damage(task.in(COMPARE), task.run()))
                                        .as(task.words())
                                        .isNull())
                .extracting(task -> task.network().spec())
                .containsExactly(
                        "resnet-cifar:depth=8,width=4,shortcut=a",
                        "densenet-bc:depth=10,growth=4",
                        "resnet-cifar:depth=8,width=4,shortcut=a",
                        "densenet-bc:depth=10,growth=4");
    }

    /** The numbers as they stand in the files. */
    @Test
    void a_run_of_version_0_1_0_is_read_with_its_numbers_and_its_identity() {
        Run run = Runs.load(RECORDS.resolve("finished"));
        assertThat(run.network().spec()).isEqualTo("densenet-bc:depth=10,growth=4");
        assertThat(run.network().parameters()).isEqualTo(2522);
        assertThat(run.recipe().name()).isEqualTo("quick, epochs=6, images=256");
        assertThat(run.testAccuracy()).isEqualTo(0.2575);
        assertThat(run.resumedAfter()).containsExactly(2);
        assertThat(run.predictions()).isNull();
        assertThat(run.recipe().shift()).isZero();
        assertThat(run.identity())
                .isEqualTo("d7b0990ed4488cbed6a4acdba8c9a34d466c03d3f7787fce65fb2c09bb99cbf2");
    }

    @Test
    void every_measured_run_that_is_committed_is_still_read() throws Exception {
        Path measured = Path.of("data/measured");
        List<Path> records;
        try (var files = Files.walk(measured)) {
            records = files.filter(file -> file.endsWith("run.json")).toList();
        }
        assertThat(records).isNotEmpty();
        assertThat(RunFolders.in(measured)).hasSameSizeAs(records);
        assertThat(records).allSatisfy(file -> Runs.load(file.resolveSibling("")));
    }
}
