package org.sumcat.chart;

import static org.sumcat.chart.Style.line;
import static org.sumcat.chart.Style.marker;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.sumcat.nn.Fusion;
import org.sumcat.palette.Look;
import org.sumcat.render.Format;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.plotly.components.Line;
import tech.tablesaw.plotly.components.Marker;
import tech.tablesaw.plotly.components.Symbol;
import tech.tablesaw.plotly.traces.ScatterTrace;
import tech.tablesaw.plotly.traces.ScatterTrace.Mode;
import tech.tablesaw.plotly.traces.Trace;

/**
 * Points that belong together, and the traces of Tablesaw that show them.
 *
 * @param name as in the legend
 * @param look colour, marker and dash
 * @param points by rising x, at least one
 */
public record Series(String name, Look look, List<Point> points) {
    public Series {
        points = List.copyOf(points);
    }

    /** Bubbles of one join under its word. */
    public static List<Series> byJoin(Map<Fusion, List<Point>> groups) {
        var series = new ArrayList<Series>();
        groups.forEach((join, all) -> series.add(new Series(join.word(), new Look(join, 0), all)));
        return series;
    }

    boolean bubbles() {
        return points.stream().anyMatch(p -> p.size() > 0);
    }

    /** Returns whether a point stands for several values. */
    public boolean hasRange() {
        return points.stream().anyMatch(p -> p.high() > p.low());
    }

    /** A line through the points, in a band from the lowest to the highest. */
    Stream<Trace> curve() {
        var marker = marker(look).size(9).build();
        var curve = noted().mode(Mode.LINE_AND_MARKERS).line(line(look)).marker(marker).build();
        return hasRange() ? Stream.of(band(), curve) : Stream.of(curve);
    }

    /** The outline of the range, along the highest values and back along the lowest. */
    private Trace band() {
        var back = new ArrayList<>(points);
        Collections.reverse(back);
        var x = Stream.concat(points.stream(), back.stream()).mapToDouble(Point::x);
        var high = points.stream().mapToDouble(Point::high);
        var y = DoubleStream.concat(high, back.stream().mapToDouble(Point::low));
        return traced(x.toArray(), y.toArray())
                .mode(Mode.LINE)
                .line(pen(0).build())
                .fill(ScatterTrace.Fill.TO_SELF)
                .fillColor(look.colour() + "29") // 16% opaque
                .showLegend(false)
                .build();
    }

    private ScatterTrace.ScatterBuilder traced(double[] x, double[] y) {
        return ScatterTrace.builder(x, y).name(name);
    }

    /** A trace of the points and their notes. */
    private ScatterTrace.ScatterBuilder noted() {
        return traced(numbers(Point::x), numbers(Point::y)).text(notes());
    }

    private Line.LineBuilder pen(double width) {
        return Line.builder().color(look.colour()).width(width);
    }

    /** Circles whose areas are the sizes. */
    Trace circles() {
        var marker =
                Marker.builder()
                        .color(look.colour())
                        .opacity(0.4)
                        .size(numbers(Point::size))
                        .sizeMode(Marker.SizeMode.AREA);
        return noted().mode(Mode.MARKERS).marker(marker.build()).build();
    }

    /** A line of steps: level to the next point, then up to it. */
    Trace steps() {
        var dots = pen(2).dash(Line.Dash.DOT).shape(Line.Shape.HV).build();
        return noted().mode(Mode.LINE).line(dots).build();
    }

    /** Points along a row that bears the name, their range and their mean. */
    Stream<Trace> row() {
        var over = points.stream().mapToDouble(Point::x).summaryStatistics();
        double mean = over.getAverage();
        var range = along(over.getMin(), over.getMax()).mode(Mode.LINE).line(pen(7).build());
        var stroke =
                Marker.builder()
                        .symbol(Symbol.LINE_NS)
                        .color(look.colour())
                        .size(30)
                        .line(pen(3).build());
        var middle =
                along(mean)
                        .mode(Mode.TEXT_AND_MARKERS)
                        .marker(stroke.build())
                        .text(new String[] {"mean " + Format.fixed(mean, 2)});
        var each = along(numbers(Point::x)).mode(Mode.MARKERS).marker(marker(look).size(9).build());
        return Stream.of(range.opacity(0.3).build(), middle.build(), each.text(notes()).build());
    }

    private ScatterTrace.ScatterBuilder along(double... x) {
        var names = Collections.nCopies(x.length, name);
        return ScatterTrace.builder(DoubleColumn.create("x", x), StringColumn.create("y", names))
                .name(name);
    }

    private double[] numbers(ToDoubleFunction<Point> part) {
        return points.stream().mapToDouble(part).toArray();
    }

    private String[] notes() {
        return points.stream().map(Point::note).toArray(String[]::new);
    }
}
