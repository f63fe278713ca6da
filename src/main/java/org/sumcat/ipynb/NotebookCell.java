package org.sumcat.ipynb;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A cell of a notebook, code or text. */
public final class NotebookCell {
    private static final Pattern LINE = Pattern.compile("[^\n]*\n|[^\n]+");

    private final ObjectNode node;

    NotebookCell(ObjectNode node) {
        this.node = node;
    }

    /** A cell of code that has not run. */
    public static NotebookCell code(String id, String source) {
        ObjectNode node = NotebookJson.MAPPER.createObjectNode();
        node.put("cell_type", "code").putNull("execution_count");
        node.put("id", id).putObject("metadata");
        node.putArray("outputs");
        var cell = new NotebookCell(node);
        cell.setSource(source);
        return cell;
    }

    /** The complete cell as JSON. */
    public ObjectNode json() {
        return node;
    }

    /** The id of the cell; empty in notebooks of older formats. */
    public String id() {
        return node.path("id").asText();
    }

    /** Returns whether the cell is a code cell. */
    public boolean isCode() {
        return node.path("cell_type").asText().equals("code");
    }

    /** The source of the cell, lines separated by {@code \n}. */
    public String source() {
        return joined(node.path("source"));
    }

    /** Replaces the source of the cell. */
    public void setSource(String source) {
        ArrayNode lines = node.putArray("source");
        Matcher line = LINE.matcher(source);
        while (line.find()) {
            lines.add(line.group());
        }
    }

    /** Removes the outputs of the cell. */
    public void clear() {
        if (isCode()) {
            node.putArray("outputs");
            node.putNull("execution_count");
        }
    }

    /** Joins multi-line text, which may be one string or a list of lines. */
    static String joined(JsonNode text) {
        if (!text.isArray()) {
            return text.asText();
        }
        var whole = new StringBuilder();
        text.forEach(line -> whole.append(line.asText()));
        return whole.toString();
    }
}
