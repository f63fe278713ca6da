package org.sumcat.plot;

import java.util.ArrayList;
import java.util.List;
import org.sumcat.palette.Hue;
import org.sumcat.render.Format;

/**
 * Marks of one trace in pixels; the template {@code plot.svg} draws them. A shape has the pen's
 * colour where its {@code fill} is empty.
 *
 * @param words beside points, placed when all are known
 * @param labels that have their place
 */
record Layer(
        Pen pen,
        List<Polygon> areas,
        List<Polyline> strokes,
        List<Rect> bars,
        List<Spot> spots,
        List<Bubble> bubbles,
        List<Labels.Wanted> words,
        List<Labels.Label> labels) {

    /** A colour, and the classes by which a page gives it another one at night. */
    record Pen(String look, String colour) {
        static Pen of(String colour) {
            var hue = Hue.all().stream().filter(each -> each.colour().equals(colour)).findFirst();
            return new Pen(hue.map(each -> "pen " + each.key()).orElse("own"), colour);
        }
    }

    record Polygon(String points, String fill, double opacity) {
        /** In a colour with or without its share of ink, {@code #0072b229}. */
        static Polygon of(String points, String colour, Pen pen) {
            boolean thin = colour.matches("#\\p{XDigit}{8}");
            double opacity = thin ? Integer.parseInt(colour.substring(7), 16) / 255.0 : 1;
            String fill = thin ? colour.substring(0, 7) : colour;
            opacity = Math.rint(opacity * 100) / 100;
            return new Polygon(points, fill.equals(pen.colour()) ? "" : fill, opacity);
        }
    }

    record Polyline(String points, double width, String gaps, double opacity) {}

    record Rect(
            String x,
            String y,
            String width,
            String height,
            String fill,
            double opacity,
            String tip) {}

    record Spot(
            String x,
            String y,
            String path,
            String zoom,
            String fill,
            double opacity,
            String tip) {}

    record Bubble(
            Pen pen, double size, String x, String y, String fill, double opacity, String tip) {
        public String radius() {
            return px(size);
        }
    }

    /** Creates an empty layer in the colour of a trace. */
    static Layer of(PlotTrace trace) {
        return new Layer(
                Pen.of(trace.colour()), list(), list(), list(), list(), list(), list(), list());
    }

    private static <T> List<T> list() {
        return new ArrayList<>();
    }

    /** Adds a solid line through these points. */
    void line(String points, double width) {
        strokes.add(new Polyline(points, width, "none", 1));
    }

    void spot(
            double x, double y, String path, double zoom, String fill, double opacity, String tip) {
        String scale = zoom == 1 ? "" : " scale(" + px(zoom) + ")";
        spots.add(new Spot(px(x), px(y), path, scale, fill, opacity, tip));
    }

    /** Whether there is nothing below its markers; the template asks. */
    public boolean plain() {
        return areas.isEmpty() && strokes.isEmpty() && bars.isEmpty();
    }

    static String px(double value) {
        return Format.fixed(value, 1);
    }

    static String at(double x, double y) {
        return px(x) + "," + px(y);
    }
}
