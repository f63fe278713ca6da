package org.sumcat.chart;

import static org.sumcat.chart.Layer.px;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.stream.IntStream;
import org.sumcat.chart.HeatMap.Shade;
import org.sumcat.chart.HeatMap.Side;
import org.sumcat.render.Format;
import org.sumcat.render.Templates;

/**
 * Lays a heat map out in pixels; the template {@code heatmap.svg} draws it. Names are thinned out
 * where they would touch, stand upright where they would not fit side by side, and numbers are
 * written into cells that have room for all of them.
 */
final class Grid {
    /** A cell. */
    record Cell(
            String x,
            String y,
            String middle,
            String centre,
            String fill,
            String ink,
            String words,
            String tip) {}

    /** A name beside the grid, and the room that it is squeezed into; empty where it fits. */
    record Name(String x, String y, String words, String squeeze) {}

    /** A part of the colour scale. */
    record Step(String y, String fill) {}

    private static final double WIDEST = 120;
    private static final double TALLEST = 44;
    private static final double LEAST = 4;
    private static final int STEPS = 48;

    /** Of one letter, as a share of the size of the font: a generous guess. */
    private static final double LETTER = 0.58;

    private final Plot plot;
    private final String text;
    private final Side rows;
    private final Side columns;
    private final Shade shade;
    private final List<List<Double>> values;
    private final Width width;
    private final double left;
    private final double right;
    private final double cellWidth;
    private final double cellHeight;

    Grid(Plot plot, String text, Width width) {
        this.plot = plot;
        this.text = text;
        this.width = width;
        var trace = Understood.drawn(plot).get(0);
        this.values = rows(trace);
        this.rows = side(trace, "y", values.size());
        this.columns = side(trace, "x", values.stream().mapToInt(List::size).max().orElse(0));
        this.shade = HeatMap.shade(trace, values);
        double most = (width == Width.WIDE ? 0.24 : 0.3) * width.pixels;
        left = 2.2 * width.font + Math.min(most, longest(rows) * LETTER * width.font) + 6;
        double scale = 2.2 * width.font + LETTER * width.font * scaleLetters();
        int across = columns.names().size();
        double room = width.pixels - left - scale - 1.6 * width.font;
        cellWidth = Math.min(WIDEST, room / across);
        double filling = Math.min(cellWidth, scaleHeight() / rows.names().size());
        cellHeight = Math.max(Math.max(Math.min(TALLEST, cellWidth), filling), rowsLeast());
        right = left + cellWidth * across;
    }

    /** From the top; the first row of plotly is the lowest unless its axis is turned round. */
    private List<List<Double>> rows(PlotTrace trace) {
        var rows = new ArrayList<List<Double>>();
        for (int i = 0; i < trace.json().path("z").size(); i++) {
            rows.add(Arrays.stream(trace.numbers("/z/" + i)).boxed().toList());
        }
        if (!turned()) {
            Collections.reverse(rows);
        }
        return List.copyOf(rows);
    }

    private Side side(PlotTrace trace, String letter, int count) {
        var names = new ArrayList<>(trace.list("/" + letter));
        for (int i = names.size(); i < count; i++) {
            names.add(String.valueOf(i));
        }
        if (letter.equals("y") && !turned()) {
            Collections.reverse(names);
        }
        return new Side(plot.axisTitle(letter), names);
    }

    private boolean turned() {
        return plot.axis("y").path("autorange").asText().equals("reversed");
    }

    /** Few rows may be taller than wide, so that their names have room. */
    private double rowsLeast() {
        return rows.names().size() <= 24 ? 1.35 * width.font : LEAST;
    }

    /** Where there are few rows the names that stand upright beside them decide. */
    private double scaleHeight() {
        int letters = Math.max(shade.measure().length(), rows.title().length());
        return Math.max(9, LETTER * letters) * width.font;
    }

