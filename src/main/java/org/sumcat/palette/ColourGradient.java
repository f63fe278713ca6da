package org.sumcat.palette;

import java.awt.Color;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.sumcat.nn.Fusion;

/**
 * The colours of a heat map, from its least number to its largest.
 *
 * @param stops two or more, the first at 0, the last at 1, rising
 */
public record ColourGradient(List<Stop> stops) {

    /**
     * A colour and its place between the least number and the largest.
     *
     * @param place 0 for the least number, 1 for the largest
     */
    public record Stop(double place, Color colour) {}

    /**
     * Viridis (van der Walt and Smith 2015) turned round, from light to dark. Its lightness falls
     * evenly, so it survives grey printing, and people with any colour vision can read it.
     */
    public static final ColourGradient VIRIDIS =
            even(
                    "#fde725", "#b5de2b", "#6ece58", "#35b779", "#1f9e89", "#26828e", "#31688e",
                    "#3e4989", "#482878", "#440154");

    /** Plotly's name of {@link #VIRIDIS}, which goes from dark to light there. */
    public static final String NAME = "Viridis";

    /** From the colour of the sum over white to that of the concatenation, for differences. */
    public static final ColourGradient SUM_TO_CONCAT =
            even(Hue.of(Fusion.SUM).colour(), "#ffffff", Hue.of(Fusion.CONCAT).colour());

    public ColourGradient {
        stops = List.copyOf(stops);
        double before = -1;
        boolean rising = stops.size() > 1 && stops.get(0).place == 0;
        for (Stop stop : stops) {
            rising &= stop.place > before;
            before = stop.place;
        }
        if (!rising || before != 1) {
            throw new IllegalArgumentException(
                    "the stops of a gradient must rise from 0 to 1, but were "
                            + stops.stream().map(Stop::place).toList());
        }
    }

    private static ColourGradient even(String... colours) {
        return new ColourGradient(
                IntStream.range(0, colours.length)
                        .mapToObj(
                                i -> new Stop(i / (colours.length - 1.0), Color.decode(colours[i])))
                        .toList());
    }

    /** The colours the other way round. */
    public ColourGradient reversed() {
        int last = stops.size() - 1;
        return new ColourGradient(
                IntStream.rangeClosed(0, last)
                        .mapToObj(i -> stops.get(last - i))
                        .map(stop -> new Stop(1 - stop.place, stop.colour))
                        .toList());
    }

    /** The colour at a place, 0 for the least number, 1 for the largest: {@code #rrggbb}. */
    public String colour(double share) {
        return text(at(share));
    }

    /** The colour of letters that can be read on it: dark or white, whichever differs more. */
    public String ink(double share) {
        Color colour = at(share);
        double light =
                0.299 * colour.getRed() + 0.587 * colour.getGreen() + 0.114 * colour.getBlue();
        return light > 140 ? "#1f2328" : "#ffffff";
    }

    /** The colour as style sheets and plotly write it, {@code #rrggbb}. */
    public static String text(Color colour) {
        return String.format(
                Locale.ROOT, "#%02x%02x%02x", colour.getRed(), colour.getGreen(), colour.getBlue());
    }

    private Color at(double share) {
        int above = 1;
        while (above < stops.size() - 1 && stops.get(above).place <= share) {
            above++;
        }
        Stop from = stops.get(above - 1);
        Stop to = stops.get(above);
        double part = (share - from.place) / (to.place - from.place);
        return new Color(
                between(from.colour.getRed(), to.colour.getRed(), part),
                between(from.colour.getGreen(), to.colour.getGreen(), part),
                between(from.colour.getBlue(), to.colour.getBlue(), part));
    }

    private static int between(int from, int to, double part) {
        return (int) Math.round(from + part * (to - from));
    }
}
