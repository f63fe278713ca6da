package org.sumcat.chart;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.sumcat.render.Format;

/**
 * An axis of a plot: what its values are as numbers, and how they are laid out.
 *
 * @param axis as plotly has it
 * @param names of an axis of names, in their order
 */
record Column(JsonNode axis, List<String> names) {

    static Column of(Plot plot, String letter) {
        var axis = plot.axis(letter);
        var names = new LinkedHashSet<String>();
        if (axis.path("type").asText().equals("category")) {
            for (PlotTrace trace : plot.traces()) {
                names.addAll(trace.list("/" + letter));
                if (trace.type().equals("box") && !trace.json().has(letter)) {
                    names.add(trace.name());
                }
            }
        }
        var ordered = new ArrayList<>(names);
        switch (axis.path("categoryorder").asText()) {
            case "category ascending" -> ordered.sort(null);
            case "category descending" -> ordered.sort(Comparator.reverseOrder());
            default -> {} // as they come
        }
        return new Column(axis, List.copyOf(ordered));
    }

    private String type() {
        return axis.path("type").asText();
    }

    boolean named() {
        return type().equals("category");
    }

    /** A list of values as numbers; NaN for what has no place on this axis. */
    double[] numbers(JsonNode list) {
        return IntStream.range(0, list.size()).mapToDouble(i -> number(list.get(i))).toArray();
    }

    double number(JsonNode value) {
        if (value.isNull()) {
            return Double.NaN;
        }
        return switch (type()) {
            case "category" -> {
                int index = names.indexOf(value.asText());
                yield index < 0 ? Double.NaN : index;
            }
            case "date" -> Dates.millis(value.asText());
            case "log" -> value.asDouble() > 0 ? value.asDouble() : Double.NaN;
            default -> value.asDouble(Double.NaN);
        };
    }

    /** Laid out around values; what its range says comes first. */
    Scale scale(DoubleStream values) {
        boolean log = type().equals("log");
        var ends = values.filter(v -> Double.isFinite(v) && (!log || v > 0)).summaryStatistics();
        double min = ends.getCount() == 0 ? 1 : ends.getMin();
        double max = ends.getCount() == 0 ? 1 : ends.getMax();
        var scale = scale(min, max);
        var range = axis.path("range");
        if (range.size() == 2) {
            double from = end(range.get(0));
            double to = end(range.get(1));
            if (Double.isFinite(from) && Double.isFinite(to) && from != to) {
                var given = scale(Math.min(from, to), Math.max(from, to));
                given = given.between(Math.min(from, to), Math.max(from, to));
                return from < to ? given : given.reversed();
            }
        }
        return axis.path("autorange").asText().equals("reversed") ? scale.reversed() : scale;
    }

    /** Plotly has the exponents of a logarithmic range. */
    private double end(JsonNode value) {
        double number = type().equals("log") ? value.asDouble() : number(value);
        return type().equals("log") ? Math.pow(10, number) : number;
    }

    private Scale scale(double min, double max) {
        return switch (type()) {
            case "category" -> Scale.names(names);
            case "date" -> Dates.scale(min, max);
            case "log" -> Scale.powers(min, max);
            default ->
                    axis.path("tickformat").asText().equals("d")
                            ? Scale.count(min, max)
                            : Scale.measure(min, max);
        };
    }

    /** A value as a reader is told it. */
    String words(Scale scale, double value, int more) {
        return scale.names().isEmpty()
                ? Format.fixed(value, scale.decimals() + more)
                : scale.words(value);
    }
}
