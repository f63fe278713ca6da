package org.sumcat.inception;

import static org.sumcat.nn.Fusion.CONCAT;
import static org.sumcat.nn.Layers.avgPool;
import static org.sumcat.nn.Layers.bnRelu;
import static org.sumcat.nn.Layers.conv;
import static org.sumcat.nn.Layers.globalAvgPool;
import static org.sumcat.nn.Layers.linear;
import static org.sumcat.nn.Layers.maxPool;
import static org.sumcat.nn.Layers.seq;

import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import org.sumcat.keys.Keys;
import org.sumcat.network.FamilyEntry;
import org.sumcat.network.Network;
import org.sumcat.nn.Chain;
import org.sumcat.nn.Window;

/**
 * BN-Inception: GoogLeNet with batch norm, and two 3x3 convolutions where it has one of 5x5. Often
 * called Inception v2; the other network of that name is {@link InceptionV2}.
 *
 * <p>Ioffe and Szegedy, "Batch Normalization: Accelerating Deep Network Training by Reducing
 * Internal Covariate Shift", ICML 2015 (arXiv:1502.03167), Figure 5 in the appendix.
 *
 * @param form which of the published widths
 */
public record BnInception(Widths form) implements Network {

    /** Published widths of the same figure. */
    public enum Widths {
        /** The printed figure: the modules 4c and 4d put out 576 maps, 4e puts out 1024. */
        PAPER,
        /** The Caffe model that was released: 128 maps behind the pools of 4c and 4d. */
        RELEASED
    }

    static final FamilyEntry<BnInception> FAMILY =
            new FamilyEntry<>(
                            "bn-inception",
                            "BN-Inception",
                            Keys.of(new BnInception(Widths.PAPER)).key("form"))
                    .preset("bn-inception", new BnInception(Widths.PAPER));

    @Override
    public String spec() {
        return FAMILY.spec(this);
    }

    @Override
    public String family() {
        return "BN-Inception";
    }

    @Override
    public int year() {
        return 2015;
    }

    @Override
    public String paper() {
        return "Ioffe, Szegedy: Batch Normalization, ICML 2015, Figure 5";
    }

    @Override
    public Shape input() {
        return new Shape(1, 96, 96);
    }

    @Override
    public Block build(int classes) {
        int pooled = form == Widths.PAPER ? 96 : 128;
        return seq().stage("conv1", unit(64, 7, 2))
                .stage("pool1", maxPool(HALF))
                .stage("conv2", seq(unit(64, 1, 1), unit(192, 3, 1)))
                .stage("pool2", maxPool(HALF))
                .stage("3a", module(64, tower(64, 64), deep(64, 96), average(32)))
                .stage("3b", module(64, tower(64, 96), deep(64, 96), average(64)))
                .stage("3c", reduction(tower(128, 160, 2), deep(64, 96, 2)))
                .stage("4a", module(224, tower(64, 96), deep(96, 128), average(128)))
                .stage("4b", module(192, tower(96, 128), deep(96, 128), average(128)))
                .stage("4c", module(160, tower(128, 160), deep(128, 160), average(pooled)))
                .stage("4d", module(96, tower(128, 192), deep(160, 192), average(pooled)))
                .stage("4e", reduction(tower(128, 192, 2), deep(192, 256, 2)))
                .stage("5a", module(352, tower(192, 320), deep(160, 224), average(128)))
                .stage("5b", module(352, tower(192, 320), deep(192, 224), largest(128)))
                .stage("gap", globalAvgPool())
                .stage("fc", linear(classes));
    }

    private static final Window HALF = Window.tiles(3).stride(2).ceil(); // as Caffe pools

    /** {@code 1x1; 1x1, 3x3; 1x1, 3x3, 3x3; pool, 1x1}: height and width stay. */
    private static Block module(int filters, Block tower, Block deep, Block pool) {
        return CONCAT.of(unit(filters, 1, 1), tower, deep, pool);
    }

    /** Halves height and width; the pool passes all maps through. */
    private static Block reduction(Block tower, Block deep) {
        return CONCAT.of(tower, deep, maxPool(HALF));
    }

    private static Block tower(int reduced, int filters) {
        return tower(reduced, filters, 1);
    }

    private static Block tower(int reduced, int filters, int stride) {
        return seq(unit(reduced, 1, 1), unit(filters, 3, stride));
    }

    private static Block deep(int reduced, int filters) {
        return deep(reduced, filters, 1);
    }

    private static Block deep(int reduced, int filters, int stride) {
        return seq(unit(reduced, 1, 1), unit(filters, 3, 1), unit(filters, 3, stride));
    }

    private static Block average(int filters) {
        return seq(avgPool(Window.of(3)), unit(filters, 1, 1));
    }

    private static Block largest(int filters) {
        return seq(maxPool(Window.of(3)), unit(filters, 1, 1));
    }

    private static Chain unit(int filters, int kernel, int stride) {
        return seq(conv(filters, kernel, stride), bnRelu());
    }
}
