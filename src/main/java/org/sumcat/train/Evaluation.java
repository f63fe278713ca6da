package org.sumcat.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.training.ParameterStore;

/** What a network takes images for. Counted on the device; one look at the end of all. */
final class Evaluation {
    private static final int AT_ONCE = 250;

    private final Training training;
    private final NDManager manager;
    private final int classes;

    Evaluation(Training training, NDManager manager) {
        this.training = training;
        this.manager = manager;
        classes = training.data().classes().size();
    }

    /**
     * Counts.
     *
     * @param epoch to which a failure is put down
     * @throws DivergedException where scores are not finite: weights that overflowed in the last
     *     step have no accuracy
     */
    Confusion of(Block net, Feed feed, int epoch) {
        try (NDManager own = manager.newSubManager();
                Feed.Pass pass = feed.inOrder()) {
            var weights = new ParameterStore(own, false);
            NDArray scoreSum = own.zeros(new Shape(1));
            NDArray counts = own.zeros(new Shape(classes, classes), DataType.INT64);
            for (int from = 0; from < feed.count(); from += AT_ONCE) {
                int to = Math.min(from + AT_ONCE, feed.count());
                try (NDManager step = own.newSubManager()) {
                    Feed.Batch batch = pass.batch(step, from, to);
                    NDArray scores =
                            net.forward(weights, new NDList(batch.images()), false, null)
                                    .singletonOrThrow();
                    scoreSum.addi(scores.sum());
                    NDArray truth = batch.labels().oneHot(classes).transpose();
                    NDArray named = scores.argMax(1).oneHot(classes);
                    counts.addi(truth.matMul(named).toType(DataType.INT64, false));
                }
                Training.stopIfInterrupted();
            }
            DivergedException.unlessFinite(scoreSum.getFloat(), training, epoch);
            return Confusion.of(counts.toLongArray(), classes);
        }
    }

    /** The same with other weights, as saved, in the place of those that are trained. */
    Confusion of(byte[] weights, Feed feed, int epoch) {
        try (NDManager own = manager.newSubManager()) {
            Block net = training.network().build(classes);
            State.load(net, own, weights);
            return of(net, feed, epoch);
        }
    }
}
