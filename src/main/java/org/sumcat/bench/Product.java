package org.sumcat.bench;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import org.sumcat.train.Compute;

/**
 * What the machine can do: a product of two large matrices, nearly all of which is multiplying and
 * adding. No training of the same products is faster than that.
 */
final class Product {
    static final int SIDE = 2048;

    private Product() {}

    static void take(Turns turns, int threads) {
        Compute.useThreads(threads);
        Device device = Compute.of("auto").device();
        var wait = new Wait(device);
        try (NDManager manager = NDManager.newBaseManager(device)) {
            NDArray left = manager.randomUniform(0, 1, new Shape(SIDE, SIDE));
            NDArray right = manager.randomUniform(0, 1, new Shape(SIDE, SIDE));
            turns.begin(1);
            while (true) {
                left.matMul(right).close();
                wait.forDevice();
                turns.done();
            }
        }
    }

    /** Billions of operations a second, where one product took so many milliseconds. */
    static double gigaflops(double milliseconds) {
        return 2.0 * SIDE * SIDE * SIDE / 1e6 / milliseconds;
    }
}
