package org.sumcat.measure;

import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.sumcat.engine.BlockRule;
import org.sumcat.engine.PoolBeforePointwise;
import org.sumcat.engine.Rules;
import org.sumcat.engine.SavedForBackward;
import org.sumcat.measure.ActivationMemory.Part;
import org.sumcat.nn.Fusion;
import org.sumcat.nn.ModulePath;
import org.sumcat.nn.NetworkFold;
import org.sumcat.nn.NetworkGraph;
import org.sumcat.nn.NetworkGraph.Fork;
import org.sumcat.nn.NetworkGraph.Layer;
import org.sumcat.nn.NetworkGraph.Sequential;

/** Follows the arrays of a training step through a network, for {@link ActivationMemory}. */
final class ActivationWalk implements NetworkFold<ActivationWalk.Flow> {
    /** An array that flows, and what of it stays. */
    static final class Flow {
        private final String address;
        private final String words;
        private final Shape shape;
        private boolean kept;
        private long besides;

        Flow(String address, String words, Shape shape) {
            this.address = address;
            this.words = words;
            this.shape = shape;
        }

        long bytes() {
            return (kept ? shape.size() * Float.BYTES : 0) + besides;
        }
    }

    private final Rules rules;
    private final List<Flow> flows = new ArrayList<>();
    private long again;

    ActivationWalk(Rules rules) {
        this.rules = rules;
    }

    ActivationMemory all(NetworkGraph network) {
        network.fold(made("images", "images", network.in()), this);
        return new ActivationMemory(
                flows.stream()
                        .filter(flow -> flow.bytes() > 0)
                        .map(flow -> new Part(flow.address, flow.words, flow.bytes()))
                        .toList(),
                again);
    }

    @Override
    public Flow layer(Layer layer, Flow in) {
        SavedForBackward kept = SavedForBackward.of(layer.block());
        in.kept |= kept.input();
        if (!kept.made()) {
            return in;
        }
        Flow out = made(address(layer), words(layer), layer.out());
        out.kept = kept.output();
        out.besides = kept.bytes() * out.shape.size();
        return out;
    }

    @Override
    public Flow fork(Fork fork, Flow in, List<Flow> branches) {
        String words = fork.fusion() == Fusion.SUM ? "sum" : ActivationMemory.CONCATENATION;
        return made(address(fork), words, fork.out());
    }

    @Override
    public Flow series(Sequential series, Flow in) {
        Optional<BlockRule> recomputation = rules.forBlock(series.block());
        if (recomputation.isPresent()) {
            return recomputed(series, in, recomputation.get());
        }
        boolean poolsFirst = rules.has(PoolBeforePointwise.class);
        Flow now = in;
        for (int i = 0; i < series.stages().size(); i++) {
            var stage = series.stages().get(i);
            if (poolsFirst && PoolBeforePointwise.isAt(series.block().layers(), i)) {
                i++;
                now = pooledFirst(stage.part(), series.stages().get(i).part(), now);
                continue;
            }
            now = stage.part().fold(now, this);
            for (var head : series.heads()) {
                if (head.stage().equals(stage.name())) {
                    head.part().fold(now, this);
                }
            }
        }
        return now;
    }

    /** A 1x1 convolution behind the mean that is written after it. */
    private Flow pooledFirst(NetworkGraph pointwise, NetworkGraph pooling, Flow in) {
        Shape pooled = pooling.block().getOutputShapes(new Shape[] {in.shape})[0];
        Flow mean = layer(sized((Layer) pooling, in.shape, pooled), in);
        return layer(sized((Layer) pointwise, pooled, pooling.out()), mean);
    }

    private static Layer sized(Layer layer, Shape in, Shape out) {
        return new Layer(
                layer.address(),
                layer.block(),
                layer.kind(),
                layer.words(),
                layer.detail(),
                in,
                out);
    }

    /** A recomputed dense block: what each layer keeps, and for a while the rest of the widest. */
    private Flow recomputed(Sequential block, Flow in, BlockRule rule) {
        in.kept = true;
        Flow read = in;
        for (var stage : block.stages()) {
            var layer = (Fork) stage.part();
            var alone = new ActivationWalk(rules);
            Flow copy = alone.made(read.address, ActivationMemory.CONCATENATION, read.shape);
            Flow made = layer.branches().get(1).fold(copy, alone);
            int first = Math.min(1 + rule.computedAgain(), alone.flows.size());
            again =
                    Math.max(
                            again,
                            alone.flows.subList(0, first).stream().mapToLong(Flow::bytes).sum());
            flows.addAll(alone.flows.subList(first, alone.flows.size()));
            if (first == alone.flows.size()) {
                made = made(made.address, made.words, made.shape);
            }
            made.kept = true;
            read = new Flow(address(layer), ActivationMemory.CONCATENATION, layer.out());
        }
        flows.add(read);
        read.kept = true;
        return read;
    }

    private Flow made(String address, String words, Shape shape) {
        var flow = new Flow(address, words, shape);
        flows.add(flow);
        return flow;
    }

    private static String address(NetworkGraph part) {
        return part.address().isEmpty() ? "network" : part.address();
    }

    private static String words(Layer layer) {
        return new ModulePath(layer.address(), layer.block(), layer.in(), layer.out()).words();
    }
}
