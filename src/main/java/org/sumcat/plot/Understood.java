package org.sumcat.plot;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** Which traces and attributes a picture shows, and what is said of the others. */
final class Understood {
    private static final Set<String> TYPES =
            Set.of("scatter", "bar", "histogram", "box", "heatmap");

    /** Shown, or of no meaning on paper: what a mouse is told, the size of a page. */
    private static final Pattern OF_ALL =
            Pattern.compile(
                    "type|name|[xy]|[xy]axis|showlegend|legendgroup|visible|text|hover.*|ids|meta|mode"
                            + "|marker\\.(color|line\\.(simplify|smoothing|dash|shape))|orientation");

    private static final Pattern OF_TYPE =
            Pattern.compile(
                    "scatter:(line\\.(color|width|dash|simplify|smoothing)|line\\.shape=(linear|hv|vh)"
                            + "|marker\\.(size|symbol|opacity|sizemode|sizeref|sizemin|cmin|cmax|cauto|colorscale=Viridis"
                            + "|reversescale|autocolorscale|line\\.(width|color))"
                            + "|opacity|fill=(none|tozero[xy]|tonexty|toself)|fillcolor|textposition|cliponaxis"
                            + "|error_[xy]\\.(type|array|arrayminus|symmetric))"
                            + "|(bar|histogram):(opacity|marker\\.opacity|nbins[xy]|autobin[xy]|histnorm|histfunc=count)"
                            + "|heatmap:(z|texttemplate=%\\{text\\}|colorscale=Viridis|reversescale|zmin|zmax|zhoverformat|colorbar\\..*)");

    private static final Pattern OF_LAYOUT =
            Pattern.compile(
                    "title\\.text|height|width|autosize|showlegend|barmode|hover.*|dragmode|margin.*"
                            + "|legend.*|[xy]axis\\.(title\\.text|type|autorange|automargin"
                            + "|categoryarray|categoryorder=(trace|array|category (de|a)scending)|range|tickformat=d"
                            + "|showgrid|tickcolor=#444|ticklen=5|tickwidth=1|showticklabels=true"
                            + "|showtick(prefix|suffix)=all|dtick|zeroline|showline|rangemode|fixedrange|spike.*|showspikes)");

    private Understood() {}

    /** Traces that can be drawn: one heat map, or any others, on the first pair of axes. */
    static List<PlotTrace> drawn(Plot plot) {
        var all =
                plot.traces().stream().filter(t -> TYPES.contains(t.type()) && !second(t)).toList();
        var heat = all.stream().filter(t -> t.type().equals("heatmap")).limit(1).toList();
        return heat.isEmpty() ? all : heat;
    }

    private static boolean second(PlotTrace trace) {
        return !trace.json().path("xaxis").asText("x").equals("x")
                || !trace.json().path("yaxis").asText("y").equals("y");
    }

    /** Refuses a pie, and a figure without anything to draw. */
    static void require(Plot plot) {
        for (PlotTrace trace : plot.traces()) {
            if (trace.type().equals("pie")) {
                throw new IllegalArgumentException(
                        "a pie is not drawn, for angles are read worse than lengths, but %s is one; use a HorizontalBarPlot"
                                .formatted(trace.words()));
            }
        }
        if (plot.traces().isEmpty()) {
            throw new IllegalArgumentException(
                    "a picture needs a trace, but the figure has none; has the table that it is made of any rows?");
        }
        if (drawn(plot).isEmpty()) {
            var found = plot.traces().stream().map(PlotTrace::words).toList();
            throw new IllegalArgumentException(
                    "a picture needs a trace of type scatter, bar, histogram, box or heatmap, but the figure has %s; use one of those"
                            .formatted(String.join(", ", found)));
        }
    }

    static List<String> remarks(Plot plot) {
        var remarks = new LinkedHashSet<String>();
        var drawn = drawn(plot);
        for (PlotTrace trace : plot.traces()) {
            if (!drawn.contains(trace)) {
                String why =
                        second(trace)
                                ? "has an axis of its own, yaxis " + trace.text("/yaxis")
                                : TYPES.contains(trace.type())
                                        ? "shares its figure with a heat map"
                                        : "is of type " + trace.type();
                remarks.add(trace.words() + ": not drawn, for it " + why);
            } else {
                for (String path : paths(trace.json())) {
                    String name = path.replaceFirst("=.*", "");
                    if (!known(OF_ALL, path)
                            && !known(OF_TYPE, trace.type() + ":" + path)
                            && !(name.equals("colorscale") && TraceColours.isList(trace))) {
                        remarks.add(trace.words() + ": " + name + " is not drawn");
                    }
                }
            }
        }
        boolean heat = drawn.stream().anyMatch(trace -> trace.type().equals("heatmap"));
        if (heat && plot.height(Width.WIDE.pixels) > 0) {
            remarks.add("layout: height is not drawn, for the rows of a heat map decide");
        }
        for (String path : paths(plot.layout())) {
            if (!known(OF_LAYOUT, path)) {
                remarks.add("layout: " + path.replaceFirst("=.*", "") + " is not drawn");
            }
        }
        return List.copyOf(remarks);
    }

    /** With its value or without. */
    private static boolean known(Pattern pattern, String path) {
        return pattern.matcher(path).matches()
                || pattern.matcher(path.replaceFirst("=.*", "")).matches();
    }

    /** Every attribute with its value, {@code marker.size=6.0}; a list has none. */
    private static List<String> paths(JsonNode object) {
        var paths = new ArrayList<String>();
        for (var field : object.properties()) {
            if (field.getValue().isObject()) {
                paths(field.getValue()).forEach(path -> paths.add(field.getKey() + "." + path));
            } else {
                paths.add(field.getKey() + "=" + field.getValue().asText());
            }
        }
        return paths;
    }
}
