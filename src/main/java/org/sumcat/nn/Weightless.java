package org.sumcat.nn;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;
import java.util.Optional;
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
    private final @Nullable Window window;

    Weightless(
            LayerKind kind,
            String detail,
            UnaryOperator<Shape> shape,
            UnaryOperator<NDArray> function) {
        this(kind, detail, shape, function, null);
    }

    private Weightless(
            LayerKind kind,
            String detail,
            UnaryOperator<Shape> shape,
            UnaryOperator<NDArray> function,
            @Nullable Window window) {
        super(VERSION);
        this.kind = kind;
        this.detail = detail;
        this.window = window;
        this.shape = shape;
        this.function = function;
    }

    /** One that changes numbers, and no shape. */
    static Weightless pointwise(LayerKind kind, String detail, UnaryOperator<NDArray> function) {
        return new Weightless(kind, detail, shape -> shape, function);
    }

    /** One that makes a pixel of each window. */
    static Weightless pooling(LayerKind kind, Window window, UnaryOperator<NDArray> function) {
        return new Weightless(kind, window.toString(), window::over, function, window);
    }

    /** The layer in the field's words: {@code relu}, {@code max pool 3x3/2}. */
    public String name() {
        return kind == LayerKind.OTHER
                ? detail
                : detail.isEmpty() ? kind.words() : kind.words() + " " + detail;
    }

    /** The kind of this layer. */
    public LayerKind kind() {
        return kind;
    }

    /** The part of {@link #name} beside the kind, {@code 3x3/2}; may be empty. */
    String detail() {
        return detail;
    }

    /** The window of a pooling; empty for any other layer. */
    public Optional<Window> window() {
        return Optional.ofNullable(window);
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
