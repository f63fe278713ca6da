package org.sumcat.plot;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.stream.DoubleStream;
import tech.tablesaw.plotly.components.Figure;

/**
 * A figure that answers to the mouse, {@code application/vnd.plotly.v1+json}: any that Tablesaw can
 * write, put right for plotly.js 2, 3 and 4.
 */
public final class LiveFigure {
    private LiveFigure() {}

    /**
     * {@code {"data": [...], "layout": {...}, "config": {...}}}. No part of it asks anything of a
     * server, or offers to.
     *
     * @throws IllegalArgumentException if Tablesaw wrote what cannot be read
     */
    public static String json(Figure figure) {
        var plot = Plot.of(figure);
        var root = plot.root;
        counts(plot, "x");
        counts(plot, "y");
        layout(plot);
        // Plotly 4 has a button that sends the data to a server of Plotly's unless it is told not
        // to. Not responsive: notebooks resize a figure themselves, and twice at once it sometimes
        // ends with no height at all.
        root.putObject("config").put("displaylogo", false).put("showSendToCloud", false);
        return root.toString();
    }

    /** Whole numbers are counted in whole steps. */
    private static void counts(Plot plot, String letter) {
        var column = plot.column(letter);
        var values =
                plot.traces.stream()
                        .flatMapToDouble(
                                t -> DoubleStream.of(column.numbers(t.json().path(letter))))
                        .toArray();
        if (column.axis() instanceof ObjectNode axis
                && !axis.has("dtick")
                && (column.counted() || column.few(values))) {
            var ticks = column.scale(DoubleStream.of(values)).ticks();
            axis.put("dtick", ticks.size() > 1 ? ticks.get(1) - ticks.get(0) : 1);
        }
    }

    /** Lets the figure fill the width, with its legend above it. */
    private static void layout(Plot plot) {
        var layout = (ObjectNode) plot.layout();
        if (plot.height(Width.WIDE.pixels) == 0) {
            layout.put("height", height(plot));
        }
        layout.put("autosize", true).remove("width");
        if (!layout.has("legend")) {
            layout.putObject("legend")
                    .put("orientation", "h")
                    .put("x", 0)
                    .put("y", 1)
                    .put("yanchor", "bottom");
        }
    }

    /** Room for each row of a figure that has rows. */
    private static int height(Plot plot) {
        var traces = plot.traces;
        if (!traces.isEmpty() && traces.get(0).is("heatmap")) {
            return 240 + 24 * Math.min(24, traces.get(0).json().path("z").size());
        }
        return plot.rows() ? 180 + 60 * plot.y.names().size() : 480;
    }
}
