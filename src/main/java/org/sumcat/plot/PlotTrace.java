package org.sumcat.plot;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.sumcat.palette.ColourGradient;

/**
 * One trace of a figure, its attributes read from the JSON that plotly would get.
 *
 * @param number from 1
 */
record PlotTrace(int number, JsonNode json) {
    String type() {
        return json.path("type").asText("scatter");
    }

    String name() {
        return json.path("name").asText();
    }

    /** Number, name and type, for a message. */
    String words() {
        return "trace "
                + number
                + (name().isEmpty() ? "" : " \"" + name() + "\"")
                + " ("
                + type()
                + ")";
    }

    String text(String path) {
        return json.at(path).asText();
    }

    double number(String path, double otherwise) {
        return json.at(path).asDouble(otherwise);
    }

    /** A list of words, empty where there is none. */
    List<String> list(String path) {
        return StreamSupport.stream(json.at(path).spliterator(), false)
                .map(JsonNode::asText)
                .toList();
    }

    /** A list of numbers, NaN for what is none. */
    double[] numbers(String path) {
        var values = json.at(path);
        return IntStream.range(0, values.size())
                .mapToDouble(i -> values.get(i).asDouble(Double.NaN))
                .toArray();
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
        return type().equals("scatter") && json.at("/marker/size").isArray();
    }

    boolean horizontal() {
        return switch (type()) {
            case "bar" -> text("/orientation").equals("h");
            case "histogram" -> !json.has("x");
            case "box" -> !json.has("y");
            default -> false;
        };
    }

    /** The colour that a trace gives one of its points, by name or by a number; or none. */
    String own(int index) {
        var colours = json().at("/marker/color");
        var own = colours.path(index);
        if (!own.isNumber()) {
            return own.asText();
        }
        var all = DoubleStream.of(numbers("/marker/color")).filter(Double::isFinite);
        var range = all.summaryStatistics();
        double low = number("/marker/cmin", range.getMin());
        double high = number("/marker/cmax", range.getMax());
        double share = high > low ? (own.asDouble() - low) / (high - low) : 0;
        boolean lightFirst = json().at("/marker/reversescale").asBoolean();
        return ColourGradient.VIRIDIS.colour(
                Math.max(0, Math.min(1, lightFirst ? share : 1 - share)));
    }

    /** By a hue of a fusion, where it is one; by its colour anyway. */
    String colour() {
        var marker = json.at("/marker/color");
        return marker.isTextual()
                ? marker.asText()
                : json.at("/line/color").asText(FigureDefaults.COLOURS.get(0));
    }
}
