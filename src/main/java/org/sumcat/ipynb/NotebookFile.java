package org.sumcat.ipynb;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.sumcat.files.Folder;
import org.sumcat.files.Marked;
import org.sumcat.files.OneLine;
import org.sumcat.files.Sha256;

/**
 * A Jupyter notebook file, version 4 of its format. It is written as Jupyter itself writes it, so
 * that a change to one line of a cell is a change to one line of the file.
 */
public final class NotebookFile {
    private final ObjectNode root;

    private NotebookFile(ObjectNode root) {
        this.root = root;
    }

    /**
     * Reads a notebook from its file.
     *
     * @throws IllegalArgumentException if there is none, or what is there is no notebook
     */
    public static NotebookFile read(Path file) {
        try {
            return of(decoded(Files.readAllBytes(file), file.toString()), file.toString());
        } catch (NoSuchFileException e) {
            throw new IllegalArgumentException(
                    "a notebook must be a file, but there is no %s".formatted(file), e);
        } catch (IOException e) {
            throw new IllegalArgumentException(
                    "a notebook must be readable text, but %s is not: %s".formatted(file, e), e);
        }
    }

    /**
     * Decodes the text of a file that may have passed through an editor: UTF-8, or another Unicode
     * encoding with its byte order mark.
     *
     * @param name for messages
     * @throws IllegalArgumentException if it is no text
     */
    public static String decoded(byte[] bytes, String name) {
        try {
            return Marked.text(bytes);
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException(
                    "a notebook must be text in UTF-8, but %s is not (%s); save it as UTF-8"
                            .formatted(name, e.getMessage()),
                    e);
        }
    }

    /**
     * Parses a notebook from its text.
     *
     * @param name for messages
     * @throws IllegalArgumentException if the text is no notebook
     */
    public static NotebookFile of(String text, String name) {
        JsonNode node;
        try {
            node = NotebookJson.MAPPER.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(
                    "a notebook must be JSON, but %s is not: line %s: %s"
                            .formatted(
                                    name,
                                    e.getLocation() == null ? 1 : e.getLocation().getLineNr(),
                                    OneLine.of(e.getOriginalMessage())),
                    e);
        }
        if (!(node instanceof ObjectNode root)) {
            throw no(name, "line 1 does not begin an object");
        }
        if (root.path("nbformat").asInt() != 4) {
            throw no(name, "its nbformat is " + OneLine.of(root.path("nbformat").toString()));
        }
        if (!(root.get("cells") instanceof ArrayNode cells)) {
            throw no(name, "its cells are not a list");
        }
        for (int i = 0; i < cells.size(); i++) {
            if (!cells.get(i).isObject()) {
                throw no(name, "cells[%s] is none".formatted(i));
            }
        }
        return new NotebookFile(root);
    }

    private static IllegalArgumentException no(String name, String why) {
        return new IllegalArgumentException(
                "a notebook must have nbformat 4 and a list of cells, but of %s %s"
                        .formatted(name, why));
    }

    /** The cells in order; changing one changes the notebook. */
    public List<NotebookCell> cells() {
        var cells = new ArrayList<NotebookCell>();
        root.get("cells").forEach(cell -> cells.add(new NotebookCell((ObjectNode) cell)));
        return cells;
    }

    /** The name of the kernel: {@code java}, {@code kotlin}; empty if none is given. */
    public String kernel() {
        return root.path("metadata").path("kernelspec").path("name").asText();
    }

    /** The language version of the last run, such as {@code 17.0.15}, or empty. */
    public String languageVersion() {
        return root.path("metadata").path("language_info").path("version").asText();
    }

    /** Replaces all cells of the notebook. */
    public void setCells(List<NotebookCell> cells) {
        ArrayNode nodes = root.putArray("cells");
        cells.forEach(cell -> nodes.add(cell.json()));
    }

    /** SHA-256 of the code, without outputs and text cells. */
    public String sourceSha256() {
        var text = new StringBuilder();
        cells().stream()
                .filter(NotebookCell::isCode)
                .forEach(c -> text.append(c.source()).append('\0'));
        return Sha256.of(text.toString().getBytes(UTF_8));
    }

    /** SHA-256 of the outputs of the last run. */
    public String outputsSha256() {
        var text = new StringBuilder();
        cells().forEach(cell -> text.append(cell.json().path("outputs")).append('\n'));
        return Sha256.of(text.toString().getBytes(UTF_8));
    }

    /** The text of the file, as Jupyter writes it. */
    public String text() {
        try {
            return NotebookJson.MAPPER.writer(new JupyterPrinter()).writeValueAsString(root) + "\n";
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e); // it was JSON before
        }
    }

    /** Writes the file atomically. */
    public void write(Path file) {
        Path folder = requireNonNull(file.toAbsolutePath().getParent());
        Folder.write(folder, Map.of(file.getFileName().toString(), Folder.Content.of(text())));
    }
}
