package org.sumcat.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.nn.Block;
import ai.djl.training.ParameterStore;
import java.util.SplittableRandom;

/**
 * Re-estimation of batch norm's running statistics. The caller has switched gradients off, so
 * nothing else of the network changes.
 */
record RunningStatistics(Block network, NDManager manager) {
    /** The number of steps after which a momentum of nine tenths leaves 0.5% of the old values. */
    static final int STEPS = 50;

    private static final int ORDER = 1; // any

    /** Runs images as in training, in whole batches, until the statistics reflect only them. */
    void follow(DataLoader feed, int batch) {
        var random = new SplittableRandom(ORDER);
        for (int steps = 0; steps < STEPS; steps += feed.count() / batch) {
            pass(feed, batch, random);
        }
    }

    private void pass(DataLoader feed, int batch, SplittableRandom random) {
        try (NDManager passManager = manager.newSubManager();
                DataLoader.Pass pass = feed.shuffled(random)) {
            var weights = new ParameterStore(passManager, false);
            for (int to = batch; to <= feed.count(); to += batch) {
                try (NDManager stepManager = passManager.newSubManager();
                        NDArray chosen = pass.chosen(to - batch, to)) {
                    DataLoader.Batch images = feed.batch(stepManager, chosen);
                    network.forward(weights, new NDList(images.images()), true).close();
                }
                Stop.ifAsked(() -> "stopped while batch norm's statistics were re-estimated");
            }
        }
    }
}
