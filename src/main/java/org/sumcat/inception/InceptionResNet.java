package org.sumcat.inception;

import static org.sumcat.inception.Inception.HALF;
import static org.sumcat.inception.Inception.unit;
import static org.sumcat.nn.Fusion.CONCAT;
import static org.sumcat.nn.Fusion.SUM;
import static org.sumcat.nn.Layers.avgPoolInside;
import static org.sumcat.nn.Layers.conv;
import static org.sumcat.nn.Layers.globalAvgPool;
import static org.sumcat.nn.Layers.identity;
import static org.sumcat.nn.Layers.linear;
import static org.sumcat.nn.Layers.maxPool;
import static org.sumcat.nn.Layers.relu;
import static org.sumcat.nn.Layers.scale;
import static org.sumcat.nn.Layers.seq;
import static org.sumcat.nn.Layers.times;

import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import org.sumcat.keys.Bounds;
import org.sumcat.keys.Keys;
import org.sumcat.keys.Spec;
import org.sumcat.network.FamilyEntry;
import org.sumcat.network.Network;
import org.sumcat.nn.Chain;
import org.sumcat.nn.Layers;
import org.sumcat.nn.Window;

/**
 * Inception-ResNet: branches are concatenated, widened by a 1x1, scaled down and added to what came
 * in.
 *
 * <p>Szegedy, Ioffe, Vanhoucke and Alemi, "Inception-v4, Inception-ResNet and the Impact of
 * Residual Connections on Learning", AAAI 2017 (arXiv:1602.07261): version 1 is Figures 10 to 15.
 * Version 2 is the model that the authors released (TensorFlow's slim, timm), which differs from
 * Figures 16 to 19: stem and first module of Inception v3 instead of that of v4, 320, 1088 and 2080
 * maps where the paper prints 384, 1154 and 2048 (which its own branches do not add up to), 10, 20
 * and 10 blocks instead of 5, 10 and 5, the last without ReLU, and a 1x1 at the end. Residuals are
 * scaled by 0.17, 0.10 and 0.20 (section 3.3: "between 0.1 and 0.3").
 *
 * @param version 1 or 2
 * @param dropout share dropped before the classifier: 0.2 in the paper, which keeps 0.8
 */
public record InceptionResNet(int version, double dropout) implements Network {

    private static final Bounds VERSIONS = new Bounds(1, 2, "there are two");

    static final FamilyEntry<InceptionResNet> V1 = entry(1);
    static final FamilyEntry<InceptionResNet> V2 = entry(2);

    private static FamilyEntry<InceptionResNet> entry(int version) {
        var usual = new InceptionResNet(version, 0.2);
        String name = "inception-resnet-v" + version;
        String about = "Inception-ResNet v%s; dropout before the classifier".formatted(version);
        return new FamilyEntry<>(name, about, Keys.of(usual).key("dropout", Spec.DROPOUT))
                .preset(name, usual);
    }

    public InceptionResNet {
        VERSIONS.require("version", version);
        Spec.requireDropout(dropout);
    }

    @Override
    public String spec() {
        return (version == 1 ? V1 : V2).spec(this);
    }

    @Override
    public String family() {
        return "Inception-ResNet v" + version;
    }

    @Override
    public int year() {
        return 2016;
    }

    @Override
    public String paper() {
        return "Szegedy, Ioffe, Vanhoucke, Alemi: Inception-v4, Inception-ResNet and the Impact of"
                + " Residual Connections on Learning, AAAI 2017, Figure 15";
    }

    @Override
    public Shape input() {
        return new Shape(1, Inception.SMALL_SIDE, Inception.SMALL_SIDE);
    }

    @Override
    public Block build(int classes) {
        return (version == 1 ? first() : second())
                .stage("gap", globalAvgPool())
                .add(Layers.dropout(dropout))
                .stage("fc", linear(classes));
    }

    private static Chain first() {
        return seq().stage("stem", stem().add(unit(256, HALF)))
                .stage("A", times(5, () -> residual(256, 0.17, a(32, 32))))
                .stage("redA", Inception.reductionA(192, 192, 256, 384))
                .stage("B", times(10, () -> residual(896, 0.10, b(128, 128, 128))))
                .stage("redB", reductionB(256, 256, 256))
                .stage("C", times(5, () -> residual(1792, 0.20, c(192, 192))));
    }

    private static Chain second() {
        return seq().stage("stem", stem().add(maxPool(HALF)))
                .stage("5b", beforeA())
                .stage("A", times(10, () -> residual(320, 0.17, a(48, 64))))
                .stage("redA", Inception.reductionA(256, 256, 384, 384))
                .stage("B", times(20, () -> residual(1088, 0.10, b(192, 160, 192))))
                .stage("redB", reductionB(288, 288, 320))
                .stage(
                        "C",
                        times(9, () -> residual(2080, 0.20, c(224, 256)))
                                .add(sum(2080, 1, c(224, 256))))
                .stage("7b", unit(1536, 1));
    }

    /** Figure 14 up to its last layer, as Inception v3 begins, too. */
    private static Chain stem() {
        return seq(Inception.stem().values().toArray(Block[]::new));
    }

    /** "Mixed_5b" of the released version 2: 35x35x320. */
    private static Block beforeA() {
        return CONCAT.of(
                unit(96, 1),
                seq(unit(48, 1), unit(64, 5)),
                seq(unit(64, 1), unit(96, 3), unit(96, 3)),
                seq(avgPoolInside(Window.of(3)), unit(64, 1)));
    }

    /** {@code relu(x + factor * up(branches))}, as all of the figures end. */
    private static Block residual(int maps, double factor, Block branches) {
        return seq(sum(maps, factor, branches), relu());
    }

    /** {@code up} is linear: a 1x1 with bias, without batch norm and ReLU (sections 3.2, 3.3). */
    private static Block sum(int maps, double factor, Block branches) {
        return SUM.of(seq(branches, conv(maps, 1, 1, true), scale(factor)), identity());
    }

    /** Block A, of figures 10 and 16. */
    private static Block a(int middle, int last) {
        return CONCAT.of(
                unit(32, 1),
                seq(unit(32, 1), unit(32, 3)),
                seq(unit(32, 1), unit(middle, 3), unit(last, 3)));
    }

    /** Block B, of figures 11 and 17. */
    private static Block b(int plain, int middle, int last) {
        return CONCAT.of(unit(plain, 1), seq(unit(128, 1), unit(middle, 1, 7), unit(last, 7, 1)));
    }

    /** Block C, of figures 13 and 19. */
    private static Block c(int middle, int last) {
        return CONCAT.of(unit(192, 1), seq(unit(192, 1), unit(middle, 1, 3), unit(last, 3, 1)));
    }

    /** Reduction B, of figures 12 and 18. */
    private static Block reductionB(int filters, int middle, int last) {
        return CONCAT.of(
                seq(unit(256, 1), unit(384, HALF)),
                seq(unit(256, 1), unit(filters, HALF)),
                seq(unit(256, 1), unit(middle, 3), unit(last, HALF)),
                maxPool(HALF));
    }
}
