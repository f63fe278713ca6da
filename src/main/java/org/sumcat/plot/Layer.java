package org.sumcat.plot;

import java.util.ArrayList;
import java.util.List;
import org.sumcat.palette.Hue;
import org.sumcat.plot.Labels.Label;
import org.sumcat.render.Format;

/**
 * Marks of one trace in pixels; the template {@code plot.svg} draws them.
 *
 * @param words beside points, placed when all are known
 * @param labels that have their place
 */
record Layer(
        Pen pen,
        List<Polygon> areas,
        List<Polyline> strokes,
        List<Bar> bars,
        List<Spot> spots,
        List<Bubble> bubbles,
        List<Cell> cells,
        List<Labels.Wanted> words,
        List<Label> labels) {

    /** A colour, and the classes by which a page gives it another one at night. */
    record Pen(String look, String colour) {
        static Pen of(String colour) {
            var hue = Hue.all().stream().filter(each -> each.colour().equals(colour)).findFirst();
            return new Pen(hue.map(each -> "pen " + each.key()).orElse("own"), colour);
        }
    }

    /**
     * Colour of the inside of a shape, with what a mouse is told there.
     *
     * @param colour empty for the pen's
     * @param tip words that a mouse resting on it shows
     */
    record Fill(String colour, double opacity, String tip) {}

    /** A rectangle by its corner at the upper left. */
    record Rect(String x, String y, String width, String height) {
        static Rect of(double x, double y, double endX, double endY) {
            return new Rect(
                    px(Math.min(x, endX)),
                    px(Math.min(y, endY)),
                    px(Math.abs(endX - x)),
                    px(Math.abs(endY - y)));
        }
    }

    record Polygon(String points, Fill fill) {}

    record Polyline(String points, double width, String gaps, double opacity) {}

    record Bar(Rect rect, Fill fill) {}

    record Spot(String x, String y, String path, String zoom, Fill fill) {}

    record Bubble(Pen pen, double size, String x, String y, Fill fill) {
        public String radius() {
            return px(size);
        }
    }

    /** A cell of a heat map, with what is written in it and in which colour. */
    record Cell(Rect rect, Fill fill, String ink, List<Label> lines) {}

    /** Creates an empty layer in the colour of a trace. */
    static Layer of(PlotTrace trace) {
        var pen = Pen.of(trace.colour());
        return new Layer(pen, list(), list(), list(), list(), list(), list(), list(), list());
    }

    private static <T> List<T> list() {
        return new ArrayList<>();
    }

    /** Adds a solid line through these points. */
    void line(String points, double width) {
        strokes.add(new Polyline(points, width, "none", 1));
    }

    /** Adds an area in a colour with or without its share of ink, {@code #0072b229}. */
    void area(String points, String colour) {
        boolean thin = colour.matches("#\\p{XDigit}{8}");
        double opacity = thin ? Integer.parseInt(colour.substring(7), 16) / 255.0 : 1;
        String fill = thin ? colour.substring(0, 7) : colour;
        fill = fill.equals(pen.colour()) ? "" : fill;
        areas.add(new Polygon(points, new Fill(fill, Math.rint(opacity * 100) / 100, "")));
    }

    void spot(double x, double y, String path, double zoom, Fill fill) {
        String scale = zoom == 1 ? "" : " scale(" + px(zoom) + ")";
        spots.add(new Spot(px(x), px(y), path, scale, fill));
    }

    void label(double x, double y, String anchor, String words) {
        labels.add(new Label(px(x), px(y), anchor, words));
    }

    /** Returns whether there is nothing below its markers; the template asks. */
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
