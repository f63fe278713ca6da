package org.sumcat.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.sumcat.device.CudaGraph;
import org.sumcat.device.Repeater;
import org.sumcat.engine.Backpropagation;
import org.sumcat.engine.Recording;
import org.sumcat.engine.Rules;
import org.sumcat.inference.DataLoader;
import org.sumcat.optimizer.CrossEntropy;
import org.sumcat.optimizer.GradientDescent;
import org.sumcat.torch.Scalars;

/**
 * A training step: forward and backward pass over a batch, and an update of the weights. What
 * changes from step to step lies in arrays that stay where they are, so that a GPU can record a
 * step and repeat it.
 */
final class TrainingStep implements AutoCloseable {
    private static final float WEIGHT_OF_HEADS = 0.3f; // Szegedy et al. 2015, section 5

    private final Training training;
    private final Block net;
    private final DataLoader feed;
    private final GradientDescent descent;
    private final Rules rules;
    private final CrossEntropy crossEntropy;
    private final List<GradientObserver> gradientObservers;
    private final NDManager manager;
    private final NDArray chosen;
    private final NDArray rate;
    private final NDArray lossSum;
    private final NDArray rightSum;
    private final @Nullable Repeater repeater;

    /**
     * Creates the steps of a training.
     *
     * @param repeater does each step, or null where each is another one
     */
    TrainingStep(
            Training training,
            Block net,
            DataLoader feed,
            GradientDescent descent,
            NDManager parent,
            @Nullable Repeater repeater) {
        this.training = training;
        this.net = net;
        this.feed = feed;
        this.descent = descent;
        this.repeater = repeater;
        rules = training.rules();
        crossEntropy = new CrossEntropy(training.recipe().smoothing());
        gradientObservers = gradientObservers(training);
        manager = parent.newSubManager();
        chosen = manager.zeros(feed.choice(training.recipe().batch()), DataType.INT64);
        rate = manager.zeros(new Shape());
        lossSum = manager.zeros(new Shape(1));
        rightSum = manager.zeros(new Shape(1), DataType.INT64);
    }

    /**
     * Creates the steps of a training, recorded where the device can do that and no observer looks
     * into them.
     */
    static TrainingStep of(
            Training training,
            Block net,
            DataLoader feed,
            GradientDescent descent,
            NDManager parent) {
        boolean recorded =
                training.rules().has(Recording.class)
                        && Recording.isRepeatable(net)
                        && gradientObservers(training).isEmpty();
        Repeater repeater = recorded ? CudaGraph.of(training.compute().device()) : null;
        return new TrainingStep(training, net, feed, descent, parent, repeater);
    }

    private static List<GradientObserver> gradientObservers(Training training) {
        return training.observers().stream()
                .filter(GradientObserver.class::isInstance)
                .map(GradientObserver.class::cast)
                .toList();
    }

    /** Resets the sums for a new pass. */
    void beginPass() {
        Scalars.muli(lossSum, 0);
        Scalars.muli(rightSum, 0);
    }

    /** The sum of the losses of all images in this pass; waits for a GPU. */
    float lossSum() {
        return lossSum.getFloat();
    }

    /** The number of images classified correctly in this pass; waits for a GPU. */
    long rightSum() {
        return rightSum.getLong();
    }

    /**
     * Performs one training step.
     *
     * @param number of the step in the whole run, from 0
     * @param images which ones, as {@link DataLoader.Order#chosen} gives them
     */
    void take(int number, NDArray images, float learningRate) {
        Scalars.addi(Scalars.muli(rate, 0), learningRate);
        if (repeater != null && images.getShape().equals(chosen.getShape())) {
            Scalars.overwrite(chosen, images);
            repeater.run(() -> work(number, chosen));
        } else {
            work(number, images);
        }
    }

    private void work(int number, NDArray images) {
        try (NDManager step = manager.newSubManager()) {
            forwardAndBackward(feed.batch(step, images));
        }
        gradientObservers.forEach(each -> each.afterBackward(number, net));
        descent.step(rate);
    }

    private void forwardAndBackward(DataLoader.Batch batch) {
        Backpropagation.through(
                net,
                training.compute().arithmetic(),
                rules,
                batch.images(),
                scores -> {
                    NDArray loss = crossEntropy.of(scores.get(0), batch.labels());
                    lossSum.addi(Scalars.mul(loss.stopGradient(), batch.labels().size()));
                    rightSum.addi(scores.get(0).argMax(1).eq(batch.labels()).sum());
                    return heads(scores, batch.labels(), loss);
                });
    }

    /** The loss of the network, plus the smaller weighted losses of its auxiliary heads. */
    private NDArray heads(NDList scores, NDArray labels, NDArray loss) {
        NDArray all = loss;
        for (NDArray head : scores.subList(1, scores.size())) {
            all = all.add(Scalars.mul(crossEntropy.of(head, labels), WEIGHT_OF_HEADS));
        }
        return all;
    }

    @Override
    public void close() {
        try (manager) {
            if (repeater != null) {
                repeater.close();
            }
        }
    }
}
