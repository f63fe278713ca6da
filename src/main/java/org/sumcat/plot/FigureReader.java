package org.sumcat.plot;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tech.tablesaw.plotly.components.Figure;

/**
 * Reads what Tablesaw 0.44.4 writes of a figure, the only form in which it lets its data go: {@code
 * var trace0 = {x: ["1.0"], name: 'sum',};}.
 *
 * <p>Strictly: what is not an object to the last letter is refused. Text between single quotes is
 * taken as it stands, for Tablesaw escapes it for HTML and not for a script: a backslash at its end
 * would take the quote away.
 */
final class FigureReader {
    static final JsonMapper JSON =
            JsonMapper.builder()
                    .enable(JsonReadFeature.ALLOW_UNQUOTED_FIELD_NAMES)
                    .enable(JsonReadFeature.ALLOW_TRAILING_COMMA)
                    .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .build();

    private static final Pattern START = Pattern.compile("^\\s*(var\\s+\\w+\\s*=)?\\s*");
    private static final Pattern TEXT = Pattern.compile("\"(?:[^\"\\\\]++|\\\\.)*+\"|'([^']*)'");
    private static final Pattern END = Pattern.compile(";?\\s*$");

    private FigureReader() {}

    /** {@code {"data": [...], "layout": {...}}}, each as it was written. */
    static ObjectNode read(Figure figure) {
        var root = JSON.createObjectNode();
        var data = root.putArray("data");
        var traces = figure.getTraces();
        for (int i = 0; i < traces.length; i++) {
            data.add(object(traces[i].asJavascript(i), "trace " + (i + 1)));
        }
        var layout = figure.getLayout();
        root.set(
                "layout",
                layout == null ? JSON.createObjectNode() : object(layout.asJavascript(), "layout"));
        return root;
    }

    private static JsonNode object(String script, String what) {
        String body = END.matcher(START.matcher(script).replaceFirst("")).replaceFirst("");
        try {
            if (JSON.readTree(doubleQuoted(body)) instanceof ObjectNode object) {
                return object;
            }
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(refusal(what, e.getOriginalMessage()), e);
        }
        throw new IllegalArgumentException(refusal(what, "no object"));
    }

    private static String refusal(String what, String found) {
        return "a figure must be what Tablesaw writes, but its %s cannot be read (%s); leave out what was set there last"
                .formatted(what, found);
    }

    /** Puts every text between double quotes, as JSON wants it. */
    private static String doubleQuoted(String script) {
        return TEXT.matcher(script)
                .replaceAll(
                        text -> {
                            String single = text.group(1);
                            String json = single == null ? text.group() : json(plain(single));
                            return Matcher.quoteReplacement(json);
                        });
    }

    private static String json(String text) {
        return JSON.getNodeFactory().textNode(text).toString();
    }

    private static String plain(String escaped) {
        return escaped.replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&quot;", "\"")
                .replace("&#39;", "'")
                .replace("&#47;", "/")
                .replace("&amp;", "&");
    }
}
