package org.sumcat.zoo;

import static org.sumcat.nn.Fusion.SUM;
import static org.sumcat.nn.Layers.bnRelu;
import static org.sumcat.nn.Layers.conv;
import static org.sumcat.nn.Layers.globalAvgPool;
import static org.sumcat.nn.Layers.identity;
import static org.sumcat.nn.Layers.linear;
import static org.sumcat.nn.Layers.seq;

import ai.djl.nn.Block;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import org.sumcat.keys.Keys;
import org.sumcat.keys.Spec;
import org.sumcat.network.FamilyEntry;
import org.sumcat.network.Network;
import org.sumcat.network.Scaling;
import org.sumcat.nn.Chain;

/**
 * Pre-activation ResNet for small images, three stages of units {@code x + F(x)}: batch norm and
 * ReLU come before each convolution, and nothing stands in the way of the sum.
 *
 * <p>He, Zhang, Ren and Sun, "Identity Mappings in Deep Residual Networks", ECCV 2016
 * (arXiv:1603.05027), section 4 and appendix; details as in the authors' resnet-1k-layers.
 *
 * @param depth weight layers on the longest path: {@code 6n + 2} with basic units, {@code 9n + 2}
 *     with bottlenecks, for {@code n} units in a stage
 * @param width feature maps of a 3x3 convolution in the first stage, 16 in the paper; doubled at
 *     each next stage
 * @param unit what the residual is
 * @param shortcut what is added to it where shapes differ; a projection has no batch norm
 */
public record PreActResNet(int depth, int width, Unit unit, Shortcut shortcut) implements Network {

    private static final int STAGES = 3;

    /** Layers of the residual function. */
    public enum Unit {
        /** Two 3x3 convolutions of one width. */
        BASIC(2, 1, Shortcut.A),
        /** 1x1, which halves where a stage does, 3x3, and 1x1 to four times as many maps. */
        BOTTLENECK(3, 4, Shortcut.B);

        private final int layers;
        private final int widening;
        private final Shortcut usual;

        Unit(int layers, int widening, Shortcut usual) {
            this.layers = layers;
            this.widening = widening;
            this.usual = usual;
        }

        private Depths depths() {
            String units = Spec.word(this) + " units in 3 stages";
            return new Depths(STAGES * layers, 2, 1000, ResNetCifar.MOST_UNITS, units);
        }
    }

    static final FamilyEntry<PreActResNet> FAMILY =
            new FamilyEntry<>(
                            "preact-resnet",
                            "pre-activation ResNet",
                            Keys.of(of(164, Unit.BOTTLENECK))
                                    .key(
                                            "depth",
                                            "%s for basic, %s for bottleneck"
                                                    .formatted(
                                                            Unit.BASIC.depths().takes(),
                                                            Unit.BOTTLENECK.depths().takes()))
                                    .key("width", ResNetCifar.WIDTHS.takes())
                                    .key("unit")
                                    .option("shortcut")
                                    .words("shortcut", shortcuts())
                                    .follows(
                                            "(a for basic, b for bottleneck)",
                                            of -> of.get("unit", Unit.class).usual))
                    .preset("preact-resnet-110", of(110, Unit.BASIC))
                    .preset("preact-resnet-164", of(164, Unit.BOTTLENECK))
                    .preset("preact-resnet-1001", of(1001, Unit.BOTTLENECK));

    private static PreActResNet of(int depth, Unit unit) {
        return new PreActResNet(depth, 16, unit, unit.usual);
    }

    private static Map<String, Shortcut> shortcuts() {
        var all = EnumSet.complementOf(EnumSet.of(Shortcut.NONE)).toArray(Shortcut[]::new);
        return Spec.words(all);
    }

    public PreActResNet {
        unit.depths().unitsAt(depth);
        ResNetCifar.WIDTHS.require("width", width);
        Spec.require(
                shortcut != Shortcut.NONE,
                "a pre-activation ResNet must have a shortcut, but has none; without: plain");
    }

    @Override
    public String spec() {
        return FAMILY.spec(this);
    }

    @Override
    public String family() {
        return "Pre-act ResNet";
    }

    @Override
    public int year() {
        return 2016;
    }

    @Override
    public String paper() {
        return "He, Zhang, Ren, Sun: Identity Mappings in Deep Residual Networks, ECCV 2016";
    }

    @Override
    public Optional<Scaling> scaling() {
        return Optional.of(
                new Scaling(
                        "width",
                        width,
                        ResNetCifar.WIDTHS.most(),
                        other -> new PreActResNet(depth, other, unit, shortcut)));
    }

    @Override
    public Block build(int classes) {
        var net = seq().stage("conv1", conv(width, 3));
        for (int stage = 0; stage < STAGES; stage++) {
            net.stage("layer" + (stage + 1), stage(width << stage, stage == 0 ? 1 : 2));
        }
        return net.stage("post", bnRelu())
                .stage("gap", globalAvgPool())
                .stage("fc", linear(classes));
    }

    private Chain stage(int filters, int stride) {
        var units = seq(first(filters, stride));
        for (int i = 1; i < unit.depths().unitsAt(depth); i++) {
            units.add(SUM.of(seq(bnRelu(), residual(filters, 1)), identity()));
        }
        return units;
    }

    /** The first unit of a stage: both paths begin behind one batch norm and ReLU. */
    private Block first(int filters, int stride) {
        int channels = unit.widening * filters;
        boolean same = stride == 1 && unit.widening == 1;
        return seq(
                bnRelu(),
                SUM.of(
                        residual(filters, stride),
                        same
                                ? identity()
                                : shortcut.to(channels, stride, () -> conv(channels, 1, stride))));
    }

    private Block residual(int filters, int stride) {
        return switch (unit) {
            case BASIC -> seq(conv(filters, 3, stride), bnRelu(), conv(filters, 3));
            case BOTTLENECK ->
                    seq(
                            conv(filters, 1, stride),
                            bnRelu(),
                            conv(filters, 3),
                            bnRelu(),
                            conv(unit.widening * filters, 1));
        };
    }
}
