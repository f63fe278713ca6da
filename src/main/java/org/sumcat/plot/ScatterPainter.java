package org.sumcat.plot;

import static org.sumcat.plot.Layer.at;
import static org.sumcat.plot.Layer.px;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.regex.Pattern;
import java.util.stream.DoubleStream;
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
    private final Plot plot;
    private final List<List<Point>> parts = new ArrayList<>();
    private final List<Point> points;
    private final @Nullable ScatterPainter before;

    /**
     * Reads the points of a trace.
     *
     * @param before the trace of points before this one, to which an area may reach
     */
    ScatterPainter(PlotTrace trace, Plot plot, @Nullable ScatterPainter before) {
        this.trace = trace;
        this.plot = plot;
        this.before = before;
        double[] x = plot.x.numbers(trace.json().path("x"));
        double[] y = plot.y.numbers(trace.json().path("y"));
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

    /** The points with the ends of their error bars. */
    private DoubleStream ends(String error, ToDoubleFunction<Point> value, boolean zero) {
        var ends = zero ? DoubleStream.of(0) : DoubleStream.empty();
        var low = points.stream().mapToDouble(p -> value.applyAsDouble(p) - less(error, p));
        var high = points.stream().mapToDouble(p -> value.applyAsDouble(p) + more(error, p));
        return DoubleStream.concat(ends, DoubleStream.concat(low, high));
    }

    private double more(String error, Point point) {
        return trace.json().path(error).path("array").path(point.index).asDouble(0);
    }

    private double less(String error, Point point) {
        var list = trace.json().path(error).path("arrayminus");
        return list.isArray() ? list.path(point.index).asDouble(0) : more(error, point);
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
            layer.area(outline(plane), trace.text("/fillcolor"));
        }
        double width = trace.number("/line/width", 2.5);
        for (var part : parts) {
            if (trace.has("lines") && width > 0 && part.size() > 1) {
                var gaps = Look.Stroke.gaps(trace.text("/line/dash"));
                double opacity = trace.number("/opacity", 1);
                layer.strokes().add(new Layer.Polyline(line(part, plane), width, gaps, opacity));
            }
        }
        for (Point p : points) {
            Stream.of("error_x", "error_y")
                    .filter(trace.json()::has)
                    .forEach(error -> layer.line(errorBar(error, p, plane), 1.5));
        }
        int every = trace.has("lines") ? Math.max(1, (points.size() + SPOTS - 1) / SPOTS) : 1;
        for (int i = 0; i < points.size() && trace.has("markers"); i++) {
            if (i % every == 0 || i == points.size() - 1) {
                mark(plane, layer, points.get(i));
            }
        }
        if (trace.has("text") && plane.rows() == 0) {
            points.forEach(p -> say(plane, layer, p, trace.each("/text", p.index)));
        }
        return layer;
    }

    private String line(List<Point> part, Plane plane) {
        var corners = new ArrayList<String>();
        Point last = part.get(0);
        for (Point now : part) {
            switch (now.equals(last) ? "" : trace.text("/line/shape")) {
                case "hv" -> corners.add(at(plane.x(now.x), plane.y(last.y)));
                case "vh" -> corners.add(at(plane.x(last.x), plane.y(now.y)));
                default -> {} // straight
            }
            corners.add(at(plane.x(now.x), plane.y(now.y)));
            last = now;
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
        double value = lies ? p.x : p.y;
        double from = value - less(error, p);
        double to = value + more(error, p);
        double[] along = {from, from, from, to, to, to};
        double[] side = {-4, 4, 0, 0, -4, 4};
        var corners = new ArrayList<String>();
        for (int i = 0; i < side.length; i++) {
            corners.add(
                    lies
                            ? at(plane.x(along[i]), plane.y(p.y) + side[i])
                            : at(plane.x(p.x) + side[i], plane.y(along[i])));
        }
        return String.join(" ", corners);
    }

    private void mark(Plane plane, Layer layer, Point p) {
        double x = plane.x(p.x);
        double y = plane.y(p.y);
        var fill = trace.fill(p.index, tip(p, plane));
        String symbol = trace.each("/marker/symbol", p.index);
        double size = trace.number("/marker/size", 9);
        if (trace.bubbles()) {
            layer.bubbles().add(new Layer.Bubble(layer.pen(), radius(p), px(x), px(y), fill));
            if (!trace.has("text")) {
                say(plane, layer, p, END_OF_LABEL.split(trace.each("/text", p.index), 2)[0]);
            }
        } else if (symbol.startsWith("line-")) {
            double right = symbol.equals("line-ew") ? size / 2 : 0;
            double down = size / 2 - right;
            String line = at(x - right, y - down) + " " + at(x + right, y + down);
            layer.line(line, trace.number("/marker/line/width", 2));
        } else {
            layer.spot(x, y, Look.Marker.path(symbol), size / 9, fill);
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

    private String tip(Point p, Plane plane) {
        String note = trace.each("/text", p.index);
        if (trace.bubbles() && !note.isEmpty()) {
            return note;
        }
        String x = plot.x.told(plane.xs(), p.x, plane.rows() > 0 ? 2 : 0);
        String place = plane.rows() > 0 ? x : x + ", " + plot.y.told(plane.ys(), p.y, 2);
        return trace.tip(place + (note.isEmpty() ? "" : ", " + note));
    }
}
