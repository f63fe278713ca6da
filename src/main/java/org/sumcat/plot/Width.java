package org.sumcat.plot;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

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

    /** The letters of the longest of some names. */
    static int longest(List<String> names) {
        return names.stream().mapToInt(String::length).max().orElse(0);
    }

    /** Where what is drawn begins: below the headline of a file of its own. */
    public double head(boolean alone) {
        return alone ? 2.8 * font : 6;
    }

    /**
     * Values for the frame of a picture, to be added to.
     *
     * @param text for those who do not see it
     * @param alone whether it has its headline and paper of its own
     */
    public Map<String, Object> frame(String title, String text, boolean alone) {
        var frame = new HashMap<String, Object>();
        frame.put("alone", alone);
        frame.put("title", title);
        frame.put("text", text);
        frame.put("font", font);
        frame.put("width", pixels);
        return frame;
    }
}
