package org.sumcat.plot;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.sumcat.nn.Fusion;
import org.sumcat.palette.ColourGradient;
import org.sumcat.palette.Hue;
import org.sumcat.palette.Look;
import org.sumcat.zoo.Zoo;

/**
 * Fills in the house style where a figure leaves something open: traces that are named after
 * fusions or families of networks have the look of their fusion, others a colour, marker and dash
 * of their own.
 */
final class FigureDefaults {
    /** Colours of Okabe and Ito (2008). */
    static final List<String> COLOURS =
            List.of("#0072b2", "#d55e00", "#009e73", "#8b3a76", "#e69f00", "#56b4e9", "#6b7280");

    private static final List<Look.Marker> MARKERS = List.of(Look.Marker.values());
    private static final List<Look.Stroke> STROKES = List.of(Look.Stroke.values());

    private record Dress(String colour, Look.Marker marker, Look.Stroke stroke) {
        static Dress of(Look look) {
            return new Dress(look.colour(), look.marker(), look.stroke());
        }

        static Dress of(int number) {
            return new Dress(
                    COLOURS.get(number % COLOURS.size()),
                    MARKERS.get(number % MARKERS.size()),
                    STROKES.get((number + 2) % STROKES.size())); // solid first
        }
    }

    private FigureDefaults() {}

    /** Changes a figure that {@link FigureRepair} repaired. */
    static void fill(ObjectNode root) {
        var traces = new ArrayList<ObjectNode>();
        root.get("data").forEach(trace -> traces.add((ObjectNode) trace));
        var dresses = dresses(traces.stream().map(t -> t.path("name").asText()).toList());
        for (int i = 0; i < traces.size(); i++) {
            fill(traces.get(i), dresses.get(i), traces.size() == 1);
        }
        var layout = (ObjectNode) root.get("layout");
        for (String name : List.of("xaxis", "yaxis")) {
            layout.withObjectProperty(name).put("automargin", true);
        }
    }

    private static List<Dress> dresses(List<String> names) {
        var fusions = names.stream().map(FigureDefaults::fusion).toList();
        if (fusions.stream().anyMatch(Optional::isEmpty)) {
            return IntStream.range(0, names.size()).mapToObj(Dress::of).toList();
        }
        var seen = new EnumMap<Fusion, Integer>(Fusion.class);
        return fusions.stream()
                .flatMap(Optional::stream)
                .map(fusion -> new Look(fusion, seen.merge(fusion, 1, Integer::sum) - 1))
                .map(Dress::of)
                .toList();
    }

    private static Optional<Fusion> fusion(String name) {
        return Hue.all().stream()
                .map(Hue::fusion)
                .filter(each -> name.equals(each.word()) || name.equals(each.key()))
                .findFirst()
                .or(() -> Zoo.fusion(name));
    }

    private static void fill(ObjectNode trace, Dress dress, boolean alone) {
        switch (trace.path("type").asText("scatter")) {
            case "scatter" -> scatter(trace, dress);
            case "bar", "histogram", "box" -> {
                var marker = trace.withObjectProperty("marker");
                if (alone && trace.path("type").asText().equals("bar")) {
                    bars(trace.path(trace.path("x").path(0).isTextual() ? "x" : "y"), marker);
                }
                put(marker, "color", dress.colour);
            }
            case "heatmap" -> {
                if (!trace.has("colorscale")) {
                    trace.put("colorscale", ColourGradient.NAME).put("reversescale", true);
                }
                trace.put("hoverongaps", false);
            }
            default -> {} // plotly's own look
        }
    }

    /** Bars that are fusions or families have the colours of their fusions. */
    private static void bars(JsonNode names, ObjectNode marker) {
        var colours = FigureReader.JSON.createArrayNode();
        for (JsonNode name : names) {
            fusion(name.asText()).map(Hue::of).map(Hue::colour).ifPresent(colours::add);
        }
        if (!marker.has("color") && colours.size() == names.size()) {
            marker.set("color", colours);
        }
    }

    private static void scatter(ObjectNode trace, Dress dress) {
        put(trace, "mode", trace.path("x").size() < 20 ? "lines+markers" : "lines");
        var marker = trace.withObjectProperty("marker");
        var line = trace.withObjectProperty("line");
        var own = marker.path("color").isTextual() ? marker.path("color") : line.path("color");
        String colour = own.asText(dress.colour);
        put(marker, "color", colour);
        if (marker.path("color").isArray() && !marker.has("colorscale")) {
            marker.put("colorscale", ColourGradient.NAME).put("reversescale", true);
        }
        boolean bubbles = marker.path("size").isArray();
        put(marker, "symbol", bubbles ? "circle" : dress.marker.symbol.toString());
        if (bubbles && !marker.has("opacity")) {
            marker.put("opacity", 0.6);
        }
        put(line, "color", colour);
        put(line, "dash", own.isTextual() ? "solid" : dress.stroke.dash.toString());
        if (!line.has("width")) {
            line.put("width", 2.5);
        }
        if (trace.has("fill")) {
            put(trace, "fillcolor", colour + "29"); // 16% opaque
        }
        if (trace.path("mode").asText().contains("text")) {
            put(trace, "textposition", "top center");
            trace.put("cliponaxis", false);
        }
    }

    private static void put(ObjectNode object, String key, String value) {
        if (!object.has(key)) {
            object.put(key, value);
        }
    }
}
