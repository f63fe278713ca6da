package org.sumcat.nn;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.nn.Block;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;
import org.jspecify.annotations.Nullable;
import org.sumcat.torch.Scalars;

/**
 * A residual branch that survives a training step by chance, and else is not run at all; without
 * training it is run always and scaled by the probability to survive.
 *
 * <p>Huang, Sun, Liu, Sedra and Weinberger, "Deep Networks with Stochastic Depth", ECCV 2016,
 * section 3. Inside {@link Fusion#SUM} only: a closed gate gives nothing to add. The chance comes
 * from the engine's generator on the CPU, so that the seed of a training decides it and no device
 * has to be waited for.
 */
public final class Gated extends AbstractBlock {
    private static final byte VERSION = 1;

    private final double survival;
    private final Block branch;
    private @Nullable Boolean held;

    Gated(double survival, Block branch) {
        super(VERSION);
        if (!(survival > 0 && survival <= 1)) {
            throw new IllegalArgumentException(
                    "survival must lie above 0 and up to 1, but was " + survival);
        }
        this.survival = survival;
        this.branch = addChildBlock("branch", branch);
    }

    /** The probability that the branch is run in a training step. */
    public double survival() {
        return survival;
    }

    /** The branch behind the gate. */
    public Block branch() {
        return branch;
    }

    /** Holds the gate open or closed while training, or leaves it to chance again with null. */
    public void hold(@Nullable Boolean open) {
        held = open;
    }

    @Override
    protected NDList forwardInternal(
            ParameterStore weights,
            NDList inputs,
            boolean training,
            @Nullable PairList<String, Object> options) {
        if (training) {
            return opens() ? branch.forward(weights, inputs, true, options) : new NDList();
        }
        NDArray whole = branch.forward(weights, inputs, false, options).singletonOrThrow();
        return new NDList(scaled(whole));
    }

    /** Without training: the branch's output times the probability to survive. */
    public NDArray scaled(NDArray whole) {
        return Scalars.mul(whole, survival);
    }

    /** Draws whether the branch is run in a training step; a gate that is held has no choice. */
    public boolean opens() {
        if (held != null) {
            return held;
        }
        try (NDManager cpu = Engine.getInstance().newBaseManager(Device.cpu());
                NDArray chance = cpu.randomUniform(0, 1, new Shape(1))) {
            return chance.toFloatArray()[0] < survival;
        }
    }

    @Override
    public Shape[] getOutputShapes(Shape[] inputs) {
        return branch.getOutputShapes(inputs);
    }

    @Override
    protected void initializeChildBlocks(NDManager manager, DataType type, Shape... inputs) {
        branch.initialize(manager, type, inputs);
    }
}
