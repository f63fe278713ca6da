package org.sumcat.plot;

import static org.sumcat.plot.Layer.px;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.sumcat.axis.Scale;
import org.sumcat.palette.ColourScale;
import org.sumcat.plot.GridCells.Valued;
import org.sumcat.render.Format;
import org.sumcat.render.Templates;

/**
 * Lays a heat map out in pixels; the template {@code heatmap.svg} draws it. Names are thinned out
 * where they would touch, stand upright where they would not fit side by side, and numbers are
 * written into cells that have room for all of them.
 */
final class Grid {
    /** A name beside the grid, and the room that it is squeezed into; empty where it fits. */
    record Name(String x, String y, String words, String squeeze) {}

    record Step(String y, String fill) {}

    private static final double WIDEST = 120;
    private static final double TALLEST = 44;
    private static final double LEAST = 4;
    private static final int STEPS = 48; // of the colour scale

    private final Plot plot;
    private final String text;
    private final List<String> rows;
    private final List<String> columns;
    private final ColourScale scale;
    private final Width width;
    private final GridCells cells;
    private final double left;
    private final double right;
    private final double cellWidth;
    private final double cellHeight;

    Grid(Plot plot, String text, Width width) {
        this.plot = plot;
        this.text = text;
        this.width = width;
        var trace = Understood.drawn(plot).get(0);
        var down = order(trace, "y", trace.json().path("z").size());
        var right = order(trace, "x", trace.json().path("z").path(0).size());
        var values =
                down.stream()
                        .map(row -> trace.numbers("/z/" + row))
                        .map(row -> right.stream().map(column -> row[column]).toList())
                        .toList();
        this.rows = side(trace, "y", down);
        this.columns = side(trace, "x", right);
        this.scale = TraceColours.scale(trace, values);
        double most = (width == Width.WIDE ? 0.24 : 0.3) * width.pixels;
        left = 2.2 * width.font + Math.min(most, longest(rows) * Width.LETTER * width.font) + 6;
        double beside = 2.2 * width.font + Width.LETTER * width.font * scaleLetters();
        int across = columns.size();
        double room = width.pixels - left - beside - 1.6 * width.font;
        cells = new GridCells(valued(trace, down, right), scale, width);
        cellWidth = cells.wordy() ? room / across : Math.min(WIDEST, room / across);
        double filling = Math.min(cellWidth, scaleHeight() / rows.size());
        // Few rows may be taller than wide, so that their names have room.
        double least = Math.max(rows.size() <= 24 ? 1.35 * width.font : LEAST, cells.wordsHeight());
        cellHeight = Math.max(Math.max(Math.min(TALLEST, cellWidth), filling), least);
        this.right = left + cellWidth * across;
    }

    /** The cells that have a number, each with what a mouse is told and the words of its own. */
    private List<Valued> valued(PlotTrace trace, List<Integer> down, List<Integer> across) {
        var valued = new ArrayList<Valued>();
        for (int row = 0; row < rows.size(); row++) {
            var numbers = trace.numbers("/z/" + down.get(row));
            for (int column = 0; column < columns.size(); column++) {
                double value = numbers[across.get(column)];
                if (!Double.isNaN(value)) {
                    String tip =
                            "%s %s, %s %s: %s %s"
                                    .formatted(
                                            plot.axisTitle("y"),
                                            rows.get(row),
                                            plot.axisTitle("x"),
                                            columns.get(column),
                                            scale.measure(),
                                            Format.fixed(value, scale.decimals()));
                    String words =
                            trace.json().has("texttemplate")
                                    ? trace.text(
                                            "/text/" + down.get(row) + "/" + across.get(column))
                                    : "";
                    valued.add(new Valued(row, column, value, tip, words));
                }
            }
        }
        return valued;
    }

    /** The places of a side in the order of its axis, from left to right and up. */
    private List<Integer> order(PlotTrace trace, String letter, int count) {
        var order = new ArrayList<>(IntStream.range(0, count).boxed().toList());
        var names = trace.list("/" + letter);
        var sorted = new ArrayList<String>();
        plot.axis(letter).path("categoryarray").forEach(name -> sorted.add(name.asText()));
        if (!sorted.isEmpty()) {
            order.sort(Comparator.comparing(i -> sorted.indexOf(names.get(i))));
        }
        boolean turned = plot.axis(letter).path("autorange").asText().equals("reversed");
        if (turned == letter.equals("x")) {
            Collections.reverse(order); // plotly's first row is the lowest
        }
        return order;
    }

