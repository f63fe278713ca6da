package org.sumcat.engine;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.nn.ParameterList;
import ai.djl.nn.convolutional.Convolution;
import ai.djl.training.ParameterStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.sumcat.torch.Arithmetic;
import org.sumcat.torch.Instructions;
import org.sumcat.torch.Script;

/**
 * Computes a convolution on an x86 CPU by the algorithm that is the fastest for its images.
 *
 * <p>The engine's is made for images with long rows; where they have shrunk to a few pixels, or
 * begin with one channel, it spends most of its time on padding. The others ({@link Kn2row}, and in
 * bfloat16 with AMX {@link SideBySide} and {@link SpaceToDepth}) add up the same products in
 * another order. A training step of ResNet-18 takes a third less time, half in bfloat16; their
 * times, and from which size on they are the faster, were measured on an Intel Xeon with AMX, each
 * against the engine's own.
 */
record ConvolutionAlgorithms() implements PartRule {
    /** An algorithm; its script reads {@code images}, {@code weight} and {@code bias}. */
    interface Algorithm {
        /** TorchScript for a convolution, if it is faster so. */
        Optional<String> script(Convolution conv, Shape images);
    }

    /** All that the choice depends on. */
    private record Case(
            Shape images,
            Shape kernel,
            Shape stride,
            Shape padding,
            Shape dilation,
            int filters,
            int groups,
            boolean bias,
            List<Algorithm> algorithms) {
        static Case of(Convolution conv, Shape images, List<Algorithm> algorithms) {
            return new Case(
                    images,
                    conv.getKernelShape(),
                    conv.getStride(),
                    conv.getPadding(),
                    conv.getDilation(),
                    conv.getFilters(),
                    conv.getGroups(),
                    conv.isIncludeBias(),
                    algorithms);
        }
    }

    private static final List<Algorithm> NONE = List.of();
    private static final List<Algorithm> FOR_X86 = List.of(Kn2row::script);
    private static final List<Algorithm> FOR_TILES =
            List.of(SideBySide::script, SpaceToDepth::script, Kn2row::script);

    /** Scripts by case, written once: each takes 0.1 ms, and a step has dozens of convolutions. */
    private static final Map<Case, Optional<String>> WRITTEN = new ConcurrentHashMap<>();

    private static final Map<String, Script> SCRIPTS = new ConcurrentHashMap<>();

    @Override
    public String name() {
        return "convolution-algorithms";
    }

    @Override
    public String effect() {
        return "convolves small images by other algorithms; a step of ResNet-18 takes a third less time";
    }

    @Override
    public double tolerance() {
        return 1e-4;
    }

    @Override
    public boolean isFor(Device device) {
        return !algorithms(device, Instructions.X86, false).isEmpty();
    }

    @Override
    public boolean matches(List<Block> parts, int i, NDArray now, Pass pass) {
        return parts.get(i) instanceof Convolution conv && script(conv, now).isPresent();
    }

    @Override
    public NDArray run(List<Block> parts, int i, NDArray now, Pass pass) {
        var conv = (Convolution) parts.get(i);
        return run(script(conv, now).orElseThrow(), conv, pass.weights(), now, pass.training());
    }

    private static Optional<String> script(Convolution conv, NDArray images) {
        boolean tiles = Arithmetic.isBfloat16(images) && Instructions.here().forTiles();
        List<Algorithm> algorithms = algorithms(images.getDevice(), Instructions.X86, tiles);
        return WRITTEN.computeIfAbsent(
                Case.of(conv, images.getShape(), algorithms),
                each ->
                        algorithms.stream()
                                .flatMap(one -> script(one, conv, each.images).stream())
                                .findFirst());
    }

    /**
     * The algorithms that may be faster than the engine's, the best first.
     *
     * @param tiles whether the processor multiplies them
     */
    static List<Algorithm> algorithms(Device device, boolean x86, boolean tiles) {
        if (device.isGpu() || !x86) {
            return NONE;
        }
        return tiles ? FOR_TILES : FOR_X86;
    }

    /**
     * Like {@link Algorithm#script}; not in groups, and what is no convolution the engine shall
     * refuse.
     */
    static Optional<String> script(Algorithm algorithm, Convolution conv, Shape images) {
        boolean may =
                images.dimension() == 4
                        && conv.getGroups() == 1
                        && hasRoom(conv, images, 0)
                        && hasRoom(conv, images, 1);
        return may ? algorithm.script(conv, images) : Optional.empty();
    }

    private static boolean hasRoom(Convolution conv, Shape images, int axis) {
        long length = conv.getDilation().get(axis) * (conv.getKernelShape().get(axis) - 1) + 1;
        return images.get(2 + axis) + 2 * conv.getPadding().get(axis) >= length;
    }

    /** Runs a script on images. */
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
