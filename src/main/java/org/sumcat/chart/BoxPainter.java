package org.sumcat.chart;

import static org.sumcat.chart.Layer.at;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * Draws boxes: quartiles, whiskers up to one and a half times their distance, and what lies beyond.
 */
record BoxPainter(PlotTrace trace, Column across, Column up) implements Painter {
    private static final double HALF = 0.25; // of the room between two boxes

    /**
     * Of sorted values.
     *
     * @param low the least that is no further below {@code q1} than 1.5 times the box
     * @param high the largest likewise
     */
    record Box(double low, double q1, double median, double q3, double high, List<Double> values) {
        static Box of(double[] unsorted) {
            double[] values = Arrays.stream(unsorted).sorted().toArray();
            double q1 = quartile(values, 0.25);
            double q3 = quartile(values, 0.75);
            double reach = 1.5 * (q3 - q1);
            return new Box(
                    Math.min(
                            q1,
                            Arrays.stream(values).filter(v -> v >= q1 - reach).min().orElse(q1)),
                    q1,
                    quartile(values, 0.5),
                    q3,
                    Math.max(
                            q3,
                            Arrays.stream(values).filter(v -> v <= q3 + reach).max().orElse(q3)),
                    Arrays.stream(values).boxed().toList());
        }

        /** Plotly's "linear": between the values at which as many lie on either side. */
        private static double quartile(double[] sorted, double share) {
            double place = share * sorted.length - 0.5;
            if (place < 0) {
                return sorted[0];
            }
            if (place > sorted.length - 1) {
                return sorted[sorted.length - 1];
            }
            int below = (int) Math.floor(place);
            double part = place - below;
            int above = (int) Math.ceil(place);
            return part * sorted[above] + (1 - part) * sorted[below];
        }

        List<Double> beyond() {
            return values.stream().filter(v -> v < low || v > high).toList();
        }
    }

    private Map<Double, Box> boxes() {
        Column places = trace.horizontal() ? up : across;
        var values = trace.numbers(trace.horizontal() ? "/x" : "/y");
        var given = trace.json().path(trace.horizontal() ? "y" : "x");
        double[] at =
                given.isArray()
                        ? places.numbers(given)
                        : DoubleStream.generate(() -> places.names().indexOf(trace.name()))
                                .limit(values.length)
                                .toArray();
        var boxes = new TreeMap<Double, Box>();
        for (double place : Arrays.stream(at).filter(Double::isFinite).distinct().toArray()) {
            double[] own =
                    IntStream.range(0, Math.min(at.length, values.length))
                            .filter(i -> at[i] == place && Double.isFinite(values[i]))
                            .mapToDouble(i -> values[i])
                            .toArray();
            if (own.length > 0) {
                boxes.put(place, Box.of(own));
            }
        }
        return boxes;
    }

    @Override
    public DoubleStream xs() {
        return trace.horizontal() ? lengths() : places();
    }

    @Override
    public DoubleStream ys() {
        return trace.horizontal() ? places() : lengths();
    }

    private DoubleStream lengths() {
        return boxes().values().stream()
                .flatMapToDouble(box -> box.values.stream().mapToDouble(v -> v));
    }

    private DoubleStream places() {
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
        layer.areas().add(new Layer.Area(outline, 0.3));
        for (var stroke :
                List.of(
                        outline,
                        line(plane, place, box.low, place, box.q1),
                        line(plane, place, box.q3, place, box.high),
                        line(plane, place - HALF / 2, box.low, place + HALF / 2, box.low),
                        line(plane, place - HALF / 2, box.high, place + HALF / 2, box.high))) {
            layer.strokes().add(new Layer.Stroke(stroke, 1.5, "none", 1));
        }
        layer.strokes()
                .add(new Layer.Stroke(line(plane, from, box.median, to, box.median), 3, "none", 1));
        for (double value : box.beyond()) {
            String[] point = line(plane, place, value).split(",", 2);
            layer.spots()
                    .add(
                            new Layer.Spot(
                                    point[0],
                                    point[1],
                                    Look.Marker.CIRCLE.path,
                                    " scale(0.7)",
                                    "",
                                    Bars.words(value)));
        }
    }

    /** Through points, each its place and its value. */
    private String line(Plane plane, double... points) {
        return IntStream.range(0, points.length / 2)
                .mapToObj(
                        i ->
                                trace.horizontal()
                                        ? at(plane.x(points[2 * i + 1]), plane.y(points[2 * i]))
                                        : at(plane.x(points[2 * i]), plane.y(points[2 * i + 1])))
                .collect(Collectors.joining(" "));
    }
}
