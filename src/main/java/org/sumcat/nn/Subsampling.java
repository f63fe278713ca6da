package org.sumcat.nn;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.nn.Parameter;
import ai.djl.training.ParameterStore;
import ai.djl.training.initializer.ConstantInitializer;
import ai.djl.util.PairList;
import org.jspecify.annotations.Nullable;
import org.sumcat.torch.Arithmetic;
import org.sumcat.torch.Scalars;

/**
 * Trained pooling: the sum of each window, times a coefficient and plus a bias that every feature
 * map has of its own (LeCun et al., 1998, section II-B, layers S2 and S4).
 *
 * <p>The coefficients start as the mean of the window.
 */
public final class Subsampling extends AbstractBlock {
    private static final byte VERSION = 1;

    private final Window window;
    private final Parameter coefficient;
    private final Parameter bias;

    Subsampling(Window window) {
        super(VERSION);
        this.window = window;
        coefficient =
                addParameter(
                        Parameter.builder()
                                .setName("coefficient")
                                .setType(Parameter.Type.GAMMA)
                                .optInitializer(new ConstantInitializer(1f / window.pixels()))
                                .build());
        bias =
                addParameter(
                        Parameter.builder().setName("bias").setType(Parameter.Type.BETA).build());
    }

    @Override
    protected NDList forwardInternal(
            ParameterStore weights,
            NDList inputs,
            boolean training,
            @Nullable PairList<String, Object> options) {
        NDArray x = inputs.singletonOrThrow();
        var eachMap = new Shape(1, -1, 1, 1);
        try (NDArray factors =
                        weights.getValue(coefficient, x.getDevice(), training).reshape(eachMap);
                NDArray times = Arithmetic.like(x, factors);
                NDArray biases = weights.getValue(bias, x.getDevice(), training).reshape(eachMap);
                NDArray plus = Arithmetic.like(x, biases);
                NDArray means = Pools.mean(x, window);
                NDArray sums = Scalars.mul(means, window.pixels());
                NDArray scaled = sums.mul(times)) {
            return new NDList(scaled.add(plus));
        }
    }

    @Override
    public Shape[] getOutputShapes(Shape[] inputs) {
        return new Shape[] {window.over(inputs[0])};
    }

    @Override
    protected void prepare(Shape[] inputs) {
        coefficient.setShape(new Shape(inputs[0].get(1)));
        bias.setShape(new Shape(inputs[0].get(1)));
    }
}
