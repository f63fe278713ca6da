package org.sumcat.train;

/**
 * The progress of a training run.
 *
 * @param epoch the current pass, from 1
 * @param step the step just done in this pass, from 1
 * @param images images seen in this pass
 * @param seconds since this pass began
 */
public record TrainingProgress(int epoch, int step, int images, double seconds) {}
