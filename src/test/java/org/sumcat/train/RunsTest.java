package org.sumcat.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.Model;
import ai.djl.nn.Block;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sumcat.data.DrawnSet;
import org.sumcat.device.Compute;
import org.sumcat.engine.Hooks;
import org.sumcat.files.Folder;
import org.sumcat.inference.Predictions;
import org.sumcat.recipe.Recipe;
import org.sumcat.zoo.Zoo;

@DisplayNameGeneration(ReplaceUnderscores.class)
class RunsTest {
    @TempDir private Path folder;

    @Test
    void a_saved_run_is_read_back_as_it_was() {
        try (Trained trained = TrainingTest.training().train()) {
            Runs.save(trained, folder);
            assertThat(Runs.load(folder)).isEqualTo(trained.run());
        }
    }

    @Test
    void predictions_lie_beside_the_record_a_byte_an_image_and_are_of_the_reported_weights()
            throws Exception {
        try (Trained trained = TrainingTest.training().train()) {
            Runs.save(trained, folder);
            var taken = new ByteArrayOutputStream();
            trained.show(
                    TrainingTest.training().data().test(),
                    Hooks.on(trained.places()),
                    (scores, labels) -> {
                        for (long best : scores.argMax(1).toLongArray()) {
                            taken.write((int) best);
                        }
                    });
            assertThat(Files.readAllBytes(folder.resolve("predictions.u8")))
                    .isEqualTo(taken.toByteArray());
            Predictions read = Runs.load(folder).predictions();
            assertThat(read).isNotNull();
            assertThat(read.sha256()).isEqualTo(sha256(taken.toByteArray()));
            byte[] labels = TrainingTest.training().data().test().labels();
            long right =
                    IntStream.range(0, read.images()).filter(i -> read.of(i) == labels[i]).count();
            assertThat(right / (double) labels.length).isEqualTo(trained.run().testAccuracy());
            assertThat(new ObjectMapper().readTree(Runs.json(trained.run())).get("files"))
                    .anyMatch(hash -> hash.asText().equals(read.sha256()));
        }
    }

    @Test
    void without_its_predictions_a_run_is_read_but_is_not_done() throws Exception {
        try (Trained trained = TrainingTest.training().train()) {
            Runs.save(trained, folder);
            String identity = trained.run().identity();
            Path file = folder.resolve("predictions.u8");
            byte[] bytes = Files.readAllBytes(file);
            bytes[3] ^= 1;
            Files.write(file, bytes);
            assertThat(Runs.damage(folder, identity)).isEqualTo("predictions.u8 was changed since");
            assertThat(Runs.load(folder)).isEqualTo(trained.run());
            assertThat(Runs.load(folder).predictions().isRead()).isFalse();
            Files.delete(file);
            assertThat(Runs.damage(folder, identity)).isEqualTo("predictions.u8 cannot be read");
            assertThat(Runs.load(folder).predictions().isRead()).isFalse();
        }
    }

    @Test
    void weights_may_be_left_out_and_their_hash_lies_in_their_place() throws Exception {
        try (Trained trained = standingStill(3).train()) {
            Runs.save(trained, folder);
            Runs.save(trained, folder, Runs.Weights.LEFT_OUT);
            Run run = trained.run();
            assertThat(folder.resolve("weights.params")).doesNotExist();
            assertThat(folder.resolve("best.params")).doesNotExist();
            assertThat(folder.resolve("weights.params.sha256"))
                    .hasContent(run.weightsSha256() + "  weights.params");
            assertThat(folder.resolve("best.params.sha256"))
                    .hasContent(run.best().weightsSha256() + "  best.params");
            assertThat(Runs.damage(folder, run.identity(), Runs.Weights.LEFT_OUT)).isNull();
            assertThat(Runs.damage(folder, run.identity())).endsWith("params cannot be read");
            Runs.save(trained, folder);
            assertThat(folder.resolve("weights.params.sha256")).doesNotExist();
            assertThat(Runs.damage(folder, run.identity())).isNull();
        }
    }

