package org.sumcat.zoo;

import static org.sumcat.nn.Layers.padShortcut;

import ai.djl.nn.Block;
import java.util.function.Supplier;
import org.sumcat.nn.Window;

/**
 * Shortcut around a residual where a stage begins and shapes differ (He and others 2015, section
 * 3.3); everywhere else it is the input itself.
 */
public enum Shortcut {
    /** Nothing, here and everywhere: the plain network. */
    NONE("none"),
    /** Every second pixel, new feature maps of zeros behind: the paper, fb.resnet.torch. */
    A("a"),
    /** Like A, with half of the zeros before: some ports. */
    A_BOTH("a-both"),
    /** Like A, with the mean of 2x2 pixels: the authors' code of stochastic depth. */
    A_AVG("a-avg"),
    /** A projection: 1x1 convolution with the stride of the residual. */
    B("b");

    private final String key;

    Shortcut(String key) {
        this.key = key;
    }

    /** Name in a spec, {@code a-both}. */
    public String key() {
        return key;
    }

    /**
     * The shortcut to another shape.
     *
     * @param channels of the residual
     * @param stride of the residual, 1 or 2
     * @param projection what B is in this family; not asked for otherwise
     */
    Block to(int channels, int stride, Supplier<Block> projection) {
        var pixels = Window.of(1).stride(stride);
        return switch (this) {
            case NONE -> throw new IllegalStateException("a plain network has no shortcut");
            case A -> padShortcut(channels, pixels, 0);
            case A_BOTH -> padShortcut(channels, pixels, 0.5);
            case A_AVG -> padShortcut(channels, Window.tiles(stride).ceil(), 0);
            case B -> projection.get();
        };
    }
}
