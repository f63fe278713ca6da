package org.sumcat.network;

/**
 * A layer with its shape and costs.
 *
 * @param stage the innermost part of the figure that it is in, {@code dense1}; empty outside of all
 *     of them
 * @param layer its number, from 1
 * @param kind what it is, {@code convolution}
 * @param does what it does, {@code 3x3/2}
 * @param channels that come out for one image, or the length of the vector
 * @param pixels in each of them, 1 in a vector
 * @param parameters trainable numbers
 * @param macs multiply-accumulates for one image
 */
public record LayerRow(
        String stage,
        int layer,
        String kind,
        String does,
        long channels,
        long pixels,
        long parameters,
        long macs) {}
