package org.sumcat.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.sumcat.compare.Comparison;
import org.sumcat.data.Dataset;
import org.sumcat.data.DrawnSet;
import org.sumcat.device.Compute;
import org.sumcat.files.HashedJson;
import org.sumcat.files.Sha256;
import org.sumcat.recipe.Recipe;
import org.sumcat.report.ComparisonPage;
import org.sumcat.report.Measured;
import org.sumcat.report.SavedReport;
import org.sumcat.train.DivergedException;
import org.sumcat.train.Outcome;
import org.sumcat.train.Run;
import org.sumcat.train.Runs;
import org.sumcat.train.Trained;
import org.sumcat.train.Training;
import org.sumcat.zoo.Zoo;

/** Two tiny runs and their report, trained once; every test tampers with a copy. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class VerificationTest {
    private static final String EDITED =
            "FAILS  report.json: was edited: it does not match its own hash";
    private static final JsonMapper JSON = new JsonMapper();

    @TempDir private static Path origin;

    @TempDir private Path copy;

    private static Dataset data;

    @BeforeAll
    static void train_two_runs_and_write_their_report() {
        data = DrawnSet.draw(400, 100, 1);
        var recipe = Recipe.quick().withEpochs(2).withImages(160).withValidation(80).withBatch(32);
        for (long seed = 1; seed <= 2; seed++) {
            var training =
                    new Training(Zoo.network("lenet-5"), recipe, data, seed, Compute.of("cpu"));
            try (Trained trained = training.train()) {
                Runs.save(trained, origin.resolve("runs/lenet-5-seed" + seed));
            }
        }
        var comparison = new Comparison(Measured.records(origin));
        var tasks = JSON.createArrayNode();
        for (Run run : comparison.runs()) {
            tasks.addObject().put("task", tasks.size()).put("run", run.identity());
        }
        var plan = JSON.createObjectNode().put("command", "./sumcat compare lenet-5 --seeds 2");
        text(origin.resolve("plan.json"), HashedJson.seal(plan.set("tasks", tasks)));
        new ComparisonPage(
                        comparison,
                        "./sumcat compare lenet-5 --seeds 2",
                        "",
                        List.of(
                                "equal: the recipe, and thus the number of epochs",
                                "  lenet-5: 3 epochs"))
                .write(origin);
    }

    @BeforeEach
    void copy_them() throws IOException {
        try (var files = Files.walk(origin)) {
            for (Path file : files.sorted().toList()) {
                Path to = copy.resolve(origin.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(to);
                } else {
                    Files.copy(file, to);
                }
            }
        }
    }

    /** A link to a device stands for a FIFO, too: neither is read to its end. */
    @Test
    @Timeout(60)
    void what_is_no_plain_file_is_named_and_not_read() throws IOException {
        Path zero = Path.of("/dev/zero");
        assumeTrue(Files.exists(zero), "this system has no /dev/zero");
        for (String place : List.of("plan.json", "runs/lenet-5-seed1/history.csv")) {
            Path file = copy.resolve(place);
            Files.deleteIfExists(file);
            Files.createSymbolicLink(file, zero);
            assertThatThrownBy(() -> Verification.of(copy, null))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage(
                            "what is verified must be plain files, but %s is a device, FIFO or socket; remove it"
                                    .formatted(file));
            Files.delete(file);
        }
    }

    @Nested
    class A_run {
        private Path folder() {
            return copy.resolve("runs/lenet-5-seed1");
        }

        @Test
        void as_it_was_written_holds_in_all() {
            assertThat(Verification.of(folder(), null).checks())
                    .hasSizeGreaterThanOrEqualTo(6)
                    .allMatch(check -> check.result() == CheckResult.CheckStatus.HOLDS)
                    .extracting(CheckResult::what)
                    .contains("run.json", "history.csv", "weights.params");
        }

        @Test
        void whose_accuracy_was_edited_is_told_three_times_over() {
            edit(folder().resolve("run.json"), VerificationTest::better);
            assertThat(failures(folder()))
                    .anySatisfy(line -> assertThat(line).contains("run.json: was edited"))
                    .anySatisfy(
                            line ->
                                    assertThat(line)
                                            .contains("test accuracy is 0.99, but its confusion"))
                    .anySatisfy(line -> assertThat(line).contains("history.csv: line 3 is"))
                    .hasSize(3);
        }

        @Test
        void whose_accuracy_was_edited_together_with_its_hash_is_told_by_its_counts() {
            edit(folder().resolve("run.json"), VerificationTest::better);
            seal(folder());
            assertThat(failures(folder()))
                    .anySatisfy(line -> assertThat(line).contains("its confusion counts say"))
                    .noneSatisfy(line -> assertThat(line).contains("was edited"));
        }

        @Test
        void with_swapped_weights_is_told_by_their_hash() throws IOException {
            replace(
                    copy.resolve("runs/lenet-5-seed2/weights.params"),
                    folder().resolve("weights.params"));
            assertThat(failures(folder()))
                    .singleElement()
                    .asString()
                    .startsWith("FAILS  weights.params: has SHA-256 ")
                    .endsWith(": other weights");
        }

        @Test
        void with_an_edited_row_of_its_history_is_told_by_line() {
            text(folder().resolve("history.csv"), csv -> csv.replaceFirst("(?m)^2,", "2,9"));
            assertThat(failures(folder()))
                    .singleElement()
                    .asString()
                    .startsWith("FAILS  history.csv: line 3 is '2,9");
        }

        @Test
        void whose_best_epoch_is_not_its_best_is_told() {
            edit(
                    folder().resolve("run.json"),
                    run -> {
                        var best = (ObjectNode) run.get("best");
                        best.put("validationAccuracy", 0.999);
                    });
            seal(folder());
            assertThat(failures(folder()))
                    .singleElement()
                    .asString()
                    .contains("(validation 0.999), but its history has ");
        }

        @Test
        void without_one_of_its_files_fails_and_that_is_named() throws IOException {
            for (String name : List.of("weights.params", "history.csv", "predictions.u8")) {
                Path file = folder().resolve(name);
                byte[] bytes = Files.readAllBytes(file);
                Files.delete(file);
                assertThat(failures(folder()))
                        .contains(
                                "FAILS  %s: is listed in run.json, but is missing".formatted(name));
                Files.write(file, bytes);
            }
        }

        @Test
        void with_predictions_that_are_not_its_own_fails_and_that_is_named() throws IOException {
            Path file = folder().resolve("predictions.u8");
            Files.copy(
                    copy.resolve("runs/lenet-5-seed2/predictions.u8"),
                    file,
                    StandardCopyOption.REPLACE_EXISTING);
            assertThat(failures(folder()))
                    .singleElement()
                    .asString()
                    .startsWith("FAILS  predictions.u8: has SHA-256 ")
                    .endsWith("of another run, or it was edited");
        }

        @Test
        void whose_predictions_were_edited_together_with_all_hashes_is_told_by_its_counts()
                throws IOException {
            Path file = folder().resolve("predictions.u8");
            byte[] bytes = Files.readAllBytes(file);
            bytes[0] = (byte) ((bytes[0] + 1) % 10);
            Files.write(file, bytes);
            edit(
                    folder().resolve("run.json"),
                    run -> {
                        ((ObjectNode) run).put("predictionsSha256", Sha256.of(bytes));
                        ((ObjectNode) run.get("files")).put("predictions.u8", Sha256.of(bytes));
                    });
            text(folder().resolve("run.json"), VerificationTest::resealed);
            assertThat(failures(folder()))
                    .singleElement()
                    .asString()
                    .startsWith("FAILS  predictions.u8: predicts the classes [");
        }

        @Test
        void whose_list_was_edited_together_with_its_hash_is_told_by_its_weights() {
            edit(
                    folder().resolve("run.json"),
                    run -> ((ObjectNode) run.get("files")).remove("weights.params"));
            text(folder().resolve("run.json"), VerificationTest::resealed);
            assertThat(failures(folder()))
                    .singleElement()
                    .asString()
                    .startsWith(
                            "FAILS  run.json: lists nothing for weights.params, but its weights");
        }

        @Test
        void whose_weights_were_left_out_on_purpose_is_open_there() throws IOException {
            Path weights = folder().resolve("weights.params");
            String hash = Sha256.of(weights);
            Files.delete(weights);
            Path instead = folder().resolve("weights.params.sha256");
            Files.writeString(instead, hash + "  weights.params\n"); // as sha256sum writes it
            var checks = Verification.of(folder(), null).checks();
            assertThat(checks)
                    .filteredOn(check -> check.result() == CheckResult.CheckStatus.OPEN)
                    .singleElement()
                    .extracting(CheckResult::line)
                    .asString()
                    .startsWith("open   weights.params: was left out on purpose");
            assertThat(Verification.holds(checks)).isTrue();

            Files.writeString(instead, "ab".repeat(32) + "  weights.params\n");
            assertThat(failures(folder())).singleElement().asString().contains("is missing");
        }

        @Test
        void from_before_records_listed_their_files_is_open_without_its_weights()
                throws IOException {
            edit(
                    folder().resolve("run.json"),
                    run -> ((ObjectNode) run).remove(List.of("files", "predictionsSha256")));
            text(folder().resolve("run.json"), VerificationTest::resealed);
            Files.delete(folder().resolve("weights.params"));
            Files.delete(folder().resolve("predictions.u8"));
            var checks = Verification.of(folder(), null).checks();
            assertThat(checks)
                    .filteredOn(check -> check.result() == CheckResult.CheckStatus.OPEN)
                    .extracting(CheckResult::line)
                    .containsExactly(
                            "open   run.json: was written before records listed their files",
                            "open   weights.params: is not there",
                            "open   predictions.u8: is missing: runs did not keep predictions then");
            assertThat(Verification.holds(checks)).isTrue();
        }

        @Test
        void trained_again_has_the_same_weights_bit_for_bit() {
            Run run = Verification.of(folder(), null).runs().get(0);
            assertThat(Verification.again(run, data, Compute.of("cpu"), List.of()))
                    .singleElement()
                    .extracting(CheckResult::line)
                    .asString()
                    .startsWith("holds  lenet-5")
                    .contains("the same weights bit for bit, ");
        }

        @Test
        void whose_record_was_forged_throughout_is_told_when_it_is_trained_again() {
            edit(
                    folder().resolve("run.json"),
                    record -> {
                        better(record);
                        record.put("weightsSha256", "ab".repeat(32));
                    });
            seal(folder());
            Run run = Verification.of(folder(), null).runs().get(0);
            assertThat(Verification.again(run, data, Compute.of("cpu"), List.of()))
                    .extracting(CheckResult::line)
                    .anySatisfy(line -> assertThat(line).contains("has abababababab"))
                    .anySatisfy(
                            line ->
                                    assertThat(line)
                                            .startsWith("FAILS")
                                            .contains("test accuracy of epoch 2 is ")
                                            .endsWith("but the record says 0.99"));
        }

        @Test
        void is_trained_again_on_its_own_data_only() {
            Run run = Verification.of(folder(), null).runs().get(0);
            var other = DrawnSet.draw(400, 100, 2);
            assertThatThrownBy(() -> Verification.again(run, other, Compute.of("cpu"), List.of()))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageStartingWith("a run is trained again on its own data, but");
        }
    }

    @Nested
    @Tag("training")
    class A_run_that_diverged {
        /**
         * Weight decay alone makes every weight 1 - 10 * 0.9 = -8 times what it was, in each of 80
         * steps: whatever the gradients are, no number of float32 can hold that.
         */
        private Run hopeless() {
            var recipe =
                    Recipe.quick()
                            .withImages(160)
                            .withValidation(0)
                            .withBatch(2)
                            .withRate(10)
                            .with(Map.of("schedule", "CONSTANT", "weightDecay", 0.9));
            var network = Zoo.network("skeleton:join=sum,depth=7,width=2,norm=false");
            var training = new Training(network, recipe, data, Outcome.SEED, Compute.of("cpu"));
            assertThatThrownBy(() -> Runs.train(training, copy.resolve("diverged"), line -> {}))
                    .isInstanceOf(DivergedException.class);
            return Verification.of(copy.resolve("diverged"), null).runs().get(0);
        }

        @Test
        void diverges_again_at_the_same_epoch_with_the_same_weights() {
            Run run = hopeless();
            assertThat(run.divergedAt()).isEqualTo(1);
            assertThat(Verification.again(run, data, Compute.of("cpu"), List.of()))
                    .singleElement()
                    .extracting(CheckResult::line)
                    .asString()
                    .startsWith("holds")
                    .contains("the same weights bit for bit");
        }

        @Test
        void and_is_told_where_the_record_says_another_epoch() throws IOException {
            ObjectNode record = JSON.valueToTree(hopeless());
            record.put("divergedAt", 2).put("weightsSha256", "ab".repeat(32));
            Run forged = JSON.treeToValue(record, Run.class);
            assertThat(Verification.again(forged, data, Compute.of("cpu"), List.of()))
                    .extracting(CheckResult::line)
                    .anySatisfy(
                            line -> assertThat(line).startsWith("FAILS").contains("other weights"))
                    .anySatisfy(
                            line ->
                                    assertThat(line)
                                            .endsWith("divergence is 1, but the record says 2"));
        }
    }

    @Nested
    class A_run_from_elsewhere {
        /** The difference of two accuracies of 0.9 on 100 images: sqrt(2 * 0.09 / 100), 4.24. */
        @Test
        void may_drift_by_as_much_as_chance_allows_and_the_tolerance_is_told() {
            assertThat(retrained(0.90, 0.85).line())
                    .startsWith("holds")
                    .contains("5.00 points apart", "tolerance 14.03") // p is 0.875 in the middle
                    .contains("here cpu (here), 2 threads", "then cpu (elsewhere), 2 threads");
            assertThat(retrained(0.90, 0.60).line()).startsWith("FAILS").contains("30.00 points");
        }

        @Test
        void may_drift_where_the_code_is_of_another_commit() {
            var first = change(0.90, "cpu (here), 2 threads", "aa", "c0ffee");
            var second = change(0.90, "cpu (here), 2 threads", "bb", "decade");
            assertThat(new Retraining(first, first).mustBeAlike()).isTrue();
            assertThat(new Retraining(first, second).checks("it").get(0).line())
                    .startsWith("holds")
                    .contains("0.00 points apart", "commit decade; then", "commit c0ffee");
        }

        @Test
        void may_drift_where_it_went_on_with_another_commit_and_both_are_told() {
            var first = change(0.90, "cpu (here), 2 threads", "aa", "c0ffee0123456789, decade");
            var second = change(0.90, "cpu (here), 2 threads", "bb", "decade");
            assertThat(new Retraining(first, second).checks("it").get(0).line())
                    .startsWith("holds")
                    .contains("commit decade; then", "commit c0ffee012345, decade");
        }

        private CheckResult retrained(double then, double now) {
            var first = change(then, "cpu (elsewhere), 2 threads", "aa", "c0ffee");
            var second = change(now, "cpu (here), 2 threads", "bb", "c0ffee");
            return new Retraining(first, second).checks("it").get(0);
        }

        private Run change(double accuracy, String device, String sha, String commit) {
            try {
                JsonNode node = JSON.readTree(copy.resolve("runs/lenet-5-seed1/run.json").toFile());
                var run = (ObjectNode) node;
                run.remove("sha256");
                run.put("device", device).put("weightsSha256", sha.repeat(32));
                run.put("commit", commit);
                ((ObjectNode) run.get("history").get(1)).put("testAccuracy", accuracy);
                return JSON.treeToValue(run, Run.class);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    @Nested
    class A_report {
        @Test
        void as_it_was_written_holds_in_all() {
            assertThat(Verification.of(copy, null).checks())
                    .hasSizeGreaterThan(15)
                    .allMatch(check -> check.result() == CheckResult.CheckStatus.HOLDS)
                    .extracting(CheckResult::what)
                    .contains("index.html", "report.md", "results.csv", "report.json");
            assertThat(Verification.of(copy, null).runs()).hasSize(2);
        }

        @Test
        void that_was_cut_together_with_the_line_that_lists_the_file_is_told_by_its_seal()
                throws IOException {
            Files.delete(copy.resolve("plan.json"));
            edit(
                    copy.resolve("report.json"),
                    report -> ((ObjectNode) report.get("kept")).remove("plan.json"));
            assertThat(failures(copy)).containsExactly(EDITED);
        }

        /** As version 0.1.0 wrote them. */
        @Test
        void without_a_seal_is_open_there() {
            edit(copy.resolve("report.json"), report -> report.remove("sha256"));
            assertThat(failures(copy)).isEmpty();
            assertThat(Verification.of(copy, null).checks())
                    .filteredOn(check -> check.result() == CheckResult.CheckStatus.OPEN)
                    .extracting(CheckResult::line)
                    .containsExactly(
                            "open   report.json: has no hash of its own; it was written before records had one");
        }

        @Test
        void whose_numbers_do_not_come_from_its_runs_is_told_number_by_number() {
            forge(report -> ((ObjectNode) report.at("/summaries/0/lastEpoch")).put("mean", 0.99));
            assertThat(failures(copy))
                    .singleElement()
                    .asString()
                    .startsWith(
                            "FAILS  report.json/summaries/0/lastEpoch/mean: is 0.99, but its runs"
                                    + " give 0.");
        }

        @Test
        void whose_runs_are_not_those_of_their_folders_is_told_by_run_and_fact() {
            forge(
                    report ->
                            ((ObjectNode) report.at("/runs/1/history/1"))
                                    .put("testAccuracy", 0.99));
            assertThat(failures(copy))
                    .anySatisfy(
                            line ->
                                    assertThat(line)
                                            .contains("report.json, lenet-5", "seed 2")
                                            .contains(
                                                    "/history/1/testAccuracy is 0.99, but its"
                                                            + " folder has 0."));
        }

        @Test
        void whose_page_was_edited_is_told_by_its_hash() {
            text(copy.resolve("index.html"), html -> html.replace("LeNet", "BestNet"));
            assertThat(failures(copy))
                    .singleElement()
                    .asString()
                    .startsWith("FAILS  index.html: has SHA-256")
                    .endsWith("it was edited");
        }

        @Test
        void whose_page_was_edited_together_with_its_hash_is_told_too() throws IOException {
            text(copy.resolve("index.html"), html -> html.replace("LeNet", "BestNet"));
            String hash = Sha256.of(copy.resolve("index.html"));
            forge(report -> ((ObjectNode) report.get("files")).put("index.html", hash));
            assertThat(failures(copy))
                    .singleElement()
                    .asString()
                    .startsWith("FAILS  index.html: is not what its runs give");
        }

        @Test
        void tells_of_tampering_in_the_folders_of_its_runs() throws IOException {
            replace(
                    copy.resolve("runs/lenet-5-seed2/weights.params"),
                    copy.resolve("runs/lenet-5-seed1/weights.params"));
            assertThat(failures(copy))
                    .singleElement()
                    .asString()
                    .startsWith("FAILS  runs/lenet-5-seed1/weights.params: has SHA-256");
        }

        @Test
        void whose_plan_was_edited_cut_or_deleted_is_told() throws IOException {
            Path plan = copy.resolve("plan.json");
            String text = Files.readString(plan);
            text(plan, t -> t.replace("\"task\" : 1", "\"task\" : 3"));
            assertThat(failures(copy))
                    .hasSize(2)
                    .anySatisfy(f -> assertThat(f).startsWith("FAILS  plan.json: has SHA-256"))
                    .contains("FAILS  plan.json: its hash says that it was edited");
            Files.writeString(plan, text.substring(0, text.length() / 2));
            assertThat(failures(copy)).hasSize(2).allMatch(f -> f.startsWith("FAILS  plan.json: "));
            Files.delete(plan);
            assertThat(failures(copy))
                    .containsExactly("FAILS  plan.json: is listed in report.json, but is missing");
        }

        @Test
        void whose_plan_is_another_with_a_fitting_hash_throughout_is_told() throws IOException {
            Path plan = copy.resolve("plan.json");
            edit(plan, p -> ((ObjectNode) p.at("/tasks/1")).put("run", "ab".repeat(32)));
            text(plan, VerificationTest::resealed);
            String hash = Sha256.of(plan);
            forge(report -> ((ObjectNode) report.get("kept")).put("plan.json", hash));
            assertThat(failures(copy))
                    .singleElement()
                    .asString()
                    .startsWith("FAILS  plan.json: has no such run as lenet-5, quick")
                    .endsWith("seed 2");
        }

        @Test
        void without_a_folder_or_a_file_of_its_runs_is_told() throws IOException {
            Files.delete(copy.resolve("runs/lenet-5-seed2/weights.params"));
            assertThat(failures(copy))
                    .containsExactly(
                            "FAILS  runs/lenet-5-seed2/weights.params: is listed in run.json, but is missing");
            for (String name : List.of("run.json", "history.csv")) {
                Files.delete(copy.resolve("runs/lenet-5-seed2").resolve(name));
            }
            assertThat(failures(copy))
                    .containsExactly(
                            "FAILS  runs/lenet-5-seed2/run.json: is listed in report.json, but is missing");
        }

        @Test
        void without_the_folders_of_its_runs_is_open_there() throws IOException {
            Path empty = Files.createDirectories(copy.resolve("empty"));
            assertThat(Verification.of(copy, empty).checks())
                    .filteredOn(check -> check.result() == CheckResult.CheckStatus.OPEN)
                    .hasSize(2)
                    .allSatisfy(c -> assertThat(c.found()).endsWith("name it with --runs"));
        }
    }

    /** Their runs were left out on purpose; that is open. */
    @Test
    void committed_reports_hold_and_are_what_a_report_written_anew_would_be() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("data/measured"))) {
            assertThat(files.filter(file -> file.endsWith("report.json")))
                    .hasSizeGreaterThanOrEqualTo(6)
                    .allSatisfy(
                            report -> assertThat(failures(report.resolveSibling(""))).isEmpty());
        }
        Path compare = Path.of("data/measured/compare");
        assertThat(Verification.of(compare, null).checks())
                .filteredOn(check -> check.result() == CheckResult.CheckStatus.HOLDS)
                .extracting(CheckResult::what)
                .contains("plan.json", "report.json");
        assertThat(SavedReport.read(compare).page().keeping(compare).json())
                .isEqualTo(Files.readString(compare.resolve("report.json")));
        assertThat(Verification.of(Path.of("data/measured/memory"), null).checks())
                .hasSizeGreaterThanOrEqualTo(4)
                .allMatch(check -> check.result() == CheckResult.CheckStatus.HOLDS);
    }

    @Test
    void an_effect_whose_answer_was_edited_is_found_out() throws IOException {
        Path folder = Files.createDirectories(copy.resolve("effect"));
        Path record = folder.resolve("effect.json");
        Files.writeString(
                record, HashedJson.seal(Map.of("answer", "Sum wins.", "files", Map.of())));
        assertThat(Verification.of(folder, null).checks())
                .containsExactly(CheckResult.holds("effect.json", "matches its own hash"));
        text(record, text -> text.replace("Sum", "Concat"));
        assertThat(failures(folder))
                .containsExactly("FAILS  effect.json: was edited: it does not match its own hash");
    }

    @Test
    void a_folder_with_none_of_them_is_refused() throws IOException {
        Path empty = Files.createDirectories(copy.resolve("empty"));
        assertThatThrownBy(() -> Verification.of(empty, null))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "what is verified must have a run.json, a report.json or an effect.json, but %s has none"
                                .formatted(empty));
    }

    private static List<String> failures(Path place) {
        return Verification.of(place, null).checks().stream()
                .filter(check -> check.result() == CheckResult.CheckStatus.FAILS)
                .map(CheckResult::line)
                .toList();
    }

    private static void better(ObjectNode run) {
        ((ObjectNode) run.get("history").get(1)).put("testAccuracy", 0.99);
    }

    private static void text(Path file, String text) {
        try {
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String resealed(String text) {
        try {
            var fields = (ObjectNode) JSON.readTree(text);
            fields.remove("sha256");
            return HashedJson.seal(fields);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Gives a record the hash that fits it, as a careful forger would. */
    private static void seal(Path folder) {
        text(folder.resolve("run.json"), VerificationTest::resealed);
    }

    /** Edits the report and gives it the hash that fits. */
    private void forge(Consumer<ObjectNode> change) {
        edit(copy.resolve("report.json"), change);
        text(copy.resolve("report.json"), VerificationTest::resealed);
    }

    private static void edit(Path json, Consumer<ObjectNode> change) {
        text(
                json,
                text -> {
                    try {
                        var fields = (ObjectNode) JSON.readTree(text);
                        change.accept(fields);
                        return fields.toPrettyString();
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                });
    }

    private static void text(Path file, UnaryOperator<String> change) {
        try {
            String before = Files.readString(file);
            String after = change.apply(before);
            assertThat(after).isNotEqualTo(before);
            Files.writeString(file, after);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void replace(Path from, Path to) throws IOException {
        Files.write(to, Files.readAllBytes(from));
    }
}
