package org.sumcat.notebook;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.awt.image.RenderedImage;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.sumcat.chart.Illustration;
import org.sumcat.render.Shown;

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

    /** Anything: what we know by its forms, a picture as PNG, the rest as text. */
    static Output of(@Nullable Object value) {
        if (value instanceof RenderedImage image) {
            return of(image);
        }
        return value == null
                ? text("null")
                : Shown.of(value).map(Output::of).orElseGet(() -> text(words(value)));
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
    static Output live(Illustration figure) {
        String plotly = figure.plotly();
        if (plotly == null) {
            throw new IllegalArgumentException(
                    "only a figure of points, lines or cells can be interactive, but \"%s\" has none"
                                    .formatted(figure.title())
                            + "; show it with Lab.show");
        }
        var pixels = Pixels.of(figure.png());
        var content = new LinkedHashMap<String, Object>();
        content.put("text/plain", of((Shown) figure).text());
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
