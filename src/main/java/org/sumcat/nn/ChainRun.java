package org.sumcat.nn;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.nn.Block;
import ai.djl.nn.convolutional.Convolution;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;
import org.jspecify.annotations.Nullable;
import org.sumcat.torch.Convolving;

/**
 * A pass through a chain, or through some parts of it.
 *
 * @param options of the pass; null where nothing listens, and parts may run in the order and way
 *     that is fastest
 */
record ChainRun(
        Chain chain,
        ParameterStore weights,
        boolean training,
        @Nullable PairList<String, Object> options) {

    /** What the whole chain makes, then the scores of its heads. */
    NDList all(NDArray given) {
        return parts(0, chain.order().size(), given);
    }

    /** What the whole chain makes of maps with zeros behind them. */
    NDArray throughZeros(NDArray given) {
        return run(0, chain.order().size(), given, true).singletonOrThrow();
    }

    /**
     * Runs the parts from one up to another, which is left out; what comes out, then the scores of
     * the heads on the way.
     */
    NDList parts(int from, int to, NDArray given) {
        return run(from, to, given, false);
    }

    private NDList run(int from, int to, NDArray given, boolean zerosBehind) {
        NDArray now = given;
        boolean zeros = zerosBehind;
        var scores = new NDList();
        for (int i = from; i < to; i++) {
            Block part = chain.part(options == null ? chain.order().get(i) : i);
            if (options == null && i > from && overwrites(part, i)) {
                now = InPlace.relu(now);
                continue;
            }
            NDArray next = zeros ? ChannelPadding.through(part, weights, now) : run(part, now);
            zeros = zeros && ChannelPadding.passThrough(part);
            if (now != given && now != next) {
                now.close();
            }
            now = next;
            if (training) {
                scores.addAll(headsOn(chain.stage(i), now));
            }
        }
        scores.add(0, now);
        return scores;
    }

    private NDArray run(Block part, NDArray now) {
        if (options == null && part instanceof Convolution conv) {
            return Convolving.run(conv, weights, now, training);
        }
        return Hooks.run(part, weights, new NDList(now), training, options).singletonOrThrow();
    }

    /** Whether a part is a ReLU that alone reads what the part before it, untapped, has made. */
    private boolean overwrites(Block part, int i) {
        return chain.heads().isEmpty()
                && LayerKind.of(part) == LayerKind.RELU
                && InPlace.mayWriteOver(chain.part(chain.order().get(i - 1)));
    }

    private NDList headsOn(@Nullable String stage, NDArray now) {
        var scores = new NDList();
        for (Chain.Head head : chain.heads()) {
            if (head.stage().equals(stage)) {
                scores.addAll(Hooks.run(head.block(), weights, new NDList(now), true, options));
            }
        }
        return scores;
    }
}
