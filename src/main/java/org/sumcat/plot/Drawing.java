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
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
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
    private static final int FEW = 24; // bars that have numbers

    private final Plot plot;
    private final String text;
    private final Width width;
    private final int font;
    private final List<PlotTrace> traces;
    private final List<Painter> painters = new ArrayList<>();
    private final @Nullable HeatPainter heat;
    private final boolean bubbles;
    private final Scale xs;
    private final Scale ys;
    private final double left;

    Drawing(Plot plot, String text, Width width) {
        this.plot = plot;
        this.text = text;
        this.width = width;
        this.font = width.font;
        this.traces = Understood.drawn(plot);
        this.bubbles = plot.any(PlotTrace::bubbles);
        this.heat = paint();
        this.xs = scale(plot.x, Painter::xs, 0.05);
        this.ys = scale(plot.y, Painter::ys, HALF);
        this.left = plot.rows() ? RIGHT : Math.max(4.2, 2.3 + letters()) * font;
    }

    /** Creates a painter for each trace, in their order; the one of a heat map, if there is one. */
    private @Nullable HeatPainter paint() {
        var bars = Bars.of(plot, traces);
        boolean few = bars.values().stream().mapToInt(List::size).sum() <= FEW && plot.beside();
        ScatterPainter before = null;
        HeatPainter map = null;
        for (PlotTrace trace : traces) {
            switch (trace.type()) {
                case "scatter" -> {
                    before = new ScatterPainter(trace, plot, before);
                    painters.add(before);
                }
                case "box" -> painters.add(new BoxPainter(trace, plot));
                case "heatmap" -> {
                    map = new HeatPainter(trace, plot, width);
                    painters.add(map);
                }
                default -> {
                    var own = bars.getOrDefault(trace, List.of());
                    painters.add(new BarPainter(trace, plot, own, few));
                }
            }
        }
        return map;
    }

    private Scale scale(Column column, Function<Painter, DoubleStream> values, double air) {
        var scale = column.scale(painters.stream().flatMapToDouble(values));
        boolean plain = scale.names().isEmpty() && !scale.powers() && !column.axis().has("range");
        return bubbles && plain ? scale.airy(air) : scale;
    }

    /** The room for what is written beside the vertical axis. */
    private double letters() {
        return plot.y.named()
                ? Math.min(0.3 * width.pixels / font, Width.LETTER * Width.longest(plot.y.names()))
                : 0.64 * longest(ys);
    }

    String draw(boolean alone) {
        double head = width.head(alone);
        var legend = new FigureLegend(plot, traces, width, left).entries(head);
        double least = alone || plot.rows() || heat != null ? head : head + 3; // of a high number
        double top = legend.stream().mapToDouble(e -> e.y() + 1.6 * font).max().orElse(least);
        double end = width.pixels - RIGHT;
        double right = heat == null ? end : heat.right(left, width.pixels);
        double longest = Width.LETTER * Width.longest(plot.x.names()) * font;
        boolean upright = longest > (right - left) / Math.max(1, plot.x.names().size()) - 4;
        double names = upright ? 0.9 * longest : 0;
        double asked = plot.height(width.pixels) - top - names - 3.6 * font;
        double bottom = top + (asked > 0 ? Math.max(least(), asked) : height(right - left));
        var plane = new Plane(xs, ys, left, right, top, bottom, plot.rows() ? ROW : 0);
        plane = new Plane(xs, ys, left, right - over(plane), top, bottom, plane.rows());
        var layers = layers(plane);
        var labels = all(layers, Layer::labels).collect(Collectors.toCollection(ArrayList::new));
        labels.addAll(Labels.place(all(layers, Layer::words).toList(), plane));
        double keyEnd = heat == null ? bottom : Math.max(bottom, top + heat.keyHeight());
        double title = Width.LETTER * font * plot.y.title().length() / 2;
        boolean lying = traces.stream().anyMatch(PlotTrace::horizontal);
        double room = upright ? 1.1 * font : plot.x.named() ? longest : 0.64 * longest(xs) * font;
        var view = width.frame(plot.title(), text, alone);
        view.put("xtitle", plot.x.title());
        view.put("ytitle", plot.rows() ? "" : plot.y.title());
        view.put("height", Math.round(Math.max(bottom + names, keyEnd - font) + 3.6 * font));
        view.put("left", left);
        view.put("right", Math.round(plane.right()));
        view.put("top", top);
        view.put("bottom", bottom);
        view.put(
                "middle",
                heat == null ? (top + bottom) / 2 : Math.max((top + bottom) / 2, top + title));
        view.put("names", names);
        view.put("upright", upright);
        view.put("xgrid", bubbles || lying);
        view.put("ygrid", heat == null);
        view.put("xticks", ticks(xs, plane::x, room));
        view.put("yticks", plot.rows() ? List.of() : ticks(ys, plane::y, 1.1 * font));
        view.put("rows", plot.rows() ? rows(plane) : List.of());
        view.put("legend", legend);
        view.put("layers", layers);
        view.put("key", heat == null ? List.of() : List.of(heat.key(right, top, keyEnd)));
        var size = Comparator.comparing(Layer.Bubble::size).reversed(); // the largest behind
        view.put("bubbles", all(layers, Layer::bubbles).sorted(size).toList());
        view.put("labels", labels);
        return Templates.fill("plot/plot.svg", view);
    }

    private static <T> Stream<T> all(List<Layer> layers, Function<Layer, List<T>> part) {
        return layers.stream().map(part).flatMap(List::stream);
    }

    /** By how much a number at the end of a bar would leave the picture. */
    private double over(Plane plane) {
        var ends = all(layers(plane), Layer::labels).mapToDouble(Labels.Label::end);
        return Math.max(0, ends.max().orElse(0) - width.pixels);
    }

    private List<Layer> layers(Plane plane) {
        return painters.stream().map(painter -> painter.layer(plane)).toList();
    }

    private double least() {
        return heat == null ? LEAST : Math.max(LEAST, heat.least());
    }

    private double height(double across) {
        if (heat != null) {
            return heat.height(across);
        }
        if (plot.rows()) {
            return (double) ROW * plot.y.names().size();
        }
        if (plot.y.named()) {
            int bars = plot.beside() ? traces.size() : 1;
            return Math.max(4, plot.y.names().size()) * font * (0.8 + 1.2 * bars);
        }
        return bubbles ? width.bubbles() : width.plot;
    }

    /** The digits of the longest number on an axis; a point is half as wide. */
    private static double longest(Scale scale) {
        return scale.ticks().stream()
                .map(scale::words)
                .mapToDouble(words -> words.length() - (words.contains(".") ? 0.5 : 0))
                .max()
                .orElse(0);
    }

    /** Thins named ticks out until they fit side by side. */
    private List<Tick> ticks(Scale scale, DoubleUnaryOperator place, double room) {
        var ticks = scale.ticks();
        double[] at = ticks.stream().mapToDouble(place::applyAsDouble).toArray();
        double length = at.length < 2 ? room : Math.abs(at[1] - at[0]);
        int every = scale.names().isEmpty() ? 1 : (int) Math.max(1, Math.ceil(room / length));
        double names = plot.y.named() ? left - 2.3 * font : width.pixels;
        return IntStream.range(0, at.length)
                .filter(i -> i % every == 0)
                .mapToObj(i -> tick(at[i], scale.words(ticks.get(i)), names))
                .toList();
    }

    private Tick tick(double at, String words, double room) {
        return new Tick(px(at), words, width.squeeze(words, room));
    }

    private List<NamedRow> rows(Plane plane) {
        double room = width.pixels - left - RIGHT - 7.5 * font;
        var rows = new ArrayList<NamedRow>();
        for (String name : plot.y.names()) {
            double y = plane.y(rows.size());
            double head = y + (0.3 - Plane.LINE) * ROW;
            rows.add(new NamedRow(y, head, name, width.squeeze(name, room), note(name)));
        }
        return rows;
    }

    /** The words of a row's points, which have no room between its markers. */
    private String note(String row) {
        var notes = new ArrayList<String>();
        for (PlotTrace trace : traces) {
            var rows = trace.list("/y");
            for (int i = 0; i < rows.size() && trace.has("text"); i++) {
                if (rows.get(i).equals(row)) {
                    notes.add(trace.each("/text", i));
                }
            }
        }
        return String.join(", ", notes);
    }
}
