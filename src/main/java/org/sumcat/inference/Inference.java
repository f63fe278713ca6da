package org.sumcat.inference;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.training.ParameterStore;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.sumcat.device.Cancellation;
import org.sumcat.device.StoppedException;
import org.sumcat.engine.Hooks;
import org.sumcat.engine.Pass;
import org.sumcat.engine.Rules;
import org.sumcat.optimizer.CrossEntropy;
import org.sumcat.torch.Scalars;

/**
 * A network in evaluation mode: running statistics in batch norm, no dropout, every gate open. The
 * caller has switched gradients off.
 *
 * @param rules by which it is computed
 * @param hooks that go along with each forward pass, or null for none
 */
public record Inference(Block network, NDManager manager, Rules rules, @Nullable Hooks hooks) {
    private static final int AT_ONCE = 250;

    private static final CrossEntropy CROSS_ENTROPY = new CrossEntropy(0);

    /**
     * Runs the network on images, in their own order.
     *
     * @param seen gets scores {@code (N, classes)} and labels {@code (N)}, batch by batch
     * @throws StoppedException when the thread is interrupted
     */
    public void show(DataLoader feed, BiConsumer<NDArray, NDArray> seen) {
        try (NDManager passManager = manager.newSubManager();
                DataLoader.Order pass = feed.inOrder()) {
            var weights = new ParameterStore(passManager, false);
            var forward = new Pass(weights, false, rules, hooks);
            for (int from = 0; from < feed.count(); from += AT_ONCE) {
                int to = Math.min(from + AT_ONCE, feed.count());
                try (NDManager stepManager = passManager.newSubManager();
                        NDArray chosen = pass.chosen(from, to)) {
                    DataLoader.Batch batch = feed.batch(stepManager, chosen);
                    NDList scores = forward.run(network, batch.images());
                    seen.accept(scores.singletonOrThrow(), batch.labels());
                }
                Cancellation.throwIfRequested(() -> "stopped while a network was evaluated");
            }
        }
    }

    /** Counts the predictions on the device, read back once at the end. */
    public InferenceResult count(DataLoader feed, int classes) {
        try (NDManager passManager = manager.newSubManager()) {
            NDArray scoreSum = passManager.zeros(new Shape(1));
            NDArray lossSum = passManager.zeros(new Shape(1));
            NDArray counts = passManager.zeros(new Shape(classes, classes), DataType.INT64);
            var taken = new NDList();
            show(
                    feed,
                    (scores, labels) -> {
                        scoreSum.addi(scores.sum());
                        lossSum.addi(Scalars.mul(CROSS_ENTROPY.of(scores, labels), labels.size()));
                        NDArray truth = labels.oneHot(classes).transpose();
                        NDArray best = scores.argMax(1);
                        NDArray byClass = best.toType(DataType.UINT8, false);
                        byClass.attach(passManager);
                        taken.add(byClass);
                        NDArray named = best.oneHot(classes);
                        counts.addi(truth.matMul(named).toType(DataType.INT64, false));
                    });
            return new InferenceResult(
                    Confusion.of(counts.toLongArray(), classes),
                    Predictions.of(NDArrays.concat(taken).toByteArray()),
                    lossSum.getFloat() / feed.count(),
                    scoreSum.getFloat());
        }
    }
}
