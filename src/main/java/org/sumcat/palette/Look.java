package org.sumcat.palette;

import java.util.Arrays;
import java.util.List;
import org.sumcat.nn.Fusion;
import tech.tablesaw.plotly.components.Line.Dash;
import tech.tablesaw.plotly.components.Symbol;

/**
 * How one network is drawn: the colour of its join, and a marker and a dash of its own, so that
 * lines can still be told apart on grey paper.
 *
 * @param join decides the colour
 * @param variant 0 for the first network of that join, 1 for the next
 */
public record Look(Fusion join, int variant) {

    /** The shape of a point, as an SVG path around 0, 0 and by its Plotly name. */
    public enum Marker {
        CIRCLE("M-5 0A5 5 0 1 0 5 0A5 5 0 1 0 -5 0Z", Symbol.CIRCLE),
        SQUARE("M-4.5 -4.5H4.5V4.5H-4.5Z", Symbol.SQUARE),
        TRIANGLE("M0 -6L5.5 4.5H-5.5Z", Symbol.TRIANGLE_UP),
        DIAMOND("M0 -6.5L6 0L0 6.5L-6 0Z", Symbol.DIAMOND),
        DOWN("M0 6L5.5 -4.5H-5.5Z", Symbol.TRIANGLE_DOWN),
        CROSS("M-2 -6H2V-2H6V2H2V6H-2V2H-6V-2H-2Z", Symbol.CROSS);

        public final String path;
        public final Symbol symbol;

        Marker(String path, Symbol symbol) {
            this.path = path;
            this.symbol = symbol;
        }

        /** By its Plotly name; a circle where it is another one. */
        public static String path(String symbol) {
            return Arrays.stream(values())
                    .filter(each -> each.symbol.toString().equals(symbol))
                    .findFirst()
                    .orElse(CIRCLE)
                    .path;
        }
    }

    /** The gaps of a line, in pixels for SVG and by its Plotly name. */
    public enum Stroke {
        DOTS("3 3", Dash.DOT),
        DASHES("9 4", Dash.DASH),
        SOLID("none", Dash.SOLID),
        MIXED("10 4 2 4", Dash.DASH_DOT);

        public final String gaps;
        public final Dash dash;

        Stroke(String gaps, Dash dash) {
            this.gaps = gaps;
            this.dash = dash;
        }

        /** By its Plotly name; long dashes are dashes. */
        public static String gaps(String dash) {
            return Arrays.stream(values())
                    .filter(each -> each.dash.toString().equals(dash.replace("long", "")))
                    .findFirst()
                    .orElse(SOLID)
                    .gaps;
        }
    }

    /** On light paper, {@code #rrggbb}. */
    public String colour() {
        return Hue.of(join).colour();
    }

    /** The sign of its points. */
    public Marker marker() {
        return of(Marker.values());
    }

    /** Dash pattern of the line through its points. */
    public Stroke stroke() {
        return of(Stroke.values());
    }

    private <T> T of(T[] choices) {
        return List.of(choices)
                .get((List.of(Fusion.values()).indexOf(join) + variant) % choices.length);
    }
}