    @Test
    void the_best_weights_lie_beside_the_last() throws Exception {
        try (Trained trained = standingStill(3).train()) {
            Runs.save(trained, folder);
            Best best = trained.run().best();
            assertThat(best).isNotNull();
            assertThat(best.epoch()).isEqualTo(1); // the first of those that are as good
            assertThat(sha256(Files.readAllBytes(folder.resolve("best.params"))))
                    .isEqualTo(best.weightsSha256())
                    .isNotEqualTo(trained.run().weightsSha256());
        }
    }

    @Test
    void unless_they_are_the_same() throws Exception {
        try (Trained trained = standingStill(1).train()) {
            Runs.save(trained, folder);
            Best best = trained.run().best();
            assertThat(best).isNotNull();
            assertThat(sha256(Files.readAllBytes(folder.resolve("weights.params"))))
                    .isEqualTo(best.weightsSha256());
            assertThat(folder.resolve("best.params")).doesNotExist();
        }
    }

    /** A rate so small that every epoch answers as the first, while the last biases creep. */
    private static Training standingStill(int epochs) {
        var recipe =
                Recipe.quick()
                        .withImages(64)
                        .withValidation(50)
                        .withEpochs(epochs)
                        .withBatch(16)
                        .withRate(1e-25f);
        return Training.of(Zoo.network("lenet-5"), recipe, DrawnSet.draw(200, 50, 1));
    }

