package org.sumcat.chart;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.sumcat.chart.Figure.Point;
import org.sumcat.chart.Figure.Series;
import org.sumcat.render.Format;
import org.sumcat.render.Templates;

/**
 * Lays a figure out in pixels; the templates {@code curves.svg} and {@code rows.svg} draw it.
 *
 * <p>The layout asks the machine nothing, not even the width of a letter: labels are anchored at
 * their start, middle or end, so the same figure is the same bytes everywhere. Shapes and texts
 * carry classes, by which a page gives them other colours at night.
 */
public final class Drawing {

    /** A number on an axis. */
    record Tick(String at, String label) {}

    /** A place in the drawing and the words that belong to it. */
    record Spot(String x, String y, String words) {}

    /** How a series is drawn. */
    record Pen(String key, String colour, String gaps, String marker) {}

    /** A series in the legend. */
    record Entry(double x, double y, Pen pen, String name, String squeeze, boolean line) {}

    /** A series as a line, with the corners of the band around it, empty for none. */
    record Curve(Pen pen, String line, String band, List<Spot> spots) {}

    /** A series without bubbles among others with, as a line of steps. */
    record Front(Pen pen, String path) {}

    /** A series as points along a row, with their mean. */
    record Row(
            Pen pen,
            double y,
            String name,
            String squeeze,
            String from,
            String to,
            Spot mean,
            List<Spot> spots) {}

    private static final int RIGHT = 20;
    private static final int ROW = 64;
    private static final int SPOTS = 12; // markers on one line, at most

    private final Figure figure;
    private final Width width;
    private final Scale xs;
    private final Scale ys;
    private final double left;

    private Drawing(Figure figure, Width width) {
        this.figure = figure;
        this.width = width;
        this.xs = figure.xScale();
        this.ys = figure.rows() ? xs : figure.yScale();
        this.left = figure.rows() ? RIGHT : Math.max(4.2, 2.3 + 0.64 * longest(ys)) * width.font;
    }

    /** A file of its own: with its headline, on white paper. */
    static String alone(Figure figure) {
        return new Drawing(figure, Width.WIDE).draw(true);
    }

    /** Part of a page that has the headline in its text. */
    static String inline(Figure figure, Width width) {
        return new Drawing(figure, width).draw(false);
    }

    private String draw(boolean alone) {
        double head = alone ? 2.8 * width.font : 6;
        var legend = figure.rows() ? List.<Entry>of() : legend(head);
        double top = legend.stream().mapToDouble(e -> e.y() + 1.6 * width.font).max().orElse(head);
        double bottom = top + (figure.rows() ? ROW * figure.series().size() : height());
        var view = new HashMap<String, Object>();
        view.put("alone", alone);
        view.put("figure", figure);
        view.put("xtitle", figure.x().title());
        view.put("font", width.font);
        view.put("width", width.pixels);
        view.put("height", Math.round(bottom + 3.6 * width.font));
        view.put("left", left);
        view.put("right", width.pixels - RIGHT);
        view.put("top", top);
        view.put("bottom", bottom);
        view.put("xticks", ticks(xs, this::x));
        if (figure.rows()) {
            view.put("rows", rows(top));
            return Templates.fill("chart/rows.svg", view);
        }
        DoubleUnaryOperator y = value -> bottom - ys.share(value) * (bottom - top);
        view.put("legend", legend);
        view.put("yticks", ticks(ys, y));
        if (figure.bubbles()) {
            view.put("bubbles", new Bubbles(figure, this::x, y).all());
            view.put(
                    "fronts",
                    figure.series().stream()
                            .filter(s -> !s.bubbles())
                            .map(s -> new Front(pen(s), steps(s.points(), y)))
                            .toList());
            return Templates.fill("chart/bubbles.svg", view);
        }
        view.put("curves", figure.series().stream().map(s -> curve(s, y)).toList());
        return Templates.fill("chart/curves.svg", view);
    }

    private double height() {
        return figure.bubbles() ? width.bubbles() : width.plot;
    }

    private double x(double value) {
        return left + xs.share(value) * (width.pixels - RIGHT - left);
    }

    /** The digits of the longest number on an axis; a point is half as wide. */
    private static double longest(Scale scale) {
        return scale.ticks().stream()
                .map(scale::words)
                .mapToDouble(words -> words.length() - (words.contains(".") ? 0.5 : 0))
                .max()
                .orElse(0);
    }

