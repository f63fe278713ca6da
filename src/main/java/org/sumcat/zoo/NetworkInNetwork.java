package org.sumcat.zoo;

import static org.sumcat.nn.Layers.avgPoolInside;
import static org.sumcat.nn.Layers.conv;
import static org.sumcat.nn.Layers.globalAvgPool;
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
import org.sumcat.nn.Layers;
import org.sumcat.nn.Window;

/**
 * Network in Network: behind every convolution a small network that looks at one pixel, two 1x1
 * convolutions; the last maps, averaged, are the scores.
 *
 * <p>Lin, Chen and Yan, "Network In Network", ICLR 2014 (arXiv:1312.4400), sections 3 and 4; widths
 * as in the models that its authors gave to Caffe.
 *
 * @param form which of the published forms
 * @param dropout share dropped behind each pool (CIFAR), or before the last part; 0 for none
 */
public record NetworkInNetwork(Variant form, double dropout) implements Network {

    /** Published variants of the network. */
    public enum Variant {
        /** Three parts, for images of 28 or 32 pixels. */
        CIFAR,
        /** Four parts with the windows of AlexNet. */
        IMAGENET,
        /** "Dive into Deep Learning": the last part has as many maps as there are classes. */
        D2L
    }

    static final FamilyEntry<NetworkInNetwork> FAMILY =
            new FamilyEntry<>(
                            "nin",
                            "Network in Network",
                            Keys.of(new NetworkInNetwork(Variant.CIFAR, 0.5))
                                    .key("form")
                                    .key("dropout", Spec.DROPOUT))
                    .preset("nin-cifar", new NetworkInNetwork(Variant.CIFAR, 0.5))
                    .preset("nin-imagenet", new NetworkInNetwork(Variant.IMAGENET, 0.5))
                    .preset("nin-d2l", new NetworkInNetwork(Variant.D2L, 0.5));

    public NetworkInNetwork {
        Spec.requireDropout(dropout);
    }

    @Override
    public String spec() {
        return FAMILY.spec(this);
    }

    @Override
    public String family() {
        return "NiN";
    }

    @Override
    public int year() {
        return 2013;
    }

    @Override
    public String paper() {
        return "Lin, Chen, Yan: Network In Network, ICLR 2014, sections 3 and 4";
    }

    @Override
    public Shape input() {
        return switch (form) {
            case CIFAR -> new Shape(1, 28, 28);
            case D2L -> new Shape(1, 96, 96);
            case IMAGENET -> new Shape(1, 224, 224);
        };
    }

    @Override
    public Block build(int classes) {
        return (form == Variant.CIFAR ? small(classes) : large(classes))
                .stage("gap", globalAvgPool());
    }

    private Chain small(int classes) {
        Window half = Window.of(3).stride(2).valid().ceil();
        return seq().stage("mlp1", dropped(mlp(Window.of(5), 192, 160, 96).add(maxPool(half))))
                .stage("mlp2", dropped(mlp(Window.of(5), 192, 192, 192).add(avgPoolInside(half))))
                .stage("mlp3", mlp(Window.of(3), 192, 192, classes));
    }

    /**
     * The windows of AlexNet. The form IMAGENET ends in 1024 maps before those of the classes, as
     * the authors' model does; D2L has as many as there are classes from its last 3x3 on.
     */
    private Chain large(int classes) {
        Window half = Window.of(3).stride(2).valid();
        Window first = Window.of(11).stride(4).valid();
        int last = form == Variant.D2L ? classes : 1024;
        return seq().stage("mlp1", mlp(first, 96, 96, 96).add(maxPool(half)))
                .stage("mlp2", mlp(Window.of(5), 256, 256, 256).add(maxPool(half)))
                .stage("mlp3", dropped(mlp(Window.of(3), 384, 384, 384).add(maxPool(half))))
                .stage("mlp4", mlp(Window.of(3), last, last, classes));
    }

    /** "mlpconv": a convolution and the small network behind it (section 3.1). */
    private static Chain mlp(Window window, int filters, int hidden, int out) {
        return seq(
                conv(filters, window, true),
                relu(),
                conv(hidden, Window.of(1), true),
                relu(),
                conv(out, Window.of(1), true),
                relu());
    }

    private Chain dropped(Chain part) {
        return part.add(Layers.dropout(dropout));
    }
}
