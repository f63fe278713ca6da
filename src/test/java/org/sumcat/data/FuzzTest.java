package org.sumcat.data;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.sumcat.Fuzz;
import org.sumcat.ipynb.NotebookFile;
import org.sumcat.recipe.RecipeFile;
import org.sumcat.sweep.Plan;

/** What people write or fetch, see {@link Fuzz}. */
@DisplayNameGeneration(ReplaceUnderscores.class)
@Timeout(value = 120, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class FuzzTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    private static final String RECIPE =
            """
            {
              "base": "quick",
              "name": "mine",
              "epochs": 5,
              "rate": 0.05,
              "schedule": "one-cycle",
              "nesterov": true,
              "testing": "last-epoch"
            }
            """;

    @TempDir private Path folder;

    @Test
    void recipes_are_read_or_refused() throws IOException {
        var fuzz = new Fuzz(folder, ":\\d+: |byte \\d+|without a base");
        byte[] toml = Files.readAllBytes(Path.of("data", "recipes", "example.toml"));
        byte[] object = RECIPE.getBytes(UTF_8);
        var random = new Random(1);
        for (boolean json : new boolean[] {true, false}) {
            byte[] whole = json ? object : toml;
            for (int i = 0; i < 700; i++) {
                String name = "r%s%s".formatted(i, json ? ".json" : ".toml");
                byte[] bytes =
                        json && i % 2 == 0
                                ? JSON.writeValueAsBytes(Fuzz.changed(JSON.readTree(whole), random))
                                : Fuzz.changed(whole, random);
                fuzz.tried(name, bytes, RecipeFile::read);
            }
        }
        fuzz.assertThatAllIsWell(1400);
    }

    @Test
    void plans_are_read_or_refused_also_with_a_right_hash() throws IOException {
        var fuzz =
                new Fuzz(
                        folder,
                        "line \\d+|byte \\d+|tasks?|footing|recipes|versions|hash|data set|Number value length|nesting depth|format|dataset|device|threads|precision|command|lacks what");
        byte[] whole = Files.readAllBytes(plan());
        var random = new Random(2);
        for (int i = 0; i < 1500; i++) {
            byte[] bytes = i % 3 == 0 ? Fuzz.changed(whole, random) : Fuzz.resealed(whole, random);
            fuzz.tried("plan%s.json".formatted(i), bytes, file -> use(Plan.read(file)));
        }
        fuzz.assertThatAllIsWell(1500);
    }

    /** What a command would ask of it next. */
    private static void use(Plan plan) {
        plan.tasks().forEach(task -> assertThat(task.in(Path.of("out")).toString()).isNotBlank());
        assertThat(plan.footing().lines()).isNotNull();
        assertThat(plan.json()).isNotBlank();
    }

    @Test
    void notebooks_are_read_or_refused() throws IOException {
        var fuzz = new Fuzz(folder, "line \\d+|byte \\d+|nbformat is|cells are|cells\\[\\d+\\]");
        byte[] whole = Files.readAllBytes(Path.of("notebooks", "05-densenet.ipynb"));
        byte[] small = JSON.writeValueAsBytes(withoutOutputs(JSON.readTree(whole)));
        var random = new Random(3);
        for (int i = 0; i < 1000; i++) {
            byte[] bytes =
                    i % 2 == 0
                            ? JSON.writeValueAsBytes(Fuzz.changed(JSON.readTree(small), random))
                            : Fuzz.changed(small, random);
            fuzz.tried("n%s.ipynb".formatted(i), bytes, file -> use(NotebookFile.read(file)));
        }
        fuzz.assertThatAllIsWell(1000);
    }

    private static void use(NotebookFile notebook) {
        notebook.cells().forEach(cell -> assertThat(cell.id() + cell.source()).isNotNull());
        assertThat(notebook.kernel() + notebook.sourceSha256() + notebook.outputsSha256())
                .isNotBlank();
        assertThat(notebook.text()).isNotBlank();
    }

    @Test
    void IDX_files_are_read_or_refused() throws IOException {
        var fuzz = new Fuzz(folder, "\\d+ bytes|byte \\d+|starts with|holds -?\\d+|SHA-256");
        var random = new Random(4);
        Path data = TinySet.putInto(folder.resolve("data"));
        var names = files(data, ".gz");
        for (int i = 0; i < 1200; i++) {
            Path file = names.get(random.nextInt(names.size()));
            byte[] whole = Files.readAllBytes(file);
            boolean plain = random.nextBoolean();
            byte[] idx = plain ? unpacked(whole) : whole;
            Files.write(file, Fuzz.changed(idx, random));
            // every other time the rest of it is right, too
            fuzz.outcome(file, () -> TinySet.FILES.read("tiny", FashionMnist.CLASSES, data));
            Files.write(file, whole);
        }
        fuzz.assertThatAllIsWell(1200, "data");
    }

    private static byte[] unpacked(byte[] gz) throws IOException {
        try (var in = new GZIPInputStream(new ByteArrayInputStream(gz))) {
            return in.readAllBytes();
        }
    }

    private static JsonNode withoutOutputs(JsonNode notebook) {
        notebook.get("cells").forEach(cell -> ((ObjectNode) cell).remove("outputs"));
        return notebook;
    }

    private static Path plan() throws IOException {
        return files(Path.of("data", "measured", "compare"), "plan.json").get(0);
    }

    private static List<Path> files(Path folder, String... ends) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(
                            file -> Stream.of(ends).anyMatch(end -> file.toString().endsWith(end)))
                    .sorted()
                    .toList();
        }
    }
}
