package org.sumcat.plot;

import static org.sumcat.plot.Layer.px;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.sumcat.axis.Scale;
import org.sumcat.render.Templates;

/**
 * Lays a plot out in pixels; the template {@code plot.svg} draws it.
 *
 * <p>The layout asks the machine nothing, not even the width of a letter: labels are anchored at
 * their start, middle or end, so the same figure is the same bytes everywhere. Shapes and texts
 * carry classes, by which a page gives them other colours at night.
 */
final class Drawing {
    /** A value on an axis, and the room that it is squeezed into; empty where it fits. */
    record Tick(String at, String label, String squeeze) {}

    /** A row with its name above it, and what is written beside that. */
    record NamedRow(double y, double head, String name, String squeeze, String note) {}

    private static final double HALF = 32 / Width.NARROW.bubbles(); // of the largest bubble
    private static final int RIGHT = 20;
    private static final int ROW = 64;
    private static final int LEAST = 60; // of what lies between the axes

    private final Plot plot;
    private final String text;
    private final Width width;
    private final Column across;
    private final Column up;
    private final List<PlotTrace> traces;
    private final List<Painter> painters;
    private final Scale xs;
    private final Scale ys;
    private final double left;

    Drawing(Plot plot, String text, Width width) {
        this.plot = plot;
        this.text = text;
        this.width = width;
        this.across = Column.of(plot, "x");
        this.up = Column.of(plot, "y");
        this.traces = Understood.drawn(plot);
        this.painters = Painter.of(plot, traces, across, up);
        this.xs = scale(across, Painter::xs, 0.05);
        this.ys = scale(up, Painter::ys, HALF);
        this.left = plot.rows() ? RIGHT : Math.max(4.2, 2.3 + letters()) * width.font;
    }

    private Scale scale(Column column, Function<Painter, DoubleStream> values, double air) {
        var scale = column.scale(painters.stream().flatMapToDouble(values));
        boolean plain = scale.names().isEmpty() && !scale.powers() && !column.axis().has("range");
        return plot.bubbles() && plain ? scale.airy(air) : scale;
    }

    /** The room for what is written beside the vertical axis. */
    private double letters() {
        return up.named()
                ? Math.min(0.3 * width.pixels / width.font, Width.LETTER * longest(up.names()))
                : 0.64 * longest(ys);
    }

    String draw(boolean alone) {
        double head = alone ? 2.8 * width.font : 6;
        var legend = new FigureLegend(plot, traces, width, left).entries(head);
        double least = alone || plot.rows() ? head : head + 3; // for the highest number
        double top = legend.stream().mapToDouble(e -> e.y() + 1.6 * width.font).max().orElse(least);
        double longest = Width.LETTER * longest(across.names()) * width.font;
        double room = width.pixels - RIGHT - left;
        boolean upright = across.named() && longest > room / across.names().size() - 4;
        double names = upright ? 0.9 * longest : 0;
        double asked = plot.height(width.pixels) - top - names - 3.6 * width.font;
        double bottom = top + (asked > 0 ? Math.max(LEAST, asked) : height());
        var plane = plane(top, bottom);
        var layers = layers(plane);
        var wanted = layers.stream().flatMap(layer -> layer.words().stream()).toList();
        var labels =
                new ArrayList<>(layers.stream().flatMap(layer -> layer.labels().stream()).toList());
        labels.addAll(Labels.place(wanted, plane));
        var view = plot.page(text, width, alone);
        view.put("height", Math.round(bottom + names + 3.6 * width.font));
        view.put("left", left);
        view.put("right", Math.round(plane.right()));
        view.put("top", top);
        view.put("bottom", bottom);
        view.put("names", names);
        view.put("upright", upright);
        view.put("xgrid", plot.bubbles() || traces.stream().anyMatch(PlotTrace::horizontal));
        view.put(
                "xticks",
                ticks(xs, plane::x, upright ? 1.1 * width.font : longest(xs) * 0.64 * width.font));
        view.put("yticks", plot.rows() ? List.of() : ticks(ys, plane::y, 1.1 * width.font));
        view.put("rows", plot.rows() ? rows(plane) : List.of());
        view.put("legend", legend);
        view.put("layers", layers);
        view.put(
                "bubbles", // the largest behind
                layers.stream()
                        .flatMap(layer -> layer.bubbles().stream())
                        .sorted(Comparator.comparing(Layer.Bubble::size).reversed())
                        .toList());
        view.put("labels", labels);
        return Templates.fill("plot/plot.svg", view);
    }

