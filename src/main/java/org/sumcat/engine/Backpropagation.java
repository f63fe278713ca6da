package org.sumcat.engine;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.nn.Block;
import ai.djl.training.GradientCollector;
import ai.djl.training.ParameterStore;
import java.util.function.Function;
import org.sumcat.nn.Chain;
import org.sumcat.torch.Arithmetic;

/** A forward and a backward pass through a network, which belong together. */
public final class Backpropagation {
    private Backpropagation() {}

    /**
     * Adds the gradient of a loss to the gradients of all weights.
     *
     * <p>A network with {@link Chain#checkpointed() checkpointed} dense blocks among its stages
     * gives the same gradients, bit for bit, but keeps less in between: of such a block no more
     * than its feature maps; see {@link Checkpointed}.
     *
     * @param arithmetic of the layers; gradients are float32
     * @param images {@code (N, C, H, W)}, float32; what is computed from them lives in their
     *     manager
     * @param loss from the network's scores, and those of its heads behind them, to one number
     */
    public static void through(
            Block network, Arithmetic arithmetic, NDArray images, Function<NDList, NDArray> loss) {
        ParameterStore weights = arithmetic.weights(images.getManager());
        NDArray given = arithmetic.begin(images);
        Function<NDList, NDArray> end = scores -> loss.apply(arithmetic.end(scores));
        if (network instanceof Chain chain && Checkpointed.isIn(chain)) {
            new Checkpointed(chain, weights).through(given, end);
            return;
        }
        try (GradientCollector tape = Engine.getInstance().newGradientCollector()) {
            tape.backward(end.apply(network.forward(weights, new NDList(given), true)));
        }
    }
}
