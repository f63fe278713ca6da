package org.sumcat.plot;

import static org.sumcat.plot.Layer.at;
import static org.sumcat.plot.Layer.px;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.sumcat.axis.Scale;
import org.sumcat.palette.Look;
import org.sumcat.plot.Labels.Wanted;

/** Draws points: lines through them, what is filled, markers, bubbles, error bars, words. */
final class ScatterPainter implements Painter {
    private static final int SPOTS = 12; // markers on one line, at most
    private static final Pattern END_OF_LABEL = Pattern.compile(", (?![^(]*\\))");

    private record Point(int index, double x, double y) {}

    private final PlotTrace trace;
    private final Column across;
    private final Column up;
    private final List<List<Point>> parts = new ArrayList<>();
    private final List<Point> points;
    private final @Nullable ScatterPainter before;

    /**
     * Reads the points of a trace.
     *
     * @param before the trace of points before this one, to which an area may reach
     */
    ScatterPainter(PlotTrace trace, Column across, Column up, @Nullable ScatterPainter before) {
        this.trace = trace;
        this.across = across;
        this.up = up;
        this.before = before;
        double[] x = across.numbers(trace.json().path("x"));
        double[] y = up.numbers(trace.json().path("y"));
        parts.add(new ArrayList<>()); // points without gaps between them
        for (int i = 0; i < Math.min(x.length, y.length); i++) {
            if (Double.isFinite(x[i]) && Double.isFinite(y[i])) {
                parts.get(parts.size() - 1).add(new Point(i, x[i], y[i]));
            } else {
                parts.add(new ArrayList<>());
            }
        }
        points = parts.stream().flatMap(List::stream).toList();
    }

    @Override
    public PlotTrace trace() {
        return trace;
    }

    @Override
    public DoubleStream places() {
        return ends("error_x", Point::x, fills("tozerox"));
    }

    @Override
    public DoubleStream lengths() {
        return ends("error_y", Point::y, toZero());
    }

    /** The points and the ends of their error bars. */
    private DoubleStream ends(String error, ToDoubleFunction<Point> value, boolean zero) {
        var low =
                points.stream().mapToDouble(p -> value.applyAsDouble(p) - reach(error, p, "minus"));
        var high = points.stream().mapToDouble(p -> value.applyAsDouble(p) + reach(error, p, ""));
        return DoubleStream.concat(
                zero ? DoubleStream.of(0) : DoubleStream.empty(), DoubleStream.concat(low, high));
    }

    private double reach(String error, Point point, String side) {
        var list = trace.json().path(error).path("array" + side);
        return (list.isArray() ? list : trace.json().path(error).path("array"))
                .path(point.index)
                .asDouble(0);
    }

    private boolean fills(String how) {
        return trace.text("/fill").equals(how);
    }

    private boolean toZero() {
        return fills("tozeroy") || (fills("tonexty") && before == null);
    }

    @Override
    public Layer layer(Plane plane) {
        var layer = Layer.of(trace);
        if (!trace.text("/fill").isEmpty() && !points.isEmpty()) {
            layer.areas()
                    .add(Layer.Polygon.of(outline(plane), trace.text("/fillcolor"), layer.pen()));
        }
        double width = trace.number("/line/width", 2.5);
        if (trace.has("lines") && width > 0) {
            var gaps = Look.Stroke.gaps(trace.text("/line/dash"));
            double opacity = trace.number("/opacity", 1);
            parts.stream()
                    .filter(part -> part.size() > 1)
                    .map(part -> new Layer.Polyline(line(part, plane), width, gaps, opacity))
                    .forEach(layer.strokes()::add);
        }
        for (Point p : points) {
            Stream.of("error_x", "error_y")
                    .filter(trace.json()::has)
                    .forEach(error -> layer.line(errorBar(error, p, plane), 1.5));
        }
        if (trace.has("markers")) {
            int every = trace.has("lines") ? (points.size() + SPOTS - 1) / SPOTS : 1;
            for (int i = 0; i < points.size(); i++) {
                if (i % every == 0 || i == points.size() - 1) {
                    mark(plane, layer, points.get(i));
                }
            }
        }
        if (trace.has("text") && plane.rows() == 0) {
            points.forEach(p -> say(plane, layer, p, trace.each("/text", p.index)));
        }
        return layer;
    }

