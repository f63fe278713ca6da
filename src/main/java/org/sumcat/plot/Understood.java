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

    /**
     * Attributes with their owner, a type of trace or the layout: shown, or of no meaning on paper,
     * as what a mouse is told. One of all values has no value here.
     */
    private static final Pattern SHOWN =
            Pattern.compile(
                    "\\w+:(type|name|[xy]|[xy]axis|showlegend|legendgroup|visible|text|hover.*|ids|meta|mode"
                            + "|marker\\.(color|line\\.(simplify|smoothing|dash|shape))|orientation)"
                            + "|scatter:(line\\.(color|width|dash|simplify|smoothing)|line\\.shape=(linear|hv|vh)"
                            + "|marker\\.(size|symbol|opacity|sizemode|sizeref|sizemin|cmin|cmax|cauto|colorscale=Viridis"
                            + "|reversescale|autocolorscale|line\\.(width|color))"
                            + "|opacity|fill=(none|tozero[xy]|tonexty|toself)|fillcolor|textposition|cliponaxis"
                            + "|error_[xy]\\.(type|array|arrayminus|symmetric))"
                            + "|(bar|histogram):(opacity|marker\\.opacity|nbins[xy]|autobin[xy]|histnorm|histfunc=count)"
                            + "|heatmap:(z|texttemplate=%\\{text\\}|colorscale=Viridis|reversescale|zmin|zmax|zhoverformat|colorbar\\..*)"
                            + "|layout:(title\\.text|height|width|autosize|barmode|dragmode|margin.*"
                            + "|legend.*|[xy]axis\\.(title\\.text|type|autorange|automargin|categoryarray|categoryorder=(trace|array|category"
                            + " (de|a)scending)|range|tickformat=d"
                            + "|showgrid|tickcolor=#444|ticklen=5|tickwidth=1|showticklabels=true"
                            + "|showtick(prefix|suffix)=all|dtick|zeroline|showline|rangemode|fixedrange|spike.*|showspikes))");

    private Understood() {}

    /** Traces that can be drawn: on the first pair of axes, one heat map at most. */
    static List<PlotTrace> drawn(Plot plot) {
        return plot.traces.stream().filter(trace -> obstacle(trace, plot).isEmpty()).toList();
    }

    /** Why a trace cannot be drawn; empty where it can. */
    private static String obstacle(PlotTrace trace, Plot plot) {
        if (!trace.json().path("xaxis").asText("x").equals("x")
                || !trace.json().path("yaxis").asText("y").equals("y")) {
            return "has an axis of its own, yaxis " + trace.text("/yaxis");
        }
        if (!TYPES.contains(trace.type())) {
            return "is of type " + trace.type();
        }
        boolean second = plot.any(t -> t.is("heatmap") && t.number() < trace.number());
        return second && trace.is("heatmap") ? "shares its figure with another heat map" : "";
    }

    /** Refuses a pie, and a figure without anything to draw. */
    static void require(Plot plot) {
        for (PlotTrace trace : plot.traces) {
            if (trace.is("pie")) {
                throw new IllegalArgumentException(
                        "a pie is not drawn, for angles are read worse than lengths, but %s is one; use a HorizontalBarPlot"
                                .formatted(trace.words()));
            }
        }
        if (plot.traces.isEmpty()) {
            throw new IllegalArgumentException(
                    "a picture needs a trace, but the figure has none; has the table that it is"
                            + " made of any rows?");
        }
        if (drawn(plot).isEmpty()) {
            var found = plot.traces.stream().map(PlotTrace::words).toList();
            throw new IllegalArgumentException(
                    "a picture needs a trace of type scatter, bar, histogram, box or heatmap, but the figure has %s; use one of those"
                            .formatted(String.join(", ", found)));
        }
    }

    /** A line for each trace and each attribute that is not drawn. */
    static List<String> remarks(Plot plot) {
        var remarks = new LinkedHashSet<String>();
        for (PlotTrace trace : plot.traces) {
            String obstacle = obstacle(trace, plot);
            if (obstacle.isEmpty()) {
                var own = ignored(trace.type(), trace.json());
                own.removeIf(name -> name.equals("colorscale") && trace.listsColours(""));
                own.removeIf(n -> n.equals("marker.colorscale") && trace.listsColours("/marker"));
                own.forEach(name -> remarks.add(trace.words() + ": " + name + " is not drawn"));
            } else {
                remarks.add(trace.words() + ": not drawn, for it " + obstacle);
            }
        }
        ignored("layout", plot.layout())
                .forEach(name -> remarks.add("layout: " + name + " is not drawn"));
        return List.copyOf(remarks);
    }

    /** Names of attributes that are not understood, {@code marker.size}. */
    private static List<String> ignored(String owner, JsonNode object) {
        var ignored = new ArrayList<String>();
        for (var field : object.properties()) {
            String path = owner + (owner.contains(":") ? "." : ":") + field.getKey();
            String valued = path + "=" + field.getValue().asText();
            if (field.getValue().isObject()) {
                ignored.addAll(ignored(path, field.getValue()));
            } else if (!SHOWN.matcher(path).matches() && !SHOWN.matcher(valued).matches()) {
                ignored.add(path.substring(path.indexOf(':') + 1));
            }
        }
        return ignored;
    }
}
