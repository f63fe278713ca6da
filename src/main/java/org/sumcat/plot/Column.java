package org.sumcat.plot;

import static java.util.Comparator.comparing;
import static java.util.Comparator.reverseOrder;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.sumcat.axis.Dates;
import org.sumcat.axis.Scale;
import org.sumcat.render.Format;

/**
 * An axis of a plot: what its values are as numbers, and how they are laid out.
 *
 * @param axis as plotly has it
 * @param names of an axis of names, in their order
 */
record Column(JsonNode axis, List<String> names) {

    static Column of(JsonNode axis, String letter, List<PlotTrace> traces) {
        if (!axis.path("type").asText().equals("category")) {
            return new Column(axis, List.of());
        }
        var names = traces.stream().flatMap(trace -> names(trace, letter)).distinct();
        var given = new ArrayList<String>();
        axis.path("categoryarray").forEach(name -> given.add(name.asText()));
        return new Column(
                axis,
                switch (axis.path("categoryorder").asText()) {
                    case "array" -> names.sorted(comparing(name -> place(name, given))).toList();
                    case "category ascending" -> names.sorted().toList();
                    case "category descending" -> names.sorted(reverseOrder()).toList();
                    default -> names.toList();
                });
    }

    private static Stream<String> names(PlotTrace trace, String letter) {
        return trace.json().has(letter)
                ? trace.list("/" + letter).stream()
                : Stream.of(trace.name());
    }

    private static int place(String name, List<String> given) {
        return given.contains(name) ? given.indexOf(name) : given.size();
    }

    private boolean is(String type) {
        return axis.path("type").asText().equals(type);
    }

    boolean named() {
        return is("category");
    }

    String title() {
        return axis.at("/title/text").asText();
    }

    /** A list of values as numbers; NaN for what has no place on this axis. */
    double[] numbers(JsonNode list) {
        return IntStream.range(0, list.size()).mapToDouble(i -> number(list.get(i))).toArray();
    }

    private double number(JsonNode value) {
        if (named()) {
            int index = value.isNull() ? -1 : names.indexOf(value.asText());
            return index < 0 ? Double.NaN : index;
        }
        double number = is("date") ? Dates.millis(value.asText()) : value.asDouble(Double.NaN);
        return value.isNull() || (is("log") && number <= 0) ? Double.NaN : number;
    }

    /** Laid out around values; what its range says comes first. */
    Scale scale(DoubleStream values) {
        double[] seen = values.filter(v -> Double.isFinite(v) && (v > 0 || !is("log"))).toArray();
        var ends = DoubleStream.of(seen).summaryStatistics();
        double from = end(axis.path("range").path(0));
        double to = end(axis.path("range").path(1));
        if (Double.isFinite(from) && Double.isFinite(to) && from != to) {
            double low = Math.min(from, to);
            double high = Math.max(from, to);
            var given = scale(low, high).between(low, high);
            return from < to ? given : given.reversed();
        }
        var scale = seen.length == 0 ? scale(1, 1) : scale(ends.getMin(), ends.getMax());
        scale = few(seen) ? scale.whole() : scale;
        return axis.path("autorange").asText().equals("reversed") ? scale.reversed() : scale;
    }

    /** Plotly has the exponents of a logarithmic range. */
    private double end(JsonNode value) {
        return is("log") ? Math.pow(10, value.asDouble(Double.NaN)) : number(value);
    }

    private Scale scale(double min, double max) {
        return switch (axis.path("type").asText()) {
            case "category" -> Scale.names(names);
            case "date" -> Dates.scale(min, max);
            case "log" -> Scale.powers(min, max);
            default -> counted() ? Scale.count(min, max) : Scale.measure(min, max);
        };
    }

    /**
     * Returns whether values are whole numbers so near to each other that a tick for each has room.
     */
    boolean few(double[] values) {
        var range = DoubleStream.of(values).summaryStatistics();
        double span = range.getMax() - range.getMin();
        return is("linear")
                && span > 0
                && span <= 5
                && DoubleStream.of(values).allMatch(value -> value % 1 == 0);
    }

    /** Returns whether the axis counts in whole numbers. */
    boolean counted() {
        return axis.path("tickformat").asText().equals("d");
    }

    /** A value as a reader is told it, with more decimals than the axis has. */
    String told(Scale scale, double value, int more) {
        return title() + " " + words(scale, value, more);
    }

    String words(Scale scale, double value, int more) {
        return scale.names().isEmpty()
                ? Format.fixed(value, scale.decimals() + more)
                : scale.words(value);
    }
}
