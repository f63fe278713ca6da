package org.sumcat.optimizer;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.training.loss.Loss;
import org.sumcat.torch.Scalars;

/**
 * Softmax cross-entropy in nats, with label smoothing: of {@code K} classes the target is {@code 1
 * - e + e/K} for the right one and {@code e/K} for every other (Szegedy et al., 2015, "Rethinking
 * the Inception Architecture", section 7).
 *
 * @param smoothing {@code e}, 0 for labels as they are
 */
public record CrossEntropy(float smoothing) {
    private static final Loss PLAIN = Loss.softmaxCrossEntropyLoss();

    /**
     * The mean loss over a batch.
     *
     * @param scores {@code (N, K)}
     * @param labels {@code (N)}
     */
    public NDArray of(NDArray scores, NDArray labels) {
        NDArray plain = PLAIN.evaluate(new NDList(labels), new NDList(scores));
        if (smoothing == 0) {
            return plain;
        }
        NDArray even = scores.logSoftmax(1).mean().neg();
        return Scalars.mul(plain, 1 - smoothing).add(Scalars.mul(even, smoothing));
    }
}
