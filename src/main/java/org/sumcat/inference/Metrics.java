package org.sumcat.inference;

/**
 * Accuracy and loss of a network on some images.
 *
 * @param accuracy fraction of images classified correctly, 0 to 1
 * @param loss mean cross-entropy in nats, labels not smoothed: it tells what an accuracy of few
 *     images is too coarse to tell
 */
public record Metrics(double accuracy, double loss) {}
