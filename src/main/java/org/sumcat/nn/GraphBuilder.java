package org.sumcat.nn;

import static java.util.stream.Collectors.joining;

import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.convolutional.Convolution;
import java.util.ArrayList;
import java.util.stream.IntStream;
import org.sumcat.nn.NetworkGraph.Child;
import org.sumcat.nn.NetworkGraph.Fork;
import org.sumcat.nn.NetworkGraph.Gate;
import org.sumcat.nn.NetworkGraph.Head;
import org.sumcat.nn.NetworkGraph.Layer;
import org.sumcat.nn.NetworkGraph.Sequential;

/** Makes the tree of a network from its blocks. */
final class GraphBuilder {
    private GraphBuilder() {}

    /**
     * A part and what is in it.
     *
     * @param address of it, empty for the network
     */
    static NetworkGraph part(Block block, String address, Shape in) {
        String path = address.isEmpty() ? "" : address + "/";
        if (block instanceof Chain chain) {
            return series(chain, address, path, in);
        }
        if (block instanceof Branches fused) {
            var branches = new ArrayList<NetworkGraph>();
            for (Block branch : fused.branches()) {
                branches.add(part(branch, path + "branch" + (branches.size() + 1), in));
            }
            Shape out =
                    fused.fusion().fuseShapes(branches.stream().map(NetworkGraph::out).toList());
            return new Fork(address, fused, branches, in, out);
        }
        if (block instanceof Gated gated) {
            NetworkGraph branch = part(gated.branch(), path + "gated", in);
            return new Gate(address, gated, branch, in, branch.out());
        }
        return layer(block, address, in);
    }

    private static Sequential series(Chain chain, String address, String path, Shape in) {
        var parts = chain.parts();
        var stages = new ArrayList<Child>();
        var heads = new ArrayList<Head>();
        Shape now = in;
        for (int i = 0; i < parts.size(); i++) {
            String name = parts.get(i).getKey();
            String own = path + (name == null ? i + 1 : name);
            NetworkGraph part = part(parts.get(i).getValue(), own, now);
            stages.add(new Child(name == null ? "" : name, part));
            now = part.out();
            for (Chain.AuxiliaryHead head : chain.headsOn(i)) {
                var reads = part(head.block(), path + head.name(), now);
                heads.add(new Head(head.name(), head.stage(), reads));
            }
        }
        return new Sequential(address, chain, stages, heads, in, now);
    }

    private static Layer layer(Block block, String address, Shape in) {
        Shape out = block.getOutputShapes(new Shape[] {in})[0];
        if (block instanceof Convolution conv && !sees(conv, in)) {
            out = new Shape(1, conv.getFilters(), 0, 0);
        }
        if (!out.stream().allMatch(e -> e.getKey() > 0)) {
            throw new IllegalArgumentException(
                    "the input must leave at least 1 pixel at every layer, but a layer turns %s into %s; use a larger input"
                            .formatted(words(in.slice(1)), words(out.slice(1))));
        }
        LayerKind kind = LayerKind.of(block);
        String detail = detail(block);
        String words =
                switch (kind) {
                    case CONVOLUTION -> detail;
                    case OTHER ->
                            block instanceof Weightless ? detail : block.getClass().getSimpleName();
                    default -> detail.isEmpty() ? kind.words() : kind.words() + " " + detail;
                };
        return new Layer(address, block, kind, words, detail, in, out);
    }

    /** {@code 3x3/2}, {@code 5x5 in 2 groups}. */
    private static String detail(Block block) {
        if (block instanceof Weightless weightless) {
            return weightless.detail();
        }
        if (block instanceof TableConv sparse) {
            return sparse.window() + " by table";
        }
        if (block instanceof Convolution convolution) {
            long stride = convolution.getStride().get(0);
            int groups = convolution.getGroups();
            return words(convolution.getKernelShape())
                    + (stride == 1 ? "" : "/" + stride)
                    + (groups == 1 ? "" : " in %s groups".formatted(groups));
        }
        return "";
    }

    /** Returns whether an image is as large as the window; DJL rounds a negative size up to 1. */
    private static boolean sees(Convolution conv, Shape image) {
        return IntStream.of(0, 1)
                .allMatch(
                        i ->
                                image.get(2 + i) + 2 * conv.getPadding().get(i)
                                        >= conv.getKernelShape().get(i));
    }

    private static String words(Shape shape) {
        return shape.stream().map(e -> String.valueOf(e.getKey())).collect(joining("x"));
    }
}
