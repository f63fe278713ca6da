package org.sumcat.nn;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import org.sumcat.torch.AdaptivePool;
import org.sumcat.torch.Arithmetic;
import org.sumcat.torch.ChannelsLast;

/** Layers that make fewer pixels without weights, as {@link Layers} names them. */
final class Pools {
    private Pools() {}

    static Block max(Window window) {
        return Weightless.pooling(
                LayerKind.MAX_POOL,
                window,
                x ->
                        x.getNDArrayInternal()
                                .maxPool(
                                        window.size(),
                                        window.strides(),
                                        window.padding(),
                                        window.ceilMode()));
    }

    static Block average(Window window) {
        return Weightless.pooling(LayerKind.AVERAGE_POOL, window, x -> mean(x, window));
    }

    /** The engine has it, but DJL passes on the wish in vain: so by the share that is image. */
    static Block averageInside(Window window) {
        return Weightless.pooling(
                LayerKind.AVERAGE_POOL_INSIDE,
                window,
                x -> {
                    try (NDArray mean = mean(x, window);
                            NDArray image = ones(x);
                            NDArray part = mean(image, window);
                            NDArray share = Arithmetic.like(x, part)) {
                        return mean.div(share);
                    }
                });
    }

    static Block adaptiveAverage(int side) {
        return new Weightless(
                LayerKind.ADAPTIVE_AVERAGE_POOL,
                "%sx%s".formatted(side, side),
                shape -> new Shape(shape.get(0), shape.get(1), side, side),
                x -> AdaptivePool.mean(x, side));
    }

    static Block globalAverage() {
        return new Weightless(
                LayerKind.GLOBAL_AVERAGE_POOL,
                "",
                shape -> new Shape(shape.get(0), shape.get(1)),
                x -> x.getNDArrayInternal().globalAvgPool());
    }

    /** Means, and maps of zeros before and behind them. */
    static Block averageWithZeros(int channels, Window window, double zerosBefore) {
        return new Weightless(
                LayerKind.PAD_SHORTCUT,
                "%s, zeros to %s channels".formatted(window, channels),
                shape -> {
                    Shape pooled = window.over(shape);
                    return new Shape(pooled.get(0), channels, pooled.get(2), pooled.get(3));
                },
                x -> padChannels(mean(x, window), channels, zerosBefore));
    }

    /** The mean of each window, of which the padding counts as zeros. */
    static NDArray mean(NDArray x, Window window) {
        return x.getNDArrayInternal()
                .avgPool(
                        window.size(), window.strides(), window.padding(), window.ceilMode(), true);
    }

    /** One image of one channel, as high and wide. */
    private static NDArray ones(NDArray like) {
        Shape shape = like.getShape();
        return like.getManager()
                .ones(
                        new Shape(1, 1, shape.get(2), shape.get(3)),
                        DataType.FLOAT32,
                        like.getDevice());
    }

    private static NDArray padChannels(NDArray x, int channels, double zerosBefore) {
        long missing = channels - x.getShape().get(1);
        long before = Math.round(missing * zerosBefore);
        try (NDArray front = ChannelsLast.zeros(x, before);
                NDArray back = ChannelsLast.zeros(x, missing - before);
                x) {
            return NDArrays.concat(new NDList(front, x, back), 1);
        }
    }
}
