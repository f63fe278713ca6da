package org.sumcat.network;

import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import org.sumcat.nn.NetworkGraph;
import org.sumcat.nn.NetworkGraph.Layer;
import org.sumcat.render.Rows;
import tech.tablesaw.api.Table;

/**
 * Layer-by-layer costs and shapes of a network, counted from its block tree as {@link
 * NetworkSummary} counts it.
 *
 * @param summary the network's counts as a whole
 * @param entries a layer each, in the order in which they run, without auxiliary classifiers
 */
public record LayerTable(NetworkSummary summary, List<LayerRow> entries) {

    public LayerTable {
        entries = List.copyOf(entries);
    }

    /** The layers of a network for its default input and ten classes. */
    public static LayerTable of(Network network) {
        return of(network, network.input(), 10);
    }

    /**
     * The layers of a network for another input.
     *
     * @param input one image, {@code (C, H, W)}
     * @param classes how many classes the last layer tells apart, at least 2
     * @throws IllegalArgumentException if nothing is left of the input on the way
     */
    public static LayerTable of(Network network, Shape input, int classes) {
        var entries = new ArrayList<LayerRow>();
        collect(network.graph(input, classes), "", entries);
        return new LayerTable(NetworkSummary.of(network, input, classes), entries);
    }

    private static void collect(NetworkGraph part, String stage, List<LayerRow> entries) {
        if (part instanceof Layer layer) {
            long channels = layer.channels();
            entries.add(
                    new LayerRow(
                            stage,
                            entries.size() + 1,
                            layer.kind().words(),
                            layer.words(),
                            channels,
                            layer.out().slice(1).size() / channels,
                            NetworkSummary.parameters(layer),
                            NetworkSummary.macs(layer)));
        } else if (part instanceof NetworkGraph.Sequential series) {
            for (var each : series.stages()) {
                collect(each.part(), each.name().isEmpty() ? stage : each.name(), entries);
            }
        } else {
            part.children().forEach(child -> collect(child, stage, entries));
        }
    }

    /** The table of layers, a row for each. */
    public Table table() {
        return Rows.of("Layers of " + summary.spec(), entries)
                .text("stage", LayerRow::stage)
                .whole("layer", LayerRow::layer)
                .text("kind", LayerRow::kind)
                .text("does", LayerRow::does)
                .whole("channels", LayerRow::channels)
                .whole("pixels per channel", LayerRow::pixels)
                .whole("parameters", LayerRow::parameters)
                .whole("MACs per image", LayerRow::macs)
                .table();
    }

    /** The table of stages, a row for each: its layers, output shape, and costs. */
    public Table stages() {
        var shapes = new HashMap<String, String>();
        summary.stages().forEach(stage -> shapes.put(stage.name(), stage.shape()));
        var stages = new LinkedHashMap<String, List<LayerRow>>();
        entries.forEach(e -> stages.computeIfAbsent(e.stage(), key -> new ArrayList<>()).add(e));
        return Rows.of("Stages of " + summary.spec(), List.copyOf(stages.values()))
                .text("stage", of -> of.get(0).stage())
                .whole("layers", List::size)
                .text("output", of -> shapes.getOrDefault(of.get(0).stage(), ""))
                .whole("parameters", of -> of.stream().mapToLong(LayerRow::parameters).sum())
                .whole("MACs per image", of -> of.stream().mapToLong(LayerRow::macs).sum())
                .table();
    }
}
