package org.sumcat.plot;

import com.fasterxml.jackson.databind.JsonNode;
import java.awt.Color;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.sumcat.palette.ColourGradient;
import org.sumcat.palette.ColourGradient.Stop;

/**
 * One trace of a figure, its attributes read from the JSON that plotly would get.
 *
 * @param number from 1
 */
record PlotTrace(int number, JsonNode json) {
    String type() {
        return json.path("type").asText("scatter");
    }

    boolean is(String type) {
        return type().equals(type);
    }

    String name() {
        return json.path("name").asText();
    }

    /** Number, name and type, for a message. */
    String words() {
        String name = name().isEmpty() ? "" : " \"" + name() + "\"";
        return "trace " + number + name + " (" + type() + ")";
    }

    String text(String path) {
        return json.at(path).asText();
    }

    double number(String path, double otherwise) {
        return json.at(path).asDouble(otherwise);
    }

    private static Stream<JsonNode> stream(JsonNode list) {
        return StreamSupport.stream(list.spliterator(), false);
    }

    /** A list of words, empty where there is none. */
    List<String> list(String path) {
        return stream(json.at(path)).map(JsonNode::asText).toList();
    }

    /** A list of numbers, NaN for what is none. */
    double[] numbers(String path) {
        return stream(json.at(path)).mapToDouble(each -> each.asDouble(Double.NaN)).toArray();
    }

    /** Entry of a list; a single value stands for each entry. */
    String each(String path, int index) {
        var value = json.at(path);
        return value.isArray() ? value.path(index).asText() : value.asText();
    }

    boolean has(String mode) {
        return text("/mode").contains(mode);
    }

    /** Opacity of its markers and fills. */
    double opacity() {
        return number("/opacity", 1) * number("/marker/opacity", 1);
    }

    boolean bubbles() {
        return is("scatter") && json.at("/marker/size").isArray();
    }

    boolean horizontal() {
        return switch (type()) {
            case "bar" -> text("/orientation").equals("h");
            case "histogram" -> !json.has("x");
            case "box" -> !json.has("y");
            default -> false;
        };
    }

    /** The axis along which its bars or boxes stand side by side. */
    String places() {
        return horizontal() ? "y" : "x";
    }

    /** The axis along which they reach. */
    String lengths() {
        return horizontal() ? "x" : "y";
    }

    /** The colour that a trace gives one of its points, by name or by a number; or none. */
    String own(int index) {
        var own = json.at("/marker/color").path(index);
        if (!own.isNumber()) {
            return own.asText();
        }
        var all = DoubleStream.of(numbers("/marker/color")).filter(Double::isFinite);
        var range = all.summaryStatistics();
        double low = number("/marker/cmin", range.getMin());
        double high = number("/marker/cmax", range.getMax());
        double share = high > low ? (own.asDouble() - low) / (high - low) : 0;
        return gradient("/marker").colour(Math.max(0, Math.min(1, share)));
    }

    /** The inside of one of its shapes. */
    Layer.Fill fill(int index, String tip) {
        return new Layer.Fill(own(index), opacity(), tip);
    }

    /** Words for a mouse, which begin with its name. */
    String tip(String words) {
        return (name().isEmpty() ? "" : name() + ": ") + words;
    }

    /** Plotly's list of places and colours; viridis where it is another. */
    ColourGradient gradient(String path) {
        boolean turned = json.at(path + "/reversescale").asBoolean();
        if (!listsColours(path)) {
            return turned ? ColourGradient.VIRIDIS : ColourGradient.VIRIDIS.reversed();
        }
        var stops = stream(json.at(path + "/colorscale"));
        var given =
                new ColourGradient(
                        stops.map(s -> new Stop(s.path(0).asDouble(), colour(s.path(1)))).toList());
        return turned ? given.reversed() : given;
    }

    private static Color colour(JsonNode hex) {
        return Color.decode(hex.asText());
    }

    /**
     * Returns whether the colours of a scale are given by places and colours, as {@code #rrggbb}.
     */
    boolean listsColours(String path) {
        var scale = json.at(path + "/colorscale");
        return scale.isArray()
                && stream(scale).allMatch(s -> s.path(1).asText().matches("#\\p{XDigit}{6}"));
    }

    /** By a hue of a fusion, where it is one; by its colour anyway. */
    String colour() {
        var marker = json.at("/marker/color");
        return marker.isTextual()
                ? marker.asText()
                : json.at("/line/color").asText(FigureDefaults.COLOURS.get(0));
    }
}
