package org.sumcat.torch;

import ai.djl.pytorch.jni.JniUtils;
import ai.djl.pytorch.jni.LibUtils;

/** Settings of libtorch for which DJL's interface has no method, under the names of its JNI. */
public final class Libtorch {
    private Libtorch() {}

    /** Returns whether operations of this thread are recorded for gradients. */
    public static boolean isGradMode() {
        return JniUtils.isGradMode();
    }

    /** Switches recording for gradients on or off, for this thread. */
    public static void setGradMode(boolean on) {
        JniUtils.setGradMode(on);
    }

    /** Number of threads that share an operation on the CPU. */
    public static int getNumThreads() {
        return JniUtils.getNumThreads();
    }

    /** Sets the number of threads that share an operation on the CPU. */
    public static void setNumThreads(int threads) {
        JniUtils.setNumThreads(threads);
    }

    /** Lets cuDNN time its convolution algorithms and take the fastest, or not. */
    public static void setBenchmarkCuDNN(boolean on) {
        JniUtils.setBenchmarkCuDNN(on);
    }

    /** Gives memory that CUDA's allocator holds in reserve back to the device. */
    public static void emptyCudaCache() {
        JniUtils.emptyCudaCache();
    }

    /** Folder of the libraries that DJL has loaded, or would load. */
    public static String getLibtorchPath() {
        return LibUtils.getLibtorchPath();
    }
}
