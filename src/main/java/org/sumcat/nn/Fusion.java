package org.sumcat.nn;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.sumcat.nn.NetworkGraph.Fork;

/**
 * How a layer's output is combined with its input: the one word between a plain network, ResNet and
 * DenseNet. Two of the words join branches into one tensor again.
 */
public enum Fusion {
    /** The input is dropped: a plain network. */
    NONE("no shortcut"),

    /** {@code x + F(x)}: branches agree on {@code (N, C, H, W)}, and so does the result. */
    SUM("sum") {
        @Override
        public NDArray fuse(List<NDArray> branches) {
            NDArray sum = branches.get(0);
            for (NDArray branch : branches.subList(1, branches.size())) {
                NDArray more = sum.add(branch);
                if (sum != branches.get(0)) {
                    sum.close();
                }
                sum = more;
            }
            return sum;
        }

        @Override
        Shape fuseShapes(List<Shape> branches) {
            Shape first = branches.get(0);
            if (!branches.stream().allMatch(first::equals)) {
                throw new IllegalArgumentException(
                        "branches of a sum must have one shape, but have " + branches);
            }
            return first;
        }
    },

    /** {@code [x, F(x)]}: branches agree on {@code (N, H, W)}; their channels add up. */
    CONCAT("concat") {
        @Override
        public NDArray fuse(List<NDArray> branches) {
            return NDArrays.concat(new NDList(branches), 1);
        }

        @Override
        Shape fuseShapes(List<Shape> branches) {
            long[] fused = branches.get(0).getShape().clone();
            fused[1] = 0;
            for (Shape branch : branches) {
                long[] shape = branch.getShape().clone();
                long channels = shape[1];
                shape[1] = fused[1];
                if (!Arrays.equals(shape, fused)) {
                    throw new IllegalArgumentException(
                            "branches of a concatenation must agree but for channels, but are "
                                    + branches);
                }
                fused[1] += channels;
            }
            return new Shape(fused);
        }
    },

    /** Anything else: Inception modules concatenate branches, but not what they were given. */
    OTHER("other");

    private final String word;

    Fusion(String word) {
        this.word = word;
    }

    /**
     * The fusion of a network, counted from its tree: whether what layers were given is added or
     * concatenated more often, or neither.
     */
    public static Fusion of(NetworkGraph network) {
        var forks = network.all().filter(Fork.class::isInstance).map(Fork.class::cast).toList();
        long sums = forks.stream().filter(fork -> fork.fusion() == SUM).count();
        long dense = forks.stream().filter(Fork::isDense).count();
        if (sums + dense == 0) {
            return forks.isEmpty() ? NONE : OTHER;
        }
        return sums >= dense ? SUM : CONCAT;
    }

    /** The name in tables, JSON and style sheets: {@code none, sum, concat, other}. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The words of a legend, {@code no shortcut}. */
    public String word() {
        return word;
    }

    /**
     * Feeds the input to every branch and fuses what comes out.
     *
     * @param branches at least two, in the order in which they run and are concatenated
     * @throws IllegalArgumentException unless this is a sum or a concatenation
     */
    public Branches of(Block... branches) {
        if (this != SUM && this != CONCAT) {
            throw new IllegalArgumentException(
                    "branches are joined by SUM or CONCAT, but were to be by " + this);
        }
        return new Branches(this, List.of(branches));
    }

    /**
     * Joins the outputs of branches.
     *
     * @throws IllegalStateException unless this is a sum or a concatenation
     */
    public NDArray fuse(List<NDArray> branches) {
        throw new IllegalStateException(this + " joins nothing");
    }

    Shape fuseShapes(List<Shape> branches) {
        throw new IllegalStateException(this + " joins nothing");
    }
}
