package org.sumcat.zoo;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import java.util.StringJoiner;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/**
 * The deterministic fill rule of the golden cases: every number of a network and its input from a
 * hash of (ordinal of the tensor in the order in which layers run, index of the number).
 */
final class Fill {
    private Fill() {}

    /** A number from 0 to 1, a multiple of 2^-24. */
    static double hash(long ordinal, long index) {
        long z = ((ordinal << 40) + index + 1L) * 0x9E3779B97F4A7C15L;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        z = z ^ (z >>> 31);
        return (z >>> 40) * (1.0 / 16777216.0);
    }

    static NDArray input(NDManager manager, Shape shape) {
        return manager.create(values(0, shape, u -> 2 * u - 1), shape);
    }

    static void weights(Block net, double gain) {
        long ordinal = 1;
        for (Parameter parameter : net.getParameters().values()) {
            NDArray array = parameter.getArray();
            Shape shape = array.getShape();
            array.set(values(ordinal++, shape, rule(parameter.getType(), shape, gain)));
        }
    }

    private static DoubleUnaryOperator rule(Parameter.Type type, Shape shape, double gain) {
        return switch (type) {
            case WEIGHT -> {
                double scale = Math.sqrt(gain / shape.slice(1).size());
                yield u -> scale * (2 * u - 1);
            }
            case GAMMA, RUNNING_VAR -> u -> 0.5 + u;
            case BIAS, BETA, RUNNING_MEAN -> u -> 0.1 * (2 * u - 1);
            default -> throw new IllegalArgumentException("no rule for " + type);
        };
    }

    private static float[] values(long ordinal, Shape shape, DoubleUnaryOperator rule) {
        var values = new float[(int) shape.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) rule.applyAsDouble(hash(ordinal, i));
        }
        return values;
    }

    /** The layers with weights in the order in which they run: {@code W64x1x7x7 b64 N64 ...}. */
    static String signature(Block net) {
        var words = new StringJoiner(" ");
        for (Parameter parameter : net.getParameters().values()) {
            Shape shape = parameter.getArray().getShape();
            switch (parameter.getType()) {
                case WEIGHT ->
                        words.add(
                                LongStream.of(shape.getShape())
                                        .mapToObj(String::valueOf)
                                        .collect(Collectors.joining("x", "W", "")));
                case BIAS -> words.add("b" + shape.get(0));
                case GAMMA -> words.add("N" + shape.get(0));
                default -> {}
            }
        }
        return words.toString();
    }
}
