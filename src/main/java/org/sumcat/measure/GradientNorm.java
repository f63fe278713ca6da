package org.sumcat.measure;

/**
 * The gradient norm of one layer in one epoch.
 *
 * @param epoch from 1
 * @param layer from 1, in the order in which they run
 * @param norm mean over the steps that were looked at
 */
public record GradientNorm(int epoch, int layer, double norm) {}
