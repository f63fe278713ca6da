package org.sumcat.nn;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.convolutional.Convolution;

/**
 * Convolutions with many weights and few pixels, as at the end of ResNet-18: for them an x86
 * processor is faster with one channel after the other in memory. With {@link ChannelsLast} the
 * engine goes through all weights for each row of pixels. Where a row has two, a convolution of 512
 * x 512 x 3 x 3 takes twice as long by that, forward and backward, and a training step of ResNet-18
 * with images of 48 x 48 a third longer (on a Xeon). In bfloat16 that step takes a few percent
 * longer by channels first; but its weights are tested in float32, and so as when they are loaded
 * again.
 */
final class ChannelsFirst {
    private static final boolean X86 =
            System.getProperty("os.arch").matches("amd64|x86_64|x86|i386");
    private static final int FEW_PIXELS = 25;
    private static final int MANY_PAIRS = 256 * 256; // of a channel and a filter

    private ChannelsFirst() {}

    /** Whether a convolution of such images is one of these. */
    static boolean areFaster(Convolution conv, Device device, Shape images) {
        return X86
                && !device.isGpu()
                && images.dimension() == 4
                && images.get(2) * images.get(3) <= FEW_PIXELS
                && conv.getKernelShape().size() > 1
                && conv.getGroups() == 1
                && images.get(1) * conv.getFilters() >= MANY_PAIRS;
    }

    /** The same images, laid so; only another name for them if they are. */
    static NDArray lay(NDArray x) {
        try (NDArray row = x.flatten()) {
            return row.reshape(x.getShape());
        }
    }
}
