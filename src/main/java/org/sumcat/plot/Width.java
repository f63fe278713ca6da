package org.sumcat.plot;

/** Room for a figure; the narrow form is for telephones, where 800 pixels would be tiny. */
public enum Width {
    /** 800 pixels wide, for pages and notebooks. */
    WIDE(800, 15, 320),
    /** 400 pixels wide, for telephones. */
    NARROW(400, 14, 260);

    /** Width of a letter, a generous guess, as a share of the font's size. */
    static final double LETTER = 0.58;

    /** Width of a picture in pixels. */
    public final int pixels;

    /** Size of its letters, in pixels. */
    public final int font;

    final int plot;

    Width(int pixels, int font, int plot) {
        this.pixels = pixels;
        this.font = font;
        this.plot = plot;
    }

    /** Bubbles have names beside them, which need more room than lines do. */
    double bubbles() {
        return 1.6 * plot;
    }

    /** The room for a name that would not fit, in pixels; otherwise nothing. */
    String squeeze(String name, double room) {
        return LETTER * font * name.length() > room ? Layer.px(room) : "";
    }
}
