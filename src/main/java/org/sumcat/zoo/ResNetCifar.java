package org.sumcat.zoo;

import static org.sumcat.nn.Fusion.SUM;
import static org.sumcat.nn.Layers.bn;
import static org.sumcat.nn.Layers.bnRelu;
import static org.sumcat.nn.Layers.conv;
import static org.sumcat.nn.Layers.gated;
import static org.sumcat.nn.Layers.globalAvgPool;
import static org.sumcat.nn.Layers.identity;
import static org.sumcat.nn.Layers.linear;
import static org.sumcat.nn.Layers.relu;
import static org.sumcat.nn.Layers.seq;

import ai.djl.nn.Block;
import java.util.Optional;
import org.sumcat.keys.Bounds;
import org.sumcat.keys.Keys;
import org.sumcat.keys.Spec;
import org.sumcat.network.FamilyEntry;
import org.sumcat.network.Network;
import org.sumcat.network.Scaling;
import org.sumcat.nn.Chain;

/**
 * ResNet for small images, three stages of units {@code relu(x + F(x))}; its plain twin, the same
 * layers with no shortcut; and its training with stochastic depth, where units drop out by chance.
 *
 * <p>He, Zhang, Ren and Sun, "Deep Residual Learning for Image Recognition", CVPR 2016
 * (arXiv:1512.03385), section 4.2. Huang, Sun, Liu, Sedra and Weinberger, "Deep Networks with
 * Stochastic Depth", ECCV 2016 (arXiv:1603.09382), section 3.
 *
 * @param depth weight layers on the longest path, {@code 6n + 2} for {@code n} units in a stage
 * @param width feature maps in the first stage, 16 in the papers; doubled at each next stage
 * @param shortcut what is added to the residual
 * @param survival probability that the last residual is run in a training step, above 0 up to 1; it
 *     falls from 1, before the first, in equal steps (0.5 in the paper); 1: all of them always
 */
public record ResNetCifar(int depth, int width, Shortcut shortcut, double survival)
        implements Network {

    private static final int STAGES = 3;

    /** Reason for the bound of the units: the deepest of the paper has 1202 layers. */
    static final String MOST_UNITS = "units in a stage, five times as many as published";

    private static final Depths DEPTHS =
            new Depths(2 * STAGES, 2, 1000, MOST_UNITS, "units of two layers in 3 stages");

    static final Bounds WIDTHS = new Bounds(1, 2048, "128 times that of the papers");

    static final FamilyEntry<ResNetCifar> PLAIN =
            new FamilyEntry<>(
                    "plain",
                    "the ResNet for small images with its shortcuts taken away",
                    keys(new ResNetCifar(20, 16, Shortcut.NONE, 1)));

    static final FamilyEntry<ResNetCifar> RESNET =
            new FamilyEntry<>(
                    "resnet-cifar",
                    "ResNet for small images",
                    keys(new ResNetCifar(20, 16, Shortcut.A, 1)).key("shortcut"));

    static final FamilyEntry<ResNetCifar> STOCHASTIC_DEPTH =
            new FamilyEntry<>(
                            "stochastic-depth",
                            "ResNet for small images whose units survive a step by chance",
                            keys(stochasticDepth(110))
                                    .key("shortcut", "a a-both a-avg b, and none with survival=1")
                                    .key("survival", "above 0 to 1"))
                    .preset("stochastic-depth-110", stochasticDepth(110))
                    .preset("stochastic-depth-1202", stochasticDepth(1202));

    static {
        for (int depth : new int[] {20, 32, 44, 56, 110, 1202}) {
            if (depth <= 110) {
                PLAIN.preset("plain-" + depth, new ResNetCifar(depth, 16, Shortcut.NONE, 1));
            }
            RESNET.preset("resnet-" + depth, new ResNetCifar(depth, 16, Shortcut.A, 1));
        }
    }

    private static ResNetCifar stochasticDepth(int depth) {
        return new ResNetCifar(depth, 16, Shortcut.A_AVG, 0.5);
    }

    private static Keys<ResNetCifar> keys(ResNetCifar usual) {
        return Keys.of(usual).key("depth", DEPTHS.takes()).key("width", WIDTHS.takes());
    }

    public ResNetCifar {
        DEPTHS.unitsAt(depth);
        WIDTHS.require("width", width);
        Spec.require(
                survival > 0 && survival <= 1,
                "survival must lie above 0 and up to 1 (1: always), but was " + survival);
        Spec.require(
                survival == 1 || shortcut != Shortcut.NONE,
                "a unit that may be skipped must have a shortcut, but has none; take a, a-both,"
                        + " a-avg or b");
    }

    @Override
    public String spec() {
        var plainOrNot = shortcut == Shortcut.NONE ? PLAIN : RESNET;
        return (drops() ? STOCHASTIC_DEPTH : plainOrNot).spec(this);
    }

    @Override
    public String family() {
        return shortcut == Shortcut.NONE ? "Plain" : drops() ? "Stochastic depth" : "ResNet";
    }

    @Override
    public int year() {
        return drops() ? 2016 : 2015;
    }

    @Override
    public String paper() {
        return drops()
                ? "Huang, Sun, Liu, Sedra, Weinberger: Deep Networks with Stochastic Depth, ECCV 2016"
                : "He, Zhang, Ren, Sun: Deep Residual Learning for Image Recognition, CVPR 2016,"
                        + " section 4.2";
    }

    @Override
    public Optional<Scaling> scaling() {
        return Optional.of(
                new Scaling(
                        "width",
                        width,
                        WIDTHS.most(),
                        other -> new ResNetCifar(depth, other, shortcut, survival)));
    }

    @Override
    public Block build(int classes) {
        var net = seq().stage("conv1", seq(conv(width, 3), bnRelu()));
        for (int stage = 0; stage < STAGES; stage++) {
            net.stage("layer" + (stage + 1), stage(stage));
        }
        return net.stage("gap", globalAvgPool()).stage("fc", linear(classes));
    }

    private Chain stage(int stage) {
        var units = seq();
        for (int i = 0; i < units(); i++) {
            boolean narrows = stage > 0 && i == 0;
            units.add(unit(width << stage, narrows ? 2 : 1, stage * units() + i + 1));
        }
        return units;
    }

    /** The unit with that number, which begins at 1. */
    private Block unit(int filters, int stride, int number) {
        var residual = seq(conv(filters, 3, stride), bnRelu(), conv(filters, 3), bn());
        if (shortcut == Shortcut.NONE) {
            return seq(residual, relu());
        }
        double survives = 1 - (1 - survival) * number / (STAGES * units());
        return seq(
                SUM.of(
                        drops() ? gated(survives, residual) : residual,
                        stride == 1 ? identity() : shortcut(filters, stride)),
                relu());
    }

    private Block shortcut(int filters, int stride) {
        return shortcut.to(filters, stride, () -> seq(conv(filters, 1, stride), bn()));
    }

    private int units() {
        return DEPTHS.unitsAt(depth);
    }

    private boolean drops() {
        return survival < 1;
    }
}
