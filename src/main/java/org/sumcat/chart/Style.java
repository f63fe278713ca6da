package org.sumcat.chart;

import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.sumcat.palette.Look;
import org.sumcat.plot.Plot;
import org.sumcat.render.Rows;
import tech.tablesaw.plotly.components.Axis;
import tech.tablesaw.plotly.components.Figure;
import tech.tablesaw.plotly.components.Layout;
import tech.tablesaw.plotly.components.Line;
import tech.tablesaw.plotly.components.Marker;
import tech.tablesaw.plotly.components.TickSettings;
import tech.tablesaw.plotly.traces.Trace;

/** The house style, in Tablesaw's own parts: the same look for the same fusion everywhere. */
public final class Style {
    private Style() {}

    /** An axis of any numbers; the title has the unit, {@code test accuracy (%)}. */
    public static Axis measure(String title) {
        return axis(title).build();
    }

    /** An axis of whole numbers, epochs for example. */
    public static Axis count(String title) {
        return axis(title).tickSettings(TickSettings.builder().format("d").build()).build();
    }

    /** An axis of numbers above 0; equal steps are equal factors. */
    public static Axis powers(String title) {
        return axis(title).type(Axis.Type.LOG).build();
    }

    /** An axis of names, in the order in which they come. */
    public static Axis names(String title) {
        return axis(title).type(Axis.Type.CATEGORY).build();
    }

    /** An axis with a title, to be built on. */
    public static Axis.AxisBuilder axis(String title) {
        return Axis.builder().title(title);
    }

    /** A layout with a headline, to be built on. */
    public static Layout.LayoutBuilder layout(String title, Axis x, Axis y) {
        return Layout.builder().title(title).xAxis(x).yAxis(y);
    }

    /** Line in the colour and dash of a network. */
    public static Line line(Look look) {
        return Line.builder().color(look.colour()).width(2.5).dash(look.stroke().dash).build();
    }

    /** The marker of a network, to be built on. */
    public static Marker.MarkerBuilder marker(Look look) {
        return Marker.builder().color(look.colour()).symbol(look.marker().symbol);
    }

    /**
     * Lines in bands; or, where points have sizes, bubbles, and points without sizes a front of
     * steps.
     *
     * @param title a short headline
     * @param text what there is to see, for those who do not see the picture
     * @param series in drawing order, the last one on top
     * @throws IllegalArgumentException if there is none, or an empty one
     */
    public static Chart figure(String title, String text, Axis x, Axis y, List<Series> series) {
        requireSome(title, series);
        boolean bubbles = series.stream().anyMatch(Series::bubbles);
        var traces =
                bubbles
                        ? series.stream().map(s -> s.bubbles() ? s.circles() : s.steps())
                        : series.stream().flatMap(Series::curve);
        var layout = layout(title, x, y).showLegend(true).build();
        return chart(title, text, layout, traces, series, true);
    }

    /** A row for each series, its points along the axis; a point's y says nothing. */
    public static Chart rows(String title, String text, Axis x, List<Series> series) {
        requireSome(title, series);
        var names =
                Axis.builder().type(Axis.Type.CATEGORY).autoRange(Axis.AutoRange.REVERSED).build();
        var layout = layout(title, x, names).showLegend(false);
        var traces = series.stream().flatMap(Series::row);
        return chart(title, text, layout.build(), traces, series, false);
    }

    private static void requireSome(String title, List<Series> series) {
        if (series.isEmpty() || series.stream().anyMatch(s -> s.points().isEmpty())) {
            throw new IllegalArgumentException(
                    "a figure needs at least one series and no empty one, but \"%s\" has %s; leave it out where there is nothing to draw"
                            .formatted(title, series.isEmpty() ? "none" : "an empty one"));
        }
    }

    /** A point with the name of its series. */
    private record Named(String name, Point point) {}

    private static Chart chart(
            String title,
            String text,
            Layout layout,
            Stream<Trace> traces,
            List<Series> series,
            boolean heights) {
        var all = traces.toArray(Trace[]::new);
        var plot = Plot.of(new Figure(layout, all));
        var points =
                series.stream()
                        .flatMap(s -> s.points().stream().map(p -> new Named(s.name(), p)))
                        .toList();
        var table = Rows.of(title, points).text("network", Named::name);
        table.number(plot.axisTitle("x"), plot.counted("x") ? 0 : 2, p -> p.point.x());
        if (heights) {
            var ends =
                    points.stream()
                            .flatMapToDouble(p -> DoubleStream.of(p.point.low(), p.point.high()));
            int decimals = plot.decimals("y", ends) + 2;
            table.number(plot.axisTitle("y"), decimals, p -> p.point.y());
            if (series.stream().anyMatch(Series::hasRange)) {
                table.number("lowest", decimals, p -> p.point.low());
                table.number("highest", decimals, p -> p.point.high());
            }
        }
        return new Chart(
                text, table.text("measured with", p -> p.point.note()).table(), layout, all);
    }
}
