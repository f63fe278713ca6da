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

    /** More zeros never belong to maps. */
    static final long MOST = 15;

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

    /**
     * The vectors of a batch norm over maps with zeros behind them, with zeros behind them, too.
     *
     * @param mean running mean, and so on
     */
    record Wide(NDArray gamma, NDArray beta, NDArray mean, NDArray variance)
            implements AutoCloseable {
        @Override
        public void close() {
            List.of(gamma, beta, mean, variance).forEach(NDArray::close);
        }
    }

    /** The vectors of a batch norm over maps; copies where there are zeros behind them. */
    static Wide vectors(BatchNorm norm, ParameterStore weights, NDArray maps) {
        ParameterList own = norm.getDirectParameters();
        return new Wide(
                wide(value(own, "gamma", weights, maps), maps),
                wide(value(own, "beta", weights, maps), maps),
                wide(value(own, "runningMean", weights, maps), maps),
                wide(value(own, "runningVar", weights, maps), maps));
    }

    private static NDArray wide(NDArray vector, NDArray maps) {
        long zeros = channels(maps) - vector.size();
        if (zeros == 0) {
            return vector.stopGradient();
        }
        try (NDArray behind = maps.getManager().zeros(new Shape(zeros))) {
            return vector.concat(behind);
        }
    }

    /** Writes running statistics back that a step has changed in copies. */
    static void keep(BatchNorm norm, ParameterStore weights, Wide changed) {
        if (changed.mean.size() > norm.channels()) {
            ParameterList own = norm.getDirectParameters();
            replace(value(own, "runningMean", weights, changed.mean), changed.mean);
            replace(value(own, "runningVar", weights, changed.variance), changed.variance);
        }
    }

    /** Batch norm in training over maps with zeros behind them, which stay zeros. */
    static NDArray normalize(BatchNorm norm, ParameterStore weights, NDArray maps) {
        try (Wide wide = vectors(norm, weights, maps)) {
            NDArray y = norm.normalize(maps, wide.mean, wide.variance, wide.gamma, wide.beta, true);
            keep(norm, weights, wide);
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
        Parameter bias = conv.getDirectParameters().get("bias");
        try (NDArray wide = weight(conv, weights, maps)) {
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

    /** The weight of a convolution over such maps, to be closed. */
    static NDArray weight(Convolution conv, ParameterStore weights, NDArray maps) {
        NDArray own = value(conv.getDirectParameters(), "weight", weights, maps);
        long zeros = channels(maps) - channels(own);
        return zeros == 0 ? own.stopGradient() : with(zeros, List.of(own));
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