    private static List<String> side(PlotTrace trace, String letter, List<Integer> order) {
        var names = trace.list("/" + letter);
        return order.stream()
                .map(i -> i < names.size() ? names.get(i) : String.valueOf(i))
                .toList();
    }

    /** Where there are few rows the names that stand upright beside them decide. */
    private double scaleHeight() {
        int letters = Math.max(scale.measure().length(), plot.axisTitle("y").length());
        return Math.max(9, Width.LETTER * letters) * width.font;
    }

    String draw(boolean alone) {
        double top = alone ? 2.8 * width.font : 6;
        double bottom = top + cellHeight * rows.size();
        boolean upright = longest(columns) * Width.LETTER * width.font > cellWidth - 4;
        double names = upright ? longest(columns) * Width.LETTER * width.font * 0.9 : width.font;
        double end = bottom + 0.7 * width.font + names;
        var view = plot.page(text, width, alone);
        view.put("names", 0);
        double scaleBottom = Math.max(bottom, top + scaleHeight());
        view.put("height", Math.round(Math.max(end, scaleBottom) + 2.2 * width.font));
        view.put("left", left);
        view.put("right", right);
        view.put("top", top);
        view.put("bottom", end - 1.4 * width.font); // what follows is written below the names
        view.put("upright", upright);
        view.put("cells", cells.at(left, top, cellWidth, cellHeight));
        view.put("cellWidth", px(cellWidth + 0.2)); // no hair lines between cells
        view.put("cellHeight", px(cellHeight + 0.2));
        double half = Width.LETTER * width.font * plot.axisTitle("y").length() / 2; // of the title
        view.put("middle", Math.max((top + bottom) / 2, top + half));
        view.put("rows", rows(top));
        view.put("columns", columns(bottom, upright));
        view.put("steps", steps(top, scaleBottom));
        view.put("stepHeight", px((scaleBottom - top) / STEPS + 0.5));
        view.put("scaleX", px(right + 1.6 * width.font));
        view.put("marks", marks(top, scaleBottom));
        view.put(
                "scaleTitle",
                new Name(
                        px(right + (3.4 + Width.LETTER * scaleLetters()) * width.font),
                        px((top + scaleBottom) / 2),
                        scale.measure(),
                        ""));
        return Templates.fill("plot/heatmap.svg", view);
    }

    private List<Name> rows(double top) {
        var names = new ArrayList<Name>();
        for (int row = 0; row < rows.size(); row += every(cellHeight)) {
            String name = rows.get(row);
            names.add(
                    new Name(
                            px(left - 8), px(top + (row + 0.5) * cellHeight), name, squeeze(name)));
        }
        return names;
    }

    private String squeeze(String name) {
        double room = left - 8 - 2.2 * width.font;
        return name.length() * Width.LETTER * width.font > room + 8 ? px(room) : "";
    }

    private List<Name> columns(double bottom, boolean upright) {
        var names = new ArrayList<Name>();
        String y = px(bottom + 0.6 * width.font);
        int step = upright ? every(cellWidth) : 1;
        for (int column = 0; column < columns.size(); column += step) {
            String x = px(left + (column + 0.5) * cellWidth);
            names.add(new Name(x, y, columns.get(column), ""));
        }
        return names;
    }

    /** Names a line apart, at least. */
    private int every(double size) {
        return (int) Math.max(1, Math.ceil(1.1 * width.font / size));
    }

    private List<Step> steps(double top, double bottom) {
        var steps = new ArrayList<Step>();
        for (int i = 0; i < STEPS; i++) {
            String y = px(bottom - (i + 1) * ((bottom - top) / STEPS));
            steps.add(new Step(y, scale.gradient().colour(i / (STEPS - 1.0))));
        }
        return steps;
    }

    private List<Name> marks(double top, double bottom) {
        var marks = new ArrayList<Name>();
        String x = px(right + 2.9 * width.font);
        for (double tick : ticks().ticks()) {
            if (tick >= scale.low() - 1e-12 && tick <= scale.high() + 1e-12) {
                String y = px(bottom - scale.share(tick) * (bottom - top));
                marks.add(new Name(x, y, ticks().words(tick), ""));
            }
        }
        return marks;
    }

    private Scale ticks() {
        return Scale.measure(scale.low(), scale.high());
    }

    private int scaleLetters() {
        return 3 + longest(ticks().ticks().stream().map(ticks()::words).toList());
    }

    static int longest(List<String> names) {
        return names.stream().mapToInt(String::length).max().orElse(0);
    }
}
