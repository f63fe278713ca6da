package org.sumcat.chart;

import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.sumcat.nn.Fusion;
import org.sumcat.render.Tables;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * A figure: the data and how to read them. It can be had as a picture, as an interactive Plotly
 * figure, as a table and as a sentence, all made from the same numbers.
 *
 * @param title a short headline
 * @param text what there is to see, for those who do not see the picture
 * @param x the horizontal axis
 * @param y the vertical axis; {@link Kind#NAMES} makes every series a row of its own
 * @param series in drawing order, the last one on top
 */
public record Figure(String title, String text, Axis x, Axis y, List<Series> series)
        implements Illustration {

    /** What an axis counts off. */
    public enum Kind {
        /** Any number. */
        MEASURE,
        /** Whole numbers, epochs for example. */
        COUNT,
        /** Numbers above 0; equal steps are equal factors. */
        POWERS,
        /** The series, one row for each; a point's {@code y} is the number of its row from 0. */
        NAMES
    }

    /**
     * An axis.
     *
     * @param title with the unit, {@code test accuracy (%)}
     * @param kind what it counts off
     */
    public record Axis(String title, Kind kind) {}

    /**
     * A point and the range around it.
     *
     * @param x in the unit of the horizontal axis
     * @param y in the unit of the vertical axis
     * @param low the lowest value that y stands for; y itself where it stands for one value
     * @param high the highest
     * @param size of a bubble, by its area; 0 for a marker
     * @param note what the point stands for, {@code seed 1}; up to its first comma with a blank
     *     behind it, outside of parentheses, it is what is written beside a bubble
     */
    public record Point(double x, double y, double low, double high, double size, String note) {
        /** A point that stands for one value. */
        public static Point of(double x, double y, String note) {
            return new Point(x, y, y, y, 0, note);
        }

        /** A bubble. */
        public static Point bubble(double x, double y, double size, String note) {
            return new Point(x, y, y, y, size, note);
        }

        private static final Pattern END_OF_LABEL = Pattern.compile(", (?![^(]*\\))");

        String label() {
            return END_OF_LABEL.split(note, 2)[0];
        }
    }

    /**
     * Points that belong together, joined by a line unless the y axis holds names or they are
     * bubbles.
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
            return groups.entrySet().stream()
                    .map(
                            group ->
                                    new Series(
                                            group.getKey().word(),
                                            new Look(group.getKey(), 0),
                                            group.getValue()))
                    .toList();
        }

        boolean bubbles() {
            return points.stream().anyMatch(p -> p.size() > 0);
        }

        public boolean hasRange() {
            return points.stream().anyMatch(p -> p.high() > p.low());
        }
    }

    public Figure {
        series = List.copyOf(series);
        if (series.isEmpty() || series.stream().anyMatch(s -> s.points().isEmpty())) {
            throw new IllegalArgumentException(
                    "a figure needs at least one series and no empty one, but \""
                            + title
                            + "\" has "
                            + (series.isEmpty() ? "none" : "an empty one")
                            + "; leave it out where there is nothing to draw");
        }
    }

    @Override
    public String svg() {
        return Drawing.alone(this);
    }

    @Override
    public String inline(Width width) {
        return Drawing.inline(this, width);
    }

    @Override
    public String plotly() {
        return Plotly.json(this);
    }

    /** The numbers of the figure, a row for each point. */
    @Override
    public Table table() {
        var names = series.stream().flatMap(s -> s.points().stream().map(p -> s.name()));
        var points = series.stream().flatMap(s -> s.points().stream()).toList();
        var table =
                Table.create(
                        title,
                        StringColumn.create("network", names),
                        Tables.numbers(x.title(), points, Point::x, decimals(x.kind())));
        if (!rows()) {
            int decimals = yScale().decimals() + 2;
            table.addColumns(Tables.numbers(y.title(), points, Point::y, decimals));
            if (series.stream().anyMatch(Series::hasRange)) {
                table.addColumns(
                        Tables.numbers("lowest", points, Point::low, decimals),
                        Tables.numbers("highest", points, Point::high, decimals));
            }
        }
        return table.addColumns(Tables.texts("measured with", points, Point::note));
    }

    private static int decimals(Kind kind) {
        return kind == Kind.COUNT ? 0 : 2;
    }

    boolean rows() {
        return y.kind() == Kind.NAMES;
    }

    boolean bubbles() {
        return points().anyMatch(p -> p.size() > 0);
    }

    Scale xScale() {
        return scale(x.kind(), points().mapToDouble(Point::x));
    }

    Scale yScale() {
        var scale =
                scale(y.kind(), points().flatMapToDouble(p -> DoubleStream.of(p.low(), p.high())));
        return bubbles() ? scale.airy(Bubbles.HALF) : scale;
    }

    private Stream<Point> points() {
        return series.stream().flatMap(s -> s.points().stream());
    }

    private static Scale scale(Kind kind, DoubleStream values) {
        var range = values.summaryStatistics();
        if (kind == Kind.POWERS) {
            return Scale.powers(range.getMin(), range.getMax());
        }
        return kind == Kind.COUNT
                ? Scale.count(range.getMin(), range.getMax())
                : Scale.measure(range.getMin(), range.getMax());
    }
}
