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
    private record Heights(PlotTrace trace, List<Double> places, List<Double> heights) {}

    private final Plot plot;
    private final List<Heights> all = new ArrayList<>();
    private final double room;
    private final double gap;

    Bars(Plot plot, List<PlotTrace> traces, Column across, Column up) {
        this.plot = plot;
        var histograms = traces.stream().filter(t -> t.type().equals("histogram")).toList();
        double binned = histograms.isEmpty() ? 0 : histograms(histograms, across, up);
        for (var trace : traces) {
            if (trace.type().equals("bar")) {
                boolean lying = trace.horizontal();
                var places = (lying ? up : across).numbers(trace.json().path(lying ? "y" : "x"));
                all.add(new Heights(trace, list(places), list(trace.numbers(lying ? "/x" : "/y"))));
            }
        }
        room = binned > 0 ? binned : room();
        gap = binned > 0 ? 0 : GAP;
    }

    /** Counts all in the same bins; the size of those. */
    private double histograms(List<PlotTrace> traces, Column across, Column up) {
        Column column = traces.get(0).horizontal() ? up : across;
        String letter = traces.get(0).horizontal() ? "y" : "x";
        var values = traces.stream().map(t -> column.numbers(t.json().path(letter))).toList();
        double[] together = values.stream().flatMapToDouble(DoubleStream::of).toArray();
        int wanted = (int) traces.get(0).number("/nbins" + letter, 0);
        var bins =
                column.named()
                        ? new Bins(-0.5, 1, column.names().size())
                        : Bins.of(together, wanted);
        for (int i = 0; i < traces.size(); i++) {
            double share =
                    share(traces.get(i).text("/histnorm"), values.get(i).length, bins.size());
            all.add(
                    new Heights(
                            traces.get(i),
                            IntStream.range(0, bins.count()).mapToObj(bins::middle).toList(),
                            DoubleStream.of(bins.counts(values.get(i)))
                                    .mapToObj(count -> count * share)
                                    .toList()));
        }
        return bins.size();
    }

    private static List<Double> list(double[] values) {
        return DoubleStream.of(values).boxed().toList();
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
    private double room() {
        double[] places =
                all.stream()
                        .flatMapToDouble(h -> h.places.stream().mapToDouble(v -> v))
                        .distinct()
                        .sorted()
                        .toArray();
        return IntStream.range(1, places.length)
                .mapToDouble(i -> places[i] - places[i - 1])
                .filter(Double::isFinite)
                .min()
                .orElse(1);
    }

    /** The bars of each trace, in its order. */
    Map<PlotTrace, List<Bar>> laidOut() {
        var mode = plot.layout().path("barmode").asText("group");
        boolean beside = mode.equals("group");
        double width = room * (1 - gap) / (beside ? all.size() : 1);
        var bars = new HashMap<PlotTrace, List<Bar>>();
        var ends = new HashMap<String, Double>();
        for (int i = 0; i < all.size(); i++) {
            var heights = all.get(i);
            double shift = beside ? (i - all.size() / 2.0) * width : -width / 2;
            var own = new ArrayList<Bar>();
            for (int k = 0; k < heights.places.size(); k++) {
                double place = heights.places.get(k);
                double height = heights.heights.get(k);
                if (Double.isFinite(place) && Double.isFinite(height)) {
                    // Within a trace bars of one place are stacked, lest one hides the other.
                    boolean stacked = mode.equals("stack") || mode.equals("relative");
                    String pile =
                            (stacked ? "" : i + " ")
                                    + place
                                    + (height < 0 && !mode.equals("stack") ? "-" : "+");
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

    /** A height in words, with four digits. */
    static String words(double value) {
        var digits = new BigDecimal(value).round(new MathContext(4)).stripTrailingZeros();
        return digits.toPlainString();
    }
}
