package org.sumcat.ipynb;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The outputs of one real run saved in a notebook, for readers who run nothing. Only what a page
 * shows without a program is kept: text, HTML and pictures.
 */
public final class SavedOutputs {
    /** MIME types that GitHub and nbconvert show; interactive figures are drawn by a new run. */
    private static final Set<String> KEPT =
            Set.of(
                    "text/plain",
                    "text/html",
                    "text/markdown",
                    "image/png",
                    "image/jpeg",
                    "image/svg+xml");

    /** The limit for one cell, in characters: a page of text and a figure. */
    private static final int MOST = 400_000;

    /** Java's default text of an object, which differs in each run. */
    private static final Pattern OBJECT = Pattern.compile("(?:\\w+\\.)+[\\w$]+@[0-9a-f]{5,8}\\b");

    private SavedOutputs() {}

    /**
     * Copies the outputs of a run into a notebook, cell by cell.
     *
     * @param ran the same notebook after it ran
     * @param home the folder of the checkout, which no output may name
     * @throws IllegalArgumentException if the two are not the same notebook, a cell failed or did
     *     not run, or an output is not fit to be published
     */
    public static void take(NotebookFile notebook, NotebookFile ran, String home) {
        if (notebook.cells().size() != ran.cells().size()
                || !notebook.sourceSha256().equals(ran.sourceSha256())) {
            throw new IllegalArgumentException(
                    "outputs belong to the cells that they came from, but these cells are others");
        }
        List<NotebookCell> cells = notebook.cells();
        int count = 0;
        for (int i = 0; i < cells.size(); i++) {
            NotebookCell cell = cells.get(i);
            if (cell.isCode()) {
                cell.json().put("execution_count", ++count);
                ArrayNode outputs = cell.json().putArray("outputs");
                if (cell.source().startsWith("%")) {
                    continue; // housekeeping of the kernel, which says where on this machine it is
                }
                for (JsonNode output : ran.cells().get(i).json().path("outputs")) {
                    keep((ObjectNode) output.deepCopy(), outputs, count);
                }
            }
        }
        unfit(notebook, home).stream()
                .findFirst()
                .ifPresent(
                        why -> {
                            throw new IllegalArgumentException(why);
                        });
    }

    private static void keep(ObjectNode output, ArrayNode outputs, int count) {
        output.remove("transient");
        if (output.has("execution_count")) {
            output.put("execution_count", count);
        }
        if (output.get("data") instanceof ObjectNode data) {
            data.retain(KEPT);
            if (output.get("metadata") instanceof ObjectNode metadata) {
                metadata.retain(KEPT);
            }
        }
        // A kernel may send a text in several pieces, which no two runs cut alike.
        if (!outputs.isEmpty()
                && output.path("output_type").asText().equals("stream")
                && outputs.get(outputs.size() - 1) instanceof ObjectNode last
                && last.path("name").equals(output.path("name"))) {
            last.put(
                    "text",
                    NotebookCell.joined(last.path("text"))
                            + NotebookCell.joined(output.path("text")));
        } else {
            outputs.add(output);
        }
    }

    /**
     * Reasons why a notebook's outputs cannot be published, a line each; empty if they can.
     *
     * @param home the folder of the checkout, which no output may name
     */
    public static List<String> unfit(NotebookFile notebook, String home) {
        var wrong = new ArrayList<String>();
        int count = 0;
        for (NotebookCell cell : notebook.cells()) {
            if (!cell.isCode()) {
                continue;
            }
            String name = "cell %s".formatted(cell.id());
            if (cell.json().path("execution_count").asInt(-1) != ++count) {
                wrong.add(
                        "every cell must have run once, in order, but %s did not".formatted(name));
            }
            String outputs = cell.json().path("outputs").toString();
            if (outputs.length() > MOST) {
                wrong.add(
                        String.format(
                                Locale.ROOT,
                                "a cell must show at most %,d characters, but %s shows %,d",
                                MOST,
                                name,
                                outputs.length()));
            }
            if (outputs.contains(home)) {
                wrong.add(
                        "no output may name a folder of this machine, but %s does".formatted(name));
            }
            Matcher object = OBJECT.matcher(outputs);
            if (object.find()) {
                wrong.add(
                        "no output may be the address of an object, but %s shows %s; end it with"
                                        .formatted(name, object.group())
                                + " Lab.show(..) or println, which gives nothing back");
            }
            for (JsonNode output : cell.json().path("outputs")) {
                if (output.path("output_type").asText().equals("error")) {
                    wrong.add("every cell must run, but %s failed".formatted(name));
                }
                if (output.path("name").asText().equals("stderr")) {
                    wrong.add("no cell may write to standard error, but %s does".formatted(name));
                }
                output.path("data")
                        .fieldNames()
                        .forEachRemaining(
                                type -> {
                                    if (!KEPT.contains(type)) {
                                        wrong.add(
                                                "outputs must be text or pictures, but %s has %s"
                                                        .formatted(name, type));
                                    }
                                });
            }
        }
        return wrong;
    }
}
