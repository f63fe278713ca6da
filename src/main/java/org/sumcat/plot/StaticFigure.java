package org.sumcat.plot;

import java.util.List;
import org.sumcat.render.Raster;
import tech.tablesaw.plotly.components.Figure;

/**
 * A figure as a picture, drawn without a browser: any of Tablesaw's with scatter traces (lines,
 * markers, text, fills, bubbles, error bars), bars, histograms, boxes and heat maps, over numbers,
 * powers, names and dates.
 */
public final class StaticFigure {
    private final Plot plot;
    private final String text;
    private final List<String> remarks;

    private StaticFigure(Plot plot, String text) {
        this.plot = plot;
        this.text = text;
        this.remarks = Understood.remarks(plot);
    }

    /**
     * Prepares a figure for drawing.
     *
     * @throws IllegalArgumentException if it is a pie, or nothing in it can be drawn
     */
    public static StaticFigure of(Figure figure) {
        return of(figure, "");
    }

    /** Reads a figure with a sentence for those who do not see it, under the same conditions. */
    public static StaticFigure of(Figure figure, String text) {
        var plot = Plot.of(figure);
        Understood.require(plot);
        return new StaticFigure(plot, text);
    }

    /** Attributes that the picture ignores, one line each, with trace and attribute. */
    public List<String> remarks() {
        return remarks;
    }

    /** A file of its own: with its headline, on white paper, 800 pixels wide; plain SVG 1.1. */
    public String svg() {
        return draw(Width.WIDE, true);
    }

    /** Part of a page that has the headline in its text. */
    public String inline(Width width) {
        return draw(width, false);
    }

    /** PNG of {@link #svg()} at twice its size, for print and sharp screens. */
    public byte[] png() {
        return Raster.png(svg(), 2);
    }

    private String draw(Width width, boolean alone) {
        return new Drawing(plot, text, width).draw(alone);
    }
}
