package org.sumcat.effect;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.sumcat.chart.Chart;
import org.sumcat.chart.Point;
import org.sumcat.chart.Series;
import org.sumcat.chart.Style;
import org.sumcat.experiment.EffectEntry;
import org.sumcat.experiment.NamedEffect;
import org.sumcat.experiment.Setup;
import org.sumcat.measure.ChannelTable;
import org.sumcat.network.ConnectionGraph;
import org.sumcat.network.Network;
import org.sumcat.network.NetworkSummary;
import org.sumcat.nn.Fusion;
import org.sumcat.palette.Look;
import org.sumcat.render.Rows;
import org.sumcat.report.Finding;
import org.sumcat.report.Provenance;
import org.sumcat.zoo.Zoo;

/**
 * Connections between layers, and the width that they lead to: a chain of L layers has L
 * connections, a dense block L(L+1)/2 (Huang et al., 2017, section 1). Nothing is trained.
 *
 * @param networks what is counted, one to six, no two the same
 */
public record Connections(List<Network> networks) implements NamedEffect {
    private static final Connections USUAL =
            new Connections(
                    Stream.of("skeleton-plain", "skeleton-sum", "skeleton-concat")
                            .map(Zoo::network)
                            .toList());

    static final EffectEntry<Connections> FORM =
            EffectEntry.of(USUAL, "networks")
                    .named("connections", "Connections")
                    .asks(
                            "How many earlier layers does each layer read, and how many feature maps does that"
                                    + " make?");

    @Override
    public EffectEntry<Connections> form() {
        return FORM;
    }

    public Connections {
        networks = List.copyOf(networks);
        if (networks.isEmpty() || networks.size() > 6) {
            throw new IllegalArgumentException(
                    "networks must be from 1 to 6, to fit into a figure, but were "
                            + networks.size());
        }
        if (networks.stream().distinct().count() < networks.size()) {
            throw new IllegalArgumentException(
                    "networks must differ, but one stands twice in " + Zoo.NAMED.words(networks));
        }
    }

    @Override
    public Finding measure(Setup setup) {
        var counts = networks.stream().map(NetworkSummary::of).toList();
        var ledger =
                networks.stream()
                        .flatMap(
                                n ->
                                        ChannelTable.of(n).entries().stream()
                                                .map(e -> new ChannelRow(n, e)))
                        .toList();
        var tables =
                ledger.isEmpty()
                        ? List.of(connections(counts).table(), waysToCount().table())
                        : List.of(
                                connections(counts).table(),
                                waysToCount().table(),
                                ledger(ledger).table());
        return finding(
                answer(counts),
                List.of(read(), laws(counts)),
                tables,
                List.of(),
                Provenance.counted());
    }

    private static String answer(List<NetworkSummary> counts) {
        return counts.stream()
                        .map(
                                c ->
                                        String.format(
                                                Locale.ROOT,
                                                "%s has %,d connections between %,d weight layers",
                                                c.spec(),
                                                c.connections(),
                                                c.weightLayers()))
                        .collect(Collectors.joining("; "))
                + ". A chain of L layers has L; where every layer reads all before it, L layers"
                + " have L(L+1)/2: as many as there are pairs of one layer and an earlier one or"
                + " the input.";
    }

    private static Rows<NetworkSummary> connections(List<NetworkSummary> counts) {
        return Rows.of("Connections counted", counts)
                .text("network", NetworkSummary::spec)
                .whole("weight layers L", NetworkSummary::weightLayers)
                .whole("connections", NetworkSummary::connections)
                .whole("as a chain: L", NetworkSummary::weightLayers)
                .whole("if all read all: L(L+1)/2", c -> all(c.weightLayers()));
    }

    /**
     * The ways to count: with the input as a layer, L(L+1)/2, as in the paper's abstract. Without
     * it, the pairs of layers: L(L-1)/2, as other sources print.
     */
    private static Rows<Integer> waysToCount() {
        return Rows.of("Two ways to count a dense block", List.of(1, 2, 3, 4, 5, 6, 12, 24))
                .whole("layers L", layers -> layers)
                .whole("with the block's input, L(L+1)/2", Connections::all)
                .whole("pairs of layers only, L(L-1)/2", layers -> all(layers) - layers);
    }

    /** A layer of a network with the channels that it reads and makes. */
    private record ChannelRow(Network network, ChannelTable.LayerChannels entry) {}

    private static Rows<ChannelRow> ledger(List<ChannelRow> lines) {
        return Rows.of("Channel ledger", lines)
                .text("network", line -> line.network().spec())
                .text("block", line -> line.entry().block())
                .whole("layer l", line -> line.entry().layer())
                .whole("begins with k0 maps", line -> line.entry().begin())
                .whole("adds k maps", line -> line.entry().adds())
                .whole("reads maps, counted", line -> line.entry().reads())
                .whole("k0 + k(l-1)", line -> line.entry().expected());
    }

    /** Chart of each layer's input width. */
    private Chart read() {
        var looks = looks(0);
        var series =
                IntStream.range(0, networks.size())
                        .mapToObj(
                                i ->
                                        new Series(
                                                networks.get(i).spec(),
                                                looks.get(i),
                                                points(ConnectionGraph.of(networks.get(i)))))
                        .toList();
        return Style.figure(
                "Feature maps that each layer reads",
                "A layer of a chain or a sum reads the maps that one layer made, a layer of a dense"
                        + " block those of all before it: their number grows by k from layer to"
                        + " layer, until a transition.",
                Style.count("weight layer, in the order in which they run"),
                Style.measure("feature maps read"),
                series);
    }

    private static List<Point> points(ConnectionGraph wiring) {
        return wiring.layers().stream()
                .map(layer -> Point.of(layer.number(), (double) layer.reads(), layer.stage()))
                .toList();
    }

    /** Chart of the networks between the two laws. */
    private Chart laws(List<NetworkSummary> counts) {
        int deepest = counts.stream().mapToInt(NetworkSummary::weightLayers).max().orElseThrow();
        var depths = IntStream.rangeClosed(1, deepest).boxed().toList();
        var series = new ArrayList<Series>();
        series.add(
                new Series(
                        "a chain: L",
                        new Look(Fusion.NONE, 0),
                        depths.stream().map(l -> Point.of(l, l, "by formula")).toList()));
        series.add(
                new Series(
                        "all read all: L(L+1)/2",
                        new Look(Fusion.CONCAT, 0),
                        depths.stream()
                                .map(l -> Point.of(l, (double) all(l), "by formula"))
                                .toList()));
        for (int i = 0; i < counts.size(); i++) {
            var count = counts.get(i);
            series.add(
                    new Series(
                            count.spec(),
                            looks(1).get(i),
                            List.of(
                                    Point.of(
                                            count.weightLayers(),
                                            (double) count.connections(),
                                            "counted"))));
        }
        return Style.figure(
                "Connections over weight layers",
                "Lines are the two laws, single points are the networks: a dense network has several"
                        + " blocks, and only layers of one block read each other, so it lies below"
                        + " the upper line.",
                Style.count("weight layers L"),
                Style.powers("connections"),
                series);
    }

    /** The colour of each network's fusion, with markers that are not yet in use. */
    private List<Look> looks(int inUse) {
        var seen = new EnumMap<Fusion, Integer>(Fusion.class);
        return networks.stream()
                .map(NetworkSummary::of)
                .map(Zoo::fusion)
                .map(join -> new Look(join, seen.merge(join, 1, Integer::sum) - 1 + inUse))
                .toList();
    }

    private static long all(int layers) {
        return layers * (layers + 1L) / 2;
    }
}