    private String line(List<Point> part, Plane plane) {
        var corners = new ArrayList<String>();
        for (int i = 0; i < part.size(); i++) {
            Point now = part.get(i);
            Point last = part.get(Math.max(0, i - 1));
            switch (i == 0 ? "" : trace.text("/line/shape")) {
                case "hv" -> corners.add(at(plane.x(now.x), plane.y(last.y)));
                case "vh" -> corners.add(at(plane.x(last.x), plane.y(now.y)));
                default -> {} // straight
            }
            corners.add(at(plane.x(now.x), plane.y(now.y)));
        }
        return String.join(" ", corners);
    }

    private String outline(Plane plane) {
        String there = line(points, plane);
        Point first = points.get(0);
        Point last = points.get(points.size() - 1);
        if (toZero()) {
            double floor = plane.y(floor(plane.ys()));
            return there + " " + at(plane.x(last.x), floor) + " " + at(plane.x(first.x), floor);
        }
        if (fills("tozerox")) {
            double floor = plane.x(floor(plane.xs()));
            return there + " " + at(floor, plane.y(last.y)) + " " + at(floor, plane.y(first.y));
        }
        if (before == null || before.points.isEmpty() || !fills("tonexty")) {
            return there;
        }
        var back = new ArrayList<>(before.points);
        Collections.reverse(back);
        return there + " " + before.line(back, plane);
    }

    /** 0, or the end of the axis that is nearest to it. */
    private static double floor(Scale scale) {
        double low = Math.min(scale.low(), scale.high());
        return Math.max(low, Math.min(0, Math.max(scale.low(), scale.high())));
    }

    private String errorBar(String error, Point p, Plane plane) {
        boolean lies = error.equals("error_x");
        double low = (lies ? p.x : p.y) - reach(error, p, "minus");
        double high = (lies ? p.x : p.y) + reach(error, p, "");
        double from = lies ? plane.x(low) : plane.y(low);
        double to = lies ? plane.x(high) : plane.y(high);
        double[] along = {from, from, from, to, to, to};
        double[] side = {-4, 4, 0, 0, -4, 4};
        return IntStream.range(0, side.length)
                .mapToObj(
                        i ->
                                lies
                                        ? at(along[i], plane.y(p.y) + side[i])
                                        : at(plane.x(p.x) + side[i], along[i]))
                .collect(Collectors.joining(" "));
    }

    private void mark(Plane plane, Layer layer, Point p) {
        double x = plane.x(p.x);
        double y = plane.y(p.y);
        String fill = trace.own(p.index);
        String symbol = trace.each("/marker/symbol", p.index);
        double size = trace.number("/marker/size", 9);
        if (trace.bubbles()) {
            layer.bubbles()
                    .add(
                            new Layer.Bubble(
                                    layer.pen(),
                                    radius(p),
                                    px(x),
                                    px(y),
                                    fill,
                                    trace.opacity(),
                                    tip(p, plane)));
            String label = END_OF_LABEL.split(trace.each("/text", p.index), 2)[0];
            if (!trace.has("text")) {
                say(plane, layer, p, label);
            }
        } else if (symbol.startsWith("line-")) {
            double right = symbol.equals("line-ew") ? size / 2 : 0;
            double down = symbol.equals("line-ew") ? 0 : size / 2;
            layer.line(
                    at(x - right, y - down) + " " + at(x + right, y + down),
                    trace.number("/marker/line/width", 2));
        } else {
            layer.spot(
                    x, y, Look.Marker.path(symbol), size / 9, fill, trace.opacity(), tip(p, plane));
        }
    }

    private void say(Plane plane, Layer layer, Point p, String words) {
        if (!words.isEmpty()) {
            double radius = trace.bubbles() ? radius(p) : trace.has("markers") ? 4 : 0;
            layer.words().add(new Wanted(plane.x(p.x), plane.y(p.y), radius, words));
        }
    }

    /** Radius of a bubble in pixels, by plotly's rule. */
    private double radius(Point p) {
        double size = trace.json().at("/marker/size").path(p.index).asDouble(0);
        double half = size / 2 / trace.number("/marker/sizeref", 1);
        boolean area = trace.text("/marker/sizemode").equals("area");
        return Math.max(trace.number("/marker/sizemin", 0), area ? Math.sqrt(half) : half);
    }

    /** Words that a mouse resting on a point shows. */
    private String tip(Point p, Plane plane) {
        String note = trace.each("/text", p.index);
        if (trace.bubbles() && !note.isEmpty()) {
            return note;
        }
        String place =
                plane.rows() > 0
                        ? across.told(plane.xs(), p.x, 2)
                        : across.told(plane.xs(), p.x, 0) + ", " + up.told(plane.ys(), p.y, 2);
        String name = trace.name().isEmpty() ? "" : trace.name() + ": ";
        return name + place + (note.isEmpty() ? "" : ", " + note);
    }
}
