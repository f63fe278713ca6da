package org.sumcat.zoo;

import static org.sumcat.nn.Fusion.CONCAT;
import static org.sumcat.nn.Layers.avgPool;
import static org.sumcat.nn.Layers.bn;
import static org.sumcat.nn.Layers.bnRelu;
import static org.sumcat.nn.Layers.conv;
import static org.sumcat.nn.Layers.globalAvgPool;
import static org.sumcat.nn.Layers.identity;
import static org.sumcat.nn.Layers.linear;
import static org.sumcat.nn.Layers.maxPool;
import static org.sumcat.nn.Layers.relu;
import static org.sumcat.nn.Layers.seq;
import static org.sumcat.nn.Layers.times;

import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.sumcat.keys.Bounds;
import org.sumcat.keys.Spec;
import org.sumcat.network.Network;
import org.sumcat.network.Scaling;
import org.sumcat.nn.Chain;
import org.sumcat.nn.Layers;
import org.sumcat.nn.Window;

/**
 * DenseNet: every layer reads the concatenation of all feature maps before it.
 *
 * <p>Huang, Liu, van der Maaten and Weinberger, "Densely Connected Convolutional Networks", CVPR
 * 2017 (arXiv:1608.06993).
 *
 * @param blocks layers in each dense block
 * @param growth feature maps that each layer adds: the paper's {@code k}
 * @param bottleneck width of 1x1 convolutions in multiples of {@code growth}: 0 for none; 4 in -B
 * @param compression share of the feature maps that a transition keeps, above 0 up to 1: the
 *     paper's theta (its -C has 0.5)
 * @param initial feature maps of the first convolution
 * @param dropout share dropped after each convolution but the first; 0 for none
 * @param stem how the network begins
 * @param bias whether convolutions have a bias, as in d2l's port only
 * @param memory what a training step keeps of the dense blocks: how it is run, not what it is
 */
