package org.sumcat.inference;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.nn.Block;
import ai.djl.training.ParameterStore;
import java.util.SplittableRandom;
import org.sumcat.device.Cancellation;
import org.sumcat.engine.Pass;
import org.sumcat.engine.Rules;

/**
 * Re-estimation of batch norm's running statistics. The caller has switched gradients off, so
 * nothing else of the network changes.
 */
public record RunningStatistics(Block network, NDManager manager, Rules rules) {
    /** The number of steps after which a momentum of nine tenths leaves 0.5% of the old values. */
    public static final int STEPS = 50;

    private static final int ORDER = 1; // any

    /** Runs images as in training, in whole batches, until the statistics reflect only them. */
    public void follow(DataLoader feed, int batch) {
        var random = new SplittableRandom(ORDER);
        for (int steps = 0; steps < STEPS; steps += feed.count() / batch) {
            pass(feed, batch, random);
        }
    }

    private void pass(DataLoader feed, int batch, SplittableRandom random) {
        try (NDManager passManager = manager.newSubManager();
                DataLoader.Order order = feed.shuffled(random)) {
            var pass = new Pass(new ParameterStore(passManager, false), true, rules);
            for (int to = batch; to <= feed.count(); to += batch) {
                try (NDManager stepManager = passManager.newSubManager();
                        NDArray chosen = order.chosen(to - batch, to)) {
                    DataLoader.Batch images = feed.batch(stepManager, chosen);
                    pass.run(network, images.images()).close();
                }
                Cancellation.throwIfRequested(
                        () -> "stopped while batch norm's statistics were re-estimated");
            }
        }
    }
}
