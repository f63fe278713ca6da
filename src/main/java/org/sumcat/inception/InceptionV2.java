package org.sumcat.inception;

import static org.sumcat.inception.Inception.HALF;
import static org.sumcat.inception.Inception.VALID;
import static org.sumcat.inception.Inception.unit;
import static org.sumcat.nn.Fusion.CONCAT;
import static org.sumcat.nn.Layers.avgPool;
import static org.sumcat.nn.Layers.globalAvgPool;
import static org.sumcat.nn.Layers.linear;
import static org.sumcat.nn.Layers.maxPool;
import static org.sumcat.nn.Layers.seq;
import static org.sumcat.nn.Layers.times;

import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import org.sumcat.keys.Keys;
import org.sumcat.keys.Spec;
import org.sumcat.network.FamilyEntry;
import org.sumcat.network.Network;
import org.sumcat.nn.Layers;
import org.sumcat.nn.Window;

/**
 * Inception v2 as its table draws it: the step between {@link BnInception} and {@link InceptionV3}.
 *
 * <p>Szegedy, Vanhoucke, Ioffe, Shlens and Wojna, "Rethinking the Inception Architecture for
 * Computer Vision", CVPR 2016 (arXiv:1512.00567), Table 1: three modules of Figure 5 at 35x35x288,
 * five of Figure 6 (n = 7) at 17x17x768, two of Figure 7 at 8x8x1280, which leave 2048 maps.
 * Between them the grid is reduced as in Figure 10. Table 1 draws no auxiliary classifier, and
 * neither does this.
 *
 * <p>The paper gives the sizes of the tensors between modules, and no widths inside them. Ours are
 * those of the released Inception v3 (torchvision 0.14.1, and TensorFlow's slim before it), where
 * it has the same branch: Figure 5 has its 3x3 in place of that network's 5x5; the reductions have
 * the 1x1 that Figure 10 puts before each 3x3; the narrow widths of the five modules of Figure 6
 * are 128, 160, 160, 160, 192, where Inception v3 has the four 128, 160, 160, 192. So an image of
 * 299x299 takes 6.1 thousand million multiply-adds; the abstract speaks of 5, the released
 * Inception v3 takes 5.7.
 *
 * @param dropout share dropped before the classifier: 0 in the paper
 */
public record InceptionV2(double dropout) implements Network {

    static final FamilyEntry<InceptionV2> FAMILY =
            new FamilyEntry<>(
                            "inception-v2",
                            "Inception v2 of Rethinking, Table 1; widths partly ours",
                            Keys.of(new InceptionV2(0)).key("dropout", Spec.DROPOUT))
                    .preset("inception-v2", new InceptionV2(0));

    public InceptionV2 {
        Spec.requireDropout(dropout);
    }

    @Override
    public String spec() {
        return FAMILY.spec(this);
    }

    @Override
    public String family() {
        return "Inception v2";
    }

    @Override
    public int year() {
        return 2015;
    }

    @Override
    public String paper() {
        return "Szegedy, Vanhoucke, Ioffe, Shlens, Wojna: Rethinking the Inception Architecture,"
                + " CVPR 2016, Table 1";
    }

    @Override
    public Shape input() {
        return new Shape(1, Inception.SMALL_SIDE, Inception.SMALL_SIDE);
    }

    @Override
    public Block build(int classes) {
        return seq().stage("conv1", unit(32, HALF))
                .stage("conv2", unit(32, VALID))
                .stage("conv3", unit(64, 3))
                .stage("pool1", maxPool(HALF))
                .stage("conv4", unit(80, VALID))
                .stage("conv5", unit(192, HALF))
                .stage("conv6", unit(288, 3))
                .stage("figure5", times(3, InceptionV2::figure5))
                .stage("red1", figure10(64, 384, 96))
                .stage(
                        "figure6",
                        seq(
                                Inception.factorized(128),
                                Inception.factorized(160),
                                Inception.factorized(160),
                                Inception.factorized(160),
                                Inception.factorized(192)))
                .stage("red2", figure10(192, 320, 192))
                .stage("figure7", times(2, Inception::widened))
                .stage("gap", globalAvgPool())
                .add(Layers.dropout(dropout))
                .stage("fc", linear(classes));
    }

    /** Block of figure 5: 288 maps from as many. */
    private static Block figure5() {
        return CONCAT.of(
                unit(64, 1),
                seq(unit(48, 1), unit(64, 3)),
                seq(unit(64, 1), unit(96, 3), unit(96, 3)),
                seq(avgPool(Window.of(3)), unit(64, 1)));
    }

    /** Half of height and width, {@code filters + deep} more maps. */
    private static Block figure10(int reduced, int filters, int deep) {
        return CONCAT.of(
                seq(unit(reduced, 1), unit(filters, HALF)),
                seq(unit(reduced, 1), unit(deep, 3), unit(deep, HALF)),
                maxPool(HALF));
    }
}