    @Test
    void a_record_that_was_edited_is_refused() throws IOException {
        try (Trained trained = TrainingTest.training().train()) {
            Runs.save(trained, folder);
        }
        Path record = folder.resolve("run.json");
        Files.writeString(record, Files.readString(record).replace("\"seed\" : 1", "\"seed\" : 2"));
        assertThatThrownBy(() -> Runs.load(folder))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        record
                                + " must be the record of a run, but cannot be read (its hash says"
                                + " that it was edited); delete it or use another folder");
    }

    @Nested
    class The_identity_of_a_run {
        @Test
        void is_known_before_it_is_trained_and_again_when_it_is_read() {
            var training = TrainingTest.training().withSeed(3);
            try (Trained trained = training.train()) {
                Runs.save(trained, folder);
            }
            assertThat(Runs.load(folder).identity()).isEqualTo(training.identity());
        }

        @Test
        void differs_with_network_recipe_seed_data_threads() {
            var training = TrainingTest.training();
            var threads =
                    new Compute(
                            training.compute().device(),
                            training.compute().threads() + 1,
                            training.compute().arithmetic());
            assertThat(
                            List.of(
                                    training.identity(),
                                    training.withSeed(2).identity(),
                                    training.on(threads).identity(),
                                    standingStill(3).identity(),
                                    Training.of(
                                                    training.network(),
                                                    standingStill(3).recipe(),
                                                    training.data())
                                            .identity(),
                                    Training.of(
                                                    training.network(),
                                                    training.recipe(),
                                                    DrawnSet.draw(600, 200, 2))
                                            .identity()))
                    .doesNotHaveDuplicates();
        }

        @Test
        void is_the_same_whenever_and_on_whatever_processor_it_ran() {
            Run run = Runs.load(Path.of("data/measured/densenet-d2l-d2l-seed1"));
            Run other = Runs.load(Path.of("data/measured/densenet-d2l-d2l-seed2"));
            assertThat(run.identity()).isNotEqualTo(other.identity()).matches("[0-9a-f]{64}");
            assertThat(withTimes(run, "cpu (another), 1 thread").identity())
                    .isEqualTo(run.identity());
            assertThat(withTimes(run, "gpu 0 (a card)").identity()).isNotEqualTo(run.identity());
        }

        private static Run withTimes(Run run, String device) {
            return new Run(
                    run.network(),
                    run.recipe(),
                    run.seed(),
                    device,
                    run.threads(),
                    run.precision(),
                    run.dataset(),
                    run.datasetSha256(),
                    run.trainImages(),
                    run.testImages(),
                    run.versions(),
                    "another commit",
                    null,
                    List.of(run.history().get(0)),
                    "another",
                    null,
                    null,
                    null,
                    null,
                    "2026-01-02T03:04:05Z",
                    "2026-01-02T03:04:06Z",
                    List.of(1));
        }
    }

    @Test
    void records_from_before_a_recipe_named_its_optimizer_are_of_SGD() {
        Run run = Runs.load(Path.of("data/measured/densenet-d2l-d2l-seed1"));
        assertThat(run.recipe()).isEqualTo(Recipe.d2l());
        assertThat(run.recipe().optimizer()).isEqualTo(Recipe.Optimizer.SGD);
    }

    @Test
    void the_record_has_the_names_of_the_contract_at_its_top() throws IOException {
        Run run = TrainingTest.training().run();
        var json = new ObjectMapper().readTree(Runs.json(run));
        assertThat(json.fieldNames())
                .toIterable()
                .contains(
                        "spec",
                        "family",
                        "year",
                        "paper",
                        "input",
                        "classes",
                        "parameters",
                        "macs",
                        "weightLayers",
                        "connections",
                        "stages",
                        "recipe",
                        "seed",
                        "device",
                        "threads",
                        "precision",
                        "dataset",
                        "datasetSha256",
                        "versions",
                        "commit",
                        "rules",
                        "history",
                        "weightsSha256",
                        "predictionsSha256",
                        "confusion",
                        "best",
                        "divergedAt",
                        "started",
                        "ended");
        assertThat(json.get("history").get(0).fieldNames())
                .toIterable()
                .contains("epoch", "trainLoss", "trainAccuracy", "testAccuracy", "seconds");
    }

    @Test
    void the_saved_weights_have_the_hash_in_the_record_and_load_into_a_new_network()
            throws Exception {
        try (Trained trained = TrainingTest.training().train();
                Model model = Model.newInstance("again")) {
            Runs.save(trained, folder);
            Path weights = folder.resolve("weights.params");
            assertThat(sha256(Files.readAllBytes(weights)))
                    .isEqualTo(trained.run().weightsSha256());

            Block again = TrainingTest.training().network().build(10);
            try (var in = new DataInputStream(Files.newInputStream(weights))) {
                again.loadParameters(model.getNDManager(), in);
            }
            assertThat(again.getParameters().valueAt(0).getArray().toFloatArray())
                    .isEqualTo(
                            trained.model()
                                    .getBlock()
                                    .getParameters()
                                    .valueAt(0)
                                    .getArray()
                                    .toFloatArray());
        }
    }

    @Test
    void a_folder_that_holds_another_run_is_refused_and_the_same_run_is_not() {
        try (Trained trained = TrainingTest.training().train()) {
            Runs.save(trained, folder);
        }
        Runs.requireFree(folder, TrainingTest.training());
        assertThatThrownBy(() -> Runs.requireFree(folder, TrainingTest.training().withSeed(9)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("--out must not hold another run, but " + folder + " has")
                .hasMessageContaining("use another folder by --out, or delete it");
    }

    @Test
    void a_record_that_was_cut_short_is_refused_with_its_name() throws IOException {
        Files.writeString(folder.resolve("run.json"), "{\"spec\": \"resn");
        assertThatThrownBy(() -> Runs.requireFree(folder, TrainingTest.training()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(
                        folder.resolve("run.json") + " must be the record of a run");
    }

    @Test
    void files_are_there_all_or_none_when_the_disk_is_full() throws IOException {
        var files = new LinkedHashMap<String, Folder.Content>();
        files.put("history.csv", Folder.Content.of("epoch"));
        files.put(
                "run.json",
                out -> {
                    out.write(new byte[100_000]);
                    throw new IOException("No space left on device");
                });
        assertThatThrownBy(() -> Folder.write(folder, files))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessage(
                        folder
                                + " could not be written (IOException: No space left on device);"
                                + " make room or use another folder");
        assertThat(folder).isEmptyDirectory();
    }

    private static String sha256(byte[] bytes) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    }
}
