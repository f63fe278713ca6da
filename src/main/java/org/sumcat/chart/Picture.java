package org.sumcat.chart;

import java.util.Base64;
import org.sumcat.plot.Width;
import org.sumcat.render.TextTable;

/** A figure on a page: for wide and for narrow ones, with its numbers. */
public record Picture(Illustration figure, String wide, String narrow, TextTable numbers) {

    /** The picture of a figure. */
    public static Picture of(Illustration figure) {
        return new Picture(
                figure,
                figure.inline(Width.WIDE),
                figure.inline(Width.NARROW),
                TextTable.of(figure.table()));
    }

    /** PNG in base64, for pages that remove SVG. */
    String base64() {
        return Base64.getEncoder().encodeToString(figure.png());
    }
}
