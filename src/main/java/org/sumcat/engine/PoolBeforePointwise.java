package org.sumcat.engine;

import ai.djl.ndarray.NDArray;
import ai.djl.nn.Block;
import ai.djl.nn.convolutional.Convolution;
import java.util.List;
import org.sumcat.nn.LayerKind;
import org.sumcat.nn.Weightless;
import org.sumcat.nn.Window;

/**
 * Averages tiles before the 1x1 convolution that they follow, not after: both are linear and the
 * convolution sees each pixel alone, so they commute, and the convolution reads a quarter of the
 * pixels (of tiles of 2x2). A training step of d2l's DenseNet took 10% less time on an AMD EPYC;
 * equal but for rounding.
 */
public record PoolBeforePointwise() implements PartRule {
    @Override
    public String name() {
        return "pool-before-1x1";
    }

    @Override
    public String effect() {
        return "averages tiles before a 1x1 convolution, not after it; a step of d2l's DenseNet takes 10% less time";
    }

    @Override
    public double tolerance() {
        return 1e-4;
    }

    @Override
    public int takes() {
        return 2;
    }

    @Override
    public boolean matches(List<Block> parts, int i, NDArray now, Pass pass) {
        return isAt(parts, i);
    }

    /** Returns whether a 1x1 convolution and an average over tiles begin at a place. */
    public static boolean isAt(List<Block> parts, int i) {
        return i + 1 < parts.size() && isPointwise(parts.get(i)) && isTileAverage(parts.get(i + 1));
    }

    private static boolean isPointwise(Block block) {
        return block instanceof Convolution conv
                && conv.getKernelShape().size() == 1
                && conv.getStride().size() == 1
                && conv.getPadding().get(0) + conv.getPadding().get(1) == 0;
    }

    private static boolean isTileAverage(Block block) {
        return block instanceof Weightless pooling
                && pooling.kind() == LayerKind.AVERAGE_POOL
                && pooling.window().filter(PoolBeforePointwise::isTile).isPresent();
    }

    /** Side by side, and whole: a pixel of the padding would count without the bias. */
    private static boolean isTile(Window window) {
        return window.equals(Window.tiles(window.height()));
    }

    @Override
    public NDArray run(List<Block> parts, int i, NDArray now, Pass pass) {
        NDArray pooled = Interpreter.parts(parts.subList(i + 1, i + 2), now, pass);
        NDArray made = Interpreter.parts(parts.subList(i, i + 1), pooled, pass);
        Interpreter.closeUnless(pooled, now, made);
        return made;
    }
}
