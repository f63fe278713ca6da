package org.sumcat.zoo;

import static org.sumcat.nn.Fusion.CONCAT;
import static org.sumcat.nn.Fusion.SUM;
import static org.sumcat.nn.Layers.avgPool;
import static org.sumcat.nn.Layers.bnRelu;
import static org.sumcat.nn.Layers.conv;
import static org.sumcat.nn.Layers.globalAvgPool;
import static org.sumcat.nn.Layers.identity;
import static org.sumcat.nn.Layers.linear;
import static org.sumcat.nn.Layers.relu;
import static org.sumcat.nn.Layers.seq;
import static org.sumcat.nn.Layers.times;

import ai.djl.nn.Block;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.sumcat.keys.Bounds;
import org.sumcat.keys.Keys;
import org.sumcat.keys.Spec;
import org.sumcat.network.FamilyEntry;
import org.sumcat.network.Network;
import org.sumcat.network.Scaling;
import org.sumcat.nn.Fusion;
import org.sumcat.nn.Window;

/**
 * One network that can be written in three ways which differ in one word: no shortcut, sum or
 * concatenation around each layer. Everything else is the same code.
 *
 * <p>Three stages of {@code n} layers {@code H}: batch norm, ReLU, 3x3 convolution, in the order of
 * Huang et al. 2017 (section 3) and of the pre-activation ResNet (He et al. 2016, "Identity
 * Mappings in Deep Residual Networks"); between stages the transition of DenseNet, which halves
 * height and width and doubles the maps that a stage begins with.
 *
 * <p>A concatenating layer reads the maps of all layers before it, so at one width it is the larger
 * network. With {@code n = 7} layers in a stage (depth 25) it is exactly as large at half the
 * width, in weights and in multiplications, for 7 w w = (1 + 2 + ... + 7) (w/2) (w/2).
 *
 * @param join how a layer is joined to its input
 * @param depth weight layers, {@code 3n + 4}
 * @param width feature maps that a layer of the first stage makes; doubled at each next stage
 * @param norm whether there are batch norms; without them each convolution has a bias instead, and
 *     everything else is the same
 */
public record Skeleton(Fusion join, int depth, int width, boolean norm) implements Network {

    /**
     * The names that notebooks of version 0.1.0 have for it.
     *
     * @deprecated now {@link Fusion}
     */
    @Deprecated
    public static final class Join {
        public static final Fusion PLAIN = Fusion.NONE;
        public static final Fusion SUM = Fusion.SUM;
        public static final Fusion CONCAT = Fusion.CONCAT;

        private Join() {}
    }

    /** The words for {@code join} in a spec. */
    public static final Map<String, Fusion> JOINS = joins();

    private static final int STAGES = 3;

    private static final Depths DEPTHS =
            new Depths(
                    STAGES,
                    4,
                    400,
                    "layers in a stage, as many as ResNet-1202 has",
                    "layers in 3 stages");

    private static final Bounds WIDTHS = new Bounds(1, 1024, "64 times the usual");

    static final FamilyEntry<Skeleton> FAMILY =
            new FamilyEntry<>(
                            "skeleton",
                            "one network, three ways",
                            Keys.of(new Skeleton(Fusion.SUM, 25, 16))
                                    .key("join")
                                    .words("join", JOINS)
                                    .key("depth", DEPTHS.takes())
                                    .key("width", WIDTHS.takes())
                                    .option("norm"))
                    .preset("skeleton-plain", new Skeleton(Fusion.NONE, 25, 16))
                    .preset("skeleton-sum", new Skeleton(Fusion.SUM, 25, 16))
                    .preset("skeleton-concat", new Skeleton(Fusion.CONCAT, 25, 8));

    private static Map<String, Fusion> joins() {
        var words = new LinkedHashMap<String, Fusion>();
        words.put("plain", Fusion.NONE);
        words.put("sum", Fusion.SUM);
        words.put("concat", Fusion.CONCAT);
        return Collections.unmodifiableMap(words);
    }

    /** Creates a skeleton with batch norms. */
    public Skeleton(Fusion join, int depth, int width) {
        this(join, depth, width, true);
    }

    public Skeleton {
        Spec.require(
                JOINS.containsValue(join),
                "join must be one of NONE, SUM, CONCAT, but was " + join);
        DEPTHS.unitsAt(depth);
        WIDTHS.require("width", width);
    }

    @Override
    public String spec() {
        return FAMILY.spec(this);
    }

    @Override
    public String family() {
        return switch (join) {
            case SUM -> "ResNet";
            case CONCAT -> "DenseNet";
            default -> "Plain";
        };
    }

    @Override
    public int year() {
        return 2017;
    }

    @Override
    public String paper() {
        return "ours, to compare: layers and transitions of Huang et al., CVPR 2017, section 3";
    }

    @Override
    public Optional<Scaling> scaling() {
        return Optional.of(
                new Scaling(
                        "width",
                        width,
                        WIDTHS.most(),
                        other -> new Skeleton(join, depth, other, norm)));
    }

    @Override
    public Block build(int classes) {
        var net = seq().stage("conv1", convolution(width, 3));
        for (int stage = 0; stage < STAGES; stage++) {
            int maps = width << stage;
            if (stage > 0) {
                var pooled = avgPool(Window.tiles(2));
                net.stage("trans" + stage, seq(activation(), convolution(maps, 1), pooled));
            }
            net.stage("stage" + (stage + 1), times(DEPTHS.unitsAt(depth), () -> joined(maps)));
        }
        return net.stage("post", activation())
                .stage("gap", globalAvgPool())
                .stage("fc", linear(classes));
    }

    /** {@code (N, c, h, w) -> (N, maps, h, w)}, or {@code (N, c + maps, h, w)} for CONCAT. */
    private Block joined(int maps) {
        return switch (join) {
            case NONE -> layer(maps);
            case SUM -> SUM.of(layer(maps), identity());
            case CONCAT -> CONCAT.of(identity(), layer(maps));
            case OTHER -> throw new IllegalStateException("refused when it was made");
        };
    }

    private Block layer(int maps) {
        return seq(activation(), convolution(maps, 3));
    }

    private Block activation() {
        return norm ? bnRelu() : relu();
    }

    private Block convolution(int filters, int kernel) {
        return conv(filters, kernel, 1, !norm);
    }
}
