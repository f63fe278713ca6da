package org.sumcat.measure;

import ai.djl.ndarray.types.Shape;
import org.sumcat.network.Network;
import org.sumcat.network.NetworkSummary;

/**
 * Memory that a training step needs at once, counted: it tells in advance whether a network can be
 * trained at all.
 *
 * @param activations bytes kept for the backward pass, for the whole batch ({@link
 *     ActivationMemory})
 * @param parameters bytes of weights, gradients and momentum, in float32
 */
public record StepMemory(long activations, long parameters) {

    /**
     * The surcharge of a quarter for gradients of activations and work space, which are
     * short-lived.
     */
    private static final double MOMENTARY = 1.25;

    /** Numbers kept per weight: itself, its gradient, its momentum. */
    private static final int NUMBERS = 3;

    /**
     * Counts the memory of a training step.
     *
     * @param image one image, {@code (C, H, W)}
     * @param classes how many classes the last layer tells apart
     * @param batch images in a step
     */
    public static StepMemory of(Network network, Shape image, int classes, int batch) {
        return new StepMemory(
                batch * ActivationMemory.of(network, image, classes).bytes(),
                NUMBERS * Float.BYTES * NetworkSummary.of(network, image, classes).parameters());
    }

    /** The total, including short-lived memory. */
    public long bytes() {
        return (long) (MOMENTARY * (activations + parameters));
    }
}
