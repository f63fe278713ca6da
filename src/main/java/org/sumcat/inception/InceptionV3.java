package org.sumcat.inception;

import static org.sumcat.inception.Inception.HALF;
import static org.sumcat.inception.Inception.factorized;
import static org.sumcat.inception.Inception.fittedUnit;
import static org.sumcat.inception.Inception.unit;
import static org.sumcat.inception.Inception.widened;
import static org.sumcat.nn.Fusion.CONCAT;
import static org.sumcat.nn.Layers.avgPool;
import static org.sumcat.nn.Layers.globalAvgPool;
import static org.sumcat.nn.Layers.linear;
import static org.sumcat.nn.Layers.maxPool;
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
 * Inception v3: asymmetric convolutions, and an auxiliary classifier with batch norm.
 *
 * <p>Szegedy, Vanhoucke, Ioffe, Shlens and Wojna, "Rethinking the Inception Architecture for
 * Computer Vision", CVPR 2016 (arXiv:1512.00567), Figures 5 to 8. The paper gives no widths;
 * stages, widths and the 5x5 of the first modules are those of the model that the authors released
 * (TensorFlow's slim; torchvision 0.14.1). Its recipe is {@code inception}.
 *
 * @param heads whether an auxiliary classifier on top of the 17x17 grid helps while training
 *     (Figure 8). Its second convolution is 5x5 for the 5x5 pixels that are left to it at 299, and
 *     as large as what is left on smaller images, 1x1 at 139: slim's rule. Its pool needs 5x5
 *     pixels, which the grid has from 107 on; smaller images are refused
 * @param dropout share dropped before the classifier: 0 in the paper, 0.2 in slim
 */
public record InceptionV3(boolean heads, double dropout) implements Network {

    static final FamilyEntry<InceptionV3> FAMILY =
            new FamilyEntry<>(
                            "inception-v3",
                            "Inception v3",
                            Keys.of(new InceptionV3(true, 0))
                                    .key("heads")
                                    .key("dropout", Spec.DROPOUT))
                    .preset("inception-v3", new InceptionV3(true, 0));

    public InceptionV3 {
        Spec.requireDropout(dropout);
    }

    @Override
    public String spec() {
        return FAMILY.spec(this);
    }

    @Override
    public String family() {
        return "Inception v3";
    }

    @Override
    public int year() {
        return 2015;
    }

    @Override
    public String paper() {
        return "Szegedy, Vanhoucke, Ioffe, Shlens, Wojna: Rethinking the Inception Architecture,"
                + " CVPR 2016";
    }

    @Override
    public Shape input() {
        return new Shape(1, Inception.SMALL_SIDE, Inception.SMALL_SIDE);
    }

    @Override
    public Block build(int classes) {
        var net =
                stem().stage("pool2", maxPool(HALF))
                        .stage("5b", traditional(32))
                        .stage("5c", traditional(64))
                        .stage("5d", traditional(64))
                        .stage("6a", Inception.reductionA(64, 96, 96, 384))
                        .stage("6b", factorized(128))
                        .stage("6c", factorized(160))
                        .stage("6d", factorized(160))
                        .stage("6e", factorized(192))
                        .stage("7a", reduction())
                        .stage("7b", widened())
                        .stage("7c", widened())
                        .stage("gap", globalAvgPool())
                        .add(Layers.dropout(dropout))
                        .stage("fc", linear(classes));
        return heads ? net.head("aux", "6e", auxiliary(classes)) : net;
    }

    /** Layers 1a to 4a, before the first Inception block. */
    private static Chain stem() {
        var stem = seq();
        Inception.stem().forEach(layer -> stem.stage(layer.getKey(), layer.getValue()));
        return stem;
    }

    /** The module of GoogLeNet with two 3x3 for one of its 5x5: 224 maps and those of the pool. */
    private static Block traditional(int pooled) {
        return CONCAT.of(
                unit(64, 1),
                seq(unit(48, 1), unit(64, 5)),
                seq(unit(64, 1), unit(96, 3), unit(96, 3)),
                seq(avgPool(Window.of(3)), unit(pooled, 1)));
    }

    /** 8x8 pixels from 17x17, and 512 more maps. */
    private static Block reduction() {
        return CONCAT.of(
                seq(unit(192, 1), unit(320, HALF)),
                seq(unit(192, 1), unit(192, 1, 7), unit(192, 7, 1), unit(192, HALF)),
                maxPool(HALF));
    }

    /** Figure 8, batch normalized: "BN-auxiliary" of section 6. */
    private static Block auxiliary(int classes) {
        return seq(
                avgPool(Window.of(5).stride(3).valid()),
                unit(128, 1),
                fittedUnit(768, 5),
                globalAvgPool(),
                linear(classes));
    }
}
