package org.sumcat.torch;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Autograd in pieces: segments of the forward pass that are differentiated one by one. */
public final class Tape {
    private Tape() {}

    /** Returns the array as the begin of a segment, detached and requiring a gradient. */
    public static NDArray start(NDArray given) {
        NDArray start = given.stopGradient();
        start.setRequiresGradient(true);
        return start;
    }

    /** Returns the gradient of the begin of a segment; null for the images, which ask for none. */
    public static @Nullable NDArray gradientOf(NDArray start) {
        if (!start.hasGradient()) {
            return null;
        }
        try (start) {
            return start.getGradient();
        }
    }

    /** Runs a computation with autograd on or off. */
    public static NDArray withTape(boolean written, Supplier<NDList> run) {
        boolean before = JniUtils.isGradMode();
        JniUtils.setGradMode(written);
        try {
            return run.get().singletonOrThrow();
        } finally {
            JniUtils.setGradMode(before);
        }
    }

    /** Runs the backward pass of a segment. */
    public static void walkBack(NDArray end, NDArray gradient) {
        JniUtils.backward((PtNDArray) end, (PtNDArray) gradient, false, false);
    }
}
