package org.sumcat.engine;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.nn.convolutional.Convolution;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.sumcat.engine.ZeroChannels.Wide;
import org.sumcat.nn.BatchNorm;
import org.sumcat.torch.BatchNormRelu;
import org.sumcat.torch.ConvolutionGradient;
import org.sumcat.torch.Normalized;
import org.sumcat.torch.Tape;

/**
 * Layers that keep what their first convolution made and all behind it, and compute again what that
 * convolution read: batch norm and ReLU of a concatenation; {@link Recomputation}.
 *
 * <p>The second time nothing is summed up and nothing convolved: the statistics of the batch are
 * kept, and the gradients of a convolution follow from its input.
 */
final class RecomputedNorms implements RecomputedBlock.Way {
    private static final Map<List<Float>, BatchNormRelu> COMPILED = new ConcurrentHashMap<>();
    private static final int BEGIN = 3; // batch norm, ReLU, convolution

    private final Pass pass;
    private final Deque<Kept> kept = new ArrayDeque<>();

    RecomputedNorms(Pass pass) {
        this.pass = pass;
    }

    /**
     * Tensors that a layer keeps for its backward pass.
     *
     * @param mean of each channel of the batch
     * @param inverse of the standard deviation of each channel
     * @param rest all behind the first convolution; null if there is nothing
     */
    private record Kept(NDArray mean, NDArray inverse, @Nullable Rest rest) {}

    /** Layers that have run with a tape. */
    private record Rest(NDArray start, NDArray end) {}

    @Override
    public NDArray forward(Block layer, NDArray read, boolean zeros) {
        List<Block> parts = DenseBlock.inSequence(layer);
        Normalized made = normalized((BatchNorm) parts.get(0), read);
        NDArray convolved;
        try (NDArray active = made.y()) {
            convolved = convolved(parts, active, zeros);
        }
        List<Block> more = parts.subList(BEGIN, parts.size());
        if (more.isEmpty()) {
            kept.push(new Kept(made.mean(), made.inverse(), null));
            return convolved;
        }
        try (convolved) {
            NDArray start = Tape.start(convolved);
            NDArray end =
                    Tape.withTape(true, () -> new NDList(Interpreter.parts(more, start, pass)));
            kept.push(new Kept(made.mean(), made.inverse(), new Rest(start, end)));
            return end.stopGradient();
        }
    }

    private Normalized normalized(BatchNorm norm, NDArray read) {
        try (Wide wide = ZeroChannels.vectors(norm, pass.weights(), read)) {
            Normalized made =
                    COMPILED.computeIfAbsent(
                                    List.of(norm.epsilon(), norm.kept()),
                                    each -> new BatchNormRelu(each.get(0), each.get(1)))
                            .forward(read, wide.gamma(), wide.beta(), wide.mean(), wide.variance());
            ZeroChannels.keep(norm, pass.weights(), wide);
            return made;
        }
    }

    private NDArray convolved(List<Block> parts, NDArray active, boolean zeros) {
        return zeros
                ? ZeroChannels.convolve((Convolution) parts.get(2), pass.weights(), active)
                : pass.rules().at(parts, 2, active, pass).run(parts, 2, active, pass);
    }

    @Override
    public NDArray back(Block layer, NDArray read, boolean zeros, NDArray gradient) {
        List<Block> parts = DenseBlock.inSequence(layer);
        Kept own = kept.pop();
        if (own.rest == null) {
            return back(parts, own, read, zeros, gradient);
        }
        try (NDArray end = own.rest.end) {
            Tape.walkBack(end, gradient);
        }
        try (NDArray start = own.rest.start;
                NDArray ofConvolved = start.getGradient()) {
            return back(parts, own, read, zeros, ofConvolved);
        }
    }

    /** Goes back through the convolution, the ReLU and batch norm. */
    private NDArray back(
            List<Block> parts, Kept own, NDArray read, boolean zeros, NDArray gradient) {
        var norm = (BatchNorm) parts.get(0);
        try (Wide wide = ZeroChannels.vectors(norm, pass.weights(), read);
                NDArray mean = own.mean;
                NDArray inverse = own.inverse) {
            NDArray ofNormal;
            try (NDArray active =
                            BatchNormRelu.again(read, wide.gamma(), wide.beta(), mean, inverse);
                    NDArray ofActive = throughConvolution(parts, active, zeros, gradient)) {
                ofNormal = BatchNormRelu.throughRelu(active, ofActive);
            }
            try (ofNormal) {
                NDList found =
                        BatchNormRelu.throughNorm(read, ofNormal, wide.gamma(), mean, inverse);
                add(norm, "gamma", found.get(1));
                add(norm, "beta", found.get(2));
                return found.get(0);
            }
        }
    }

    /** One that is computed by another algorithm runs once more, and its gradients, too. */
    private NDArray throughConvolution(
            List<Block> parts, NDArray active, boolean zeros, NDArray gradient) {
        if (!zeros && !(pass.rules().at(parts, 2, active, pass) instanceof Plain)) {
            try (NDArray start = Tape.start(active)) {
                try (NDArray end =
                        Tape.withTape(true, () -> new NDList(convolved(parts, start, zeros)))) {
                    Tape.walkBack(end, gradient);
                }
                return start.getGradient();
            }
        }
        var conv = (Convolution) parts.get(2);
        NDList found;
        try (NDArray weight = ZeroChannels.weight(conv, pass.weights(), active)) {
            found = ConvolutionGradient.of(conv, active, weight, gradient);
        }
        add(conv, "weight", found.get(1));
        if (conv.isIncludeBias()) {
            add(conv, "bias", found.get(2));
        }
        return found.get(0);
    }

    /** Adds to the gradient of a weight, without that for the zeros behind it. */
    private void add(Block layer, String name, NDArray found) {
        Parameter parameter = layer.getDirectParameters().get(name);
        if (!parameter.getArray().hasGradient()) {
            return; // frozen
        }
        NDArray weight =
                Tape.withTape(
                        true,
                        () ->
                                new NDList(
                                        pass.weights()
                                                .getValue(parameter, found.getDevice(), true)));
        Shape shape = weight.getShape();
        var own =
                shape.dimension() == 1
                        ? new NDIndex("0:{}", shape.get(0))
                        : new NDIndex(":, 0:{}", shape.get(1));
        try (found;
                NDArray gradient = found.get(own)) {
            Tape.walkBack(weight, gradient);
        }
    }
}
