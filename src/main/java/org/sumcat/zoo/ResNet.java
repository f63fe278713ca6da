package org.sumcat.zoo;

import static org.sumcat.nn.Fusion.SUM;
import static org.sumcat.nn.Layers.bn;
import static org.sumcat.nn.Layers.bnRelu;
import static org.sumcat.nn.Layers.conv;
import static org.sumcat.nn.Layers.globalAvgPool;
import static org.sumcat.nn.Layers.identity;
import static org.sumcat.nn.Layers.linear;
import static org.sumcat.nn.Layers.maxPool;
import static org.sumcat.nn.Layers.relu;
import static org.sumcat.nn.Layers.seq;

import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import java.util.List;
import org.sumcat.keys.Keys;
import org.sumcat.keys.Spec;
import org.sumcat.network.FamilyEntry;
import org.sumcat.network.Network;
import org.sumcat.nn.Chain;
import org.sumcat.nn.Window;

/**
 * ResNet for large images: four stages behind a 7x7 convolution and a max pool; and the plain
 * networks of the same figure.
 *
 * <p>He, Zhang, Ren and Sun, "Deep Residual Learning for Image Recognition", CVPR 2016
 * (arXiv:1512.03385), Table 1 and section 4.1.
 *
 * @param depth 18 or 34 with units of two 3x3 convolutions; 50, 101 or 152 with bottlenecks
 * @param form which of the published forms
 * @param shortcut where the shape changes, which with bottlenecks it does in the first stage, too;
 *     B in most ports, A in Table 2
 */
public record ResNet(int depth, Implementation form, Shortcut shortcut) implements Network {

    /** Published forms with the same figure and different details. */
    public enum Implementation {
        /** A bottleneck halves in its first 1x1 convolution: the paper and its Caffe models. */
        PAPER,
        /** A bottleneck halves in its 3x3 convolution, "v1.5": Torch, torchvision. */
        TORCHVISION,
        /** Convolutions with bias, projections without batch norm: d2l.ai, depth 18 only. */
        D2L
    }

    static final FamilyEntry<ResNet> FAMILY =
            new FamilyEntry<>(
                    "resnet",
                    "ResNet for large images",
                    Keys.of(new ResNet(18, Implementation.TORCHVISION, Shortcut.B))
                            .key("depth", "18 34 50 101 152")
                            .key("form")
                            .option("shortcut"));

    static {
        for (int depth : new int[] {18, 34, 50, 101, 152}) {
            FAMILY.preset(
                    "resnet-" + depth, new ResNet(depth, Implementation.TORCHVISION, Shortcut.B));
        }
        FAMILY.preset("resnet-d2l", new ResNet(18, Implementation.D2L, Shortcut.B));
    }

    public ResNet {
        Spec.require(
                !units(depth).isEmpty(),
                "depth must be one of 18, 34, 50, 101, 152, but was %s; small images: resnet-cifar"
                        .formatted(depth));
        Spec.require(
                form != Implementation.D2L || (depth == 18 && shortcut == Shortcut.B),
                "d2l's form has depth 18 and shortcut b only, but they were %s and %s"
                        .formatted(depth, shortcut.key()));
    }

    @Override
    public String spec() {
        return FAMILY.spec(this);
    }

    @Override
    public String family() {
        return shortcut == Shortcut.NONE ? "Plain" : "ResNet";
    }

    @Override
    public int year() {
        return 2015;
    }

    @Override
    public String paper() {
        return "He, Zhang, Ren, Sun: Deep Residual Learning for Image Recognition, CVPR 2016,"
                + " Table 1";
    }

    @Override
    public Shape input() {
        return new Shape(1, 96, 96);
    }

    @Override
    public Block build(int classes) {
        var net = seq().stage("conv1", convolution(64, 7, 2));
        net.stage("pool1", seq(bn(), maxPool(Window.of(3).stride(2)), relu()));
        for (int stage = 0; stage < 4; stage++) {
            net.stage("layer" + (stage + 1), stage(64 << stage, stage));
        }
        return net.stage("gap", globalAvgPool()).stage("fc", linear(classes));
    }

    private Chain stage(int filters, int stage) {
        var units = seq();
        for (int i = 0; i < units(depth).get(stage); i++) {
            boolean widens = i == 0 && (stage > 0 || bottlenecks());
            units.add(seq(joined(filters, stage > 0 && i == 0 ? 2 : 1, widens), relu()));
        }
        return units;
    }

    private Block joined(int filters, int stride, boolean widens) {
        Block residual = bottlenecks() ? bottleneck(filters, stride) : basic(filters, stride);
        if (shortcut == Shortcut.NONE) {
            return residual;
        }
        int channels = bottlenecks() ? 4 * filters : filters;
        return SUM.of(
                residual,
                widens
                        ? shortcut.to(channels, stride, () -> projection(channels, stride))
                        : identity());
    }

    /** Units in each stage, or nothing for a depth that Table 1 does not have. */
    private static List<Integer> units(int depth) {
        return switch (depth) {
            case 18 -> List.of(2, 2, 2, 2);
            case 34, 50 -> List.of(3, 4, 6, 3);
            case 101 -> List.of(3, 4, 23, 3);
            case 152 -> List.of(3, 8, 36, 3);
            default -> List.of();
        };
    }

    private boolean bottlenecks() {
        return depth >= 50;
    }

    private Block basic(int filters, int stride) {
        return seq(convolution(filters, 3, stride), bnRelu(), convolution(filters, 3, 1), bn());
    }

    private Block bottleneck(int filters, int stride) {
        boolean first = form == Implementation.PAPER;
        return seq(
                convolution(filters, 1, first ? stride : 1),
                bnRelu(),
                convolution(filters, 3, first ? 1 : stride),
                bnRelu(),
                convolution(4 * filters, 1, 1),
                bn());
    }

    private Block projection(int channels, int stride) {
        Block convolution = convolution(channels, 1, stride);
        return form == Implementation.D2L ? convolution : seq(convolution, bn());
    }

    private Block convolution(int filters, int kernel, int stride) {
        return conv(filters, kernel, stride, form == Implementation.D2L);
    }
}
