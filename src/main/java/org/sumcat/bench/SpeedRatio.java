package org.sumcat.bench;

/**
 * A speed ratio over the rounds: its median, minimum and maximum.
 *
 * @param typical median of the rounds' ratios
 * @param least of them
 * @param most of them
 */
public record SpeedRatio(double typical, double least, double most) {}
