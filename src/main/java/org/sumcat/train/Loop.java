package org.sumcat.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.nn.Block;
import java.util.Locale;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.sumcat.data.Images;
import org.sumcat.device.Cancellation;
import org.sumcat.device.EngineAtWork;
import org.sumcat.inference.DataLoader;
import org.sumcat.inference.Inference;
import org.sumcat.inference.InferenceResult;
import org.sumcat.optimizer.GradientDescent;
import org.sumcat.recipe.Recipe;
import org.sumcat.recipe.Recipe.Testing;

/** The training loop, top to bottom. */
final class Loop {
    private static final int LOOKED_AT_EVERY = 50; // steps, where looking costs nothing

    private final Training training;
    private final Recipe recipe;
    private final Block net;
    private final NDManager manager;
    private final Splits parts;
    private final int side;
    private int epoch; // that goes on, from 1
    private int images; // seen in it; all while it is tested

    Loop(Training training, Block net, NDManager manager, Splits parts) {
        this.training = training;
        this.net = net;
        this.manager = manager;
        this.parts = parts;
        recipe = training.recipe();
        side = recipe.sideFor(training.network());
    }

    /**
     * Trains from the given state, which is updated after each epoch.
     *
     * @param from where an earlier process stopped, if one did
     * @param keeper where each epoch leaves a checkpoint
     */
    void run(State state, @Nullable Checkpoint from, Keeper keeper) {
        try (DataLoader train =
                        new DataLoader(
                                manager, parts.train(), side, recipe.flip(), recipe.shift());
                DataLoader validation = heldOut();
                DataLoader test = new DataLoader(manager, training.data().test(), side);
                GradientDescent descent = new GradientDescent(manager, net, recipe);
                TrainingStep step = TrainingStep.of(training, net, train, descent, manager)) {
            if (from != null) {
                descent.restore(from.optimizer());
            }
            var plan =
                    new TrainingStart(
                            training, train.count(), batches(train.count()), state.epoch());
            epoch = state.epoch() + 1;
            Cancellation.throwIfRequested(this::reached);
            training.observers().forEach(o -> o.begin(plan));
            while (state.epoch() < recipe.epochs()) {
                epoch = state.epoch() + 1;
                long start = System.nanoTime();
                double[] lossAndAccuracy = pass(train, step, start);
                double seconds = secondsSince(start);
                InferenceResult held = validation == null ? null : look(net, validation, epoch);
                InferenceResult tested =
                        recipe.testing() == Testing.EVERY_EPOCH || epoch == recipe.epochs()
                                ? look(net, test, epoch)
                                : null;
                var row =
                        new Epoch(
                                epoch,
                                lossAndAccuracy[0],
                                lossAndAccuracy[1],
                                held == null ? null : held.confusion().accuracy(),
                                tested == null ? null : tested.confusion().accuracy(),
                                seconds);
                state.over(row, tested, net);
                if (keeper.keeps() && epoch < recipe.epochs()) {
                    keeper.keep(state.checkpoint(training, net, descent));
                }
                training.observers().forEach(o -> o.afterEpoch(row));
            }
            state.test(weights -> look(weights, test, state.epoch()).confusion());
        }
    }

    /** The position for a message: {@code in epoch 2 of 3, after 1,312 of 4,000 images}. */
    String reached() {
        int all = parts.train().count();
        String within =
                images < all
                        ? String.format(Locale.ROOT, "after %,d of %,d images", images, all)
                        : "during testing";
        return "in epoch %s of %s, %s".formatted(epoch, recipe.epochs(), within);
    }

    private @Nullable DataLoader heldOut() {
        Images images = parts.validation();
        return images == null ? null : new DataLoader(manager, images, side);
    }

    /**
     * One pass over the training images; returns the mean loss and the accuracy during the pass.
     */
    private double[] pass(DataLoader train, TrainingStep step, long start) {
        int count = train.count();
        int steps = batches(count);
        long chance =
                training.seed() * 1_000_003 + epoch; // nothing of it is left from epoch to epoch
        EngineAtWork.get().setRandomSeed(Long.hashCode(chance)); // of dropout and gates
        step.beginPass();
        images = 0;
        try (DataLoader.Order pass = train.shuffled(new SplittableRandom(chance))) {
            for (int i = 0; i < steps; i++) {
                int from = i * recipe.batch();
                int to = Math.min(from + recipe.batch(), count);
                int done = (epoch - 1) * steps + i;
                float rate = recipe.rateAt(done / (double) (recipe.epochs() * steps));
                try (NDArray chosen = pass.chosen(from, to)) {
                    step.take(done, chosen, rate);
                }
                images = to;
                Cancellation.throwIfRequested(
                        this::reached); // before observers write, which a kernel then refuses
                var progress = new TrainingProgress(epoch, i + 1, to, secondsSince(start));
                for (TrainingObserver o : training.observers()) o.afterStep(progress);
                Cancellation.throwIfRequested(this::reached);
                if (i % LOOKED_AT_EVERY == 0 && !training.compute().device().isGpu()) {
                    finite(step.lossSum(), epoch);
                }
            }
        }
        double loss = finite(step.lossSum(), epoch) / count; // a GPU waits here only, in a pass
        return new double[] {loss, step.rightSum() / (double) count};
    }

    /** Evaluates the network; weights that overflowed in the last step have no accuracy. */
    private InferenceResult look(Block network, DataLoader feed, int epoch) {
        InferenceResult result =
                new Inference(network, manager, training.rules(), null)
                        .count(feed, training.data().classes().size());
        DivergedException.unlessFinite(result.sumOfScores(), training, epoch);
        return result;
    }

    /** Evaluates a copy of the network with saved weights. */
    private InferenceResult look(byte[] saved, DataLoader feed, int epoch) {
        try (NDManager own = manager.newSubManager()) {
            Block other = training.network().build(training.data().classes().size());
            State.load(other, own, saved);
            return look(other, feed, epoch);
        }
    }

    private double finite(float sum, int epoch) {
        return DivergedException.unlessFinite(sum, training, epoch);
    }

    private int batches(int count) {
        return (count + recipe.batch() - 1) / recipe.batch();
    }

    private static double secondsSince(long start) {
        return (System.nanoTime() - start) / 1e9;
    }
}
