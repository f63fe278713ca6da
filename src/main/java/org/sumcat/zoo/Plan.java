package org.sumcat.zoo;

import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.convolutional.Convolution;
import ai.djl.nn.core.Linear;
import ai.djl.util.Pair;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Objects;
import org.sumcat.nn.BatchNorm;
import org.sumcat.nn.Chain;
import org.sumcat.nn.Dropout;
import org.sumcat.nn.Fused;
import org.sumcat.nn.Fusion;
import org.sumcat.nn.Gated;
import org.sumcat.nn.Subsampling;
import org.sumcat.nn.TableConv;
import org.sumcat.nn.Weightless;

/**
 * A network's structure on paper: its block tree in plain words, with what flows between the parts.
 * Where {@link Anatomy} counts, this keeps the shape of the tree, so that it can be drawn.
 *
 * @param anatomy the counts of the same network for the same input
 * @param stages the parts of the figure in order
 * @param heads auxiliary classifiers, which run while training only
 */
public record Plan(Anatomy anatomy, List<Stage> stages, List<Head> heads) {

    public Plan {
        stages = List.copyOf(stages);
        heads = List.copyOf(heads);
    }

    /**
     * A part that the figure or the paper's table names.
     *
     * @param name as there, {@code dense1}; empty for one without a name
     */
    public record Stage(String name, Part part) {}

    /**
     * An auxiliary classifier.
     *
     * @param stage the stage whose output it reads
     */
    public record Head(String name, String stage, Part part) {}

    /** A part of a network, and the size of the images that come out of it. */
    public sealed interface Part {
        /** Channels, height and width of what comes out; of a vector its length alone. */
        List<Long> out();

        /** Channels of what comes out, or the length of the vector. */
        default long channels() {
            return out().get(0);
        }
    }

    /** What a layer is. */
    public enum Kind {
        CONVOLUTION,
        LINEAR,
        BATCH_NORM,
        DROPOUT,
        /** Any layer without weights: pooling, ReLU, the identity. */
        WEIGHTLESS,
        /** Any other layer. */
        OTHER
    }

    /**
     * One layer.
     *
     * @param words what it does in the field's words: {@code 3x3/2}, {@code max pool 3x3/2}
     */
    public record Layer(Kind kind, String words, List<Long> out) implements Part {
        public Layer {
            out = List.copyOf(out);
        }
    }

    /** Parts one after the other; none in a chain is a chain itself. */
    public record Series(List<Part> parts, List<Long> out) implements Part {
        public Series {
            parts = List.copyOf(parts);
            out = List.copyOf(out);
        }
    }

    /**
     * Branches over one input, joined again.
     *
     * @param sums whether they are added up; else they are concatenated
     */
    public record Fork(boolean sums, List<Part> branches, List<Long> out) implements Part {
        public Fork {
            branches = List.copyOf(branches);
            out = List.copyOf(out);
        }
    }

    /**
     * A part that is run in a training step only by chance.
     *
     * @param survival the probability that it is
     */
    public record Gate(double survival, Part part) implements Part {
        @Override
        public List<Long> out() {
            return part.out();
        }
    }

    /**
     * The plan of a network.
     *
     * @throws IllegalArgumentException as {@link Anatomy#of(Network, Shape, int)}
     */
    public static Plan of(Network network, Shape input, int classes) {
        var anatomy = Anatomy.of(network, input, classes); // refuses what cannot be drawn either
        Block block = network.build(classes);
        Shape now = new Shape(1).addAll(input);
        if (!(block instanceof Chain chain)) {
            return new Plan(anatomy, List.of(new Stage("", part(block, now))), List.of());
        }
        var stages = new ArrayList<Stage>();
        var outputs = new HashMap<String, Shape>();
        for (var named : chain.parts()) {
            String name = named.getKey() == null ? "" : named.getKey();
            stages.add(new Stage(name, part(named.getValue(), now)));
            now = after(named.getValue(), now);
            outputs.put(name, now);
        }
        var heads = new ArrayList<Head>();
        for (Chain.Head head : chain.heads()) {
            Shape given =
                    Objects.requireNonNull(outputs.get(head.stage())); // or no head hung there
            heads.add(new Head(head.name(), head.stage(), part(head.block(), given)));
        }
        return new Plan(anatomy, stages, heads);
    }

    /** The same for the input that the network was drawn for, and ten classes. */
    public static Plan of(Network network) {
        return of(network, network.input(), 10);
    }

    private static Part part(Block block, Shape in) {
        List<Long> out = sizes(after(block, in));
        if (block instanceof Chain chain) {
            var parts = new ArrayList<Part>();
            Shape now = in;
            for (var each : chain.parts()) {
                Part part = part(each.getValue(), now);
                parts.addAll(part instanceof Series inner ? inner.parts() : List.of(part));
                now = after(each.getValue(), now);
            }
            return new Series(parts, out);
        }
        if (block instanceof Fused fused) {
            var branches = fused.branches().stream().map(branch -> part(branch, in)).toList();
            return new Fork(fused.fusion() == Fusion.SUM, branches, out);
        }
        if (block instanceof Gated gated) {
            return new Gate(gated.survival(), part(gated.branch(), in));
        }
        return layer(block, out);
    }

    private static Layer layer(Block block, List<Long> out) {
        if (block instanceof Convolution convolution) {
            return new Layer(Kind.CONVOLUTION, words(convolution), out);
        }
        if (block instanceof Weightless weightless) {
            return new Layer(Kind.WEIGHTLESS, weightless.name(), out);
        }
        if (block instanceof TableConv sparse) {
            return new Layer(Kind.CONVOLUTION, sparse.window() + " by table", out);
        }
        if (block instanceof Subsampling) {
            return new Layer(Kind.OTHER, "subsampling", out);
        }
        if (block instanceof Linear) {
            return new Layer(Kind.LINEAR, "linear", out);
        }
        if (block instanceof BatchNorm) {
            return new Layer(Kind.BATCH_NORM, "batch norm", out);
        }
        return block instanceof Dropout
                ? new Layer(Kind.DROPOUT, "dropout", out)
                : new Layer(Kind.OTHER, block.getClass().getSimpleName(), out);
    }

    /** {@code 3x3/2}, {@code 5x5 in 2 groups}. */
    private static String words(Convolution convolution) {
        long stride = convolution.getStride().get(0);
        return Anatomy.words(convolution.getKernelShape())
                + (stride == 1 ? "" : "/" + stride)
                + (convolution.getGroups() == 1
                        ? ""
                        : " in %s groups".formatted(convolution.getGroups()));
    }

    private static Shape after(Block block, Shape in) {
        return block.getOutputShapes(new Shape[] {in})[0];
    }

    private static List<Long> sizes(Shape shape) {
        return shape.slice(1).stream().map(Pair::getKey).toList();
    }
}
