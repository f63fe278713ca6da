package org.sumcat.inception;

import static org.sumcat.nn.Fusion.CONCAT;
import static org.sumcat.nn.Layers.adaptiveAvgPool;
import static org.sumcat.nn.Layers.avgPool;
import static org.sumcat.nn.Layers.conv;
import static org.sumcat.nn.Layers.convBnRelu;
import static org.sumcat.nn.Layers.dropout;
import static org.sumcat.nn.Layers.flatten;
import static org.sumcat.nn.Layers.globalAvgPool;
import static org.sumcat.nn.Layers.linear;
import static org.sumcat.nn.Layers.lrn;
import static org.sumcat.nn.Layers.maxPool;
import static org.sumcat.nn.Layers.relu;
import static org.sumcat.nn.Layers.seq;

import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import org.sumcat.keys.Keys;
import org.sumcat.network.FamilyEntry;
import org.sumcat.network.Network;
import org.sumcat.nn.Chain;
import org.sumcat.nn.Window;

/**
 * GoogLeNet, Inception v1: nine modules that look through windows of three sizes at once.
 *
 * <p>Szegedy, Liu, Jia, Sermanet, Reed, Anguelov, Erhan, Vanhoucke and Rabinovich, "Going Deeper
 * with Convolutions", CVPR 2015 (arXiv:1409.4842), Table 1, Figures 2(b) and 3.
 *
 * @param form which of the published forms
 * @param heads whether two auxiliary classifiers help while training (section 5)
 */
public record GoogLeNet(Norm form, boolean heads) implements Network {

    /** Published variants of the network. */
    public enum Norm {
        /** Biases and local response normalization, as in Caffe's bvlc_googlenet. */
        PAPER,
        /** Batch norm behind each convolution, and 3x3 where the figure has 5x5: torchvision. */
        TORCHVISION,
        /** "Dive into Deep Learning": no normalization, no dropout, padded pools. */
        D2L
    }

    static final FamilyEntry<GoogLeNet> FAMILY =
            new FamilyEntry<>(
                            "googlenet",
                            "GoogLeNet, Inception v1",
                            Keys.of(new GoogLeNet(Norm.PAPER, true))
                                    .key("form")
                                    .key("heads")
                                    .follows(
                                            "(true, or false of d2l)",
                                            of -> of.get("form", Norm.class) != Norm.D2L))
                    .preset("googlenet", new GoogLeNet(Norm.PAPER, true))
                    .preset("googlenet-torchvision", new GoogLeNet(Norm.TORCHVISION, true))
                    .preset("googlenet-d2l", new GoogLeNet(Norm.D2L, false));

    @Override
    public String spec() {
        return FAMILY.spec(this);
    }

    @Override
    public String family() {
        return "GoogLeNet";
    }

    @Override
    public int year() {
        return 2014;
    }

    @Override
    public String paper() {
        return "Szegedy, Liu, Jia, Sermanet, Reed, Anguelov, Erhan, Vanhoucke, Rabinovich: Going"
                + " Deeper with Convolutions, CVPR 2015, Table 1";
    }

    @Override
    public Shape input() {
        return new Shape(1, 96, 96);
    }

    @Override
    public Block build(int classes) {
        var net =
                stem().stage("3a", inception(64, 96, 128, 16, 32, 32))
                        .stage("3b", inception(128, 128, 192, 32, 96, 64))
                        .stage("pool3", pool(3))
                        .stage("4a", inception(192, 96, 208, 16, 48, 64))
                        .stage("4b", inception(160, 112, 224, 24, 64, 64))
                        .stage("4c", inception(128, 128, 256, 24, 64, 64))
                        .stage("4d", inception(112, 144, 288, 32, 64, 64))
                        .stage("4e", inception(256, 160, 320, 32, 128, 128))
                        .stage("pool4", pool(form == Norm.TORCHVISION ? 2 : 3))
                        .stage("5a", inception(256, 160, 320, 32, 128, 128))
                        .stage("5b", inception(384, 192, 384, 48, 128, 128))
                        .stage("gap", dropped(seq(globalAvgPool()), 0.4, 0.2))
                        .stage("fc", linear(classes));
        return heads
                ? net.head("head1", "4a", head(classes)).head("head2", "4d", head(classes))
                : net;
    }

    private Chain stem() {
        Chain pool1 = seq(pool(3));
        Chain conv2 = seq(unit(64, Window.of(1)), unit(192, Window.of(3)));
        if (form == Norm.PAPER) {
            pool1.add(normalization());
            conv2.add(normalization());
        }
        return seq().stage("conv1", unit(64, Window.of(7).stride(2)))
                .stage("pool1", pool1)
                .stage("conv2", conv2)
                .stage("pool2", pool(3));
    }

    /**
     * The module of Figure 2(b); the columns of Table 1.
     *
     * @param ones filters of the 1x1 branch
     * @param reduce3 filters of the 1x1 convolution before the 3x3 one
     * @param reduce5 filters of the 1x1 convolution before the 5x5 one
     * @param project filters of the 1x1 convolution behind the pool
     */
    private Block inception(
            int ones, int reduce3, int threes, int reduce5, int fives, int project) {
        int five = form == Norm.TORCHVISION ? 3 : 5;
        return CONCAT.of(
                unit(ones, Window.of(1)),
                seq(unit(reduce3, Window.of(1)), unit(threes, Window.of(3))),
                seq(unit(reduce5, Window.of(1)), unit(fives, Window.of(five))),
                seq(maxPool(Window.of(3)), unit(project, Window.of(1))));
    }

    /** Convolution and what belongs to each one. */
    private Block unit(int filters, Window window) {
        return form == Norm.TORCHVISION
                ? convBnRelu(filters, window, 1e-3)
                : seq(conv(filters, window, true), relu());
    }

    /** Halves height and width. */
    private Block pool(int size) {
        Window window = Window.of(size).stride(2);
        return maxPool(form == Norm.D2L ? window : window.valid().ceil());
    }

    /** Caffe's constants: k = 1, and alpha = 1e-4 is taken of the mean of five. */
    private static Block normalization() {
        return lrn(1, 1e-4 / 5);
    }

    /** Auxiliary classifier (section 5). */
    private Block head(int classes) {
        Block pool =
                form == Norm.TORCHVISION
                        ? adaptiveAvgPool(4)
                        : avgPool(Window.of(5).stride(3).valid());
        return dropped(
                        seq(pool, unit(128, Window.of(1)), flatten(), linear(1024), relu()),
                        0.7,
                        0.7)
                .add(linear(classes));
    }

    private Chain dropped(Chain part, double paper, double torchvision) {
        return switch (form) {
            case PAPER -> part.add(dropout(paper));
            case TORCHVISION -> part.add(dropout(torchvision));
            case D2L -> part;
        };
    }
}
