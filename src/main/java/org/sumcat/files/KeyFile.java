package org.sumcat.files;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.tomlj.Toml;
import org.tomlj.TomlArray;
import org.tomlj.TomlParseResult;
import org.tomlj.TomlTable;

/**
 * The keys and values of a TOML or JSON file, one level deep, with their line numbers.
 *
 * @param file where they are from
 * @param entries by key, in the order of the file
 */
public record KeyFile(Path file, Map<String, Entry> entries) {
    private static final int LARGEST = 1 << 20;

    /** Limits on nesting and on the length of numbers; no valid value exceeds them. */
    private static final int DEEPEST = 20;

    private static final int LONGEST = 100;

    /**
     * A value and its line number.
     *
     * @param value a string, number (a whole one is a long) or boolean; {@link Other} for what no
     *     key takes
     * @param line in the file, from 1
     */
    record Entry(Object value, int line) {}

    /** A value of an unsupported type (date, list, null), kept as text for messages. */
    private record Other(String words) {
        @Override
        public String toString() {
            return words;
        }
    }

    /**
     * Reads a TOML or JSON file, by its ending {@code .toml} or {@code .json}.
     *
     * @throws IllegalArgumentException if it cannot be read, or is not what its name says
     */
    public static KeyFile read(Path file) {
        String text = text(file);
        return new KeyFile(
                file, file.toString().endsWith(".json") ? json(file, text) : toml(file, text));
    }

    /** The text of a file of at most a megabyte, in UTF-8, or as its byte order mark says. */
    private static String text(Path file) {
        try {
            if (Files.isRegularFile(file) && Files.size(file) > LARGEST) {
                throw new IllegalArgumentException(
                        "a recipe file must have at most %s bytes, but %s has %s; name another"
                                .formatted(LARGEST, file, Files.size(file)));
            }
            if (!Files.isRegularFile(file) && Files.exists(file)) {
                throw new IllegalArgumentException(
                        "a recipe file must be a plain file, but %s is none; name another"
                                .formatted(file));
            }
            return Marked.text(Files.readAllBytes(file));
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException(
                    "a recipe file must be text in UTF-8, but %s is not (%s); save it as UTF-8"
                            .formatted(file, e.getMessage()),
                    e);
        } catch (IOException e) {
            throw new IllegalArgumentException(
                    "a recipe file must be readable text, but %s is not (%s); name another"
                            .formatted(file, e.getClass().getSimpleName()),
                    e);
        }
    }

    /** Returns whether the file has a key. */
    public boolean has(String key) {
        return entries.containsKey(key);
    }

    /** The value of an existing key. */
    public Object value(String key) {
        return Objects.requireNonNull(entries.get(key)).value();
    }

    /** An error about the value of a key, with its location. */
    public IllegalArgumentException refused(String key, String message) {
        return refused(file, Objects.requireNonNull(entries.get(key)).line(), message);
    }

    private static IllegalArgumentException refused(Path file, int line, String message) {
        return new IllegalArgumentException("%s:%s: %s".formatted(file, line, OneLine.of(message)));
    }

    private static Map<String, Entry> toml(Path file, String text) {
        requireShallow(file, text);
        TomlParseResult parsed = Toml.parse(text);
        if (parsed.hasErrors()) {
            var first = parsed.errors().get(0);
            throw refused(
                    file,
                    first.position().line(),
                    "a recipe file must be TOML, but is not: " + first.getMessage());
        }
        var entries = new LinkedHashMap<String, Entry>();
        for (String key : parsed.keySet()) {
            var path = List.of(key);
            Object value = Objects.requireNonNull(parsed.get(path));
            boolean deep = value instanceof TomlTable || value instanceof TomlArray;
            entries.put(
                    key,
                    new Entry(
                            deep ? new Other("a table or list") : value,
                            Objects.requireNonNull(parsed.inputPositionOf(path)).line()));
        }
        return entries;
    }

