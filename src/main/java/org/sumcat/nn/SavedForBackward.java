package org.sumcat.nn;

import ai.djl.nn.Block;
import ai.djl.nn.convolutional.Convolution;
import ai.djl.nn.core.Linear;

/**
 * What the engine keeps of a layer until the backward pass has come by, beside its weights.
 *
 * <p>So PyTorch 2.7.1 does on a CPU ({@code tools/autograd/derivatives.yaml}): a product keeps the
 * other factor, a ReLU its result, a pooling its input; a sum and a concatenation keep nothing.
 *
 * @param made whether an array is made at all; else what went in comes out
 * @param input whether the array that goes in is kept
 * @param output whether the array that comes out is kept
 * @param bytes kept besides, for each number that comes out
 */
public record SavedForBackward(boolean made, boolean input, boolean output, int bytes) {

    /** Nothing, and what went in comes out. */
    static final SavedForBackward PASSED = new SavedForBackward(false, false, false, 0);

    static final SavedForBackward NOTHING = new SavedForBackward(true, false, false, 0);
    static final SavedForBackward INPUT = new SavedForBackward(true, true, false, 0);
    static final SavedForBackward OUTPUT = new SavedForBackward(true, false, true, 0);

    /**
     * What is kept of a layer.
     *
     * @throws IllegalArgumentException if it is none: what a container keeps is up to its layers
     */
    public static SavedForBackward of(Block layer) {
        if (layer instanceof Weightless weightless) {
            return weightless.kept();
        }
        if (layer instanceof Convolution
                || layer instanceof Linear
                || layer instanceof BatchNorm
                || layer instanceof TableConv) {
            return INPUT;
        }
        if (layer instanceof Subsampling) {
            return INPUT.and(Float.BYTES); // the sums, for the gradient of the coefficient
        }
        if (layer instanceof Dropout) {
            return NOTHING.and(Float.BYTES); // what it multiplied with: 0 or the scale
        }
        throw new IllegalArgumentException(
                "what is kept can be told of a layer, but %s is none that this package makes"
                        .formatted(layer.getClass().getSimpleName()));
    }

    /** The same, and so many bytes for each number that comes out. */
    SavedForBackward and(int more) {
        return new SavedForBackward(made, input, output, bytes + more);
    }
}
