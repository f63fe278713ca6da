package org.sumcat.measure;

import java.util.ArrayList;
import java.util.List;
import org.sumcat.zoo.Network;
import org.sumcat.zoo.Plan;
import org.sumcat.zoo.Plan.Fork;
import org.sumcat.zoo.Plan.Kind;
import org.sumcat.zoo.Plan.Layer;
import org.sumcat.zoo.Plan.Part;
import org.sumcat.zoo.Plan.Series;

/**
 * The account of feature maps in dense blocks. Layer {@code l} of a block that begins with {@code
 * k0} maps and whose layers add {@code k} each reads {@code k0 + k (l - 1)} of them (Huang et al.
 * 2017, section 3, "Growth rate").
 *
 * @param entries a layer each, block after block; none in a network that does not concatenate what
 *     a layer was given with what it made
 */
public record Ledger(List<Entry> entries) {

    /**
     * A layer of a dense block: all between two concatenations, so with a bottleneck two
     * convolutions.
     *
     * @param block the part of the figure, {@code dense1}
     * @param layer its number in the block, from 1: the paper's {@code l}
     * @param begin maps with which the block begins: {@code k0}
     * @param reads maps that the layer is given
     * @param adds maps that it makes: {@code k}
     */
    public record Entry(String block, int layer, long begin, long reads, long adds) {
        /** What the formula says that the layer reads, {@code k0 + k (l - 1)}. */
        public long expected() {
            return begin + adds * (layer - 1);
        }
    }

    public Ledger {
        entries = List.copyOf(entries);
    }

    /** The ledger of a network, counted from its layers. */
    public static Ledger of(Network network) {
        var entries = new ArrayList<Entry>();
        long channels = network.input().get(0);
        for (Plan.Stage stage : Plan.of(network).stages()) {
            long begin = channels;
            int layer = 0;
            for (Part part : parts(stage.part())) {
                if (part instanceof Fork fork && isDense(fork)) {
                    layer++;
                    entries.add(
                            new Entry(
                                    stage.name(),
                                    layer,
                                    begin,
                                    channels,
                                    fork.channels() - channels));
                }
                channels = part.channels();
            }
        }
        return new Ledger(entries);
    }

    private static List<Part> parts(Part part) {
        return part instanceof Series series ? series.parts() : List.of(part);
    }

    private static boolean isDense(Fork fork) {
        return !fork.sums()
                && fork.branches().stream()
                        .anyMatch(
                                branch ->
                                        branch instanceof Layer layer
                                                && layer.kind() == Kind.WEIGHTLESS
                                                && layer.words().equals("identity"));
    }
}