    String draw(boolean alone) {
        double top = alone ? 2.8 * width.font : 6;
        double bottom = top + cellHeight * rows.names().size();
        boolean upright = longest(columns) * LETTER * width.font > cellWidth - 4;
        double names = upright ? longest(columns) * LETTER * width.font * 0.9 : width.font;
        double end = bottom + 0.7 * width.font + names;
        var view = new HashMap<String, Object>();
        view.put("alone", alone);
        view.put("title", plot.title());
        view.put("text", text);
        view.put("names", 0);
        view.put("ytitle", rows.title());
        view.put("xtitle", columns.title());
        view.put("font", width.font);
        view.put("width", width.pixels);
        double scaleBottom = Math.max(bottom, top + scaleHeight());
        view.put("height", Math.round(Math.max(end, scaleBottom) + 2.2 * width.font));
        view.put("left", left);
        view.put("right", right);
        view.put("top", top);
        view.put("bottom", end - 1.4 * width.font); // what follows is written below the names
        view.put("upright", upright);
        view.put("cells", cells(top));
        view.put("cellWidth", px(cellWidth + 0.2)); // no hair lines between cells
        view.put("cellHeight", px(cellHeight + 0.2));
        view.put(
                "middle",
                Math.max(
                        (top + bottom) / 2, top + LETTER * width.font * rows.title().length() / 2));
        view.put("rows", rows(top));
        view.put("columns", columns(bottom, upright));
        view.put("steps", steps(top, scaleBottom));
        view.put("stepHeight", px((scaleBottom - top) / STEPS + 0.5));
        view.put("scaleX", px(right + 1.6 * width.font));
        view.put("marks", marks(top, scaleBottom));
        view.put(
                "scaleTitle",
                new Name(
                        px(right + (3.4 + LETTER * scaleLetters()) * width.font),
                        px((top + scaleBottom) / 2),
                        shade.measure(),
                        ""));
        return Templates.fill("chart/heatmap.svg", view);
    }

    private List<Cell> cells(double top) {
        boolean written = written();
        var cells = new ArrayList<Cell>();
        for (int row = 0; row < rows.names().size(); row++) {
            for (int column = 0; column < columns.names().size(); column++) {
                double value = values.get(row).get(column);
                if (!Double.isNaN(value)) {
                    double share = shade.share(value);
                    String number = Format.fixed(value, shade.decimals());
                    cells.add(
                            new Cell(
                                    px(left + column * cellWidth),
                                    px(top + row * cellHeight),
                                    px(left + (column + 0.5) * cellWidth),
                                    px(top + (row + 0.5) * cellHeight),
                                    Shades.colour(share),
                                    Shades.ink(share),
                                    written ? number : "",
                                    "%s %s, %s %s: %s %s"
                                            .formatted(
                                                    rows.title(),
                                                    rows.names().get(row),
                                                    columns.title(),
                                                    columns.names().get(column),
                                                    shade.measure(),
                                                    number)));
                }
            }
        }
        return cells;
    }

    /** Whether all numbers fit into their cells. */
    private boolean written() {
        int letters =
                values.stream()
                        .flatMap(List::stream)
                        .filter(value -> !Double.isNaN(value))
                        .mapToInt(value -> Format.fixed(value, shade.decimals()).length())
                        .max()
                        .orElse(0);
        return letters * LETTER * 0.85 * width.font < cellWidth - 3
                && cellHeight > 1.1 * width.font;
    }

    private List<Name> rows(double top) {
        int every = every(cellHeight);
        return IntStream.range(0, rows.names().size())
                .filter(row -> row % every == 0)
                .mapToObj(
                        row ->
                                new Name(
                                        px(left - 8),
                                        px(top + (row + 0.5) * cellHeight),
                                        rows.names().get(row),
                                        squeeze(rows.names().get(row))))
                .toList();
    }

    private String squeeze(String name) {
        double room = left - 8 - 2.2 * width.font;
        return name.length() * LETTER * width.font > room + 8 ? px(room) : "";
    }

    private List<Name> columns(double bottom, boolean upright) {
        int every = upright ? every(cellWidth) : 1;
        return IntStream.range(0, columns.names().size())
                .filter(column -> column % every == 0)
                .mapToObj(
                        column ->
                                new Name(
                                        px(left + (column + 0.5) * cellWidth),
                                        px(bottom + 0.6 * width.font),
                                        columns.names().get(column),
                                        ""))
                .toList();
    }

    /** Names a line apart, at least. */
    private int every(double size) {
        return (int) Math.max(1, Math.ceil(1.1 * width.font / size));
    }

    private List<Step> steps(double top, double bottom) {
        double height = (bottom - top) / STEPS;
        return IntStream.range(0, STEPS)
                .mapToObj(
                        i ->
                                new Step(
                                        px(bottom - (i + 1) * height),
                                        Shades.colour(i / (STEPS - 1.0))))
                .toList();
    }

    private List<Name> marks(double top, double bottom) {
        return scale().ticks().stream()
                .filter(tick -> tick >= shade.low() - 1e-12)
                .filter(tick -> tick <= shade.high() + 1e-12)
                .map(
                        tick ->
                                new Name(
                                        px(right + 2.9 * width.font),
                                        px(bottom - shade.share(tick) * (bottom - top)),
                                        scale().words(tick),
                                        ""))
                .toList();
    }

    private Scale scale() {
        return Scale.measure(shade.low(), shade.high());
    }

    private int scaleLetters() {
        return 3
                + scale().ticks().stream().mapToInt(t -> scale().words(t).length()).max().orElse(0);
    }

    private static int longest(Side side) {
        return side.names().stream().mapToInt(String::length).max().orElse(0);
    }
}
