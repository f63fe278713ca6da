package org.sumcat.torch;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import ai.djl.nn.ParameterList;
import ai.djl.nn.convolutional.Convolution;
import ai.djl.training.ParameterStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Convolution on a CPU in the way that is the fastest for its images.
 *
 * <p>The engine's is made for images with long rows; where they have shrunk to a few pixels, or
 * begin with one channel, it spends most of its time on padding. The other ways compute the same
 * sums in another order. Their times, and from which size on they are the faster, were measured on
 * an Intel Xeon with AMX, each against the engine's own.
 */
public final class Convolving {
    /** A way to convolve; the script reads {@code images}, {@code weight} and {@code bias}. */
    interface Way {
        /** TorchScript for a convolution, if it is faster so. */
        Optional<String> script(Convolution conv, Shape images);
    }

    /** All that the way depends on. */
    private record Case(
            Shape images,
            Shape kernel,
            Shape stride,
            Shape padding,
            Shape dilation,
            int filters,
            int groups,
            boolean bias,
            List<Way> ways) {
        static Case of(Convolution conv, Shape images, List<Way> ways) {
            return new Case(
                    images,
                    conv.getKernelShape(),
                    conv.getStride(),
                    conv.getPadding(),
                    conv.getDilation(),
                    conv.getFilters(),
                    conv.getGroups(),
                    conv.isIncludeBias(),
                    ways);
        }
    }

    private static final List<Way> NONE = List.of();
    private static final List<Way> FOR_X86 = List.of(Kn2row::script);
    private static final List<Way> FOR_TILES =
            List.of(SideBySide::script, SpaceToDepth::script, Kn2row::script);

    /** Of each case, once: to write one takes 0.1 ms, and a step has dozens of convolutions. */
    private static final Map<Case, Optional<String>> WRITTEN = new ConcurrentHashMap<>();

    private static final Map<String, Script> SCRIPTS = new ConcurrentHashMap<>();

    private Convolving() {}

    /** What a convolution makes of images. */
    public static NDArray run(
            Convolution conv, ParameterStore weights, NDArray images, boolean training) {
        boolean tiles = Arithmetic.isBfloat16(images) && Instructions.here().forTiles();
        List<Way> ways = ways(images.getDevice(), Instructions.X86, tiles);
        return WRITTEN.computeIfAbsent(
                        Case.of(conv, images.getShape(), ways),
                        each ->
                                ways.stream()
                                        .flatMap(way -> script(way, conv, each.images).stream())
                                        .findFirst())
                .map(script -> run(script, conv, weights, images, training))
                .orElseGet(
                        () ->
                                conv.forward(weights, new NDList(images), training)
                                        .singletonOrThrow());
    }

    /**
     * The ways that may be faster than the engine's, the best first.
     *
     * @param tiles whether the processor multiplies them
     */
    static List<Way> ways(Device device, boolean x86, boolean tiles) {
        if (device.isGpu() || !x86) {
            return NONE;
        }
        return tiles ? FOR_TILES : FOR_X86;
    }

    /** As {@link Way#script}; not in groups, and what is no convolution the engine shall refuse. */
    static Optional<String> script(Way way, Convolution conv, Shape images) {
        boolean may =
                images.dimension() == 4
                        && conv.getGroups() == 1
                        && hasRoom(conv, images, 0)
                        && hasRoom(conv, images, 1);
        return may ? way.script(conv, images) : Optional.empty();
    }

    private static boolean hasRoom(Convolution conv, Shape images, int axis) {
        long length = conv.getDilation().get(axis) * (conv.getKernelShape().get(axis) - 1) + 1;
        return images.get(2 + axis) + 2 * conv.getPadding().get(axis) >= length;
    }

    /** What a script makes of images. */
    static NDArray run(
            String script,
            Convolution conv,
            ParameterStore weights,
            NDArray images,
            boolean training) {
        ParameterList own = conv.getDirectParameters();
        var names = new ArrayList<>(List.of("images", "weight"));
        var tensors = new ArrayList<>(List.of(images));
        tensors.add(value(own.get("weight"), weights, images, training));
        if (conv.isIncludeBias()) {
            names.add("bias");
            tensors.add(value(own.get("bias"), weights, images, training));
        }
        return SCRIPTS.computeIfAbsent(script, text -> new Script(names, text))
                .of(tensors.toArray(NDArray[]::new));
    }

    private static NDArray value(
            Parameter parameter, ParameterStore weights, NDArray images, boolean training) {
        return weights.getValue(parameter, images.getDevice(), training);
    }

    /** For a script: its bias, or none. */
    static String bias(Convolution conv) {
        return conv.isIncludeBias() ? "bias" : "None";
    }

    /**
     * For a script: a tensor that nobody else reads, in another order of axes. If the engine took
     * it for a view, a ReLU in its place would have it copied twice in the backward pass.
     */
    static String noView(String tensor) {
        return "torch._unsafe_view(%1$s, torch.size(%1$s))".formatted(tensor);
    }

    /** How many pairs of a channel and a filter a convolution of such images has. */
    static long pairs(Convolution conv, Shape images) {
        return images.get(1) * conv.getFilters();
    }
}
