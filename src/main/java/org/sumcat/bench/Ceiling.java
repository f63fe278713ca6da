package org.sumcat.bench;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.convolutional.Conv2d;
import org.sumcat.device.Compute;
import org.sumcat.torch.Libtorch;

/**
 * The device's practical float32 ceiling, measured with a convolution large enough to hide all
 * overhead, without padding, so that every product counts.
 */
final class Ceiling {
    private static final int BATCH = 16;
    private static final int CHANNELS = 256;
    private static final int SIDE = 28;
    private static final int KERNEL = 3;

    private Ceiling() {}

    static void take(Turns turns, int threads) {
        Compute.useThreads(threads);
        Libtorch.setGradMode(false);
        Device device = Compute.of("auto").device();
        var wait = new Wait(device);
        try (NDManager manager = NDManager.newBaseManager(device)) {
            NDArray maps = channelsLast(manager, BATCH, SIDE + KERNEL - 1);
            NDArray kernels = channelsLast(manager, CHANNELS, KERNEL);
            turns.begin(BATCH);
            while (true) {
                Conv2d.conv2d(maps, kernels).close();
                wait.forDevice();
                turns.done();
            }
        }
    }

    private static NDArray channelsLast(NDManager manager, int count, int side) {
        var inMemory = new Shape(count, side, side, CHANNELS);
        return manager.randomUniform(0, 1, inMemory).transpose(0, 3, 1, 2);
    }

    /** Billions of operations per second, given the milliseconds of one such convolution. */
    static double gigaflops(double milliseconds) {
        double products = (double) BATCH * CHANNELS * CHANNELS * SIDE * SIDE * KERNEL * KERNEL;
        return 2 * products / 1e6 / milliseconds;
    }
}
