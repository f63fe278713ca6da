package org.sumcat.engine;

import ai.djl.nn.Block;
import org.sumcat.nn.LayerKind;

/**
 * The tensors that autograd keeps of a layer for its backward pass, beside its weights.
 *
 * <p>So PyTorch 2.7.1 does on a CPU ({@code tools/autograd/derivatives.yaml}): a product keeps the
 * other factor, a ReLU its result, a pooling its input; a sum and a concatenation keep nothing.
 *
 * @param made whether the layer makes an array at all; else its output is its input
 * @param input whether the input is kept
 * @param output whether the output is kept
 * @param bytes kept besides, for each number of the output
 */
public record SavedForBackward(boolean made, boolean input, boolean output, int bytes) {
    private static final SavedForBackward NOTHING = new SavedForBackward(true, false, false, 0);
    private static final SavedForBackward INPUT = new SavedForBackward(true, true, false, 0);
    private static final SavedForBackward OUTPUT = new SavedForBackward(true, false, true, 0);

    /**
     * Returns what is kept of a layer.
     *
     * @throws IllegalArgumentException if it is a container, or no layer of {@code nn}
     */
    public static SavedForBackward of(Block layer) {
        return switch (LayerKind.of(layer)) {
            case IDENTITY -> new SavedForBackward(false, false, false, 0);
            case CONVOLUTION, LINEAR, BATCH_NORM -> INPUT;
            case AVERAGE_POOL, AVERAGE_POOL_INSIDE, ADAPTIVE_AVERAGE_POOL, PAD_SHORTCUT -> INPUT;
            case MAX_POOL -> INPUT.and(Long.BYTES); // where each maximum was
            case SUBSAMPLING -> INPUT.and(Float.BYTES); // the sums, for the coefficient's gradient
            case LOCAL_RESPONSE -> INPUT.and(3 * Float.BYTES);
            case RELU, SIGMOID, TANH -> OUTPUT;
            case DROPOUT -> NOTHING.and(Float.BYTES); // the factors: 0 or the scale
            case SCALE, GLOBAL_AVERAGE_POOL, FLATTEN -> NOTHING;
            case OTHER ->
                    throw new IllegalArgumentException(
                            "what is kept can be told of a layer, but %s is none that Sumcat's nn makes"
                                    .formatted(layer.getClass().getSimpleName()));
        };
    }

    private SavedForBackward and(int more) {
        return new SavedForBackward(made, input, output, bytes + more);
    }
}
