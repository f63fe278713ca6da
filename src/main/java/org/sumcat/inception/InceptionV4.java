package org.sumcat.inception;

import static org.sumcat.inception.Inception.HALF;
import static org.sumcat.inception.Inception.VALID;
import static org.sumcat.inception.Inception.unit;
import static org.sumcat.nn.Fusion.CONCAT;
import static org.sumcat.nn.Layers.avgPoolInside;
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
import org.sumcat.nn.Chain;
import org.sumcat.nn.Layers;
import org.sumcat.nn.Window;

/**
 * Inception v4: one uniform figure, without residuals.
 *
 * <p>Szegedy, Ioffe, Vanhoucke and Alemi, "Inception-v4, Inception-ResNet and the Impact of
 * Residual Connections on Learning", AAAI 2017 (arXiv:1602.07261), Figures 3 to 9.
 *
 * @param dropout share dropped before the classifier: 0.2 in Figure 9, which keeps 0.8
 */
public record InceptionV4(double dropout) implements Network {

    static final FamilyEntry<InceptionV4> FAMILY =
            new FamilyEntry<>(
                            "inception-v4",
                            "Inception v4; dropout before the classifier",
                            Keys.of(new InceptionV4(0.2)).key("dropout", Spec.DROPOUT))
                    .preset("inception-v4", new InceptionV4(0.2));

    public InceptionV4 {
        Spec.requireDropout(dropout);
    }

    @Override
    public String spec() {
        return FAMILY.spec(this);
    }

    @Override
    public String family() {
        return "Inception v4";
    }

    @Override
    public int year() {
        return 2016;
    }

    @Override
    public String paper() {
        return "Szegedy, Ioffe, Vanhoucke, Alemi: Inception-v4, Inception-ResNet and the Impact of"
                + " Residual Connections on Learning, AAAI 2017, Figure 9";
    }

    @Override
    public Shape input() {
        return new Shape(1, Inception.SMALL_SIDE, Inception.SMALL_SIDE);
    }

    @Override
    public Block build(int classes) {
        return stem().stage("A", times(4, InceptionV4::a))
                .stage("redA", Inception.reductionA(192, 224, 256, 384))
                .stage("B", times(7, InceptionV4::b))
                .stage("redB", reductionB())
                .stage("C", times(3, InceptionV4::c))
                .stage("gap", globalAvgPool())
                .add(Layers.dropout(dropout))
                .stage("fc", linear(classes));
    }

    /** Stem of figure 3: 35x35x384. */
    private static Chain stem() {
        return seq().stage("stem_a", seq(unit(32, HALF), unit(32, VALID), unit(64, 3)))
                .stage("stem_b", CONCAT.of(maxPool(HALF), unit(96, HALF)))
                .stage(
                        "stem_c",
                        CONCAT.of(
                                seq(unit(64, 1), unit(96, VALID)),
                                seq(unit(64, 1), unit(64, 1, 7), unit(64, 7, 1), unit(96, VALID))))
                .stage("stem_d", CONCAT.of(unit(192, HALF), maxPool(HALF)));
    }

    /** Block A of figure 4: 35x35x384. */
    private static Block a() {
        return CONCAT.of(
                unit(96, 1),
                seq(unit(64, 1), unit(96, 3)),
                seq(unit(64, 1), unit(96, 3), unit(96, 3)),
                seq(avgPoolInside(Window.of(3)), unit(96, 1)));
    }

    /** Block B of figure 5: 17x17x1024. */
    private static Block b() {
        return CONCAT.of(
                unit(384, 1),
                seq(unit(192, 1), unit(224, 1, 7), unit(256, 7, 1)),
                seq(
                        unit(192, 1),
                        unit(192, 7, 1),
                        unit(224, 1, 7),
                        unit(224, 7, 1),
                        unit(256, 1, 7)),
                seq(avgPoolInside(Window.of(3)), unit(128, 1)));
    }

    /** Figure 8: 8x8x1536 from 17x17x1024. */
    private static Block reductionB() {
        return CONCAT.of(
                seq(unit(192, 1), unit(192, HALF)),
                seq(unit(256, 1), unit(256, 1, 7), unit(320, 7, 1), unit(320, HALF)),
                maxPool(HALF));
    }

    /** Block C of figure 6: 8x8x1536. */
    private static Block c() {
        return CONCAT.of(
                unit(256, 1),
                seq(unit(384, 1), CONCAT.of(unit(256, 1, 3), unit(256, 3, 1))),
                seq(
                        unit(384, 1),
                        unit(448, 3, 1),
                        unit(512, 1, 3),
                        CONCAT.of(unit(256, 1, 3), unit(256, 3, 1))),
                seq(avgPoolInside(Window.of(3)), unit(256, 1)));
    }
}
