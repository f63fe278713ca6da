package org.sumcat.zoo;

import static org.sumcat.nn.Layers.adaptiveAvgPool;
import static org.sumcat.nn.Layers.conv;
import static org.sumcat.nn.Layers.lrn;
import static org.sumcat.nn.Layers.maxPool;
import static org.sumcat.nn.Layers.relu;
import static org.sumcat.nn.Layers.seq;

import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import org.sumcat.keys.Keys;
import org.sumcat.keys.Spec;
import org.sumcat.network.FamilyEntry;
import org.sumcat.network.Network;
import org.sumcat.nn.Chain;
import org.sumcat.nn.Window;

/**
 * AlexNet: five convolutions and three fully connected layers.
 *
 * <p>Krizhevsky, Sutskever and Hinton, "ImageNet Classification with Deep Convolutional Neural
 * Networks", NIPS 2012, section 3.5 and Figure 2.
 *
 * @param form which of the published forms
 * @param dropout share dropped at the first two fully connected layers; 0 for none
 */
public record AlexNet(Grouping form, double dropout) implements Network {

    /** Published forms; the last two came after the paper. */
    public enum Grouping {
        /** On two GPUs that see each other's maps in conv3 only: convolutions in two groups. */
        PAPER,
        /** One tower of full width, without groups. */
        TOWER,
        /**
         * Krizhevsky 2014, "One weird trick for parallelizing convolutional neural networks", as
         * torchvision has it: other widths, no normalization, any input.
         */
        TORCHVISION,
        /** "Dive into Deep Learning", chapter AlexNet: no normalization, padded by 1 only. */
        D2L
    }

    static final FamilyEntry<AlexNet> FAMILY =
            new FamilyEntry<>(
                            "alexnet",
                            "AlexNet; form paper is in two towers, for two GPUs",
                            Keys.of(new AlexNet(Grouping.PAPER, 0.5))
                                    .key("form")
                                    .key("dropout", Spec.DROPOUT))
                    .preset("alexnet", new AlexNet(Grouping.PAPER, 0.5))
                    .preset("alexnet-tower", new AlexNet(Grouping.TOWER, 0.5))
                    .preset("alexnet-torchvision", new AlexNet(Grouping.TORCHVISION, 0.5))
                    .preset("alexnet-d2l", new AlexNet(Grouping.D2L, 0.5));

    public AlexNet {
        Spec.requireDropout(dropout);
    }

    @Override
    public String spec() {
        return FAMILY.spec(this);
    }

    @Override
    public String family() {
        return "AlexNet";
    }

    @Override
    public int year() {
        return 2012;
    }

    @Override
    public String paper() {
        return "Krizhevsky, Sutskever, Hinton: ImageNet Classification with Deep Convolutional"
                + " Neural Networks, NIPS 2012, section 3";
    }

    /** The paper says 224, and 55x55 maps behind conv1: those need 227. */
    @Override
    public Shape input() {
        return normalized() ? new Shape(1, 227, 227) : new Shape(1, 224, 224);
    }

    @Override
    public Block build(int classes) {
        int gpus = form == Grouping.PAPER ? 2 : 1;
        boolean narrow = form == Grouping.TORCHVISION;
        Chain conv5 = seq(convolution(256, Window.of(3), gpus), pool());
        return new FullyConnected(4096, dropout, form == Grouping.TORCHVISION)
                .after(
                        seq().stage("conv1", normalized(convolution(narrow ? 64 : 96, first(), 1)))
                                .stage(
                                        "conv2",
                                        normalized(
                                                convolution(
                                                        narrow ? 192 : 256, Window.of(5), gpus)))
                                .stage("conv3", convolution(384, Window.of(3), 1))
                                .stage("conv4", convolution(narrow ? 256 : 384, Window.of(3), gpus))
                                .stage("conv5", narrow ? conv5.add(adaptiveAvgPool(6)) : conv5),
                        classes);
    }

    private Window first() {
        return Window.of(11)
                .stride(4)
                .padding(
                        switch (form) {
                            case PAPER, TOWER -> 0;
                            case TORCHVISION -> 2;
                            case D2L -> 1;
                        });
    }

    private static Chain convolution(int filters, Window window, int groups) {
        return seq(conv(filters, window, true, groups), relu());
    }

    /** With local response normalization, where the form has it, and a pool (sections 3.3, 3.4). */
    private Chain normalized(Chain convolution) {
        return (normalized() ? convolution.add(lrn(2, 1e-4)) : convolution).add(pool());
    }

    private boolean normalized() {
        return form == Grouping.PAPER || form == Grouping.TOWER;
    }

    private static Block pool() {
        return maxPool(Window.of(3).stride(2).valid());
    }
}
