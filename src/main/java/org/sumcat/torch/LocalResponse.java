package org.sumcat.torch;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.convolutional.Conv2d;
import java.util.Arrays;

/**
 * Local response normalization across channels (Krizhevsky et al., 2012, section 3.3).
 *
 * <p>The sum over neighbouring channels is a 1x1 convolution of the squares with a band of constant
 * weights: the engine's fastest way to it, and the one that keeps the order of channels in memory.
 */
public final class LocalResponse {
    private static final int REACH = 2; // channels either side: the n = 5 of the paper

    private LocalResponse() {}

    /**
     * Made when it is needed. The exponent is part of it: back from DJL's power the engine compares
     * the exponent, an array in the memory of the machine, and a GPU waits for the answer.
     */
    private static final class Power {
        static final Script OF = new Script("torch.pow(x, 0.75)");
    }

    /** {@code x / (k + alpha sum x^2)^0.75}. */
    public static NDArray normalize(NDArray x, double k, double alpha) {
        int channels = (int) x.getShape().get(1);
        Device device = x.getDevice();
        try (NDArray band =
                        Constants.on(
                                device,
                                "band of %s channels with %s".formatted(channels, alpha),
                                memory -> memory.create(band(channels, alpha), square(channels)));
                NDArray weights = Arithmetic.like(x, band);
                NDArray all =
                        Constants.on(
                                device,
                                "%s times %s".formatted(channels, k),
                                memory -> memory.create(all(channels, k)));
                NDArray offsets = Arithmetic.like(x, all);
                NDArray squares = x.square();
                NDArray base = Conv2d.conv2d(squares, weights, offsets).singletonOrThrow();
                NDArray norm = Power.OF.of(base)) {
            return x.div(norm);
        }
    }

    private static float[] band(int channels, double alpha) {
        var band = new float[channels * channels];
        for (int c = 0; c < channels; c++) {
            int first = Math.max(0, c - REACH);
            int end = Math.min(channels, c + REACH + 1);
            Arrays.fill(band, c * channels + first, c * channels + end, (float) alpha);
        }
        return band;
    }

    private static float[] all(int count, double value) {
        var values = new float[count];
        Arrays.fill(values, (float) value);
        return values;
    }

    private static Shape square(int channels) {
        return new Shape(channels, channels, 1, 1);
    }
}
