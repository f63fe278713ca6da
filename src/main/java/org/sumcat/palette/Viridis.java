package org.sumcat.palette;

import java.awt.Color;
import java.util.List;
import java.util.Locale;

/**
 * The colours of heat maps, from light to dark: viridis (van der Walt and Smith 2015) turned round.
 * Its lightness falls evenly, so it survives grey printing, and people with any colour vision can
 * read it.
 */
public final class Viridis {
    /** Plotly's name of the colours, which go from dark to light there. */
    public static final String NAME = "Viridis";

    private static final List<Color> ANCHORS =
            List.of(
                            "#fde725", "#b5de2b", "#6ece58", "#35b779", "#1f9e89", "#26828e",
                            "#31688e", "#3e4989", "#482878", "#440154")
                    .stream()
                    .map(Color::decode)
                    .toList();

    private Viridis() {}

    /** The colour at a place, 0 the lightest, 1 the darkest: {@code #rrggbb}. */
    public static String colour(double share) {
        Color colour = at(share);
        return String.format(
                Locale.ROOT, "#%02x%02x%02x", colour.getRed(), colour.getGreen(), colour.getBlue());
    }

    /** The colour of letters that can be read on it: dark or white, whichever differs more. */
    public static String ink(double share) {
        Color colour = at(share);
        double light =
                0.299 * colour.getRed() + 0.587 * colour.getGreen() + 0.114 * colour.getBlue();
        return light > 140 ? "#1f2328" : "#ffffff";
    }

    private static Color at(double share) {
        double place = share * (ANCHORS.size() - 1);
        int below = (int) Math.min(Math.floor(place), ANCHORS.size() - 2.0);
        double part = place - below;
        Color from = ANCHORS.get(below);
        Color to = ANCHORS.get(below + 1);
        return new Color(
                between(from.getRed(), to.getRed(), part),
                between(from.getGreen(), to.getGreen(), part),
                between(from.getBlue(), to.getBlue(), part));
    }

    private static int between(int from, int to, double part) {
        return (int) Math.round(from + part * (to - from));
    }
}
