package org.sumcat.files;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A signature that shows that Sumcat wrote a file and nobody has edited it since: a comment with
 * the SHA-256 of all the rest; in a JSON document its own hash field. A table has no room for
 * either and is recognized by its columns, so one of ours is replaced even if a cell was edited.
 */
public enum FileSignature {
    /** An SVG comment before the last tag. */
    SVG("<!-- sumcat %s -->", "</svg>\n"),
    /** An HTML comment in the first line. */
    HTML("<!-- sumcat %s -->\n", ""),
    /** A Markdown comment in the last line. */
    MARKDOWN("\n<!-- sumcat %s -->\n", ""),
    /** A comment of a shell script. */
    SCRIPT("# sumcat %s\n", ""),
    /** The column names, for CSV files. */
    COLUMNS("", ""),
    /**
     * The field names and hash of a JSON document, see {@link HashedJson}, which carries its own
     * signature.
     */
    SEAL("", "");

    private final String comment;
    private final String end;

    FileSignature(String comment, String end) {
        this.comment = comment;
        this.end = end;
    }

    /** Adds the signature to a text. */
    public String on(String text) {
        if (comment.isEmpty()) {
            return text;
        }
        int at = text.endsWith(end) ? text.length() - end.length() : text.length();
        String line = comment.formatted(Sha256.of(text.getBytes(UTF_8)));
        return text.substring(0, at) + line + text.substring(at);
    }

    /**
     * Returns whether an existing file is recognized as ours.
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

    /** A description of what an unsigned file lacks. */
    String lacking() {
        return switch (this) {
            case COLUMNS -> "has other columns";
            case SEAL -> "is not such a document of it, or was edited";
            default -> "has no mark of it, or was edited since";
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

    /** The names by which a plan differs from the record of a run. */
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
