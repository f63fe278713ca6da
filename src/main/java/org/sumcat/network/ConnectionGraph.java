package org.sumcat.network;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.sumcat.nn.Fusion;
import org.sumcat.nn.NetworkFold;
import org.sumcat.nn.NetworkGraph;
import org.sumcat.nn.NetworkGraph.Fork;
import org.sumcat.nn.NetworkGraph.Layer;

/**
 * Connections between weight layers, found in a network's block tree: which layer reads the feature
 * maps of which earlier ones. Its connections are those that {@link NetworkSummary#connections()}
 * counts: a chain of L layers has L, a dense block of L layers that reads one tensor L(L+1)/2
 * (Huang et al., 2017, section 1). Auxiliary classifiers are left out.
 *
 * @param layers the weight layers (convolutions and linear ones) in the order in which they run
 * @param connections between them
 */
public record ConnectionGraph(List<Node> layers, List<Connection> connections) {

    /**
     * A weight layer of the graph.
     *
     * @param number from 1; 0 is the image
     * @param stage the part of the figure in which it lies, {@code dense1}
     * @param reads channels that go in
     * @param makes channels that come out
     */
    public record Node(int number, String stage, long reads, long makes) {}

    /**
     * A connection between two layers.
     *
     * @param from the earlier layer, 0 for the image; of a tensor that is a sum, the layer whose
     *     result was added last
     * @param to the layer that reads
     * @param added whether the feature maps are not read, but added to what the layer made: the
     *     shortcut of a sum
     */
    public record Connection(int from, int to, boolean added) {}

    public ConnectionGraph {
        layers = List.copyOf(layers);
        connections = List.copyOf(connections);
    }

    /** The connections of a network for its default input. */
    public static ConnectionGraph of(Network network) {
        var nodes = new ArrayList<Node>();
        for (var stage : network.graph().stages()) {
            weightLayers(stage.part())
                    .forEach(
                            layer ->
                                    nodes.add(
                                            new Node(
                                                    nodes.size() + 1,
                                                    stage.name(),
                                                    layer.in().get(1),
                                                    layer.channels())));
        }
        var connections = new ArrayList<Connection>();
        network.graph()
                .fold(
                        List.of(0),
                        new Sources() {
                            @Override
                            void connect(int from, int to, boolean added) {
                                connections.add(new Connection(from, to, added));
                            }
                        });
        return new ConnectionGraph(nodes, connections);
    }

    /** The number of connections, without listing them: the deepest networks have millions. */
    static long count(NetworkGraph graph) {
        var counter =
                new Sources() {
                    private long connections;

                    @Override
                    void connect(int from, int to, boolean added) {
                        connections++;
                    }
                };
        graph.fold(List.of(0), counter);
        return counter.connections;
    }

    private static Stream<Layer> weightLayers(NetworkGraph part) {
        return part.layers().filter(layer -> layer.kind().isWeightLayer());
    }

    /** A walk that tracks which layers made the current tensor's maps. */
    private abstract static class Sources implements NetworkFold<List<Integer>> {
        private int layers;

        abstract void connect(int from, int to, boolean added);

        @Override
        public List<Integer> layer(Layer layer, List<Integer> in) {
            if (!layer.kind().isWeightLayer()) {
                return in;
            }
            layers++;
            in.forEach(from -> connect(from, layers, false));
            return List.of(layers);
        }

        @Override
        public List<Integer> fork(Fork fork, List<Integer> in, List<List<Integer>> branches) {
            if (fork.fusion() == Fusion.CONCAT) {
                return branches.stream().flatMap(List::stream).toList();
            }
            // At least one branch of every sum has weights; the last layer stands for the sum.
            int sum = Collections.max(branches.stream().flatMap(List::stream).toList());
            for (NetworkGraph branch : fork.branches()) {
                if (weightLayers(branch).findAny().isEmpty()) {
                    connect(in.get(in.size() - 1), sum, true); // a shortcut without weights
                }
            }
            return List.of(sum);
        }
    }
}
