package org.sumcat.chart;

import static org.sumcat.chart.Layer.at;
import static org.sumcat.chart.Layer.px;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.sumcat.chart.Labels.Wanted;

/** Draws points: lines through them, what is filled, markers, bubbles, error bars, words. */
final class ScatterPainter implements Painter {
    private static final int SPOTS = 12; // markers on one line, at most
    private static final Pattern END_OF_LABEL = Pattern.compile(", (?![^(]*\\))");

    private record Point(int index, double x, double y) {
        boolean there() {
            return Double.isFinite(x) && Double.isFinite(y);
        }
    }

    private final PlotTrace trace;
    private final Plot plot;
    private final Column across;
    private final Column up;
    private final List<Point> points;
    private final @Nullable ScatterPainter before;

    /**
     * @param before the trace of points before this one, to which an area may reach
     */
    ScatterPainter(
            PlotTrace trace, Plot plot, Column across, Column up, @Nullable ScatterPainter before) {
        this.trace = trace;
        this.plot = plot;
        this.across = across;
        this.up = up;
        this.before = before;
        double[] x = across.numbers(trace.json().path("x"));
        double[] y = up.numbers(trace.json().path("y"));
        points =
                IntStream.range(0, Math.min(x.length, y.length))
                        .mapToObj(i -> new Point(i, x[i], y[i]))
                        .toList();
    }

    @Override
    public DoubleStream xs() {
        return DoubleStream.concat(
                reach("/error_x", true), fills("tozerox") ? DoubleStream.of(0) : DoubleStream.of());
    }

    @Override
    public DoubleStream ys() {
        return DoubleStream.concat(
                reach("/error_y", false), toZero() ? DoubleStream.of(0) : DoubleStream.of());
    }

    private boolean fills(String how) {
        return trace.text("/fill").equals(how);
    }

    private boolean toZero() {
        return fills("tozeroy") || (fills("tonexty") && before == null);
    }

    /** The points and the ends of their error bars. */
    private DoubleStream reach(String error, boolean horizontal) {
        return points.stream()
                .filter(Point::there)
                .flatMapToDouble(
                        p -> {
                            double value = horizontal ? p.x : p.y;
                            return DoubleStream.of(
                                    value - error(error, p, "arrayminus"),
                                    value + error(error, p, "array"));
                        });
    }

    private double error(String error, Point point, String side) {
        var given = trace.json().at(error + "/" + side);
        var list = given.isArray() ? given : trace.json().at(error + "/array");
        return list.path(point.index).asDouble(0);
    }

    @Override
    public Layer layer(Plane plane) {
        var layer = Layer.of(trace);
        if (!trace.text("/fill").isEmpty()) {
            area(plane, layer);
        }
        double width = trace.number("/line/width", 2.5);
        if (trace.has("lines") && width > 0) {
            double opacity = trace.number("/opacity", 1);
            var gaps = Look.Stroke.gaps(trace.text("/line/dash"));
            for (var part : parts()) {
                if (part.size() > 1) {
                    layer.strokes().add(new Layer.Stroke(line(part, plane), width, gaps, opacity));
                }
            }
        }
        errors(plane, layer);
        if (trace.has("markers")) {
            markers(plane, layer);
        }
        if (trace.has("text") && plane.rows() == 0) {
            words(plane, layer);
        }
        return layer;
    }

    /** Points without gaps between them. */
    private List<List<Point>> parts() {
        var parts = new ArrayList<List<Point>>();
        parts.add(new ArrayList<>());
        for (Point point : points) {
            if (point.there()) {
                parts.get(parts.size() - 1).add(point);
            } else {
                parts.add(new ArrayList<>());
            }
        }
        return parts;
    }

    private String line(List<Point> part, Plane plane) {
        var corners = new StringBuilder(at(plane.x(part.get(0).x), plane.y(part.get(0).y)));
        for (int i = 1; i < part.size(); i++) {
            Point last = part.get(i - 1);
            Point now = part.get(i);
            switch (trace.text("/line/shape")) {
                case "hv" -> corners.append(' ').append(at(plane.x(now.x), plane.y(last.y)));
                case "vh" -> corners.append(' ').append(at(plane.x(last.x), plane.y(now.y)));
                default -> {} // straight
            }
            corners.append(' ').append(at(plane.x(now.x), plane.y(now.y)));
        }
        return corners.toString();
    }

    private void area(Plane plane, Layer layer) {
        var there = points.stream().filter(Point::there).toList();
        if (there.isEmpty()) {
            return;
        }
        var outline = new ArrayList<>(List.of(line(there, plane)));
        Point first = there.get(0);
        Point last = there.get(there.size() - 1);
        if (toZero()) {
            double floor = up.named() ? plane.bottom() : plane.y(floor(plane.ys()));
            outline.add(at(plane.x(last.x), floor));
            outline.add(at(plane.x(first.x), floor));
        } else if (fills("tozerox")) {
            outline.add(at(plane.x(floor(plane.xs())), plane.y(last.y)));
            outline.add(at(plane.x(floor(plane.xs())), plane.y(first.y)));
        } else if (before != null && trace.text("/fill").startsWith("tonext")) {
            var back = new ArrayList<>(before.points.stream().filter(Point::there).toList());
            Collections.reverse(back);
            outline.add(before.line(back, plane));
        }
        layer.areas().add(new Layer.Area(String.join(" ", outline), 0.16));
    }

