package org.sumcat.nn;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.Block;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.nn.core.Linear;
import ai.djl.nn.norm.BatchNorm;
import ai.djl.nn.norm.Dropout;
import java.util.function.LongUnaryOperator;

/**
 * The vocabulary of the networks: each word is one layer of the papers.
 *
 * <p>Tensors are {@code (N, C, H, W)}. Windows are square; a convolution with an odd kernel and
 * stride 1 keeps height and width.
 */
public final class Layers {
    private static final float EPSILON = 1e-5f; // batch norm of Torch, and of every port since
    private static final float KEPT = 0.9f; // of the running statistics, at each step

    private Layers() {}

    /** The layers one after the other. */
    public static Chain seq(Block... layers) {
        var chain = new Chain();
        for (Block layer : layers) {
            chain.add(layer);
        }
        return chain;
    }

    /** {@code kernel x kernel} convolution without bias (a batch norm follows or precedes). */
    public static Block conv(int filters, int kernel) {
        return conv(filters, kernel, 1);
    }

    /** The same, moving {@code stride} pixels at a time: {@code (H, W) -> (H, W) / stride}. */
    public static Block conv(int filters, int kernel, int stride) {
        return conv(filters, kernel, stride, false);
    }

    /** The same, with or without a bias; for the references that have one beside a batch norm. */
    public static Block conv(int filters, int kernel, int stride, boolean bias) {
        return Conv2d.builder()
                .setFilters(filters)
                .setKernelShape(new Shape(kernel, kernel))
                .optStride(new Shape(stride, stride))
                .optPadding(new Shape(kernel / 2, kernel / 2))
                .optBias(bias)
                .build();
    }

    /** Batch norm over {@code (N, H, W)} (Ioffe and Szegedy 2015), with scale and shift. */
    public static Block bn() {
        return BatchNorm.builder().optEpsilon(EPSILON).optMomentum(KEPT).build();
    }

    /** Rectified linear unit, {@code max(x, 0)}. */
    public static Block relu() {
        return new Weightless("relu", shape -> shape, Activation::relu);
    }

    /** Batch norm, then ReLU. */
    public static Chain bnRelu() {
        return seq(bn(), relu());
    }

    /** The input itself: the shortcut. */
    public static Block identity() {
        return new Weightless("identity", shape -> shape, x -> x);
    }

    /** Drops each number with the given probability while training, and scales up the rest. */
    public static Block dropout(float rate) {
        return Dropout.builder().optRate(rate).build();
    }

    /** Largest of each 3 x 3 window, every second pixel, one pixel of padding: {@code H -> H/2}. */
    public static Block maxPool() {
        var three = new Shape(3, 3);
        var two = new Shape(2, 2);
        var one = new Shape(1, 1);
        return new Weightless(
                "max pool 3x3/2",
                shape -> resize(shape, size -> (size + 2 - 3) / 2 + 1),
                x -> x.getNDArrayInternal().maxPool(three, two, one, false));
    }

    /** Mean of each {@code size x size} window, side by side; a rest at the border is left out. */
    public static Block avgPool(int size) {
        var window = new Shape(size, size);
        return new Weightless(
                "average pool %dx%d".formatted(size, size),
                shape -> resize(shape, length -> length / size),
                x -> x.getNDArrayInternal().avgPool(window, window, new Shape(0, 0), false, false));
    }

    /** Mean over each feature map: {@code (N, C, H, W) -> (N, C)}. */
    public static Block globalAvgPool() {
        return new Weightless(
                "global average pool",
                shape -> new Shape(shape.get(0), shape.get(1)),
                x -> x.getNDArrayInternal().globalAvgPool());
    }

    /** Scores for each class from a vector: {@code (N, C) -> (N, units)}. */
    public static Block linear(int units) {
        return Linear.builder().setUnits(units).build();
    }

    /**
     * Shortcut A of He et al. 2015 (section 3.3): every second pixel, and maps of zeros where the
     * input has fewer channels than the residual.
     *
     * @param zerosBefore share of the zeros that come before the input's maps: 0 in the authors'
     *     Torch code, 0.5 in some ports; equal shapes, different functions
     */
    public static Block padShortcut(int channels, double zerosBefore) {
        return new Weightless(
                "every second pixel, zeros to %d channels".formatted(channels),
                shape ->
                        new Shape(
                                shape.get(0),
                                channels,
                                (shape.get(2) + 1) / 2,
                                (shape.get(3) + 1) / 2),
                x -> padChannels(x.get(":, :, ::2, ::2"), channels, zerosBefore));
    }

    private static NDArray padChannels(NDArray x, int channels, double zerosBefore) {
        long missing = channels - x.getShape().get(1);
        long before = Math.round(missing * zerosBefore);
        try (NDArray front = zeros(x, before);
                NDArray back = zeros(x, missing - before);
                x) {
            return NDArrays.concat(new NDList(front, x, back), 1);
        }
    }

    /** Channels last in memory, so that the concatenation stays so too. */
    private static NDArray zeros(NDArray like, long channels) {
        Shape shape = like.getShape();
        try (NDArray zeros =
                like.getManager()
                        .zeros(
                                new Shape(shape.get(0), shape.get(2), shape.get(3), channels),
                                like.getDataType(),
                                like.getDevice())) {
            return zeros.transpose(0, 3, 1, 2);
        }
    }

    private static Shape resize(Shape shape, LongUnaryOperator length) {
        return new Shape(
                shape.get(0),
                shape.get(1),
                length.applyAsLong(shape.get(2)),
                length.applyAsLong(shape.get(3)));
    }
}
