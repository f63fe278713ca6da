package org.sumcat.chart;

import java.util.ArrayList;
import java.util.List;
import org.sumcat.render.Format;

/**
 * What is drawn of one trace, in pixels; the template {@code plot.svg} draws it.
 *
 * @param words beside points, placed when all are known
 * @param labels that have their place
 */
record Layer(
        Pen pen,
        List<Area> areas,
        List<Stroke> strokes,
        List<Bar> bars,
        List<Spot> spots,
        List<Bubble> bubbles,
        List<Labels.Wanted> words,
        List<Labels.Label> labels) {
    /** A colour, and the classes by which a page gives it another one at night. */
    record Pen(String look, String colour) {
        static Pen of(String colour) {
            return Hue.all().stream()
                    .filter(hue -> hue.colour().equals(colour))
                    .findFirst()
                    .map(hue -> new Pen("pen " + hue.key(), colour))
                    .orElse(new Pen("own", colour));
        }
    }

    /** Corners of what is filled. */
    record Area(String points, double opacity) {}

    /** A line through points. */
    record Stroke(String points, double width, String gaps, double opacity) {}

    /** A bar; its own colour, empty for the pen's. */
    record Bar(String x, String y, String width, String height, String fill, String tip) {}

    /** A marker; its own colour, empty for the pen's. */
    record Spot(String x, String y, String path, String zoom, String fill, String tip) {}

    /** A circle; its own colour, empty for the pen's. */
    record Bubble(
            Pen pen,
            double size,
            String x,
            String y,
            String radius,
            double opacity,
            String fill,
            String tip) {}

    /** One without anything. */
    static Layer of(PlotTrace trace) {
        return new Layer(
                Pen.of(trace.colour()),
                new ArrayList<>(),
                new ArrayList<>(),
                new ArrayList<>(),
                new ArrayList<>(),
                new ArrayList<>(),
                new ArrayList<>(),
                new ArrayList<>());
    }

    /** Whether there is nothing below its markers. */
    public boolean plain() { // the template asks
        return areas.isEmpty() && strokes.isEmpty() && bars.isEmpty();
    }

    static String px(double value) {
        return Format.fixed(value, 1);
    }

    static String at(double x, double y) {
        return px(x) + "," + px(y);
    }
}
