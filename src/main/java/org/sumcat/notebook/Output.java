package org.sumcat.notebook;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.awt.image.RenderedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import org.jspecify.annotations.Nullable;
import org.sumcat.report.Shown;

/**
 * What a cell shows, in every form it has; the reader's program takes the one it likes best.
 *
 * @param content MIME type to content: base64 for pictures, maps and lists for JSON, else text;
 *     there is always {@code text/plain}
 * @param metadata MIME type to what is to be known of that content, such as the width of a picture
 */
record Output(Map<String, Object> content, Map<String, Object> metadata) {
    private static final JsonMapper JSON = new JsonMapper();
    private static final Pattern SVG_WIDTH = Pattern.compile("<svg[^>]* width=\"([0-9.]+)");

    private Output(Map<String, Object> content) {
        this(content, Map.of());
    }

    /** Anything: what we know by its forms, a picture as PNG, the rest as text. */
    static Output of(@Nullable Object value) {
        if (value instanceof Shown shown) {
            return of(shown);
        }
        if (value instanceof RenderedImage image) {
            return of(image);
        }
        return new Output(Map.of("text/plain", String.valueOf(value)));
    }

    static Output of(Shown shown) {
        var content = new LinkedHashMap<String, Object>();
        shown.mimeBundle().forEach((type, text) -> content.put(type, decoded(type, text)));
        content.putIfAbsent("text/plain", shown.toString());
        return content.containsKey("image/png") ? withoutSvg(content) : new Output(content);
    }

    /**
     * Of the two pictures of a figure only the PNG, in the size of the other: it has more pixels
     * than that. Notebook pages prefer SVG, but nbconvert 6.5 cleans it until nothing is left.
     */
    private static Output withoutSvg(Map<String, Object> content) {
        Object svg = content.remove("image/svg+xml");
        Matcher width = SVG_WIDTH.matcher(String.valueOf(svg));
        return width.find()
                ? new Output(
                        content,
                        Map.of("image/png", Map.of("width", Double.parseDouble(width.group(1)))))
                : new Output(content);
    }

    private static Output of(RenderedImage image) {
        var png = new ByteArrayOutputStream();
        try {
            ImageIO.write(image, "png", png);
        } catch (IOException e) {
            throw new UncheckedIOException(e); // memory does not fail to be written to
        }
        var content = new LinkedHashMap<String, Object>();
        content.put("image/png", Base64.getEncoder().encodeToString(png.toByteArray()));
        content.put(
                "text/plain", "picture, %d x %d".formatted(image.getWidth(), image.getHeight()));
        return new Output(content);
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
