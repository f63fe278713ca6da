package org.sumcat.data;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.sumcat.files.HashedJson;
import org.sumcat.ipynb.NotebookFile;
import org.sumcat.recipe.RecipeFile;
import org.sumcat.sweep.Plan;

/**
 * Files cut, flipped and grown at random, with a seed: each is read, or refused in one line of ours
 * that names the file and the rule; whatever is between, an exception of a library's or Java's own
 * in our place, is a fault.
 */
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

    private int read;
    private int refused;
    private final List<String> faults = new ArrayList<>();

    @Test
    void recipes_are_read_or_refused() throws IOException {
        byte[] toml = Files.readAllBytes(Path.of("data", "recipes", "example.toml"));
        byte[] object = RECIPE.getBytes(UTF_8);
        var random = new Random(1);
        for (boolean json : new boolean[] {true, false}) {
            byte[] whole = json ? object : toml;
            for (int i = 0; i < 700; i++) {
                String name = "r%s%s".formatted(i, json ? ".json" : ".toml");
                byte[] bytes =
                        json && i % 2 == 0
                                ? JSON.writeValueAsBytes(changed(JSON.readTree(whole), random))
                                : changed(whole, random);
                tried(name, bytes, RecipeFile::read);
            }
        }
        assertThatAllIsWell(1400);
    }

    @Test
    void plans_are_read_or_refused_also_with_a_right_hash() throws IOException {
        byte[] whole = Files.readAllBytes(plan());
        var random = new Random(2);
        for (int i = 0; i < 1500; i++) {
            byte[] bytes = i % 3 == 0 ? changed(whole, random) : resealed(whole, random);
            tried("plan%s.json".formatted(i), bytes, file -> use(Plan.read(file)));
        }
        assertThatAllIsWell(1500);
    }

    /** What a command would ask of it next. */
    private static void use(Plan plan) {
        plan.tasks().forEach(task -> assertThat(task.in(Path.of("out")).toString()).isNotBlank());
        assertThat(plan.footing().lines()).isNotNull();
        assertThat(plan.json()).isNotBlank();
    }

    @Test
    void notebooks_are_read_or_refused() throws IOException {
        byte[] whole = Files.readAllBytes(Path.of("notebooks", "05-densenet.ipynb"));
        byte[] small = JSON.writeValueAsBytes(withoutOutputs(JSON.readTree(whole)));
        var random = new Random(3);
        for (int i = 0; i < 1000; i++) {
            byte[] bytes =
                    i % 2 == 0
                            ? JSON.writeValueAsBytes(changed(JSON.readTree(small), random))
                            : changed(small, random);
            tried("n%s.ipynb".formatted(i), bytes, file -> use(NotebookFile.read(file)));
        }
        assertThatAllIsWell(1000);
    }

    private static void use(NotebookFile notebook) {
        notebook.cells().forEach(cell -> assertThat(cell.id() + cell.source()).isNotNull());
        assertThat(notebook.kernel() + notebook.sourceSha256() + notebook.outputsSha256())
                .isNotBlank();
        assertThat(notebook.text()).isNotBlank();
    }

    @Test
    void IDX_files_are_read_or_refused() throws IOException {
        var random = new Random(4);
        Path data = TinySet.putInto(folder.resolve("data"));
        var names = files(data, ".gz");
        for (int i = 0; i < 1200; i++) {
            Path file = names.get(random.nextInt(names.size()));
            byte[] whole = Files.readAllBytes(file);
            boolean plain = random.nextBoolean();
            byte[] idx = plain ? unpacked(whole) : whole;
            Files.write(file, changed(idx, random));
            // every other time the rest of it is right, too
            outcome(file, () -> TinySet.FILES.read("tiny", FashionMnist.CLASSES, data));
            Files.write(file, whole);
        }
        assertThatAllIsWell(1200);
    }

    private static byte[] unpacked(byte[] gz) throws IOException {
        try (var in = new GZIPInputStream(new ByteArrayInputStream(gz))) {
            return in.readAllBytes();
        }
    }

    // --- What is done to a file ------------------------------------------------------------------

    private static byte[] changed(byte[] whole, Random random) {
        byte[] bytes = whole.clone();
        for (int i = random.nextInt(3); i >= 0; i--) {
            bytes = once(bytes, random);
        }
        return bytes;
    }

    private static byte[] once(byte[] bytes, Random random) {
        int at = random.nextInt(bytes.length + 1);
        int to = Math.min(bytes.length, at + random.nextInt(40));
        return switch (random.nextInt(7)) {
            case 0 -> joined(bytes, 0, at, ""); // cut off
            case 1 -> joined(bytes, 0, at, "", bytes, to, bytes.length); // a piece less
            case 2 -> joined(bytes, 0, to, "", bytes, at, bytes.length); // a piece twice
            case 3 -> { // flipped bits
                byte[] flipped = bytes.clone();
                for (int i = 0; i < 3 && flipped.length > 0; i++) {
                    flipped[random.nextInt(flipped.length)] ^= (byte) (1 << random.nextInt(8));
                }
                yield flipped;
            }
            case 4 -> joined(bytes, 0, at, GROWN.get(random.nextInt(GROWN.size())), bytes, at);
            case 5 -> { // noise
                var noise = new byte[random.nextInt(64)];
                random.nextBytes(noise);
                yield joined(bytes, 0, at, new String(noise, ISO_8859_1), bytes, at);
            }
            default -> // as an editor of Windows saves it
                    random.nextBoolean()
                            ? ("\ufeff" + new String(bytes, UTF_8)).getBytes(UTF_8)
                            : ("\ufeff" + new String(bytes, UTF_8)).getBytes(UTF_16LE);
        };
    }

    private static byte[] joined(byte[] head, int from, int to, String middle) {
        return joined(head, from, to, middle, head, head.length, head.length);
    }

    private static byte[] joined(
            byte[] head, int from, int to, String middle, byte[] tail, int begin) {
        return joined(head, from, to, middle, tail, begin, tail.length);
    }

    private static byte[] joined(
            byte[] head, int from, int to, String middle, byte[] tail, int begin, int end) {
        return (new String(head, from, to - from, ISO_8859_1)
                        + middle
                        + new String(tail, begin, end - begin, ISO_8859_1))
                .getBytes(ISO_8859_1);
    }

    private static final List<String> GROWN =
            List.of(
                    "[".repeat(5000),
                    "{\"a\":".repeat(3000),
                    "9".repeat(5000),
                    "1e999999999",
                    "-",
                    "null",
                    "\"\"",
                    "\\u0000",
                    "a.".repeat(2000) + "a = 1\n",
                    "\n= \n",
                    "'''",
                    "\r\n\r\n",
                    "NaN");

    private static byte[] resealed(byte[] plan, Random random) throws IOException {
        ObjectNode document = (ObjectNode) JSON.readTree(plan);
        document.remove("sha256");
        JsonNode other = changed(document, random);
        return HashedJson.seal(other.isObject() ? other : document).getBytes(UTF_8);
    }

    /** A node or some of a document are others, or gone. */
    private static JsonNode changed(JsonNode document, Random random) {
        for (int i = random.nextInt(3); i >= 0; i--) {
            var inner = new ArrayList<JsonNode>();
            collect(document, inner);
            JsonNode node = inner.get(random.nextInt(inner.size()));
            JsonNode value = value(random);
            if (node instanceof ObjectNode object && !object.isEmpty()) {
                var names = new ArrayList<String>();
                object.fieldNames().forEachRemaining(names::add);
                String name = names.get(random.nextInt(names.size()));
                if (random.nextInt(4) == 0) {
                    object.remove(name);
                } else {
                    object.set(random.nextInt(8) == 0 ? name + "x" : name, value);
                }
            } else if (node instanceof ArrayNode array && !array.isEmpty()) {
                int at = random.nextInt(array.size());
                if (random.nextInt(4) == 0) {
                    array.remove(at);
                } else {
                    array.set(at, value);
                }
            }
        }
        return document;
    }

    private static void collect(JsonNode node, List<JsonNode> inner) {
        if (node.isContainerNode()) {
            inner.add(node);
            node.forEach(child -> collect(child, inner));
        }
    }

    private static JsonNode value(Random random) {
        try {
            return JSON.readTree(
                    switch (random.nextInt(12)) {
                        case 0 -> "null";
                        case 1 -> "\"\"";
                        case 2 -> "-1";
                        case 3 -> "0";
                        case 4 -> "2147483648";
                        case 5 -> "1e300";
                        case 6 -> "[]";
                        case 7 -> "{}";
                        case 8 -> "[null]";
                        case 9 -> "true";
                        case 10 -> "\"resnet-20:\\n\"";
                        default -> "[[[[1]]]]";
                    });
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static JsonNode withoutOutputs(JsonNode notebook) {
        notebook.get("cells").forEach(cell -> ((ObjectNode) cell).remove("outputs"));
        return notebook;
    }

    // --- What becomes of it ----------------------------------------------------------------------

    private void tried(String name, byte[] bytes, Consumer<Path> reader) throws IOException {
        Path file = Files.write(folder.resolve(name), bytes);
        outcome(file, () -> reader.accept(file));
        Files.delete(file);
    }

    private void outcome(Path file, Runnable reading) {
        try {
            reading.run();
            read++;
        } catch (DataException | IllegalArgumentException e) {
            refused++;
            fault(e, file);
        } catch (Throwable e) {
            faults.add("%s: %s at %s".formatted(file.getFileName(), e, e.getStackTrace()[0]));
        }
    }

    private void fault(RuntimeException e, Path file) {
        String message = String.valueOf(e.getMessage());
        boolean ours =
                (e instanceof DataException || e.getClass() == IllegalArgumentException.class)
                        && e.getStackTrace()[0].getClassName().startsWith("org.sumcat.");
        String name = file.getFileName().toString().replaceFirst("\\.gz$", "");
        boolean rule = message.contains("must ") || message.contains(" has no ");
        if (!ours
                || message.lines().count() != 1
                || message.length() > 1000
                || !message.contains(name)
                || !rule && !message.contains(" ")
                || bug(e) != null) {
            faults.add("%s: %s (%s)".formatted(file.getFileName(), e, bug(e)));
        }
    }

    /** An exception that nobody meant, although somebody caught it. */
    private static Throwable bug(Throwable e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof NullPointerException
                    || cause instanceof ClassCastException
                    || cause instanceof IndexOutOfBoundsException
                    || cause instanceof NumberFormatException
                    || cause instanceof ArithmeticException
                    || cause instanceof Error) {
                return cause;
            }
        }
        return null;
    }

    private void assertThatAllIsWell(int cases) throws IOException {
        assertThat(faults.stream().limit(10)).as("%s faults", faults.size()).isEmpty();
        assertThat(read + refused).isGreaterThanOrEqualTo(cases);
        assertThat(refused).isGreaterThan(cases / 4);
        assertThat(read).isPositive();
        try (Stream<Path> left = Files.list(folder)) {
            assertThat(left.filter(file -> !file.endsWith("data"))).isEmpty();
        }
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
