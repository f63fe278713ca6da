package org.sumcat.engine;

import ai.djl.Device;

/**
 * A way to compute the same network faster or in less memory. The plain interpretation, layer after
 * layer as {@code nn} says it, is what each is tested against.
 */
public sealed interface Rule permits PartRule, BlockRule, Recording {
    /** The name in records, in {@code --rules} and in {@code doctor}: {@code relu-in-place}. */
    String name();

    /** The effect and the saving, in one line. */
    String effect();

    /**
     * How far outputs, gradients and running statistics may lie from those of the plain
     * interpretation in float32, as a share of the largest number of an array, or of a hundredth of
     * the largest of all arrays where that is more: gradients that are zero but for rounding have
     * no size of their own. 0 where they are equal bit for bit.
     */
    double tolerance();

    /** Returns whether the rule can match anything on a device. */
    default boolean isFor(Device device) {
        return true;
    }
}
