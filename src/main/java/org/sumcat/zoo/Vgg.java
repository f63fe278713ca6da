package org.sumcat.zoo;

import static org.sumcat.nn.Layers.adaptiveAvgPool;
import static org.sumcat.nn.Layers.bn;
import static org.sumcat.nn.Layers.conv;
import static org.sumcat.nn.Layers.maxPool;
import static org.sumcat.nn.Layers.relu;
import static org.sumcat.nn.Layers.seq;

import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import java.util.List;
import org.sumcat.keys.Bounds;
import org.sumcat.keys.Keys;
import org.sumcat.keys.Spec;
import org.sumcat.network.FamilyEntry;
import org.sumcat.network.Network;
import org.sumcat.nn.Chain;
import org.sumcat.nn.Window;

/**
 * VGG: five blocks of 3x3 convolutions, each halved by a pool, and three fully connected layers.
 *
 * <p>Simonyan and Zisserman, "Very Deep Convolutional Networks for Large-Scale Image Recognition",
 * ICLR 2015 (arXiv:1409.1556), Table 1, columns A, B, D and E.
 *
 * @param depth weight layers: 11, 13, 16 or 19
 * @param norm whether batch norm follows each convolution, which keeps its bias: torchvision
 * @param width of the first two fully connected layers, 4096 in the paper
 * @param pool pixels a side to which the last maps are averaged, as torchvision does to 7; 0 for
 *     all that is left, as in the paper: 7 for images of 224, 1 for 32
 * @param dropout share dropped behind the first two fully connected layers; 0 for none
 */
public record Vgg(int depth, boolean norm, int width, int pool, double dropout) implements Network {
    private static final Bounds WIDTHS = new Bounds(1, 32_768, "8 times that of the paper");
    private static final Bounds POOLS = new Bounds(0, 100, "torchvision has 7");

    static final FamilyEntry<Vgg> FAMILY =
            new FamilyEntry<>(
                    "vgg",
                    "VGG, with or without batch norm",
                    Keys.of(new Vgg(16, false, 4096, 0, 0.5))
                            .key("depth", "11 13 16 19")
                            .key("norm")
                            .key("width", WIDTHS.takes())
                            .key("pool", POOLS.takes())
                            .key("dropout", Spec.DROPOUT));

    static {
        for (int depth : new int[] {11, 13, 16, 19}) {
            FAMILY.preset("vgg-" + depth, new Vgg(depth, false, 4096, 0, 0.5));
            FAMILY.preset("vgg-%s-bn".formatted(depth), new Vgg(depth, true, 4096, 0, 0.5));
        }
    }

    public Vgg {
        Spec.require(
                !convolutions(depth).isEmpty(),
                "depth of a VGG must be one of 11, 13, 16, 19, but was " + depth);
        WIDTHS.require("width", width);
        POOLS.require("pool", pool);
        Spec.requireDropout(dropout);
    }

    @Override
    public String spec() {
        return FAMILY.spec(this);
    }

    @Override
    public String family() {
        return "VGG";
    }

    @Override
    public int year() {
        return 2014;
    }

    @Override
    public String paper() {
        return "Simonyan, Zisserman: Very Deep Convolutional Networks for Large-Scale Image"
                + " Recognition, ICLR 2015, Table 1";
    }

    @Override
    public Shape input() {
        return new Shape(1, 32, 32);
    }

    @Override
    public Block build(int classes) {
        var maps = seq();
        for (int block = 0; block < 5; block++) {
            maps.stage("block" + (block + 1), block(Math.min(64 << block, 512), block));
        }
        return new FullyConnected(width, dropout, false).after(maps, classes);
    }

    private Chain block(int filters, int index) {
        var block = seq();
        for (int i = 0; i < convolutions(depth).get(index); i++) {
            block.add(conv(filters, Window.of(3), true));
            if (norm) {
                block.add(bn());
            }
            block.add(relu());
        }
        block.add(maxPool(Window.tiles(2)));
        return index == 4 && pool > 0 ? block.add(adaptiveAvgPool(pool)) : block;
    }

    /** Convolutions in each block, or nothing for a depth that Table 1 does not have. */
    private static List<Integer> convolutions(int depth) {
        return switch (depth) {
            case 11 -> List.of(1, 1, 2, 2, 2);
            case 13 -> List.of(2, 2, 2, 2, 2);
            case 16 -> List.of(2, 2, 3, 3, 3);
            case 19 -> List.of(2, 2, 4, 4, 4);
            default -> List.of();
        };
    }
}
