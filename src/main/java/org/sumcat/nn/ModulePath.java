package org.sumcat.nn;

import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;

/**
 * A layer, or several that belong together.
 *
 * @param address as above, without {@code /input}
 * @param in what goes in, {@code (N, C, H, W)} or {@code (N, C)}
 * @param out what comes out
 */
public record ModulePath(String address, Block block, Shape in, Shape out) {
    /** The address with {@code /input} behind it. */
    public String input() {
        return address + ModulePaths.INPUT;
    }

    /** In the field's words where it is a layer, {@code relu}; else the kind of container. */
    public String words() {
        return block instanceof Weightless weightless
                ? weightless.name()
                : block.getClass().getSimpleName();
    }

    @Override
    public String toString() {
        return "%-32s %-24s %14s -> %s"
                .formatted(address, words(), ModulePaths.image(in), ModulePaths.image(out));
    }
}
