package org.sumcat.chart;

import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.sumcat.plot.Width;
import org.sumcat.render.Raster;
import org.sumcat.render.Shown;
import tech.tablesaw.api.Table;

/**
 * Something drawn from numbers, which can be had as a picture, as an interactive Plotly figure, as
 * a table and as a sentence; what each kind of it is made of stands in its own class.
 */
public interface Illustration extends Shown {
    /** Short headline above the picture. */
    String title();

    /** Sentence for those who cannot see the picture. */
    String text();

    /** The static picture, to be read at 800 pixels: text as text, plain SVG 1.1. */
    String svg();

    /** Picture for a page that has the headline in its own text. */
    String inline(Width width);

    /** A Plotly figure, {@code {"data": [...], "layout": {...}, "config": {...}}}; or null. */
    @Nullable String plotly();

    /** The numbers that are drawn. */
    Table table();

    /**
     * The static picture as PNG, twice the pixels of {@link #svg()} for print and sharp screens.
     */
    default byte[] png() {
        return Raster.png(svg(), 2);
    }

    /**
     * The picture and what it says, without {@link #plotly()}: where Plotly's extension of
     * JupyterLab finds that beside a PNG, it shows the PNG in its full pixels, cut at the edge,
     * until the mouse enters it, and puts a picture of its own in its place.
     */
    @Override
    default Map<String, String> mimeBundle() {
        var bundle = new LinkedHashMap<String, String>();
        bundle.put("text/plain", title() + "\n" + text() + "\n\n" + table().print());
        bundle.put("image/svg+xml", svg());
        bundle.put("image/png", Base64.getEncoder().encodeToString(png()));
        return bundle;
    }
}
