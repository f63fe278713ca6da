package org.sumcat.measure;

import ai.djl.ndarray.types.Shape;
import org.sumcat.network.Network;
import org.sumcat.network.NetworkSummary;

/**
 * What a training step needs to hold at once, as counted on paper: whether a network can be trained
 * at all is known before it is tried.
 *
 * @param activations bytes kept for the backward pass, for the whole batch ({@link
 *     ActivationMemory})
 * @param parameters bytes of weights, gradients and momentum, in float32
 */
public record StepMemory(long activations, long parameters) {

    /** Gradients of activations and work space, which live for a moment: a quarter more. */
    private static final double MOMENTARY = 1.25;

    /** Of each weight: itself, its gradient, its momentum. */
    private static final int NUMBERS = 3;

    /**
     * Counts a network.
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

    /** All of it, with what lives for a moment. */
    public long bytes() {
        return (long) (MOMENTARY * (activations + parameters));
    }
}