    /** Up to the margin, or less where a number at the end of a bar would leave the picture. */
    private Plane plane(double top, double bottom) {
        double right = width.pixels - RIGHT;
        var plane = new Plane(xs, ys, left, right, top, bottom, plot.rows() ? ROW : 0);
        double end =
                layers(plane).stream()
                        .flatMap(layer -> layer.labels().stream())
                        .mapToDouble(Labels.Label::end)
                        .max()
                        .orElse(0);
        double over = Math.max(0, end - width.pixels);
        return new Plane(xs, ys, left, right - over, top, bottom, plane.rows());
    }

    private List<Layer> layers(Plane plane) {
        return painters.stream().map(painter -> painter.layer(plane)).toList();
    }

    private double height() {
        if (plot.rows()) {
            return (double) ROW * up.names().size();
        }
        if (up.named()) {
            int bars = plot.beside() ? traces.size() : 1;
            return Math.max(4, up.names().size()) * width.font * (0.8 + 1.2 * bars);
        }
        return plot.bubbles() ? width.bubbles() : width.plot;
    }

    /** The digits of the longest number on an axis; a point is half as wide. */
    private static double longest(Scale scale) {
        return scale.ticks().stream()
                .map(scale::words)
                .mapToDouble(words -> words.length() - (words.contains(".") ? 0.5 : 0))
                .max()
                .orElse(0);
    }

    private static double longest(List<String> names) {
        return names.stream().mapToInt(String::length).max().orElse(0);
    }

    /** Thins named ticks out until they fit side by side. */
    private List<Tick> ticks(Scale scale, DoubleUnaryOperator place, double room) {
        var ticks = scale.ticks();
        double length =
                ticks.size() < 2
                        ? room
                        : Math.abs(
                                place.applyAsDouble(ticks.get(1))
                                        - place.applyAsDouble(ticks.get(0)));
        int every = scale.names().isEmpty() ? 1 : (int) Math.max(1, Math.ceil(room / length));
        return IntStream.range(0, ticks.size())
                .filter(i -> i % every == 0)
                .mapToObj(ticks::get)
                .map(t -> new Tick(px(place.applyAsDouble(t)), scale.words(t), squeeze(scale, t)))
                .toList();
    }

    private String squeeze(Scale scale, double tick) {
        return up.names().contains(scale.words(tick)) && up.named()
                ? width.squeeze(scale.words(tick), left - 2.3 * width.font)
                : "";
    }

    private List<NamedRow> rows(Plane plane) {
        return IntStream.range(0, up.names().size())
                .mapToObj(
                        i -> {
                            String name = up.names().get(i);
                            double y = plane.y(i);
                            double head = y + (0.3 - Plane.LINE) * ROW;
                            double end = width.pixels - left - RIGHT - 7.5 * width.font;
                            return new NamedRow(
                                    y, head, name, width.squeeze(name, end), note(name));
                        })
                .toList();
    }

    /** The words of a row's points, which have no room between its markers. */
    private String note(String row) {
        return traces.stream()
                .filter(trace -> trace.has("text"))
                .flatMap(
                        trace ->
                                IntStream.range(0, trace.list("/y").size())
                                        .filter(i -> trace.list("/y").get(i).equals(row))
                                        .mapToObj(i -> trace.each("/text", i)))
                .collect(Collectors.joining(", "));
    }
}