    /** 0, or the end of the axis that is nearest to it. */
    private static double floor(Scale scale) {
        double low = Math.min(scale.low(), scale.high());
        return Math.max(low, Math.min(0, Math.max(scale.low(), scale.high())));
    }

    private void errors(Plane plane, Layer layer) {
        for (Point p : points.stream().filter(Point::there).toList()) {
            double x = plane.x(p.x);
            double y = plane.y(p.y);
            if (trace.json().has("error_y")) {
                double low = plane.y(p.y - error("/error_y", p, "arrayminus"));
                double high = plane.y(p.y + error("/error_y", p, "array"));
                bar(
                        layer,
                        at(x - 4, low),
                        at(x + 4, low),
                        at(x, low),
                        at(x, high),
                        at(x - 4, high),
                        at(x + 4, high));
            }
            if (trace.json().has("error_x")) {
                double low = plane.x(p.x - error("/error_x", p, "arrayminus"));
                double high = plane.x(p.x + error("/error_x", p, "array"));
                bar(
                        layer,
                        at(low, y - 4),
                        at(low, y + 4),
                        at(low, y),
                        at(high, y),
                        at(high, y - 4),
                        at(high, y + 4));
            }
        }
    }

    private static void bar(Layer layer, String... corners) {
        layer.strokes().add(new Layer.Stroke(String.join(" ", corners), 1.5, "none", 1));
    }

    private void markers(Plane plane, Layer layer) {
        var there = points.stream().filter(Point::there).toList();
        boolean thin = trace.has("lines");
        int every = thin ? (there.size() + SPOTS - 1) / SPOTS : 1;
        for (int i = 0; i < there.size(); i++) {
            Point p = there.get(i);
            String fill = Shades.own(trace, p.index);
            if (trace.bubbles()) {
                double radius = radius(p);
                layer.bubbles()
                        .add(
                                new Layer.Bubble(
                                        layer.pen(),
                                        radius,
                                        px(plane.x(p.x)),
                                        px(plane.y(p.y)),
                                        px(radius),
                                        trace.number("/marker/opacity", 0.6),
                                        fill,
                                        tip(p, plane)));
                String label = END_OF_LABEL.split(trace.each("/text", p.index), 2)[0];
                if (!trace.has("text") && !label.isEmpty()) {
                    layer.words().add(new Wanted(plane.x(p.x), plane.y(p.y), radius, label));
                }
            } else if (i % every == 0 || i == there.size() - 1) {
                mark(plane, layer, p, fill);
            }
        }
    }

    private void mark(Plane plane, Layer layer, Point p, String fill) {
        String symbol = trace.each("/marker/symbol", p.index);
        double size = trace.number("/marker/size", 9);
        if (symbol.startsWith("line-")) {
            double reach = size / 2;
            double x = symbol.equals("line-ew") ? reach : 0;
            double y = symbol.equals("line-ew") ? 0 : reach;
            layer.strokes()
                    .add(
                            new Layer.Stroke(
                                    at(plane.x(p.x) - x, plane.y(p.y) - y)
                                            + " "
                                            + at(plane.x(p.x) + x, plane.y(p.y) + y),
                                    trace.number("/marker/line/width", 2),
                                    "none",
                                    1));
            return;
        }
        String zoom = size == 9 ? "" : " scale(" + px(size / 9) + ")";
        layer.spots()
                .add(
                        new Layer.Spot(
                                px(plane.x(p.x)),
                                px(plane.y(p.y)),
                                Look.Marker.path(symbol),
                                zoom,
                                fill,
                                tip(p, plane)));
    }

    /** As plotly has it. */
    private double radius(Point p) {
        double half = trace.json().at("/marker/size").path(p.index).asDouble(0) / 2;
        double reference = trace.number("/marker/sizeref", 1);
        double radius =
                trace.text("/marker/sizemode").equals("area")
                        ? Math.sqrt(half / reference)
                        : half / reference;
        return Math.max(trace.number("/marker/sizemin", 0), radius);
    }

    private void words(Plane plane, Layer layer) {
        for (Point p : points.stream().filter(Point::there).toList()) {
            double radius = trace.bubbles() ? radius(p) : trace.has("markers") ? 4 : 0;
            layer.words()
                    .add(
                            new Wanted(
                                    plane.x(p.x),
                                    plane.y(p.y),
                                    radius,
                                    trace.each("/text", p.index)));
        }
    }

    /** What a mouse resting on a point is told. */
    private String tip(Point p, Plane plane) {
        String note = trace.each("/text", p.index);
        if (trace.bubbles() && !note.isEmpty()) {
            return note;
        }
        int more = plane.ys().names().isEmpty() ? 2 : 0;
        String place = told("x", across.words(plane.xs(), p.x, plane.rows() > 0 ? 2 : 0));
        if (plane.rows() == 0) {
            place += ", " + told("y", up.words(plane.ys(), p.y, more));
        }
        return (trace.name().isEmpty() ? "" : trace.name() + ": ")
                + place
                + (note.isEmpty() ? "" : ", " + note);
    }

    private String told(String letter, String value) {
        return plot.axisTitle(letter) + " " + value;
    }
}
