package org.sumcat.notebook;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.awt.image.RenderedImage;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.sumcat.chart.Chart;
import org.sumcat.chart.Illustration;
import org.sumcat.render.Shown;
import org.sumcat.render.Tables;
import tech.tablesaw.api.Table;
import tech.tablesaw.plotly.components.Figure;

/**
 * What a cell shows, in every form it has; the reader's program takes the one it likes best.
 *
 * @param content MIME type to content: base64 for pictures, maps and lists for JSON, else text;
 *     there is always {@code text/plain}
 * @param metadata MIME type to what is to be known of that content, such as the size of a picture
 */
record Output(Map<String, Object> content, Map<String, Object> metadata) {
    private static final JsonMapper JSON = new JsonMapper();
    private static final String PNG = "image/png";
    private static final String JPEG = "image/jpeg";
    private static final String PLOTLY = "application/vnd.plotly.v1+json";

    /** Of a list, so that one of all images does not fill the notebook. */
    private static final int MOST = 100;

    private Output(Map<String, Object> content) {
        this(content, Map.of());
    }

    /** The types that, as the value of a cell, have better forms than their text. */
    static List<Class<?>> types() {
        return List.of(Shown.class, Table.class, Figure.class);
    }

    /**
     * Anything: what we know, tables and figures of Tablesaw's by their forms, a picture as PNG,
     * the rest as text.
     *
     * @throws IllegalArgumentException if it is a figure that cannot be drawn
     */
    static Output of(@Nullable Object value) {
        if (value instanceof Shown shown) {
            return of(shown);
        }
        if (value instanceof Table table) {
            return of(Tables.shown(table));
        }
        if (value instanceof Figure figure) {
            return of((Shown) Chart.of(figure));
        }
        if (value instanceof RenderedImage image) {
            return of(image);
        }
        return text(value == null ? "null" : words(value));
    }

    /** The value of a cell: the same, and of a figure that cannot be drawn the reason. */
    static Output ofCell(@Nullable Object value) {
        try {
            return of(value);
        } catch (IllegalArgumentException e) {
            return text(String.valueOf(e.getMessage()));
        }
    }

    /**
     * Of the two pictures of a figure only the PNG: pages prefer SVG, but nbconvert 6.5 cleans it
     * until nothing is left, and without Inkscape no PDF can be made with one.
     */
    private static Output of(Shown shown) {
        var content = new LinkedHashMap<String, Object>();
        shown.mimeBundle().forEach((type, text) -> content.put(type, decoded(type, text)));
        content.putIfAbsent("text/plain", shown.toString());
        if (content.get(PNG) instanceof String png) {
            content.remove("image/svg+xml");
            return new Output(content, Map.of(PNG, Pixels.of(png).size(2)));
        }
        return new Output(content);
    }

    /**
     * A figure that answers to the mouse, where the reader's program can draw it. Elsewhere its
     * picture, as JPEG: beside a PNG, Plotly's extension of JupyterLab would not draw at once.
     */
    static Output live(Object value) {
        var figure = value instanceof Figure tablesaw ? Chart.of(tablesaw) : value;
        if (!(figure instanceof Illustration drawn)) {
            throw new IllegalArgumentException(
                    "only a figure can be interactive, but this is a %s; show it with Lab.show"
                            .formatted(value.getClass().getSimpleName()));
        }
        String plotly = drawn.plotly();
        if (plotly == null) {
            throw new IllegalArgumentException(
                    "only a figure of points, lines or cells can be interactive, but \"%s\" has none"
                                    .formatted(drawn.title())
                            + "; show it with Lab.show");
        }
        var pixels = Pixels.of(drawn.png());
        var content = new LinkedHashMap<String, Object>();
        content.put("text/plain", of((Shown) drawn).text());
        content.put(JPEG, pixels.jpeg());
        content.put(PLOTLY, decoded(PLOTLY, plotly));
        return new Output(content, Map.of(JPEG, pixels.size(2)));
    }

    private static Output of(RenderedImage image) {
        var pixels = new Pixels(image);
        var content = new LinkedHashMap<String, Object>();
        content.put(PNG, pixels.png());
        content.put(
                "text/plain", "picture, %s x %s".formatted(image.getWidth(), image.getHeight()));
        return new Output(content, Map.of(PNG, pixels.size(1)));
    }

    private static Output text(String words) {
        return new Output(Map.of("text/plain", words));
    }

    private static String words(Object value) {
        return value instanceof Collection<?> many && many.size() > MOST
                ? many.stream()
                        .limit(MOST)
                        .map(String::valueOf)
                        .collect(
                                Collectors.joining(
                                        ", ",
                                        "[",
                                        String.format(
                                                Locale.ROOT, ", ... %,d in all]", many.size())))
                : String.valueOf(value);
    }

    /** The protocol wants JSON as JSON, not as a text that contains it. */
    private static Object decoded(String type, String text) {
        if (!type.endsWith("json")) {
            return text;
        }
        try {
            return JSON.readValue(text, Object.class);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(
                    type + " must be JSON, but was " + text + "; see the cause", e);
        }
    }

    String text() {
        return String.valueOf(content.get("text/plain"));
    }
}
