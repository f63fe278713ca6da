package org.sumcat.plot;

import static org.sumcat.plot.Layer.at;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.DoubleStream;
import org.sumcat.palette.Look;

/** Draws boxes: quartiles, whiskers to one and a half times their distance, and what is beyond. */
record BoxPainter(PlotTrace trace, Plot plot) implements Painter {
    private static final double HALF = 0.25; // of the room between two boxes

    /** A box as plotly draws it: the ends of its whiskers, quartiles, and the values themselves. */
    record Box(double low, double q1, double median, double q3, double high, List<Double> values) {
        static Box of(double[] unsorted) {
            double[] v = Arrays.stream(unsorted).sorted().toArray();
            double q1 = quartile(v, 0.25);
            double q3 = quartile(v, 0.75);
            double reach = 1.5 * (q3 - q1);
            double low = Arrays.stream(v).filter(x -> x >= q1 - reach).min().orElse(q1);
            double high = Arrays.stream(v).filter(x -> x <= q3 + reach).max().orElse(q3);
            double median = quartile(v, 0.5);
            var values = Arrays.stream(v).boxed().toList();
            return new Box(Math.min(q1, low), q1, median, q3, Math.max(q3, high), values);
        }

        /** Plotly's "linear": between the values at which as many lie on either side. */
        private static double quartile(double[] sorted, double share) {
            double place = share * sorted.length - 0.5;
            place = Math.max(0, Math.min(sorted.length - 1.0, place));
            double part = place - Math.floor(place);
            return part * sorted[(int) Math.ceil(place)]
                    + (1 - part) * sorted[(int) Math.floor(place)];
        }
    }

    /** The boxes by their places. */
    private Map<Double, Box> boxes() {
        Column places = plot.column(trace.places());
        double[] values = trace.numbers("/" + trace.lengths());
        var given = trace.json().path(trace.places());
        double[] at = given.isArray() ? places.numbers(given) : new double[values.length];
        if (!given.isArray()) {
            Arrays.fill(at, places.names().indexOf(trace.name()));
        }
        var groups = new TreeMap<Double, List<Double>>();
        for (int i = 0; i < Math.min(at.length, values.length); i++) {
            if (Double.isFinite(at[i]) && Double.isFinite(values[i])) {
                groups.computeIfAbsent(at[i], place -> new ArrayList<>()).add(values[i]);
            }
        }
        var boxes = new TreeMap<Double, Box>();
        groups.forEach((place, group) -> boxes.put(place, Box.of(numbers(group))));
        return boxes;
    }

    private static double[] numbers(List<Double> list) {
        return list.stream().mapToDouble(v -> v).toArray();
    }

    @Override
    public DoubleStream lengths() {
        return boxes().values().stream()
                .flatMapToDouble(b -> b.values.stream().mapToDouble(v -> v));
    }

    @Override
    public DoubleStream places() {
        return boxes().keySet().stream().flatMapToDouble(p -> DoubleStream.of(p - HALF, p + HALF));
    }

    @Override
    public Layer layer(Plane plane) {
        var layer = Layer.of(trace);
        boxes().forEach((place, box) -> draw(place, box, plane, layer));
        return layer;
    }

    private void draw(double place, Box box, Plane plane, Layer layer) {
        double from = place - HALF;
        double to = place + HALF;
        String outline =
                line(plane, from, box.q1, to, box.q1, to, box.q3, from, box.q3, from, box.q1);
        layer.areas().add(new Layer.Polygon(outline, new Layer.Fill("", 0.3, "")));
        layer.line(outline, 1.5);
        layer.line(line(plane, place, box.low, place, box.q1), 1.5);
        layer.line(line(plane, place, box.q3, place, box.high), 1.5);
        layer.line(line(plane, place - HALF / 2, box.low, place + HALF / 2, box.low), 1.5);
        layer.line(line(plane, place - HALF / 2, box.high, place + HALF / 2, box.high), 1.5);
        layer.line(line(plane, from, box.median, to, box.median), 3);
        for (double value : box.values) {
            if (value < box.low || value > box.high) {
                double x = plane.x(trace, place, value);
                double y = plane.y(trace, place, value);
                var fill = new Layer.Fill("", 1, Bars.words(value));
                layer.spot(x, y, Look.Marker.CIRCLE.path, 0.7, fill);
            }
        }
    }

    /** Through points, each its place and its value. */
    private String line(Plane plane, double... points) {
        var line = new ArrayList<String>();
        for (int i = 0; i < points.length; i += 2) {
            double x = plane.x(trace, points[i], points[i + 1]);
            line.add(at(x, plane.y(trace, points[i], points[i + 1])));
        }
        return String.join(" ", line);
    }
}