public record DenseNet(
        List<Integer> blocks,
        int growth,
        int bottleneck,
        double compression,
        int initial,
        double dropout,
        Stem stem,
        boolean bias,
        MemoryUse memory)
        implements Network {

    static final Bounds LAYERS = new Bounds(1, 1000, "the longest published has 64");
    static final Bounds GROWTH = new Bounds(1, 1000, "48 is the largest published");
    static final Bounds INITIAL = new Bounds(1, 10_000, "96 is the largest published");
    static final Bounds BOTTLENECK = new Bounds(0, 100, "0 for none, 4 in the paper");
    private static final Bounds BLOCKS = new Bounds(1, 16, "each halves the image");

    /** How the network begins. */
    public enum Stem {
        /** One 3x3 convolution, for images of 28 or 32 pixels (section 4.2). */
        SMALL,
        /** 7x7 convolution of stride 2, batch norm, ReLU, 3x3 max pool (Table 1). */
        IMAGENET
    }

    /** Tensors that a training step keeps of the dense blocks; the gradients are the same. */
    public enum MemoryUse {
        /** All that was computed: grows with the square of a block's layers. */
        PLAIN,
        /** The outputs of convolutions; batch norm is computed twice: grows with the layers. */
        EFFICIENT,
        /** The feature maps alone, the rest is computed twice: grows with the layers, less so. */
        LEAST
    }

    public DenseNet {
        blocks = List.copyOf(blocks);
        BLOCKS.require("the number of dense blocks", blocks.size());
        Spec.require(
                blocks.stream().allMatch(n -> n >= LAYERS.least() && n <= LAYERS.most()),
                "every dense block must have from %s layers (%s), but they have %s"
                        .formatted(LAYERS.takes(), LAYERS.why(), blocks));
        GROWTH.require("growth", growth);
        BOTTLENECK.require("bottleneck", bottleneck);
        Spec.require(
                compression > 0 && compression <= 1,
                "compression must lie above 0 and up to 1 (1 for none), but was " + compression);
        INITIAL.require("initial", initial);
        Spec.requireDropout(dropout);
        Spec.require(
                dropout == 0 || memory != MemoryUse.LEAST,
                "memory=least runs layers twice, so dropout must be 0, but was %s; take memory=efficient"
                        .formatted(dropout));
        transitions(blocks, growth, compression, initial);
    }

    /** "DenseNet (L=depth, k=growth)" of Table 2: no bottleneck, no compression. */
    public static DenseNet plain(int depth, int growth) {
        return small(depth, growth, 0, 1, 16);
    }

    /** "DenseNet-BC (L=depth, k=growth)" of Table 2. */
    public static DenseNet bc(int depth, int growth) {
        return small(depth, growth, 4, 0.5, 2 * growth);
    }

    /** Three equal blocks for small images (section 4.2). */
    static DenseNet small(int depth, int growth, int bottleneck, double compression, int initial) {
        var blocks = Collections.nCopies(3, depths(bottleneck > 0).unitsAt(depth));
        return new DenseNet(
                blocks,
                growth,
                bottleneck,
                compression,
                initial,
                0,
                Stem.SMALL,
                false,
                MemoryUse.PLAIN);
    }

    /** The depths of three equal blocks: a bottleneck is a layer more. */
    static Depths depths(boolean bottleneck) {
        String layers = (bottleneck ? "bottleneck " : "") + "layers in 3 blocks";
        return new Depths(bottleneck ? 6 : 3, 4, LAYERS.most(), "layers in a block", layers);
    }

    /** The DenseNets of Table 1, for ImageNet: DenseNet-121 has blocks of 6, 12, 24 and 16. */
    public static DenseNet large(List<Integer> blocks, int growth) {
        return new DenseNet(
                blocks, growth, 4, 0.5, 2 * growth, 0, Stem.IMAGENET, false, MemoryUse.PLAIN);
    }

    /** "Dive into Deep Learning", chapter DenseNet: 4 blocks of 4 layers, no bottleneck. */
    public static DenseNet d2l() {
        return new DenseNet(
                List.of(4, 4, 4, 4), 32, 0, 0.5, 64, 0, Stem.IMAGENET, true, MemoryUse.PLAIN);
    }

    @Override
    public String spec() {
        return DenseNetFamilies.of(this).spec(this);
    }

    @Override
    public String family() {
        String form = (bottleneck > 0 ? "B" : "") + (compression < 1 ? "C" : "");
        return form.isEmpty() ? "DenseNet" : "DenseNet-" + form;
    }

    @Override
    public int year() {
        return 2017;
    }

    @Override
    public String paper() {
        return "Huang, Liu, van der Maaten, Weinberger: Densely Connected Convolutional Networks,"
                + (stem == Stem.SMALL ? " CVPR 2017, section 4.2" : " CVPR 2017, Table 1");
    }

    @Override
    public Shape input() {
        return stem == Stem.SMALL ? new Shape(1, 28, 28) : new Shape(1, 96, 96);
    }

    /** The first convolution stays as in the paper: 16 feature maps, or twice the growth. */
    @Override
    public Optional<Scaling> scaling() {
        var keys = DenseNetFamilies.of(this).keys();
        return Optional.of(
                new Scaling("growth", growth, GROWTH.most(), k -> keys.with(this, "growth", k)));
    }

    @Override
    public Block build(int classes) {
        var net = begin();
        var transitions = transitions(blocks, growth, compression, initial);
        for (int b = 1; b <= blocks.size(); b++) {
            net.stage("dense" + b, denseBlock(blocks.get(b - 1)));
            if (b < blocks.size()) {
                net.stage("trans" + b, transition(transitions.get(b - 1)));
            }
        }
        return net.stage("post", bnRelu())
                .stage("gap", globalAvgPool())
                .stage("fc", linear(classes));
    }

    @Override
    public List<String> rules() {
        return memory == MemoryUse.PLAIN
                ? List.of()
                : List.of(memory == MemoryUse.LEAST ? "full-recomputation" : "recomputation");
    }

    /** The feature maps that each transition keeps, at least one. */
    private static List<Integer> transitions(
            List<Integer> blocks, int growth, double compression, int initial) {
        var kept = new ArrayList<Integer>();
        int channels = initial;
        for (int layers : blocks.subList(0, blocks.size() - 1)) {
            int all = channels + layers * growth;
            channels = (int) Math.floor(compression * all);
            Spec.require(
                    channels >= 1,
                    "a transition must keep at least 1 feature map, but compression %s keeps none of %s; use a larger one"
                            .formatted(compression, all));
            kept.add(channels);
        }
        return kept;
    }

    private Chain begin() {
        return stem == Stem.SMALL
                ? seq().stage("conv1", conv(initial, 3, 1, bias))
                : seq().stage("conv1", conv(initial, 7, 2, bias))
                        .stage("pool1", seq(bn(), maxPool(Window.of(3).stride(2)), relu()));
    }

    /** {@code (N, c, h, w) -> (N, c + layers k, h, w)}. */
    private Block denseBlock(int layers) {
        return times(layers, () -> CONCAT.of(identity(), layer()));
    }

    /** {@code (N, c, h, w) -> (N, k, h, w)}: the k feature maps that a layer adds. */
    private Block layer() {
        var layer = seq();
        if (bottleneck > 0) {
            layer.add(bnRelu()).add(dropped(conv(bottleneck * growth, 1, 1, bias)));
        }
        return layer.add(bnRelu()).add(dropped(conv(growth, 3, 1, bias)));
    }

    private Block transition(int channels) {
        return seq(bnRelu(), dropped(conv(channels, 1, 1, bias)), avgPool(Window.tiles(2)));
    }

    /** The convolution alone for 0: a layer more would make saved weights another file. */
    private Block dropped(Block convolution) {
        return dropout > 0 ? seq(convolution, Layers.dropout(dropout)) : convolution;
    }
}
