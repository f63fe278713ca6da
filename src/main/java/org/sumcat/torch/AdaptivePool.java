package org.sumcat.torch;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;

/** Pooling by windows that are cut to the image, as PyTorch's {@code AdaptiveAvgPool2d}. */
public final class AdaptivePool {
    private AdaptivePool() {}

    /** The means of windows of which {@code side x side} cover the image. */
    public static NDArray mean(NDArray x, int side) {
        return JniUtils.adaptiveAvgPool((PtNDArray) x, new Shape(side, side));
    }
}
