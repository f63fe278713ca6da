package org.sumcat.plot;

import java.util.ArrayList;
import java.util.List;
import org.sumcat.palette.Look;

/**
 * Names of the traces above a picture, each beside a sample of its marks.
 *
 * @param left where the first name starts, in pixels
 */
record FigureLegend(Plot plot, List<PlotTrace> traces, Width width, double left) {
    /** A trace in the legend; the room for a name that would not fit, otherwise nothing. */
    record LegendItem(
            double x,
            double y,
            Layer.Pen pen,
            String sample,
            String gaps,
            String marker,
            String name,
            String squeeze) {}

    /** Entries side by side, a new line where the next one would not fit by a generous guess. */
    List<LegendItem> entries(double head) {
        var entries = new ArrayList<LegendItem>();
        double x = left;
        double y = head + width.font;
        for (PlotTrace trace : listed()) {
            double room = 60 + 0.6 * width.font * trace.name().length();
            if (x > left && x + room > width.pixels) {
                x = left;
                y += 1.6 * width.font;
            }
            double end = width.pixels - x - 46;
            entries.add(
                    new LegendItem(
                            x,
                            y,
                            Layer.Pen.of(trace.colour()),
                            sample(trace),
                            Look.Stroke.gaps(trace.text("/line/dash")),
                            trace.has("markers")
                                    ? Look.Marker.path(trace.text("/marker/symbol"))
                                    : "",
                            trace.name(),
                            width.squeeze(trace.name(), end)));
            x += room;
        }
        return entries;
    }

    private List<PlotTrace> listed() {
        var asked = plot.layout().path("showlegend");
        boolean shown = asked.asBoolean(traces.size() > 1) && !plot.rows();
        return traces.stream()
                .filter(t -> shown && t.json().path("showlegend").asBoolean(!t.is("heatmap")))
                .filter(t -> !t.name().isEmpty())
                .toList();
    }

    private static String sample(PlotTrace trace) {
        String points = trace.has("lines") ? "line" : "marker";
        return trace.bubbles() ? "bubble" : trace.is("scatter") ? points : "bar";
    }
}
