package org.sumcat.train;

/**
 * The plan of a run that is about to begin.
 *
 * @param stepsInEpoch how many batches one pass has
 * @param epochsDone how many an earlier process has finished
 */
public record TrainingStart(Training training, int trainImages, int stepsInEpoch, int epochsDone) {}
