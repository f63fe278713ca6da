package org.sumcat.nn;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A layer without weights: what it does to a tensor and, known without running it, to a shape.
 *
 * <p>DJL's {@code LambdaBlock} learns the shape by running the engine; this one can be described on
 * a machine that has none.
 */
public final class Weightless extends AbstractBlock {
    private static final byte VERSION = 1;

    private final LayerKind kind;
    private final String detail;
    private final UnaryOperator<Shape> shape;
    private final UnaryOperator<NDArray> function;
    private final SavedForBackward kept;

    Weightless(
            LayerKind kind,
            String detail,
            SavedForBackward kept,
            UnaryOperator<Shape> shape,
            UnaryOperator<NDArray> function) {
        super(VERSION);
        this.kind = kind;
        this.detail = detail;
        this.kept = kept;
        this.shape = shape;
        this.function = function;
    }

    /** One that changes numbers, and no shape. */
    static Weightless pointwise(
            LayerKind kind, String detail, SavedForBackward kept, UnaryOperator<NDArray> function) {
        return new Weightless(kind, detail, kept, shape -> shape, function);
    }

    /** What it does, in the field's words: {@code relu}, {@code max pool 3x3/2}. */
    public String name() {
        return kind == LayerKind.OTHER
                ? detail
                : detail.isEmpty() ? kind.words() : kind.words() + " " + detail;
    }

    /** What kind of layer it is. */
    public LayerKind kind() {
        return kind;
    }

    /** What {@link #name} has beside the kind, {@code 3x3/2}; empty for nothing. */
    String detail() {
        return detail;
    }

    /** What the engine keeps of it for the backward pass. */
    SavedForBackward kept() {
        return kept;
    }

    @Override
    protected NDList forwardInternal(
            ParameterStore weights,
            NDList inputs,
            boolean training,
            @Nullable PairList<String, Object> options) {
        return new NDList(function.apply(inputs.singletonOrThrow()));
    }

    @Override
    public Shape[] getOutputShapes(Shape[] inputs) {
        return new Shape[] {shape.apply(inputs[0])};
    }

    @Override
    protected void initializeChildBlocks(NDManager manager, DataType type, Shape... inputs) {}
}
