package org.sumcat.engine;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import ai.djl.nn.ParameterList;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.nn.convolutional.Convolution;
import ai.djl.training.ParameterStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.sumcat.nn.BatchNorm;
import org.sumcat.nn.Fusion;
import org.sumcat.torch.Arithmetic;
import org.sumcat.torch.ChannelsLast;
import org.sumcat.torch.Scalars;
import org.sumcat.torch.Script;

/** Channels of zeros behind feature maps, and layers that read them; see {@link ChannelPadding}. */
final class ZeroChannels {
    private static final Vectors FLOAT32 = new Vectors(8, 8192);
    private static final Vectors BFLOAT16 = new Vectors(16, 1024);

    /**
     * The vectors that batch norm sums at once.
     *
     * @param lanes numbers in it
     * @param enough pixels in a batch; with fewer nothing is gained
     */
    private record Vectors(int lanes, int enough) {}

    private static final long FEW = 64; // more take as long to copy as batch norm waits
    private static final long CACHE_LINE = 16; // sums: else two threads write to one
    private static final Map<Long, Script> PADDED_BY = new ConcurrentHashMap<>();

    private ZeroChannels() {}

    /** How many zeros belong to these maps. */
    static long missing(List<NDArray> maps) {
        NDArray first = maps.get(0);
        Vectors vectors = Arithmetic.isBfloat16(first) ? BFLOAT16 : FLOAT32;
        long pixels = first.size() / first.getShape().get(1);
        if (pixels < vectors.enough || first.getDevice().isGpu()) {
            return 0;
        }
        return Math.floorMod(-maps.stream().mapToLong(ZeroChannels::channels).sum(), vectors.lanes);
    }

    /** How many zeros belong to maps that only one batch norm reads with them. */
    static long missingForOne(NDArray maps) {
        if (maps.getShape().dimension() != 4) {
            return 0;
        }
        long channels = channels(maps);
        boolean few = channels > 1 && channels <= FEW;
        return few && missing(List.of(maps)) > 0 ? Math.floorMod(-channels, CACHE_LINE) : 0;
    }

    /** A copy of the maps with so many zeros behind them; with less than none, so many cut off. */
    static NDArray pad(NDArray maps, long zeros) {
        return PADDED_BY
                .computeIfAbsent(
                        zeros,
                        count ->
                                new Script(
                                        "torch.constant_pad_nd(x, [0, 0, 0, 0, 0, %s])"
                                                .formatted(count)))
                .of(maps);
    }

    /** The maps, and the zeros that belong to them. */
    static NDArray join(List<NDArray> maps) {
        return with(missing(maps), maps);
    }

    /** Batch norm in training over maps with zeros behind them, which stay zeros. */
    static NDArray normalize(BatchNorm norm, ParameterStore weights, NDArray maps) {
        NDArray mean = value(norm.getDirectParameters(), "runningMean", weights, maps);
        NDArray variance = value(norm.getDirectParameters(), "runningVar", weights, maps);
        NDArray gamma = value(norm.getDirectParameters(), "gamma", weights, maps);
        NDArray beta = value(norm.getDirectParameters(), "beta", weights, maps);
        try (NDArray zeros = maps.getManager().zeros(new Shape(channels(maps) - norm.channels()));
                NDArray wideMean = mean.concat(zeros);
                NDArray wideVariance = variance.concat(zeros);
                NDArray scale = gamma.concat(zeros);
                NDArray shift = beta.concat(zeros)) {
            NDArray y = norm.normalize(maps, wideMean, wideVariance, scale, shift, true);
            replace(mean, wideMean);
            replace(variance, wideVariance);
            return y;
        }
    }

    private static void replace(NDArray statistics, NDArray wide) {
        try (NDArray own = wide.get(new NDIndex(":{}", statistics.size()))) {
            Scalars.overwrite(statistics, own);
        }
    }

    /** A convolution in training over maps with zeros behind them. */
    static NDArray convolve(Convolution conv, ParameterStore weights, NDArray maps) {
        NDArray own = value(conv.getDirectParameters(), "weight", weights, maps);
        Parameter bias = conv.getDirectParameters().get("bias");
        try (NDArray wide = with(channels(maps) - channels(own), List.of(own))) {
            return Conv2d.conv2d(
                            maps,
                            wide,
                            weights.getValue(bias, maps.getDevice(), true),
                            conv.getStride(),
                            conv.getPadding(),
                            conv.getDilation())
                    .singletonOrThrow();
        }
    }

    private static NDArray value(
            ParameterList own, String name, ParameterStore weights, NDArray maps) {
        return weights.getValue(own.get(name), maps.getDevice(), true);
    }

    private static NDArray with(long zeros, List<NDArray> maps) {
        if (zeros == 0) {
            return Fusion.CONCAT.fuse(maps);
        }
        try (NDArray behind = ChannelsLast.zeros(maps.get(0), zeros)) {
            var all = new ArrayList<>(maps);
            all.add(behind);
            return Fusion.CONCAT.fuse(all);
        }
    }

    private static long channels(NDArray maps) {
        return maps.getShape().get(1);
    }
}
