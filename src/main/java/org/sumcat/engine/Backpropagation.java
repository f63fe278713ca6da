package org.sumcat.engine;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.nn.Block;
import ai.djl.training.GradientCollector;
import java.util.function.Function;
import org.sumcat.nn.Chain;
import org.sumcat.torch.Arithmetic;

/** A forward and a backward pass through a network, which belong together. */
public final class Backpropagation {
    private Backpropagation() {}

    /**
     * Adds the gradient of a loss to the gradients of all weights.
     *
     * @param arithmetic of the layers; gradients are float32
     * @param rules that may change how the network is computed
     * @param images {@code (N, C, H, W)}, float32; what is computed from them lives in their
     *     manager
     * @param loss from the network's scores, and those of its heads behind them, to one number
     */
    public static void through(
            Block network,
            Arithmetic arithmetic,
            Rules rules,
            NDArray images,
            Function<NDList, NDArray> loss) {
        var pass = new Pass(arithmetic.weights(images.getManager()), true, rules);
        NDArray given = arithmetic.begin(images);
        Function<NDList, NDArray> end = scores -> loss.apply(arithmetic.end(scores));
        if (RecomputedStep.isFor(network, rules)) {
            new RecomputedStep((Chain) network, pass).through(given, end);
            return;
        }
        try (GradientCollector tape = Engine.getInstance().newGradientCollector()) {
            tape.backward(end.apply(pass.run(network, given)));
        }
    }
}
