package org.sumcat.plot;

/** Room for a figure; the narrow form is for telephones, where 800 pixels would be tiny. */
public enum Width {
    /** 800 pixels. */
    WIDE(800, 15, 320),
    /** 400 pixels. */
    NARROW(400, 14, 260);

    /** Pixels across. */
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
}