    private static List<Tick> ticks(Scale scale, DoubleUnaryOperator place) {
        return scale.ticks().stream()
                .map(t -> new Tick(px(place.applyAsDouble(t)), scale.words(t)))
                .toList();
    }

    /** Entries side by side, a new line where the next one would not fit by a generous guess. */
    private List<Entry> legend(double head) {
        var entries = new ArrayList<Entry>();
        double x = left;
        double y = head + width.font;
        for (var series : figure.series()) {
            double room = 60 + 0.6 * width.font * series.name().length();
            if (x > left && x + room > width.pixels) {
                x = left;
                y += 1.6 * width.font;
            }
            double end = width.pixels - x - 46;
            entries.add(
                    new Entry(
                            x,
                            y,
                            pen(series),
                            series.name(),
                            squeeze(series.name(), end),
                            !series.bubbles()));
            x += room;
        }
        return entries;
    }

    /** The room for a name that would not fit, otherwise nothing. */
    private String squeeze(String name, double room) {
        return 0.58 * width.font * name.length() > room ? px(room) : "";
    }

    private Curve curve(Series series, DoubleUnaryOperator y) {
        var points = series.points();
        var band = series.hasRange() ? outline(points, y) : "";
        int every = (points.size() + SPOTS - 1) / SPOTS;
        var spots =
                IntStream.range(0, points.size())
                        .filter(i -> i % every == 0 || i == points.size() - 1)
                        .mapToObj(points::get)
                        .map(p -> spot(p, y.applyAsDouble(p.y()), tip(series, p)))
                        .toList();
        return new Curve(pen(series), join(points.stream(), y, Point::y), band, spots);
    }

    private List<Row> rows(double top) {
        return IntStream.range(0, figure.series().size())
                .mapToObj(i -> row(figure.series().get(i), top + i * ROW))
                .toList();
    }

    private Row row(Series series, double top) {
        double y = top + 0.68 * ROW;
        var over = series.points().stream().mapToDouble(Point::x).summaryStatistics();
        var mean = "mean " + Format.fixed(over.getAverage(), 2);
        return new Row(
                pen(series),
                y,
                series.name(),
                squeeze(series.name(), width.pixels - left - RIGHT - 7.5 * width.font),
                px(x(over.getMin())),
                px(x(over.getMax())),
                new Spot(px(x(over.getAverage())), px(top + 0.3 * ROW), mean),
                series.points().stream().map(p -> spot(p, y, tip(series, p))).toList());
    }

    /** Level to the next point, then up to it: in between, nothing is as good. */
    private String steps(List<Point> points, DoubleUnaryOperator y) {
        var first = points.get(0);
        return points.stream()
                .skip(1)
                .map(p -> "H%sV%s".formatted(px(x(p.x())), px(y.applyAsDouble(p.y()))))
                .collect(
                        Collectors.joining(
                                "",
                                "M%s %s"
                                        .formatted(
                                                px(x(first.x())), px(y.applyAsDouble(first.y()))),
                                "H" + px(width.pixels - RIGHT)));
    }

    private Spot spot(Point point, double y, String tip) {
        return new Spot(px(x(point.x())), px(y), tip);
    }

    /** What a mouse resting on a point is told. */
    private String tip(Series series, Point point) {
        var place =
                figure.rows()
                        ? figure.x().title() + " " + Format.fixed(point.x(), 2)
                        : "%s %s, %s %s"
                                .formatted(
                                        figure.x().title(),
                                        Format.fixed(point.x(), xs.decimals()),
                                        figure.y().title(),
                                        Format.fixed(point.y(), ys.decimals() + 2));
        return series.name() + ": " + place + (point.note().isEmpty() ? "" : ", " + point.note());
    }

    private String outline(List<Point> points, DoubleUnaryOperator y) {
        var back =
                IntStream.rangeClosed(1, points.size())
                        .mapToObj(i -> points.get(points.size() - i));
        return join(points.stream(), y, Point::high) + " " + join(back, y, Point::low);
    }

    private String join(
            Stream<Point> points, DoubleUnaryOperator y, ToDoubleFunction<Point> height) {
        return points.map(p -> px(x(p.x())) + "," + px(y.applyAsDouble(height.applyAsDouble(p))))
                .collect(Collectors.joining(" "));
    }

    static Pen pen(Series series) {
        var look = series.look();
        var join = look.join();
        return new Pen(join.key(), look.colour(), look.stroke().gaps, look.marker().path);
    }

    static String px(double value) {
        return Format.fixed(value, 1);
    }
}
