package org.sumcat.files;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.exc.ValueInstantiationException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongFunction;

/**
 * JSON documents with their own hash, which reveals damage and editing: {@code sha256}, the last
 * field, is over all others as JSON without blanks, names in alphabetical order, numbers as they
 * stand.
 */
public final class HashedJson {
    /** The name of the hash field. */
    public static final String HASH = "sha256";

    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS).build();
    private static final JsonMapper DIGITS = // a double is not written alike by every Java
            JSON.rebuild().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).build();

    private static final JsonMapper EXACT = // the same of a tree, zeros at the end and all
            DIGITS.rebuild()
                    .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
                    .enable(JsonNodeFeature.WRITE_PROPERTIES_SORTED)
                    .build();

    private static final TypeReference<Map<String, Object>> FIELDS = new TypeReference<>() {};

    private HashedJson() {}

    /** Writes a document with its hash, indented; the same bytes on every system. */
    public static String seal(Object document) {
        var lines = new DefaultIndenter("  ", "\n");
        var printer = new DefaultPrettyPrinter().withObjectIndenter(lines);
        try {
            ObjectNode fields = JSON.valueToTree(document);
            fields.put(HASH, hash(fields));
            return JSON.writer(printer).writeValueAsString(fields) + "\n";
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("documents are made of plain records", e);
        }
    }

    /**
     * Parses a document, once, and checks its hash.
     *
     * @throws IllegalArgumentException if it is none, or not as it was written; the message says
     *     which in a few words
     */
    public static <T> T open(String text, Class<T> type) {
        try {
            if (!(exact(text) instanceof ObjectNode document) || !document.has(HASH)) {
                throw new IllegalArgumentException("it is no document with a hash");
            }
            if (!isSealed(document)) {
                throw new IllegalArgumentException("its hash says that it was edited");
            }
            document.remove(HASH);
            return JSON.treeToValue(document, type);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(words(e), e);
        }
    }

    /**
     * Parses JSON with all digits of its numbers, as a hash needs them; see {@link #isSealed}.
     *
     * @throws JsonProcessingException if it is none
     */
    public static JsonNode exact(String text) throws JsonProcessingException {
        return EXACT.readTree(text);
    }

    /**
     * Returns whether a document matches its own hash; one without a hash does not.
     *
     * @param document as {@link #exact} parses it
     */
    public static boolean isSealed(JsonNode document) {
        try {
            return document instanceof ObjectNode fields
                    && fields.has(HASH)
                    && fields.get(HASH).asText().equals(hashOf(fields));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("it was parsed before", e);
        }
    }

    /** Returns whether a document matches its own hash, or has none. */
    public static boolean isIntact(Path file) {
        try {
            JsonNode document = exact(Marked.text(Files.readAllBytes(file)));
            return document.path(HASH).isMissingNode() || isSealed(document);
        } catch (IOException e) {
            return false;
        }
    }

    /** A parse error in one line, with its location. */
    public static String words(JsonProcessingException e) {
        Throwable cause = e.getCause();
        String message =
                e instanceof ValueInstantiationException
                                && cause instanceof IllegalArgumentException
                        ? String.valueOf(cause.getMessage())
                        : e instanceof MismatchedInputException mismatch
                                ? wanted(mismatch)
                                : e.getOriginalMessage();
        return OneLine.of(place(e) + message);
    }

    /** The expected type, without names of classes. */
    private static String wanted(MismatchedInputException e) {
        Class<?> type = e.getTargetType();
        if (e instanceof UnrecognizedPropertyException || type == null) {
            return "there is no such field";
        }
        return "it must be %s, but is not".formatted(wanted(type));
    }

    private static String wanted(Class<?> type) {
        if (Set.of(int.class, long.class, Integer.class, Long.class).contains(type)) {
            return "a whole number";
        }
        if (type == double.class || Number.class.isAssignableFrom(type)) {
            return "a number";
        }
        if (type == boolean.class || type == Boolean.class) {
            return "true or false";
        }
        if (type.isEnum()) {
            return "one of " + List.of(type.getEnumConstants());
        }
        return type == String.class
                ? "a text"
                : Collection.class.isAssignableFrom(type) ? "a list" : "an object";
    }

    private static String place(JsonProcessingException e) {
        if (e instanceof JsonMappingException mapping) { // of the tree, which has no lines
            return mapping.getPath().stream()
                            .map(
                                    step ->
                                            step.getFieldName() == null
                                                    ? "[%s]".formatted(step.getIndex())
                                                    : step.getFieldName())
                            .collect(joining(" "))
                    + (mapping.getPath().isEmpty() ? "" : ": ");
        }
        return e.getLocation() == null ? "" : "line %s: ".formatted(e.getLocation().getLineNr());
    }

    /** Computes the hash of a document. */
    public static String hash(Object document) {
        try {
            return hashOf(JSON.writeValueAsString(document));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("documents are made of plain records", e);
        }
    }

    /**
     * Hashes of documents that differ in one whole number, as {@link #hash(Object)} computes them,
     * without writing all of it each time.
     *
     * @param document without that field
     * @param field name of the number that the function takes
     */
    public static LongFunction<String> hashes(Object document, String field) {
        try {
            Map<String, Object> fields =
                    DIGITS.readValue(JSON.writeValueAsString(document), FIELDS);
            return number -> {
                fields.put(field, number);
                try {
                    return hashOf(fields);
                } catch (JsonProcessingException e) {
                    throw new IllegalStateException("it was written before", e);
                }
            };
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("documents are made of plain records", e);
        }
    }

    /**
     * The hash of a document: its own field, or computed for those whose format is not that of
     * {@link #seal}.
     *
     * @param text of a JSON object
     * @throws IllegalArgumentException if it is none
     */
    public static String hash(String text) {
        try {
            return hashOf(text);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(words(e), e);
        }
    }

    private static String hashOf(String text) throws JsonProcessingException {
        return hashOf(EXACT.readValue(text, ObjectNode.class));
    }

    private static String hashOf(ObjectNode exact) throws JsonProcessingException {
        ObjectNode fields = EXACT.createObjectNode();
        fields.setAll(exact);
        fields.remove(HASH);
        return Sha256.of(EXACT.writeValueAsString(fields).getBytes(UTF_8));
    }

    private static String hashOf(Map<?, ?> fields) throws JsonProcessingException {
        return Sha256.of(DIGITS.writeValueAsString(fields).getBytes(UTF_8));
    }
}
