package org.sumcat.measure;

import java.util.ArrayList;
import java.util.List;
import org.sumcat.network.Network;
import org.sumcat.nn.NetworkGraph;
import org.sumcat.nn.NetworkGraph.Fork;
import org.sumcat.render.Rows;
import tech.tablesaw.api.Table;

/**
 * Channel counts in dense blocks, layer by layer. Layer {@code l} of a block that begins with
 * {@code k0} maps and whose layers add {@code k} each reads {@code k0 + k (l - 1)} of them (Huang
 * et al., 2017, section 3, "Growth rate").
 *
 * @param entries a layer each, block after block; none in a network that does not concatenate what
 *     a layer was given with what it made
 */
public record ChannelTable(List<LayerChannels> entries) {

    /**
     * A layer of a dense block: everything between two concatenations, so with a bottleneck two
     * convolutions.
     *
     * @param block the part of the figure, {@code dense1}
     * @param layer its number in the block, from 1: the paper's {@code l}
     * @param begin maps with which the block begins: {@code k0}
     * @param reads maps that the layer is given
     * @param adds maps that it makes: {@code k}
     */
    public record LayerChannels(String block, int layer, long begin, long reads, long adds) {
        /** The number of maps that the layer reads by the formula, {@code k0 + k (l - 1)}. */
        public long expected() {
            return begin + adds * (layer - 1);
        }
    }

    public ChannelTable {
        entries = List.copyOf(entries);
    }

    /** The channel table of a network, counted from its layers. */
    public static ChannelTable of(Network network) {
        var entries = new ArrayList<LayerChannels>();
        for (var stage : network.graph().stages()) {
            long begin = stage.part().in().get(1);
            int layer = 0;
            for (NetworkGraph part : stage.part().parts()) {
                if (part instanceof Fork fork && fork.isDense()) {
                    layer++;
                    long reads = fork.in().get(1);
                    long adds = fork.channels() - reads;
                    entries.add(new LayerChannels(stage.name(), layer, begin, reads, adds));
                }
            }
        }
        return new ChannelTable(entries);
    }

    /** The table of all layers, a row for each. */
    public Table table() {
        return Rows.of("Channel ledger", entries)
                .text("block", LayerChannels::block)
                .whole("layer l", LayerChannels::layer)
                .whole("begins with k0 maps", LayerChannels::begin)
                .whole("adds k maps", LayerChannels::adds)
                .whole("reads maps, counted", LayerChannels::reads)
                .whole("k0 + k(l-1)", LayerChannels::expected)
                .table();
    }
}
