package org.sumcat.measure;

import java.util.ArrayList;
import java.util.List;
import org.sumcat.zoo.Network;
import org.sumcat.zoo.Plan;
import org.sumcat.zoo.Plan.Fork;
import org.sumcat.zoo.Plan.Gate;
import org.sumcat.zoo.Plan.Kind;
import org.sumcat.zoo.Plan.Layer;
import org.sumcat.zoo.Plan.Part;
import org.sumcat.zoo.Plan.Series;

/**
 * Which weight layer reads the feature maps of which earlier ones, found in a network's layers. Its
 * connections are those that {@link org.sumcat.zoo.Anatomy#connections()} counts: a chain of L
 * layers has L, a dense block of L layers that reads one tensor L(L+1)/2 (Huang et al. 2017,
 * section 1). Auxiliary classifiers are left out.
 *
 * @param layers the weight layers (convolutions and linear ones) in the order in which they run
 * @param connections between them
 */
public record Wiring(List<Node> layers, List<Connection> connections) {

    /**
     * A weight layer.
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

    public Wiring {
        layers = List.copyOf(layers);
        connections = List.copyOf(connections);
    }

    /** The wiring of a network for the input that it was drawn for. */
    public static Wiring of(Network network) {
        var plan = Plan.of(network);
        var walk = new Walk(network.input().get(0));
        for (Plan.Stage stage : plan.stages()) {
            walk.through(stage.name(), stage.part());
        }
        return new Wiring(walk.layers, walk.connections);
    }

    /** A walk through the parts in the order in which they run. */
    private static final class Walk {
        private List<Integer> sources = List.of(0); // layers whose maps lie in the tensor at hand
        private long channels;
        private final List<Node> layers = new ArrayList<>();
        private final List<Connection> connections = new ArrayList<>();

        Walk(long channels) {
            this.channels = channels;
        }

        void through(String stage, Part part) {
            if (part instanceof Series series) {
                series.parts().forEach(each -> through(stage, each));
            } else if (part instanceof Gate gate) {
                through(stage, gate.part());
            } else if (part instanceof Fork fork) {
                throughBranches(stage, fork);
            } else if (part instanceof Layer layer && hasWeights(layer)) {
                int number = layers.size() + 1;
                layers.add(new Node(number, stage, channels, layer.channels()));
                sources.forEach(from -> connections.add(new Connection(from, number, false)));
                sources = List.of(number);
            }
            channels = part.channels();
        }

        private void throughBranches(String stage, Fork fork) {
            List<Integer> given = sources;
            long givenChannels = channels;
            var together = new ArrayList<Integer>();
            int shortcuts = 0;
            for (Part branch : fork.branches()) {
                sources = given;
                channels = givenChannels;
                int before = layers.size();
                through(stage, branch);
                if (fork.sums() && layers.size() == before) {
                    shortcuts++;
                } else {
                    together.addAll(sources);
                }
            }
            if (fork.sums()) {
                // At least one branch of every sum has weights; the last layer stands for the sum.
                int sum = together.stream().max(Integer::compare).orElseThrow();
                for (int i = 0; i < shortcuts; i++) {
                    connections.add(new Connection(given.get(given.size() - 1), sum, true));
                }
                sources = List.of(sum);
            } else {
                sources = List.copyOf(together);
            }
        }

        private static boolean hasWeights(Layer layer) {
            return layer.kind() == Kind.CONVOLUTION || layer.kind() == Kind.LINEAR;
        }
    }
}
