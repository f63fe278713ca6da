package org.sumcat.inception;

import static org.sumcat.nn.Fusion.CONCAT;
import static org.sumcat.nn.Layers.avgPool;
import static org.sumcat.nn.Layers.bn;
import static org.sumcat.nn.Layers.convBnRelu;
import static org.sumcat.nn.Layers.maxPool;
import static org.sumcat.nn.Layers.relu;
import static org.sumcat.nn.Layers.seq;

import ai.djl.nn.Block;
import ai.djl.util.PairList;
import org.sumcat.nn.Chain;
import org.sumcat.nn.FittedConv;
import org.sumcat.nn.Window;

/** Blocks that the Inception papers share from "Rethinking" on (Szegedy and others 2015). */
final class Inception {
    /** Pixels, for Fashion-MNIST: a fifth of the work at the papers' 299, and 3x3 at the end. */
    static final int SMALL_SIDE = 139;

    /** 3x3 without padding, "V" in the figures of the 2016 paper. */
    static final Window VALID = Window.of(3).valid();

    /** 3x3 window of stride 2 without padding: halves a grid. */
    static final Window HALF = VALID.stride(2);

    private static final double EPSILON = 1e-3; // of the batch norm, in all released models

    private Inception() {}

    /** A square, padded convolution with batch norm and ReLU. */
    static Chain unit(int filters, int size) {
        return unit(filters, Window.of(size));
    }

    /** Convolution, batch norm, ReLU; {@code unit(192, 1, 7)} sees 7 pixels of a row. */
    static Chain unit(int filters, int height, int width) {
        return unit(filters, Window.of(height, width));
    }

    /** Convolution through any window, batch norm and ReLU. */
    static Chain unit(int filters, Window window) {
        return convBnRelu(filters, window, EPSILON);
    }

    /** Convolution as large as the image, up to a limit, without padding; batch norm, ReLU. */
    static Chain fittedUnit(int filters, int most) {
        return seq(FittedConv.of(filters, most), bn(EPSILON), relu());
    }

    /** How the released models begin, with the names of slim: 71x71x192 from 299x299. */
    static PairList<String, Block> stem() {
        var stem = new PairList<String, Block>();
        stem.add("1a", unit(32, HALF));
        stem.add("2a", unit(32, VALID));
        stem.add("2b", unit(64, 3));
        stem.add("pool1", maxPool(HALF));
        stem.add("3b", unit(80, 1));
        stem.add("4a", unit(192, VALID));
        return stem;
    }

    /** "Rethinking", Figure 6 with n = 7: 768 maps of 17x17 pixels from as many. */
    static Block factorized(int narrow) {
        return CONCAT.of(
                unit(192, 1),
                seq(unit(narrow, 1), unit(narrow, 1, 7), unit(192, 7, 1)),
                seq(
                        unit(narrow, 1),
                        unit(narrow, 7, 1),
                        unit(narrow, 1, 7),
                        unit(narrow, 7, 1),
                        unit(192, 1, 7)),
                seq(avgPool(Window.of(3)), unit(192, 1)));
    }

    /** "Rethinking", Figure 7, filter banks that widen at the end: 2048 maps of 8x8 pixels. */
    static Block widened() {
        return CONCAT.of(
                unit(320, 1),
                seq(unit(384, 1), CONCAT.of(unit(384, 1, 3), unit(384, 3, 1))),
                seq(unit(448, 1), unit(384, 3), CONCAT.of(unit(384, 1, 3), unit(384, 3, 1))),
                seq(avgPool(Window.of(3)), unit(192, 1)));
    }

    /** The 2016 paper, Figure 7, Reduction-A; k, l, m and n are its names for the widths. */
    static Block reductionA(int k, int l, int m, int n) {
        return CONCAT.of(unit(n, HALF), seq(unit(k, 1), unit(l, 3), unit(m, HALF)), maxPool(HALF));
    }
}
