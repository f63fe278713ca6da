package org.sumcat.nn;

import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;
import org.jspecify.annotations.Nullable;

/**
 * Drops each number with some probability while training, and scales up the rest (Srivastava et
 * al., 2014); on {@link #hold} it lets everything through.
 */
public final class Dropout extends AbstractBlock {
    private static final byte VERSION = 1;

    private final float rate;
    private boolean held;

    Dropout(float rate) {
        super(VERSION);
        this.rate = rate;
    }

    /** The probability that a number is dropped. */
    public float rate() {
        return rate;
    }

    /** Lets everything through while training, too, or drops again with false. */
    public void hold(boolean open) {
        held = open;
    }

    @Override
    protected NDList forwardInternal(
            ParameterStore weights,
            NDList inputs,
            boolean training,
            @Nullable PairList<String, Object> options) {
        return training && !held
                ? ai.djl.nn.norm.Dropout.dropout(inputs.singletonOrThrow(), rate, true)
                : new NDList(inputs.singletonOrThrow());
    }

    @Override
    public Shape[] getOutputShapes(Shape[] inputs) {
        return new Shape[] {inputs[0]};
    }
}
