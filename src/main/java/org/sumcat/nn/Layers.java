package org.sumcat.nn;

import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.Block;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.nn.core.Linear;
import java.util.List;
import java.util.function.Supplier;
import org.sumcat.torch.LocalResponse;
import org.sumcat.torch.Scalars;

/**
 * The vocabulary of the networks: each word is one layer of the papers.
 *
 * <p>Tensors are {@code (N, C, H, W)}. A convolution given by the size of its kernel looks through
 * a square {@link Window} that is padded: with stride 1 an odd one keeps height and width.
 */
public final class Layers {
    private static final double EPSILON = 1e-5; // batch norm of Torch, and of every port since
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

    /** Repeats a layer in sequence, each time with weights of its own. */
    public static Chain times(int count, Supplier<Block> layer) {
        var chain = new Chain();
        for (int i = 0; i < count; i++) {
            chain.add(layer.get());
        }
        return chain;
    }

    /** {@code kernel x kernel} convolution without bias (a batch norm follows or precedes). */
    public static Block conv(int filters, int kernel) {
        return conv(filters, kernel, 1);
    }

    /**
     * Convolution without bias that moves {@code stride} pixels at a time: {@code (H, W) -> (H, W)
     * / stride}.
     */
    public static Block conv(int filters, int kernel, int stride) {
        return conv(filters, kernel, stride, false);
    }

    /** Convolution with or without a bias; for the references that have one beside a batch norm. */
    public static Block conv(int filters, int kernel, int stride, boolean bias) {
        return conv(filters, Window.of(kernel).stride(stride), bias);
    }

    /** Convolution through any window: {@code conv(64, Window.of(1, 7), false)}. */
    public static Block conv(int filters, Window window, boolean bias) {
        return conv(filters, window, bias, 1);
    }

    /**
     * Convolution in groups: channels and filters are split evenly, and each group of filters reads
     * its own channels only (Krizhevsky et al., 2012, section 3.2).
     */
    public static Block conv(int filters, Window window, boolean bias, int groups) {
        return Conv2d.builder()
                .setFilters(filters)
                .setKernelShape(window.size())
                .optStride(window.strides())
                .optPadding(window.padding())
                .optGroups(groups)
                .optBias(bias)
                .build();
    }

    /**
     * Convolution of stride 1 with bias, in which a table says which maps each filter reads; see
     * {@link TableConv}.
     *
     * @param table for each filter the maps that it reads, counted from 0, ascending
     */
    public static TableConv conv(List<List<Integer>> table, Window window) {
        return new TableConv(table, window);
    }

    /** Batch norm over {@code (N, H, W)} (Ioffe and Szegedy 2015), with scale and shift. */
    public static Block bn() {
        return bn(EPSILON);
    }

    /** Batch norm with another epsilon: a number above 0 added to the variance, by default 1e-5. */
    public static Block bn(double epsilon) {
        return new BatchNorm((float) epsilon, KEPT);
    }

    /**
     * Local response normalization across channels, {@code x / (k + alpha sum x^2)^0.75}; the sum
     * runs over five channels, two either side (Krizhevsky et al., 2012, section 3.3).
     *
     * @param k 2 in the paper, 1 in Caffe's models
     * @param alpha of the sum, 1e-4 in the paper; Caffe and PyTorch write five times as much and
     *     take the mean
     */
    public static Block lrn(double k, double alpha) {
        return Weightless.pointwise(
                LayerKind.LOCAL_RESPONSE, "", x -> LocalResponse.normalize(x, k, alpha));
    }

    /** Rectified linear unit, {@code max(x, 0)}. */
    public static Block relu() {
        return Weightless.pointwise(LayerKind.RELU, "", Activation::relu);
    }

    /** Logistic sigmoid, {@code 1 / (1 + exp(-x))}. */
    public static Block sigmoid() {
        return Weightless.pointwise(LayerKind.SIGMOID, "", Activation::sigmoid);
    }

    /** Hyperbolic tangent as an activation. */
    public static Block tanh() {
        return Weightless.pointwise(LayerKind.TANH, "", Activation::tanh);
    }

