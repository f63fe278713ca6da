package org.sumcat.ablation;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.sumcat.engine.Hooks;
import org.sumcat.inference.Metrics;
import org.sumcat.measure.BlockReuse;
import org.sumcat.measure.ChannelTable;
import org.sumcat.measure.Lesion;
import org.sumcat.measure.Lesion.Damage;
import org.sumcat.measure.Reuse;
import org.sumcat.measure.Reuse.Target;
import org.sumcat.network.Network;
import org.sumcat.train.Run;
import org.sumcat.train.Trained;

/**
 * All connections of the dense blocks of one trained network: the weight of each, and the loss of
 * accuracy when it is cut.
 *
 * @param run the training
 * @param whole how well the network names the held-out images with nothing cut
 * @param connections from each source to each target that reads it
 * @param sources each cut from all targets that read it; their targets are empty
 */
record ConnectionAblation(Run run, Metrics whole, List<Cut> connections, List<Cut> sources) {

    /**
     * One connection and the damage of cutting it.
     *
     * @param block {@code dense1}
     * @param source {@code input}, or the number of the layer from 1
     * @param target the number of the layer, or the part of the figure that reads the whole block
     * @param maps that the source has
     * @param weight mean absolute weight
     * @param normalized the same as a share of the largest that the target has
     * @param accuracyLost by cutting it, 0 to 1
     * @param lossGained in nats
     */
    record Cut(
            String block,
            String source,
            String target,
            int maps,
            double weight,
            double normalized,
            double accuracyLost,
            double lossGained) {
        /** Sum of the absolute weights over all maps, not divided by the number of maps. */
        double summed() {
            return maps * weight;
        }
    }

    /** The connections and sources to cut, with their weights. */
    private record CutPlan(
            BlockReuse block,
            int source,
            String target,
            double weight,
            double normalized,
            Lesion lesion) {
        Cut after(Damage damage) {
            return new Cut(
                    block.name(),
                    source == 0 ? "input" : String.valueOf(source),
                    target,
                    block.sources().get(source).to() - block.sources().get(source).from(),
                    weight,
                    normalized,
                    damage.accuracyLost(),
                    damage.lossGained());
        }
    }

    /** Refuses a network that has no dense block. */
    static void requireDense(Network network) {
        if (ChannelTable.of(network).entries().isEmpty()) {
            throw new IllegalArgumentException(
                    "network must concatenate what its layers make, but %s does not; use a"
                                    .formatted(network.spec())
                            + " DenseNet, or skeleton-concat");
        }
    }

    /** Cuts each connection and each source in turn. */
    static ConnectionAblation of(Trained trained) {
        var plans = new ArrayList<CutPlan>();
        for (BlockReuse block : Reuse.of(trained).blocks()) {
            for (int l = 0; l < block.targets().size(); l++) {
                plans.addAll(into(block, l));
            }
            for (int s = 0; s < block.sources().size(); s++) {
                var lesion = Lesion.of(block.sources().get(s), block);
                plans.add(new CutPlan(block, s, "", Double.NaN, Double.NaN, lesion));
            }
        }
        var damages = Lesion.each(trained, plans.stream().map(CutPlan::lesion).toList());
        var cuts =
                IntStream.range(0, plans.size())
                        .mapToObj(i -> plans.get(i).after(damages.get(i)))
                        .toList();
        return new ConnectionAblation(
                trained.run(),
                trained.quality(Hooks.on(trained.places())),
                cuts.stream().filter(cut -> !cut.target.isEmpty()).toList(),
                cuts.stream().filter(cut -> cut.target.isEmpty()).toList());
    }

    private static List<CutPlan> into(BlockReuse block, int l) {
        Target target = block.targets().get(l);
        return IntStream.range(0, target.sources().size())
                .mapToObj(
                        s ->
                                new CutPlan(
                                        block,
                                        s,
                                        targetName(block, l),
                                        target.weights().get(s),
                                        target.normalized().get(s),
                                        Lesion.between(target.sources().get(s), target)))
                .toList();
    }

    private static String targetName(BlockReuse block, int l) {
        boolean last = l == block.targets().size() - 1;
        return last ? block.targets().get(l).address().split("/", 2)[0] : String.valueOf(l + 1);
    }

    /** Averages the ablations of several seeds, connection by connection. */
    static ConnectionAblation mean(List<ConnectionAblation> seeds) {
        return new ConnectionAblation(
                seeds.get(0).run,
                seeds.get(0).whole,
                mean(seeds, ConnectionAblation::connections),
                mean(seeds, ConnectionAblation::sources));
    }

    private static List<Cut> mean(
            List<ConnectionAblation> seeds, Function<ConnectionAblation, List<Cut>> part) {
        var means = new ArrayList<Cut>();
        for (int i = 0; i < part.apply(seeds.get(0)).size(); i++) {
            int place = i;
            var same = seeds.stream().map(seed -> part.apply(seed).get(place)).toList();
            Cut first = same.get(0);
            means.add(
                    new Cut(
                            first.block,
                            first.source,
                            first.target,
                            first.maps,
                            over(same, Cut::weight),
                            over(same, Cut::normalized),
                            over(same, Cut::accuracyLost),
                            over(same, Cut::lossGained)));
        }
        return means;
    }

    private static double over(List<Cut> cuts, ToDoubleFunction<Cut> value) {
        return cuts.stream().mapToDouble(value).average().orElseThrow();
    }

    /** The names of the blocks, in network order. */
    List<String> blocks() {
        return connections.stream().map(Cut::block).distinct().toList();
    }

    /** The connections within one block. */
    List<Cut> in(String block) {
        return connections.stream().filter(cut -> cut.block.equals(block)).toList();
    }

    /** The connection whose removal raises the loss most. */
    Cut worst() {
        return connections.stream().max(Comparator.comparing(Cut::lossGained)).orElseThrow();
    }
}
