package org.sumcat.inference;

/**
 * The results of a pass over some images.
 *
 * @param predictions what each image is taken for
 * @param loss mean cross-entropy in nats, labels not smoothed
 * @param sumOfScores tells whether all scores are finite
 */
public record InferenceResult(
        Confusion confusion, Predictions predictions, double loss, double sumOfScores) {}