    /**
     * Scaled hyperbolic tangent {@code 1.7159 tanh(2/3 x)}, which is 1 at 1 (LeCun et al., 1998,
     * appendix A).
     */
    public static Block squash() {
        return seq(scale(2 / 3.0), tanh(), scale(1.7159));
    }

    /** Batch norm followed by ReLU. */
    public static Chain bnRelu() {
        return seq(bn(), relu());
    }

    /**
     * Convolution without bias, batch norm, ReLU: what the figures of the Inception papers call a
     * convolution.
     *
     * @param epsilon added to the variance by the batch norm
     */
    public static Chain convBnRelu(int filters, Window window, double epsilon) {
        return seq(conv(filters, window, false), bn(epsilon), relu());
    }

    /** Scales its input by a constant, as residuals are (Szegedy et al., 2016, section 3.3). */
    public static Block scale(double factor) {
        return Weightless.pointwise(
                LayerKind.SCALE, String.valueOf(factor), x -> Scalars.mul(x, factor));
    }

    /**
     * A residual branch of a network with stochastic depth; see {@link Gated}.
     *
     * @param survival probability that the branch is run in a training step, above 0 up to 1
     */
    public static Gated gated(double survival, Block branch) {
        return new Gated(survival, branch);
    }

    /** The input itself: the shortcut. */
    public static Block identity() {
        return Weightless.pointwise(LayerKind.IDENTITY, "", x -> x);
    }

    /**
     * Drops each number with the given probability while training, and scales up the rest.
     *
     * @param rate from 0, which is the identity, to below 1
     */
    public static Block dropout(double rate) {
        return rate > 0 ? new Dropout((float) rate) : identity();
    }

    /** Largest number in each window. */
    public static Block maxPool(Window window) {
        return Pools.max(window);
    }

    /** Mean of each window; the padding counts as zeros. */
    public static Block avgPool(Window window) {
        return Pools.average(window);
    }

    /** Mean of what each window sees of the image; the padding does not count. */
    public static Block avgPoolInside(Window window) {
        return Pools.averageInside(window);
    }

    /**
     * Mean of windows that are cut so that {@code side x side} of them cover the image: {@code (N,
     * C, H, W) -> (N, C, side, side)}; they overlap where it does not come out even.
     */
    public static Block adaptiveAvgPool(int side) {
        return Pools.adaptiveAverage(side);
    }

    /**
     * Pooling with weights: windows side by side, summed, scaled, shifted; see {@link Subsampling}.
     */
    public static Subsampling subsample(int size) {
        return new Subsampling(Window.tiles(size));
    }

    /** Feature maps as one vector, map by map, row by row: {@code (N, C, H, W) -> (N, C H W)}. */
    public static Block flatten() {
        return new Weightless(
                LayerKind.FLATTEN,
                "",
                shape -> new Shape(shape.get(0), shape.slice(1).size()),
                x -> x.reshape(x.getShape().get(0), -1));
    }

    /** Mean over each feature map: {@code (N, C, H, W) -> (N, C)}. */
    public static Block globalAvgPool() {
        return Pools.globalAverage();
    }

    /** Scores for each class from a vector: {@code (N, C) -> (N, units)}. */
    public static Block linear(int units) {
        return Linear.builder().setUnits(units).build();
    }

    /**
     * Parameter-free shortcut A of ResNet (He et al., 2015, section 3.3): fewer pixels, and maps of
     * zeros where the input has fewer channels than the residual. It exists in three forms of equal
     * shapes, which are different functions.
     *
     * @param channels of the residual, at least those of the input
     * @param window of which each mean is a pixel: {@code Window.of(1).stride(2)} is every second
     *     pixel, as in the paper; {@code Window.tiles(2)} the mean of four, in stochastic depth's
     *     code
     * @param zerosBefore share of the zeros that come before the input's maps: 0 in the authors'
     *     Torch code, 0.5 in some ports
     */
    public static Block padShortcut(int channels, Window window, double zerosBefore) {
        return Pools.averageWithZeros(channels, window, zerosBefore);
    }
}
