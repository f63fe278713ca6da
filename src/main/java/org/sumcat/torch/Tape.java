package org.sumcat.torch;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What the engine writes down on the way forward, in pieces that are walked back one by one. */
public final class Tape {
    private Tape() {}

    /** The same numbers, as where a tape begins. */
    public static NDArray start(NDArray given) {
        NDArray start = given.stopGradient();
        start.setRequiresGradient(true);
        return start;
    }

    /** What has come back to where a tape began; null for the images, which ask for none. */
    public static @Nullable NDArray gradientOf(NDArray start) {
        if (!start.hasGradient()) {
            return null;
        }
        try (start) {
            return start.getGradient();
        }
    }

    /** What comes out, with or without a tape being written. */
    public static NDArray withTape(boolean written, Supplier<NDList> run) {
        boolean before = JniUtils.isGradMode();
        JniUtils.setGradMode(written);
        try {
            return run.get().singletonOrThrow();
        } finally {
            JniUtils.setGradMode(before);
        }
    }

    /** Walks back along a tape. */
    public static void walkBack(NDArray end, NDArray gradient) {
        JniUtils.backward((PtNDArray) end, (PtNDArray) gradient, false, false);
    }
}
