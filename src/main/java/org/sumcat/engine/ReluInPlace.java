package org.sumcat.engine;

import ai.djl.ndarray.NDArray;
import ai.djl.nn.Block;
import ai.djl.nn.convolutional.Convolution;
import java.util.List;
import org.sumcat.nn.BatchNorm;
import org.sumcat.nn.Branches;
import org.sumcat.nn.Chain;
import org.sumcat.nn.Fusion;
import org.sumcat.nn.Gated;
import org.sumcat.nn.LayerKind;
import org.sumcat.torch.Script;

/**
 * Writes a ReLU over its input: a third less to move, and no memory to find. Together with {@link
 * SumInPlace} and weights that lie channels last, a training step took 3 to 7% less time (a
 * DenseNet 3% by this rule), on an AMD EPYC; equal bit for bit.
 *
 * <p>Matches where nobody else reads the input: the layer before has just made it, and autograd
 * does not keep it for that layer's backward pass.
 */
record ReluInPlace() implements PartRule {

    /** Made when it is needed. DJL has only the ReLU that makes a new array. */
    private static final class InPlace {
        static final Script RELU = new Script("torch.relu_(x)");
    }

    @Override
    public String name() {
        return "relu-in-place";
    }

    @Override
    public String effect() {
        return "writes a ReLU over its input where nobody else reads it; a DenseNet's step takes 3% less time";
    }

    @Override
    public double tolerance() {
        return 0;
    }

    @Override
    public boolean matches(List<Block> parts, int i, NDArray now, Pass pass) {
        return i > 0
                && LayerKind.of(parts.get(i)) == LayerKind.RELU
                && mayBeOverwritten(parts.get(i - 1));
    }

    @Override
    public NDArray run(List<Block> parts, int i, NDArray now, Pass pass) {
        return InPlace.RELU.of(now);
    }

    /** Returns whether the output of a block may be overwritten by the only layer that reads it. */
    static boolean mayBeOverwritten(Block block) {
        if (block instanceof Chain chain) {
            List<Block> layers = chain.layers();
            return !layers.isEmpty() && mayBeOverwritten(layers.get(layers.size() - 1));
        }
        if (block instanceof Branches fused) { // a sum with all gates closed gives its own input
            return fused.fusion() == Fusion.SUM
                    && fused.branches().stream().noneMatch(Gated.class::isInstance);
        }
        return block instanceof BatchNorm || block instanceof Convolution;
    }
}
