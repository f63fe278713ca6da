package org.sumcat.engine;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.nn.Block;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.sumcat.nn.Chain;
import org.sumcat.torch.Tape;

/**
 * A training step that computes some of its dense blocks in part twice, to keep less of them; the
 * stages between them run in the usual way.
 *
 * <p>The gradients are those of the usual pass, bit for bit: the same operations on the same
 * numbers, and where two gradients meet, one sum of two.
 */
final class RecomputedStep {
    private final Chain network;
    private final Pass pass;

    RecomputedStep(Chain network, Pass pass) {
        this.network = network;
        this.pass = pass;
    }

    /** Returns whether rules compute a step of a network so. */
    static boolean isFor(Block network, Rules rules) {
        return network instanceof Chain chain
                && chain.heads().isEmpty()
                && chain.layers().stream().anyMatch(stage -> rules.forBlock(stage).isPresent());
    }

    /** Runs the step, like {@link Backpropagation#through}. */
    void through(NDArray images, Function<NDList, NDArray> loss) {
        var passes = new ArrayDeque<Segment>();
        List<Block> stages = network.layers();
        NDArray now = images;
        int from = 0;
        for (int i = 0; i < stages.size(); i++) {
            Optional<BlockRule> rule = pass.rules().forBlock(stages.get(i));
            if (rule.isPresent()) {
                if (from < i) {
                    passes.push(new Taped(from, i, now));
                    now = passes.element().output();
                }
                var block = (Chain) stages.get(i);
                passes.push(new RecomputedBlock(block, now, pass, rule.get().way(pass)));
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
    interface Segment {
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
}
