package org.sumcat;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.sumcat.data.DataException;
import org.sumcat.files.HashedJson;

/**
 * Files cut, flipped and grown at random, with a seed: each is read, or refused in one line of ours
 * that names the file, the place and the rule; whatever is between, an exception of a library's or
 * Java's own in our place, is a fault.
 */
public final class Fuzz {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path folder;
    private final Pattern place;
    private int read;
    private int refused;
    private final List<String> faults = new ArrayList<>();

    /**
     * Of one kind of file.
     *
     * @param folder empty, for the files
     * @param place what names a place in such a file, as a regular expression
     */
    public Fuzz(Path folder, String place) {
        this.folder = folder;
        this.place = Pattern.compile(place);
    }

    /** Reads such a file. */
    public void tried(String name, byte[] bytes, Consumer<Path> reader) throws IOException {
        Path file = Files.write(folder.resolve(name), bytes);
        outcome(file, () -> reader.accept(file));
        Files.delete(file);
    }

    /** Reads a file that is there. */
    public void outcome(Path file, Runnable reading) {
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
                || !rule
                || !place.matcher(message).find()
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

    /**
     * Demands that of so many each was read or well refused, and that nothing is left.
     *
     * @param kept files of the test's own
     */
    public void assertThatAllIsWell(int cases, String... kept) throws IOException {
        assertThat(faults.stream().limit(10)).as("%s faults", faults.size()).isEmpty();
        assertThat(read + refused).isGreaterThanOrEqualTo(cases);
        assertThat(refused).isGreaterThan(cases / 4);
        assertThat(read).isPositive();
        try (Stream<Path> left = Files.list(folder)) {
            assertThat(left.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder(kept);
        }
    }

    // --- What is done to a file ------------------------------------------------------------------

    public static byte[] changed(byte[] whole, Random random) {
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

    public static byte[] resealed(byte[] plan, Random random) throws IOException {
        ObjectNode document = (ObjectNode) JSON.readTree(plan);
        document.remove("sha256");
        JsonNode other = changed(document, random);
        return HashedJson.seal(other.isObject() ? other : document).getBytes(UTF_8);
    }

    /** A node or some of a document are others, or gone. */
    public static JsonNode changed(JsonNode document, Random random) {
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
}
