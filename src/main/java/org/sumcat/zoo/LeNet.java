package org.sumcat.zoo;

import static org.sumcat.nn.Layers.avgPool;
import static org.sumcat.nn.Layers.conv;
import static org.sumcat.nn.Layers.flatten;
import static org.sumcat.nn.Layers.linear;
import static org.sumcat.nn.Layers.maxPool;
import static org.sumcat.nn.Layers.relu;
import static org.sumcat.nn.Layers.seq;
import static org.sumcat.nn.Layers.sigmoid;
import static org.sumcat.nn.Layers.squash;
import static org.sumcat.nn.Layers.subsample;
import static org.sumcat.nn.Layers.tanh;

import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import java.util.List;
import org.sumcat.keys.Bounds;
import org.sumcat.keys.Keys;
import org.sumcat.keys.Values;
import org.sumcat.network.FamilyEntry;
import org.sumcat.network.Network;
import org.sumcat.nn.Window;

/**
 * LeNet-5: convolution and subsampling, twice, then a classifier.
 *
 * <p>LeCun, Bottou, Bengio and Haffner, "Gradient-Based Learning Applied to Document Recognition",
 * Proceedings of the IEEE 86(11), 1998, section II-B and Figure 2.
 *
 * @param form how C3 is wired
 * @param activation between the layers
 * @param pooling of S2 and S4
 * @param padding zeros around the image: the figure's 32 pixels are 28 and 2 on every side
 */
public record LeNet(C3 form, Activation activation, Pooling pooling, int padding)
        implements Network {

    /** Connections between the maps of S2 and C3. */
    public enum C3 {
        /** Every filter of C3 reads all six maps: 96 kernels. */
        MODERN,
        /**
         * The filters of C3 read the maps that Table I says, 60 kernels, and C5 is a convolution.
         * The radial basis functions of the output, with their fixed codes, are a linear layer.
         */
        PAPER
    }

    /** Activation function after a layer. */
    public enum Activation {
        RELU,
        TANH,
        SIGMOID,
        /** The scaled tangent of the paper's appendix A. */
        SQUASH
    }

    /** How S2 and S4 make one pixel of four. */
    public enum Pooling {
        MAX,
        AVERAGE,
        /** The sum, with a coefficient and a bias for every map, and an activation: the paper. */
        TRAINABLE
    }

    /** Table I: which of the six maps of S2 each filter of C3 reads. */
    private static final List<List<Integer>> TABLE_I =
            List.of(
                    List.of(0, 1, 2),
                    List.of(1, 2, 3),
                    List.of(2, 3, 4),
                    List.of(3, 4, 5),
                    List.of(0, 4, 5),
                    List.of(0, 1, 5),
                    List.of(0, 1, 2, 3),
                    List.of(1, 2, 3, 4),
                    List.of(2, 3, 4, 5),
                    List.of(0, 3, 4, 5),
                    List.of(0, 1, 4, 5),
                    List.of(0, 1, 2, 5),
                    List.of(0, 1, 3, 4),
                    List.of(1, 2, 4, 5),
                    List.of(0, 2, 3, 5),
                    List.of(0, 1, 2, 3, 4, 5));

    private static final Bounds PADDINGS = new Bounds(0, 2, "2 makes 32 pixels of 28");

    static final FamilyEntry<LeNet> FAMILY =
            new FamilyEntry<>(
                            "lenet",
                            "LeNet-5",
                            Keys.of(of(C3.MODERN))
                                    .key("form")
                                    .key("activation")
                                    .follows(
                                            "(relu, or squash of the paper)",
                                            of -> usual(of).activation)
                                    .key("pooling")
                                    .follows(
                                            "(max, or trainable of the paper)",
                                            of -> usual(of).pooling)
                                    .key("padding", PADDINGS.takes())
                                    .follows("(2, or 0 of the paper)", of -> usual(of).padding))
                    .preset("lenet-5-1998", of(C3.PAPER))
                    .preset("lenet-5", of(C3.MODERN))
                    .preset(
                            "lenet-5-d2l",
                            new LeNet(C3.MODERN, Activation.SIGMOID, Pooling.AVERAGE, 2));

    private static LeNet usual(Values components) {
        return of(components.get("form", C3.class));
    }

    /** Creates the paper's network for 32 pixels, or a ReLU network for 28. */
    public static LeNet of(C3 form) {
        return form == C3.PAPER
                ? new LeNet(form, Activation.SQUASH, Pooling.TRAINABLE, 0)
                : new LeNet(form, Activation.RELU, Pooling.MAX, 2);
    }

    public LeNet {
        PADDINGS.require("padding", padding);
    }

    @Override
    public String spec() {
        return FAMILY.spec(this);
    }

    @Override
    public String family() {
        return "LeNet";
    }

    @Override
    public int year() {
        return 1998;
    }

    @Override
    public String paper() {
        return "LeCun, Bottou, Bengio, Haffner: Gradient-Based Learning Applied to Document"
                + " Recognition, Proc. IEEE 1998, section II-B";
    }

    @Override
    public Shape input() {
        return new Shape(1, 32 - 2 * padding, 32 - 2 * padding);
    }

    @Override
    public Block build(int classes) {
        return seq().stage("C1", seq(conv(6, Window.of(5).padding(padding), true), activated()))
                .stage("S2", halved())
                .stage("C3", seq(c3(), activated()))
                .stage("S4", halved())
                .stage("C5", c5())
                .stage("F6", seq(linear(84), activated()))
                .stage("out", linear(classes));
    }

    private Block c3() {
        Window window = Window.of(5).valid();
        return form == C3.PAPER ? conv(TABLE_I, window) : conv(16, window, true);
    }

    private Block c5() {
        return form == C3.PAPER
                ? seq(conv(120, Window.of(5).valid(), true), activated(), flatten())
                : seq(flatten(), linear(120), activated());
    }

    private Block activated() {
        return switch (activation) {
            case RELU -> relu();
            case TANH -> tanh();
            case SIGMOID -> sigmoid();
            case SQUASH -> squash();
        };
    }

    private Block halved() {
        return switch (pooling) {
            case MAX -> maxPool(Window.tiles(2));
            case AVERAGE -> avgPool(Window.tiles(2));
            case TRAINABLE -> seq(subsample(2), activated());
        };
    }
}
