package org.sumcat.plot;

import static org.sumcat.plot.Layer.px;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.DoubleStream;
import org.sumcat.axis.Scale;
import org.sumcat.palette.ColourScale;
import org.sumcat.plot.Labels.Label;
import org.sumcat.render.Format;

/**
 * Draws a heat map: a cell for each number, beside it the scale of its colours. Numbers are written
 * into cells where there is room for all of them; for words of its own a figure makes room.
 */
final class HeatPainter implements Painter {
    private static final double WIDEST = 120;
    private static final double TALLEST = 44;
    private static final int STEPS = 48; // of the colour scale
    private static final double SIZE = 0.85; // of letters in cells, of the font's
    private static final double LEADING = 1.25;

    /** A cell that is not left out: its column and row, and its words, line by line. */
    private record Cell(double x, double y, double value, List<String> lines) {}

    /**
     * Colours from the last to the first, at their places from the top, and what they stand for.
     */
    record Key(String x, List<Label> steps, String stepHeight, List<Label> marks, Label title) {}

    private final PlotTrace trace;
    private final Plot plot;
    private final double font;
    private final ColourScale scale;
    private final Scale marks;
    private final boolean wordy;
    private final List<Cell> cells = new ArrayList<>();

    HeatPainter(PlotTrace trace, Plot plot, Width width) {
        this.trace = trace;
        this.plot = plot;
        this.font = width.font;
        this.wordy = trace.json().has("texttemplate");
        double[] x = plot.x.numbers(trace.json().path("x"));
        double[] y = plot.y.numbers(trace.json().path("y"));
        var rows = new ArrayList<List<Double>>();
        for (int row = 0; row < y.length; row++) {
            rows.add(DoubleStream.of(trace.numbers("/z/" + row)).boxed().toList());
        }
        this.scale = scale(rows);
        this.marks = Scale.measure(scale.low(), scale.high());
        for (int row = 0; row < y.length; row++) {
            for (int column = 0; column < rows.get(row).size(); column++) {
                double value = rows.get(row).get(column);
                if (!Double.isNaN(value)) {
                    String words = wordy ? trace.text("/text/" + row + "/" + column) : "";
                    var lines = words.isEmpty() ? number(value) : words;
                    cells.add(new Cell(x[column], y[row], value, List.of(lines.split("<br>"))));
                }
            }
        }
    }

    /** The scale of the trace; its values decide what it leaves open. */
    private ColourScale scale(List<List<Double>> values) {
        var all = values.stream().flatMap(List::stream);
        boolean whole = all.allMatch(v -> Double.isNaN(v) || v % 1 == 0);
        String format = trace.text("/zhoverformat");
        int decimals = format.matches("\\.\\df") ? format.charAt(1) - '0' : whole ? 0 : 2;
        var over = ColourScale.over(trace.text("/colorbar/title/text"), decimals, values);
        double low = trace.number("/zmin", over.low());
        double high = Math.max(trace.number("/zmax", over.high()), low + 1e-9);
        return new ColourScale(over.measure(), decimals, low, high, trace.gradient(""));
    }

    private String number(double value) {
        return Format.fixed(value, scale.decimals());
    }

    @Override
    public PlotTrace trace() {
        return trace;
    }

    @Override
    public DoubleStream places() {
        return cells.stream().mapToDouble(Cell::x);
    }

    @Override
    public DoubleStream lengths() {
        return cells.stream().mapToDouble(Cell::y);
    }

    /** Right end of the cells, which leaves room for the key; none is very wide without words. */
    double right(double left, double width) {
        double room = width - left - (3.8 + Width.LETTER * letters()) * font;
        return left + (wordy ? room : Math.min(room, WIDEST * plot.x.names().size()));
    }

    private double letters() {
        return 3 + Width.longest(marks.ticks().stream().map(marks::words).toList());
    }

    /** The least height that words of its own need; 0 without such words. */
    double least() {
        int most = cells.stream().mapToInt(cell -> cell.lines.size()).max().orElse(0);
        return wordy ? (most + 0.8) * LEADING * SIZE * font * plot.y.names().size() : 0;
    }

    /** Height of cells about as tall as wide; few rows are as high as the words beside them. */
    double height(double across) {
        int rows = plot.y.names().size();
        double cell = across / plot.x.names().size();
        double least = rows * (rows <= 24 ? 1.35 * font : 4);
        double filling = Math.min(cell * rows, keyHeight());
        double height = Math.max(rows * Math.min(TALLEST, cell), filling);
        return Math.max(height, Math.max(least, least()));
    }

    /** The words that stand upright beside the key and the rows must fit. */
    double keyHeight() {
        int letters = Math.max(scale.measure().length(), plot.y.title().length());
        return Math.max(9, Width.LETTER * letters) * font;
    }

    @Override
    public Layer layer(Plane plane) {
        var layer = Layer.of(trace);
        double width = Math.abs(plane.x(1) - plane.x(0));
        double height = Math.abs(plane.y(1) - plane.y(0));
        int longest = cells.stream().mapToInt(cell -> Width.longest(cell.lines)).max().orElse(0);
        boolean roomy = height > 1.1 * font && longest * SIZE * Width.LETTER * font < width - 3;
        for (Cell cell : cells) {
            double x = plane.x(cell.x);
            double y = plane.y(cell.y);
            double share = scale.share(cell.value);
            var lines = new ArrayList<Label>();
            for (int i = 0; i < cell.lines.size() && (wordy || roomy); i++) {
                double line = (i - (cell.lines.size() - 1) / 2.0) * LEADING * SIZE * font;
                lines.add(new Label(px(x), px(y + line), "middle", cell.lines.get(i)));
            }
            String left = px(x - width / 2);
            String top = px(y - height / 2);
            var rect = new Layer.Rect(left, top, px(width + 0.2), px(height + 0.2)); // no gaps
            var fill = new Layer.Fill(scale.gradient().colour(share), 1, tip(cell));
            layer.cells().add(new Layer.Cell(rect, fill, scale.gradient().ink(share), lines));
        }
        return layer;
    }

    private String tip(Cell cell) {
        String row = plot.y.told(Scale.names(plot.y.names()), cell.y, 0);
        String column = plot.x.told(Scale.names(plot.x.names()), cell.x, 0);
        return "%s, %s: %s %s".formatted(row, column, scale.measure(), number(cell.value));
    }

    /** The colours at the right of the cells. */
    Key key(double right, double top, double bottom) {
        var steps = new ArrayList<Label>();
        double step = (bottom - top) / STEPS;
        for (int i = 0; i < STEPS; i++) {
            String colour = scale.gradient().colour(i / (STEPS - 1.0));
            steps.add(new Label("", px(bottom - (i + 1) * step), "", colour));
        }
        var written = new ArrayList<Label>();
        for (double tick : marks.ticks()) {
            if (tick >= scale.low() - 1e-12 && tick <= scale.high() + 1e-12) {
                String y = px(bottom - scale.share(tick) * (bottom - top));
                written.add(new Label(px(right + 2.9 * font), y, "start", marks.words(tick)));
            }
        }
        String x = px(right + (3.4 + Width.LETTER * letters()) * font);
        var title = new Label(x, px((top + bottom) / 2), "middle", scale.measure());
        return new Key(px(right + 1.6 * font), steps, px(step + 0.5), written, title);
    }
}