    /**
     * Refuses deep nesting, since TOML's parser recurses into brackets until its stack overflows.
     */
    private static void requireShallow(Path file, String text) {
        int deep = 0;
        for (int i = 0; i < text.length(); i = Math.max(i + 1, behind(text, i))) {
            char c = text.charAt(i);
            deep += c == '[' || c == '{' ? 1 : c == ']' || c == '}' ? -1 : 0;
            if (deep > DEEPEST) {
                throw refused(
                        file,
                        1 + (int) text.substring(0, i).chars().filter(each -> each == '\n').count(),
                        "a value of a recipe must be a plain one, but this is nested more than %s deep"
                                .formatted(DEEPEST));
            }
        }
    }

    /**
     * The end of a comment or quoted text that begins at a position; the position itself if none
     * does.
     */
    private static int behind(String text, int place) {
        char quote = text.charAt(place);
        if (quote == '#') {
            int end = text.indexOf('\n', place);
            return end < 0 ? text.length() : end;
        }
        if (quote != '"' && quote != '\'') {
            return place;
        }
        boolean lines = text.startsWith(String.valueOf(quote).repeat(3), place);
        String end = String.valueOf(quote).repeat(lines ? 3 : 1);
        int i = place + end.length();
        while (i < text.length() && !text.startsWith(end, i)) {
            if (text.charAt(i) == '\n' && !lines) {
                return i; // where the parser gives it up, too
            }
            boolean pair = quote == '"' && text.charAt(i) == '\\' && !text.startsWith("\n", i + 1);
            i += pair ? 2 : 1;
        }
        i = Math.min(text.length(), i + end.length());
        for (int more = 0; lines && more < 2 && text.startsWith(end.substring(2), i); more++) {
            i++; // quotes before the last three are of the text
        }
        return i;
    }

    private static Map<String, Entry> json(Path file, String text) {
        var factory =
                JsonFactory.builder()
                        .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                        .streamReadConstraints(
                                StreamReadConstraints.builder()
                                        .maxNestingDepth(DEEPEST)
                                        .maxNumberLength(LONGEST)
                                        .build())
                        .build();
        var entries = new LinkedHashMap<String, Entry>();
        try (JsonParser parser = factory.createParser(text)) {
            try {
                if (parser.nextToken() != JsonToken.START_OBJECT) {
                    throw refused(file, 1, "a recipe file must be one JSON object, in braces");
                }
                for (String key = parser.nextFieldName();
                        key != null;
                        key = parser.nextFieldName()) {
                    int line = parser.currentLocation().getLineNr();
                    parser.nextToken();
                    entries.put(key, new Entry(value(parser), line));
                }
                if (parser.nextToken() != null) {
                    throw refused(
                            file,
                            parser.currentLocation().getLineNr(),
                            "a recipe file must be one JSON object, but more follows it; delete that");
                }
                return entries;
            } catch (StreamConstraintsException e) { // which does not say where
                throw refused(
                        file,
                        parser.currentLocation().getLineNr(),
                        "a value of a recipe must be a plain one, but this is nested more than %s deep or a number of more than %s digits"
                                .formatted(DEEPEST, LONGEST));
            }
        } catch (JsonProcessingException e) {
            throw refused(
                    file,
                    e.getLocation().getLineNr(),
                    "a recipe file must be JSON, but is not: " + e.getOriginalMessage());
        } catch (IOException e) {
            throw new IllegalStateException("a string can always be read", e);
        }
    }

    private static Object value(JsonParser parser) throws IOException {
        return switch (parser.currentToken()) {
            case VALUE_STRING -> parser.getText();
            case VALUE_TRUE, VALUE_FALSE -> parser.getBooleanValue();
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> {
                Number number = parser.getNumberValue();
                yield number instanceof Integer ? number.longValue() : number;
            }
            case VALUE_NULL -> new Other("null");
            default -> {
                parser.skipChildren();
                yield new Other("an object or list");
            }
        };
    }
}
