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
import java.util.List;
import java.util.Locale;
import java.util.Optional;
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
 * @param bottleneck width of the 1x1 convolution before each 3x3 one, in multiples of {@code
 *     growth}; 0 for none (the paper's -B has 4)
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
        Memory memory)
        implements Network {

    /** In a block: more than ten times as many as any of the paper's has. */
    static final int MOST_LAYERS = 1000;

    static final int MOST_GROWTH = 1000;
    static final int MOST_INITIAL = 10_000;
    static final int WIDEST_BOTTLENECK = 100;
    private static final int MOST_BLOCKS = 16;

    /** How the network begins. */
    public enum Stem {
        /** One 3x3 convolution, for images of 28 or 32 pixels (section 4.2). */
        SMALL,
        /** 7x7 convolution of stride 2, batch norm, ReLU, 3x3 max pool (Table 1). */
        IMAGENET
    }

    /** Tensors that a training step keeps of the dense blocks; the gradients are the same. */
    public enum Memory {
        /** All that was computed: grows with the square of a block's layers. */
        PLAIN,
        /** The feature maps alone, the rest is computed twice: grows with a block's layers. */
        EFFICIENT
    }

    public DenseNet {
        blocks = List.copyOf(blocks);
        Spec.requireWithin(
                1,
                MOST_BLOCKS,
                "the number of dense blocks",
                "each halves the image",
                blocks.size());
        Spec.require(
                blocks.stream().allMatch(n -> n >= 1 && n <= MOST_LAYERS),
                "every dense block must have from 1 to %s layers (the longest published has 64), but they have %s"
                        .formatted(MOST_LAYERS, blocks));
        Spec.requireWithin(1, MOST_GROWTH, "growth", "48 is the largest published", growth);
        Spec.requireWithin(
                0, WIDEST_BOTTLENECK, "bottleneck", "0 for none, 4 in the paper", bottleneck);
        Spec.require(
                compression > 0 && compression <= 1,
                "compression must lie above 0 and up to 1 (1 for none), but was " + compression);
        Spec.requireWithin(1, MOST_INITIAL, "initial", "96 is the largest published", initial);
        Spec.requireDropout(dropout);
        Spec.require(
                dropout == 0 || memory == Memory.PLAIN,
                "memory=efficient runs layers twice, so dropout must be 0, but was %s; take"
                                .formatted(dropout)
                        + " memory=plain");
        DenseBlocks.requireTransitions(blocks, growth, compression, initial);
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
        return new DenseNet(
                DenseBlocks.equal(depth, bottleneck > 0),
                growth,
                bottleneck,
                compression,
                initial,
                0,
                Stem.SMALL,
                false,
                Memory.PLAIN);
    }

    /** The DenseNets of Table 1, for ImageNet: DenseNet-121 has blocks of 6, 12, 24 and 16. */
    public static DenseNet large(List<Integer> blocks, int growth) {
        return new DenseNet(
                blocks, growth, 4, 0.5, 2 * growth, 0, Stem.IMAGENET, false, Memory.PLAIN);
    }

    /** "Dive into Deep Learning", chapter DenseNet: 4 blocks of 4 layers, no bottleneck. */
    public static DenseNet d2l() {
        return new DenseNet(
                List.of(4, 4, 4, 4), 32, 0, 0.5, 64, 0, Stem.IMAGENET, true, Memory.PLAIN);
    }

    @Override
    public String spec() {
        return Zoo.spec(this, nameOfFamily());
    }

    @Override
    public String family() {
        String form = (bottleneck > 0 ? "B" : "") + (compresses() ? "C" : "");
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
        return Optional.of(new Scaling("growth", growth, MOST_GROWTH, this::withGrowth));
    }

    private Network withGrowth(int other) {
        return Zoo.with(this, nameOfFamily(), "growth", other);
    }

    @Override
    public Block build(int classes) {
        int channels = initial;
        var net = begin();
        for (int b = 1; b <= blocks.size(); b++) {
            net.stage("dense" + b, denseBlock(blocks.get(b - 1)));
            channels += blocks.get(b - 1) * growth;
            if (b < blocks.size()) {
                channels = DenseBlocks.kept(compression, channels);
                net.stage("trans" + b, transition(channels));
            }
        }
        return net.stage("post", bnRelu())
                .stage("gap", globalAvgPool())
                .stage("fc", linear(classes));
    }

    @Override
    public boolean recomputes() {
        return memory == Memory.EFFICIENT;
    }

    /** Family name at the beginning of its spec. */
    String nameOfFamily() {
        return stem == Stem.IMAGENET ? "densenet-imagenet" : family().toLowerCase(Locale.ROOT);
    }

    boolean compresses() {
        return compression < 1;
    }

    private Chain begin() {
        return stem == Stem.SMALL
                ? seq().stage("conv1", convolution(initial, 3, 1))
                : seq().stage("conv1", convolution(initial, 7, 2))
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
            layer.add(bnRelu()).add(withDropout(convolution(bottleneck * growth, 1, 1)));
        }
        return layer.add(bnRelu()).add(withDropout(convolution(growth, 3, 1)));
    }

    private Block transition(int channels) {
        return seq(bnRelu(), withDropout(convolution(channels, 1, 1)), avgPool(Window.tiles(2)));
    }

    private Block convolution(int filters, int kernel, int stride) {
        return conv(filters, kernel, stride, bias);
    }

    /** The convolution alone for 0: a layer more would make saved weights another file. */
    private Block withDropout(Block convolution) {
        return dropout > 0 ? seq(convolution, Layers.dropout(dropout)) : convolution;
    }
}
