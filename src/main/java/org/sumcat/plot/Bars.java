package org.sumcat.plot;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/** Lays the bars of all traces of a plot out, beside each other or stacked, as plotly does. */
final class Bars {
    private static final double GAP = 0.2; // of the room of a bar, in plotly

    /** A bar: from where to where it is wide, and high. */
    record Bar(int index, double place, double from, double to, double base, double top) {
        double length() {
            return top - base;
        }
    }

    /** Heights at places, before they are laid out. */
    private record Heights(PlotTrace trace, List<Double> places, List<Double> heights) {
        static Heights of(PlotTrace trace, double[] places, double[] heights) {
            return new Heights(trace, list(places), list(heights));
        }

        private static List<Double> list(double[] values) {
            return DoubleStream.of(values).boxed().toList();
        }
    }

    private Bars() {}

    /** The bars of each trace, in its order. */
    static Map<PlotTrace, List<Bar>> of(Plot plot, List<PlotTrace> traces) {
        var all = new ArrayList<Heights>();
        var histograms = traces.stream().filter(t -> t.is("histogram")).toList();
        double room = histograms.isEmpty() ? 0 : histograms(histograms, plot, all);
        for (var trace : traces) {
            if (trace.is("bar")) {
                double[] heights = trace.numbers("/" + trace.lengths());
                all.add(Heights.of(trace, places(trace, plot), heights));
            }
        }
        room = room > 0 ? room : room(all) * (1 - GAP);
        var mode = plot.layout().path("barmode").asText("group");
        double width = plot.beside() ? room / all.size() : room;
        var bars = new HashMap<PlotTrace, List<Bar>>();
        var ends = new HashMap<String, Double>();
        for (int i = 0; i < all.size(); i++) {
            var heights = all.get(i);
            double shift = plot.beside() ? (i - all.size() / 2.0) * width : -width / 2;
            var own = new ArrayList<Bar>();
            for (int k = 0; k < heights.places.size(); k++) {
                double place = heights.places.get(k);
                double height = heights.heights.get(k);
                if (Double.isFinite(place) && Double.isFinite(height)) {
                    // Within a trace bars of one place are stacked, lest one hides the other.
                    boolean stacked = mode.equals("stack") || mode.equals("relative");
                    String side = height < 0 && !mode.equals("stack") ? "-" : "+";
                    String pile = (stacked ? "" : i + " ") + place + side;
                    double base = ends.getOrDefault(pile, 0.0);
                    ends.put(pile, base + height);
                    double from = place + shift;
                    own.add(new Bar(k, place, from, from + width, base, base + height));
                }
            }
            bars.put(heights.trace, own);
        }
        return bars;
    }

    private static double[] places(PlotTrace trace, Plot plot) {
        return plot.column(trace.places()).numbers(trace.json().path(trace.places()));
    }

    /** Counts all in the same bins; the size of those. */
    private static double histograms(List<PlotTrace> traces, Plot plot, List<Heights> all) {
        var first = traces.get(0);
        var column = plot.column(first.places());
        var together = traces.stream().flatMapToDouble(t -> DoubleStream.of(places(t, plot)));
        var bins =
                column.named()
                        ? new Bins(-0.5, 1, column.names().size())
                        : Bins.of(
                                together.toArray(),
                                (int) first.number("/nbins" + first.places(), 0));
        double[] middles = IntStream.range(0, bins.count()).mapToDouble(bins::middle).toArray();
        for (PlotTrace trace : traces) {
            double[] values = places(trace, plot);
            double share = share(trace.text("/histnorm"), values.length, bins.size());
            var counts = DoubleStream.of(bins.counts(values)).map(count -> count * share);
            all.add(Heights.of(trace, middles, counts.toArray()));
        }
        return bins.size();
    }

    private static double share(String norm, double values, double size) {
        return switch (norm) {
            case "percent" -> 100 / values;
            case "probability" -> 1 / values;
            case "density" -> 1 / size;
            case "probability density" -> 1 / values / size;
            default -> 1;
        };
    }

    /** The least distance of two places. */
    private static double room(List<Heights> all) {
        var each = all.stream().flatMapToDouble(h -> h.places.stream().mapToDouble(v -> v));
        double[] places = each.filter(Double::isFinite).distinct().sorted().toArray();
        return IntStream.range(1, places.length)
                .mapToDouble(i -> places[i] - places[i - 1])
                .min()
                .orElse(1);
    }

    /** A height in words, with four digits. */
    static String words(double value) {
        var digits = new BigDecimal(value).round(new MathContext(4)).stripTrailingZeros();
        return digits.toPlainString();
    }
}
