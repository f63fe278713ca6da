package org.sumcat.train;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import java.nio.file.Path;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.sumcat.data.Images;
import org.sumcat.nn.Backpropagation;
import org.sumcat.nn.Scalars;
import org.sumcat.train.Recipe.Testing;

/** The training loop, top to bottom. */
final class Loop {
    private static final float WEIGHT_OF_HEADS = 0.3f; // Szegedy et al. 2015, section 5
    private static final int LOOKED_AT_EVERY = 50; // steps, where looking costs nothing

    private final Training training;
    private final Recipe recipe;
    private final Block net;
    private final NDManager manager;
    private final Parts parts;
    private final int side;
    private final CrossEntropy crossEntropy;

    Loop(Training training, Block net, NDManager manager, Parts parts) {
        this.training = training;
        this.net = net;
        this.manager = manager;
        this.parts = parts;
        recipe = training.recipe();
        side = recipe.sideFor(training.network());
        crossEntropy = new CrossEntropy(recipe.smoothing());
    }

    /**
     * Trains on from the state that it is given, and keeps it up to date after each epoch.
     *
     * @param from where an earlier process stopped, if one did
     * @param folder where each epoch leaves a checkpoint, if anywhere
     */
    void run(State state, @Nullable Checkpoint from, @Nullable Path folder) {
        try (Feed train = new Feed(manager, parts.train(), side, recipe.flip());
                Feed validation = heldOut();
                Feed test = new Feed(manager, training.data().test(), side, false);
                Descent descent = new Descent(manager, net, recipe)) {
            if (from != null) {
                descent.restore(from.optimizer());
            }
            var plan =
                    new Observer.Plan(
                            training, train.count(), batches(train.count()), state.epoch());
            training.observers().forEach(o -> o.begin(plan));
            while (state.epoch() < recipe.epochs()) {
                int epoch = state.epoch() + 1;
                long start = System.nanoTime();
                double[] lossAndAccuracy = pass(train, descent, epoch, start);
                double seconds = secondsSince(start);
                Confusion held = validation == null ? null : count(net, validation, epoch);
                Confusion tested =
                        recipe.testing() == Testing.EVERY_EPOCH || epoch == recipe.epochs()
                                ? count(net, test, epoch)
                                : null;
                var row =
                        new Epoch(
                                epoch,
                                lossAndAccuracy[0],
                                lossAndAccuracy[1],
                                held == null ? null : held.accuracy(),
                                tested == null ? null : tested.accuracy(),
                                seconds);
                state.over(row, tested, net);
                if (folder != null && epoch < recipe.epochs()) {
                    state.checkpoint(training, net, descent).write(folder);
                }
                training.observers().forEach(o -> o.afterEpoch(row));
            }
            state.test(weights -> count(weights, test, state.epoch()));
        }
    }

    private @Nullable Feed heldOut() {
        Images images = parts.validation();
        return images == null ? null : new Feed(manager, images, side, false);
    }

    /** One pass over the training images; the mean loss and the accuracy on the way. */
    private double[] pass(Feed train, Descent descent, int epoch, long start) {
        int count = train.count();
        int steps = batches(count);
        long chance =
                training.seed() * 1_000_003 + epoch; // nothing of it is left from epoch to epoch
        Engine.getInstance().setRandomSeed(Long.hashCode(chance)); // of dropout and gates
        try (NDManager passManager = manager.newSubManager();
                Feed.Pass pass = train.shuffled(new SplittableRandom(chance))) {
            NDArray lossSum = passManager.zeros(new Shape(1));
            NDArray rightSum = passManager.zeros(new Shape(1), DataType.INT64);
            for (int step = 0; step < steps; step++) {
                int from = step * recipe.batch();
                int to = Math.min(from + recipe.batch(), count);
                int done = (epoch - 1) * steps + step;
                try (NDManager stepManager = passManager.newSubManager()) {
                    forwardAndBackward(pass.batch(stepManager, from, to), lossSum, rightSum);
                }
                for (Observer o : training.observers()) o.afterBackward(done, net);
                descent.step(recipe.rateAt(done / (double) (recipe.epochs() * steps)));
                var progress = new Observer.Progress(epoch, step + 1, to, secondsSince(start));
                for (Observer o : training.observers()) o.afterStep(progress);
                Training.stopIfInterrupted();
                if (step % LOOKED_AT_EVERY == 0 && !training.compute().device().isGpu()) {
                    finite(lossSum, epoch);
                }
            }
            double loss = finite(lossSum, epoch) / count; // a GPU waits here only, in a pass
            return new double[] {loss, rightSum.getLong() / (double) count};
        }
    }

    private void forwardAndBackward(Feed.Batch batch, NDArray lossSum, NDArray rightSum) {
        Backpropagation.through(
                net,
                training.compute().arithmetic(),
                batch.images(),
                scores -> {
                    NDArray loss = crossEntropy.of(scores.get(0), batch.labels());
                    lossSum.addi(Scalars.mul(loss.stopGradient(), batch.labels().size()));
                    rightSum.addi(scores.get(0).argMax(1).eq(batch.labels()).sum());
                    return heads(scores, batch.labels(), loss);
                });
    }

    /** The loss of the network, and with less weight those of its auxiliary heads. */
    private NDArray heads(NDList scores, NDArray labels, NDArray loss) {
        NDArray all = loss;
        for (NDArray head : scores.subList(1, scores.size())) {
            all = all.add(Scalars.mul(crossEntropy.of(head, labels), WEIGHT_OF_HEADS));
        }
        return all;
    }

    /** Weights that overflowed in the last step have no accuracy. */
    private Confusion count(Block network, Feed feed, int epoch) {
        Evaluation.Result result =
                new Evaluation(network, manager, null)
                        .count(feed, training.data().classes().size());
        DivergedException.unlessFinite(result.sumOfScores(), training, epoch);
        return result.confusion();
    }

    /** The same with other weights, as saved, in the place of those that are trained. */
    private Confusion count(byte[] saved, Feed feed, int epoch) {
        try (NDManager own = manager.newSubManager()) {
            Block other = training.network().build(training.data().classes().size());
            State.load(other, own, saved);
            return count(other, feed, epoch);
        }
    }

    private double finite(NDArray sum, int epoch) {
        return DivergedException.unlessFinite(sum.getFloat(), training, epoch);
    }

    private int batches(int count) {
        return (count + recipe.batch() - 1) / recipe.batch();
    }

    private static double secondsSince(long start) {
        return (System.nanoTime() - start) / 1e9;
    }
}
