package org.sumcat.engine;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.sumcat.nn.Chain;
import org.sumcat.nn.Fusion;
import org.sumcat.torch.Scalars;
import org.sumcat.torch.Tape;

/**
 * A training step that computes dense blocks twice to keep less of them.
 *
 * <p>In a dense block of {@code m} layers, layer {@code l} reads {@code k0 + (l - 1) k} feature
 * maps. The usual backward pass keeps for each layer the concatenation that it read, its batch norm
 * and its ReLU: numbers that grow with the square of {@code m}. But each layer adds {@code k} maps
 * only. So this runs a block without a tape, keeps those, and goes back layer by layer: concatenate
 * what the layer read, run it once more with a tape, and walk back on that (Chen et al. 2016,
 * "Training Deep Nets with Sublinear Memory Cost", arXiv:1604.06174; Pleiss et al. 2017,
 * "Memory-Efficient Implementation of DenseNets", arXiv:1707.06990, keeps the convolutions' outputs
 * besides). What is kept grows with {@code m}; the price is a second forward pass of the blocks.
 *
 * <p>The gradients are those of the usual pass, bit for bit: the same operations on the same
 * numbers, and where two gradients meet, one sum of two.
 */
final class RecomputedStep {
    private static final Set<Parameter.Type> STATISTICS =
            EnumSet.of(Parameter.Type.RUNNING_MEAN, Parameter.Type.RUNNING_VAR);

    private final Chain network;
    private final Pass pass;

    RecomputedStep(Chain network, Pass pass) {
        this.network = network;
        this.pass = pass;
    }

    /** Runs the step, like {@link Backpropagation#through}. */
    void through(NDArray images, Function<NDList, NDArray> loss) {
        var passes = new ArrayDeque<Segment>();
        List<Block> stages = network.layers();
        NDArray now = images;
        int from = 0;
        for (int i = 0; i < stages.size(); i++) {
            if (Recomputation.matches(stages.get(i))) {
                if (from < i) {
                    passes.push(new Taped(from, i, now));
                    now = passes.element().output();
                }
                passes.push(new TwiceRun((Chain) stages.get(i), now));
                now = passes.element().output();
                from = i + 1;
            }
        }
        NDArray gradient = lossAndBack(from, now, loss);
        while (gradient != null && !passes.isEmpty()) {
            gradient = passes.pop().back(gradient);
        }
    }

    /** The last stages and the loss; its gradient for what the stages were given. */
    private @Nullable NDArray lossAndBack(int from, NDArray given, Function<NDList, NDArray> loss) {
        NDArray start = from == 0 ? given : Tape.start(given);
        NDArray end =
                Tape.withTape(
                        true,
                        () ->
                                new NDList(
                                        loss.apply(
                                                new NDList(
                                                        stages(
                                                                from,
                                                                network.layers().size(),
                                                                start)))));
        Tape.walkBack(end, end.onesLike());
        return Tape.gradientOf(start);
    }

    private NDArray stages(int from, int to, NDArray given) {
        return Interpreter.parts(network.layers().subList(from, to), given, pass);
    }

    /** A part of the network that has run forward. */
    private interface Segment {
        NDArray output();

        /**
         * Goes back, and frees what was kept for it.
         *
         * @param gradient of the loss for the output; closed
         * @return of the loss for the input; null for the images, where nobody asks
         */
        @Nullable NDArray back(NDArray gradient);
    }

    /** Stages that run in the usual way, once. */
    private final class Taped implements Segment {
        private final NDArray start;
        private final NDArray end;

        Taped(int from, int to, NDArray given) {
            start = from == 0 ? given : Tape.start(given);
            end = Tape.withTape(true, () -> new NDList(stages(from, to, start)));
        }

        @Override
        public NDArray output() {
            return end;
        }

        @Override
        public @Nullable NDArray back(NDArray gradient) {
            try (end;
                    gradient) {
                Tape.walkBack(end, gradient);
            }
            return Tape.gradientOf(start);
        }
    }

    /** A dense block of which only the feature maps are kept. */
    private final class TwiceRun implements Segment {
        private final List<Block> layers;
        private final boolean pads;
        private final List<NDArray> maps = new ArrayList<>(); // given, then of each layer
        private final NDArray output;

        TwiceRun(Chain block, NDArray given) {
            layers = DenseBlock.layers(block);
            pads = pass.rules().has(ChannelPadding.class) && ChannelPadding.isFor(block);
            maps.add(given);
            for (Block layer : layers) {
                boolean zeros = zeros();
                try (NDArray read = read()) {
                    maps.add(
                            Tape.withTape(
                                    false,
                                    () ->
                                            new NDList(
                                                    ChannelPadding.layer(
                                                            layer, read, zeros, pass))));
                }
            }
            output = Fusion.CONCAT.fuse(maps);
        }

        /** Whether the next layer reads zeros behind the maps. */
        private boolean zeros() {
            return pads && ZeroChannels.missing(maps) > 0;
        }

        /** Joins the maps that the next layer reads. */
        private NDArray read() {
            return zeros() ? ZeroChannels.join(maps) : Fusion.CONCAT.fuse(maps);
        }

        @Override
        public NDArray output() {
            return output;
        }

        @Override
        public NDArray back(NDArray gradient) {
            output.close();
            NDArray now = gradient; // for all maps that a layer and those before it have made
            for (int i = layers.size() - 1; i >= 0; i--) {
                long made = maps.get(i + 1).getShape().get(1);
                long read = now.getShape().get(1) - made;
                maps.remove(i + 1).close();
                try (NDArray before = now.get(new NDIndex(":, 0:{}", read));
                        NDArray ofLayer = now.get(new NDIndex(":, {}:", read));
                        NDArray through = throughLayer(layers.get(i), ofLayer);
                        NDArray ofMaps = through.get(new NDIndex(":, 0:{}", read))) {
                    NDArray sum = before.add(ofMaps);
                    now.close();
                    now = sum;
                }
            }
            return now;
        }

        /** Runs a layer once more; the gradient for what it reads. */
        private NDArray throughLayer(Block layer, NDArray gradient) {
            try (NDArray read = read();
                    NDArray start = Tape.start(read)) {
                rerun(layer, start, zeros(), gradient);
                return start.getGradient();
            }
        }
    }

    /** Runs a layer once more and goes back; its running statistics have seen the batch already. */
    private void rerun(Block layer, NDArray start, boolean zeros, NDArray gradient) {
        List<NDArray> statistics =
                layer.getParameters().values().stream()
                        .filter(parameter -> STATISTICS.contains(parameter.getType()))
                        .map(Parameter::getArray)
                        .toList();
        List<NDArray> asTheyAre = statistics.stream().map(NDArray::duplicate).toList();
        try (NDArray end =
                Tape.withTape(
                        true, () -> new NDList(ChannelPadding.layer(layer, start, zeros, pass)))) {
            Tape.walkBack(end, gradient);
        }
        for (int i = 0; i < statistics.size(); i++) {
            try (NDArray old = asTheyAre.get(i)) {
                Scalars.overwrite(statistics.get(i), old);
            }
        }
    }
}
