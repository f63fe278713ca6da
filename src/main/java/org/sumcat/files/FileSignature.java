package org.sumcat.files;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * By what a file shows that Sumcat wrote it and nobody edited it since: a comment with the SHA-256
 * of all the rest; in a JSON document its seal. A table has no room for either; there its columns
 * tell, so that one of ours is replaced though a cell was edited.
 */
public enum FileSignature {
    /** A drawing, before its last tag. */
    SVG("<!-- sumcat %s -->", "</svg>\n"),
    /** A page. */
    HTML("<!-- sumcat %s -->\n", ""),
    /** Markdown. */
    MARKDOWN("\n<!-- sumcat %s -->\n", ""),
    /** A script of the shell. */
    SCRIPT("# sumcat %s\n", ""),
    /** CSV: the columns. */
    COLUMNS("", ""),
    /** JSON of the same fields, see {@link HashedJson}: what is written bears it already. */
    SEAL("", "");

    private final String comment;
    private final String end;

    FileSignature(String comment, String end) {
        this.comment = comment;
        this.end = end;
    }

    /** The text with its mark. */
    public String on(String text) {
        if (comment.isEmpty()) {
            return text;
        }
        int at = text.endsWith(end) ? text.length() - end.length() : text.length();
        String line = comment.formatted(Sha256.of(text.getBytes(UTF_8)));
        return text.substring(0, at) + line + text.substring(at);
    }

    /**
     * Whether what is there shows that it is ours.
     *
     * @param now what is to take its place
     */
    boolean isOn(String there, String now) {
        return switch (this) {
            case COLUMNS -> firstLine(there).equals(firstLine(now));
            case SEAL -> isSealed(there) && fieldNames(there).equals(fieldNames(now));
            default -> isSigned(there);
        };
    }

    /** What a file without it lacks, in words. */
    String lacking() {
        return switch (this) {
            case COLUMNS -> "has other columns";
            case SEAL -> "is no such document of it, or was edited";
            default -> "bears no mark of it, or was edited since";
        };
    }

    private boolean isSigned(String there) {
        String[] around = comment.split("%s", -1);
        Matcher line =
                Pattern.compile(
                                "%s(?<hash>[0-9a-f]{64})%s%s\\z"
                                        .formatted(
                                                Pattern.quote(around[0]),
                                                Pattern.quote(around[1]),
                                                "(?<end>%s)".formatted(Pattern.quote(end))))
                        .matcher(there);
        if (!line.find()) {
            return false;
        }
        String text = there.substring(0, line.start()) + line.group("end");
        return line.group("hash").equals(Sha256.of(text.getBytes(UTF_8)));
    }

    private static boolean isSealed(String there) {
        try {
            HashedJson.open(there, JsonNode.class);
            return true;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /** By which a plan differs from the record of a run. */
    private static Set<String> fieldNames(String document) {
        JsonNode fields = HashedJson.open(document, JsonNode.class);
        var names = new HashSet<String>();
        fields.fieldNames().forEachRemaining(names::add);
        return names;
    }

    private static String firstLine(String text) {
        return text.lines().findFirst().orElse("");
    }
}
