package org.sumcat.engine;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.nn.Block;
import ai.djl.training.ParameterStore;
import org.jspecify.annotations.Nullable;

/**
 * A forward pass through a network, and what goes along with it.
 *
 * @param weights the network's weights on the device, as precise as its layers compute
 * @param training whether batch norm takes the statistics of the batch, dropout drops, gates close
 *     and auxiliary classifiers run
 * @param rules that may change how the network is computed; none in a pass with hooks, which see
 *     every module as the network is written
 * @param hooks that observe or replace activations; null for none
 */
public record Pass(ParameterStore weights, boolean training, Rules rules, @Nullable Hooks hooks) {
    public Pass {
        rules = hooks == null ? rules : Rules.PLAIN;
    }

    /** Creates a pass without hooks. */
    public Pass(ParameterStore weights, boolean training, Rules rules) {
        this(weights, training, rules, null);
    }

    /**
     * Runs the network: its output, and in training the scores of its auxiliary classifiers after
     * it. What is computed on the way is closed as soon as no layer reads it any more; the engine
     * keeps what the backward pass needs.
     */
    public NDList run(Block network, NDArray images) {
        return Interpreter.network(network, images, this);
    }
}
