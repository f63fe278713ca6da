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
 * The output of a cell in all available formats; the notebook's viewer chooses the best.
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

    /**
     * The number of elements shown of a list, so that one of all images does not fill the notebook.
     */
    private static final int MOST = 100;

    private Output(Map<String, Object> content) {
        this(content, Map.of());
    }

    /** Types whose display as a cell's value is better than their text. */
    static List<Class<?>> types() {
        return List.of(Shown.class, Table.class, Figure.class);
    }

    /**
     * The output for any value: our own types, Tablesaw's tables and figures, a picture as PNG,
     * everything else as text.
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

    /** The output for a cell's value; a figure that cannot be drawn is replaced by the reason. */
    static Output ofCell(@Nullable Object value) {
        try {
            return of(value);
        } catch (IllegalArgumentException e) {
            return text(String.valueOf(e.getMessage()));
        }
    }

    /**
     * Output with PNG only of a figure's two pictures: pages prefer SVG, but nbconvert 6.5
     * sanitizes it to nothing, and no PDF can be made with one without Inkscape.
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
     * An interactive figure, where the viewer can draw it. Elsewhere its picture, as JPEG: beside a
     * PNG, Plotly's extension of JupyterLab would not draw at once.
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

    /** Decodes JSON content, which the protocol requires as JSON rather than text. */
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
