package org.sumcat.measure;

import ai.djl.ndarray.NDArray;
import ai.djl.nn.Block;
import ai.djl.nn.convolutional.Convolution;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.sumcat.nn.Fusion;
import org.sumcat.nn.ModulePaths;
import org.sumcat.nn.NetworkFold;
import org.sumcat.nn.NetworkGraph;
import org.sumcat.nn.NetworkGraph.Fork;
import org.sumcat.nn.NetworkGraph.Layer;
import org.sumcat.nn.TableConv;
import org.sumcat.train.Trained;

/**
 * Feature reuse read off the weights: Figure 5 of Huang et al., 2017 ("the average L1 norm,
 * normalized by number of input feature-maps, of the weights connecting convolutional layer s to l
 * within a dense block").
 *
 * <p>For a source {@code s} and a target {@code l}, a layer that reads the maps {@code M(s)} of the
 * source among others through a kernel {@code w} of {@code F} filters and {@code P} pixels,
 *
 * <pre>weight(s, l) = sum over f, m in M(s), p of |w(f, m, p)| / (F |M(s)| P)</pre>
 *
 * <p>the mean absolute weight. The paper does not say whether it divides by {@code F P}, too; for
 * one target that is a factor alone. What counts as a target:
 *
 * <ul>
 *   <li>a layer by the first convolution that reads the concatenation: the 3x3 one, or where there
 *       is a bottleneck the 1x1 one before it;
 *   <li>behind the last layer of a block, as the last target, whatever reads all of it: the 1x1
 *       convolution of the transition, or the linear layer of the classifier.
 * </ul>
 *
 * <p>Kernels in groups are no targets: each of their filters reads some of the sources only.
 *
 * <p>The first source is what the block begins with, from before it: all its maps as one. A batch
 * norm stands before each kernel, whose scale the weights leave out; so they tell what a layer
 * looks at, not how much of it gets through. {@link Lesion} asks that.
 *
 * @param blocks of layers that read each other, in the order in which they run
 */
public record Reuse(List<BlockReuse> blocks) {

    /**
     * The maps of one earlier layer within a target's input.
     *
     * @param address of the layer that made them
     * @param from their first channel, from 0
     * @param to the first channel behind them
     */
    public record Source(String address, int from, int to) {}

    /**
     * A layer that reads the maps of earlier layers.
     *
     * @param address of its kernel
     * @param sources in the order in which their maps lie
     * @param weights mean absolute weight for each of the sources
     */
    public record Target(String address, List<Source> sources, List<Double> weights) {
        public Target {
            sources = List.copyOf(sources);
            weights = List.copyOf(weights);
        }

        /** The weights divided by the largest of them, so that the most used source has 1. */
        public List<Double> normalized() {
            double most = weights.stream().mapToDouble(Double::doubleValue).max().orElseThrow();
            return weights.stream().map(weight -> most > 0 ? weight / most : 0).toList();
        }
    }

    public Reuse {
        blocks = List.copyOf(blocks);
    }

    /**
     * Reads the weights of a trained network.
     *
     * @throws IllegalArgumentException if no layer of it reads the maps of several others
     */
    public static Reuse of(Trained trained) {
        return of(trained.model().getBlock(), trained.places());
    }

    /** Reads the weights of a network with these paths. */
    static Reuse of(Block network, ModulePaths places) {
        var graph = NetworkGraph.of(network, places.all().get(0).in());
        var walk = new Walk();
        graph.fold(List.of(new ChannelSegment("images", (int) graph.in().get(1))), walk);
        var blocks =
                walk.targets.values().stream()
                        .filter(targets -> targets.get(targets.size() - 1).sources().size() > 1)
                        .map(targets -> new BlockReuse(stage(targets.get(0)), targets))
                        .toList();
        if (blocks.isEmpty()) {
            throw new IllegalArgumentException(
                    "feature reuse needs layers that read a concatenation, but the network has"
                            + " none; use a DenseNet, or skeleton-concat");
        }
        return new Reuse(blocks);
    }

    private static String stage(Target target) {
        return target.address().split("/", 2)[0];
    }

    /** Adjacent maps made by the same layer. */
    private record ChannelSegment(String maker, int maps) {}

    /** A walk along the data that tracks which layer made each channel. */
    private static final class Walk implements NetworkFold<List<ChannelSegment>> {
        private final Map<String, List<Target>> targets = new LinkedHashMap<>(); // by first source

        @Override
        public List<ChannelSegment> layer(Layer layer, List<ChannelSegment> in) {
            if (!layer.kind().isWeightLayer()) {
                return in; // batch norm, ReLU, pooling: each channel for itself
            }
            boolean readsSome =
                    layer.block() instanceof TableConv
                            || (layer.block() instanceof Convolution conv && conv.getGroups() > 1);
            return readsSome
                    ? List.of(new ChannelSegment(address(layer), (int) layer.channels()))
                    : read(address(layer), weight(layer), in);
        }

        private static NDArray weight(Layer layer) {
            return layer.block().getParameters().get("weight").getArray();
        }

        private static String address(NetworkGraph part) {
            return part.address().isEmpty() ? "network" : part.address();
        }

        @Override
        public List<ChannelSegment> fork(
                Fork fork, List<ChannelSegment> in, List<List<ChannelSegment>> branches) {
            if (fork.fusion() == Fusion.CONCAT) {
                return branches.stream().flatMap(List::stream).toList();
            }
            int maps = branches.stream().mapToInt(Walk::maps).max().orElseThrow(); // zeros, too
            return List.of(new ChannelSegment(address(fork), maps));
        }

        private List<ChannelSegment> read(String address, NDArray kernel, List<ChannelSegment> in) {
            double[] norms = norms(kernel);
            int perMap = norms.length / maps(in); // more than 1 behind a flattening
            var sources = new ArrayList<Source>();
            var weights = new ArrayList<Double>();
            int from = 0;
            for (ChannelSegment segment : in) {
                int to = from + segment.maps() * perMap;
                sources.add(new Source(segment.maker(), from, to));
                weights.add(
                        IntStream.range(from, to)
                                .mapToDouble(i -> norms[i])
                                .average()
                                .orElseThrow());
                from = to;
            }
            targets.computeIfAbsent(in.get(0).maker(), first -> new ArrayList<>())
                    .add(new Target(address, sources, weights));
            return List.of(new ChannelSegment(address, (int) kernel.getShape().get(0)));
        }

        private static int maps(List<ChannelSegment> segments) {
            return segments.stream().mapToInt(ChannelSegment::maps).sum();
        }

        /** Mean absolute weight of each input channel, over filters and pixels. */
        private static double[] norms(NDArray kernel) {
            try (NDArray all = kernel.abs();
                    NDArray channelsFirst = all.swapAxes(0, 1);
                    NDArray byChannel = channelsFirst.reshape(kernel.getShape().get(1), -1);
                    NDArray means = byChannel.mean(new int[] {1})) {
                float[] values = means.toFloatArray();
                return IntStream.range(0, values.length).mapToDouble(i -> values[i]).toArray();
            }
        }
    }
}
