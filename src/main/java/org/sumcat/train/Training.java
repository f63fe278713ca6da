package org.sumcat.train;

import ai.djl.Model;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.pytorch.jni.JniUtils;
import ai.djl.training.GradientCollector;
import ai.djl.training.ParameterStore;
import ai.djl.training.initializer.Initializer;
import ai.djl.training.initializer.XavierInitializer;
import ai.djl.training.initializer.XavierInitializer.FactorType;
import ai.djl.training.initializer.XavierInitializer.RandomType;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CancellationException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.sumcat.data.Dataset;
import org.sumcat.data.Images;
import org.sumcat.train.Recipe.Testing;
import org.sumcat.zoo.Anatomy;
import org.sumcat.zoo.Network;

/**
 * A training that can be run: network, recipe, data, seed and who watches.
 *
 * <pre>{@code
 * Run run = Training.of(Zoo.network("resnet-20"), Recipe.quick(), data)
 *         .withSeed(2)
 *         .onEpoch(epoch -> System.out.println(epoch.line()))
 *         .run();
 * }</pre>
 *
 * @param seed decides the first weights, the images in use, their order and their mirroring, what
 *     dropout drops and which gates of stochastic depth are closed; the same seed on the same CPU
 *     with the same number of threads gives the same weights, bit for bit
 */
public record Training(
        Network network,
        Recipe recipe,
        Dataset data,
        long seed,
        Compute compute,
        List<Observer> observers) {

    private static final float WEIGHT_OF_HEADS = 0.3f; // Szegedy et al. 2015, section 5
    private static final int LOOKED_AT_EVERY = 50; // steps, where looking costs nothing
    private static final ReentrantLock GOING_ON = new ReentrantLock();

    public Training {
        observers = List.copyOf(observers);
    }

    /** Watched by nobody. */
    public Training(Network network, Recipe recipe, Dataset data, long seed, Compute compute) {
        this(network, recipe, data, seed, compute, List.of());
    }

    /** Seed 1, on a GPU where the engine sees one, watched by nobody. */
    public static Training of(Network network, Recipe recipe, Dataset data) {
        return new Training(network, recipe, data, 1, Compute.of("auto"), List.of());
    }

    /** The same with another seed. */
    public Training withSeed(long other) {
        return new Training(network, recipe, data, other, compute, observers);
    }

    /** The same on another device. */
    public Training on(Compute other) {
        return new Training(network, recipe, data, seed, other, observers);
    }

    /** The same, watched by one more. */
    public Training watchedBy(Observer observer) {
        var more = new ArrayList<>(observers);
        more.add(observer);
        return new Training(network, recipe, data, seed, compute, more);
    }

    /** The same, telling about each epoch when it is over. */
    public Training onEpoch(Consumer<Epoch> told) {
        return watchedBy(
                new Observer() {
                    @Override
                    public void afterEpoch(Epoch epoch) {
                        told.accept(epoch);
                    }
                });
    }

    /** Trains, and keeps only the record of it. */
    public Run run() {
        try (Trained trained = train()) {
            return trained.run();
        }
    }

    /**
     * Refuses what could not be trained, before anything is.
     *
     * @throws IllegalArgumentException when the data does not suffice for the recipe, or its images
     *     are too small for the network
     */
    public void check() {
        anatomy();
        Parts.of(data, recipe, seed);
    }

    /**
     * Trains, and keeps the network too. One training at a time in a process: the engine has one
     * tape for all.
     *
     * @throws DivergedException when loss or scores are not finite any more
     * @throws CancellationException when the thread is interrupted
     * @throws IllegalArgumentException as {@link #check()} does
     * @throws IllegalStateException when another training is going on in this process
     */
    public Trained train() {
        Anatomy anatomy = anatomy();
        Parts parts = Parts.of(data, recipe, seed);
        if (!GOING_ON.tryLock()) {
            throw new IllegalStateException(
                    "one training at a time can go on in a process, but another does; wait for it"
                            + " or start a second process");
        }
        boolean gradients = JniUtils.isGradMode(); // of this thread: on, but where the engine began
        JniUtils.setGradMode(false);
        try {
            return train(anatomy, parts);
        } finally {
            JniUtils.setGradMode(gradients);
            GOING_ON.unlock();
        }
    }

    private Trained train(Anatomy anatomy, Parts parts) {
        Engine.getInstance().setRandomSeed(Long.hashCode(seed));
        Model model = Model.newInstance(network.spec(), compute.device());
        try {
            Block net = network.build(data.classes().size());
            net.setInitializer(start(), Parameter.Type.WEIGHT);
            int side = recipe.sideFor(network);
            net.initialize(model.getNDManager(), DataType.FLOAT32, new Shape(1, 1, side, side));
            model.setBlock(net);
            List<Epoch> history = new Loop(net, model.getNDManager(), parts).run();
            return new Trained(model, this, anatomy, parts, history);
        } catch (Throwable e) {
            model.close();
            throw e;
        }
    }

    /** What the network is made of, for images of the recipe's size. */
    Anatomy anatomy() {
        int side = recipe.sideFor(network);
        return Anatomy.of(network, new Shape(1, side, side), data.classes().size());
    }

    private Initializer start() {
        return switch (recipe.start()) {
            case XAVIER -> new XavierInitializer(RandomType.UNIFORM, FactorType.AVG, 3);
            case HE -> new XavierInitializer(RandomType.GAUSSIAN, FactorType.IN, 2);
        };
    }

    /** The loop, top to bottom. */
    private final class Loop {
        private final Block net;
        private final NDManager manager;
        private final Parts parts;
        private final ParameterStore weights;
        private final int side = recipe.sideFor(network);
        private final CrossEntropy crossEntropy = new CrossEntropy(recipe.smoothing());

        Loop(Block net, NDManager manager, Parts parts) {
            this.net = net;
            this.manager = manager;
            this.parts = parts;
            weights = new ParameterStore(manager, false);
        }

        List<Epoch> run() {
            var history = new ArrayList<Epoch>();
            try (Feed train = new Feed(manager, parts.train(), side, recipe.flip());
                    Feed validation = heldOut();
                    Feed test = new Feed(manager, data.test(), side, false);
                    Descent descent = new Descent(manager, net, recipe)) {
                var plan = new Observer.Plan(Training.this, train.count(), batches(train.count()));
                observers.forEach(o -> o.begin(plan));
                for (int epoch = 1; epoch <= recipe.epochs(); epoch++) {
                    long start = System.nanoTime();
                    double[] lossAndAccuracy = pass(train, descent, epoch, start);
                    double seconds = secondsSince(start);
                    boolean tested =
                            recipe.testing() == Testing.EVERY_EPOCH || epoch == recipe.epochs();
                    var row =
                            new Epoch(
                                    epoch,
                                    lossAndAccuracy[0],
                                    lossAndAccuracy[1],
                                    validation == null ? null : accuracy(validation, epoch),
                                    tested ? accuracy(test, epoch) : null,
                                    seconds);
                    history.add(row);
                    observers.forEach(o -> o.afterEpoch(row));
                }
            }
            return history;
        }

        private @Nullable Feed heldOut() {
            Images images = parts.validation();
            return images == null ? null : new Feed(manager, images, side, false);
        }

        /** One pass over the training images; the mean loss and the accuracy on the way. */
        private double[] pass(Feed train, Descent descent, int epoch, long start) {
            int count = train.count();
            int steps = batches(count);
            try (NDManager passManager = manager.newSubManager();
                    Feed.Pass pass =
                            train.shuffled(new SplittableRandom(seed * 1_000_003 + epoch))) {
                NDArray lossSum = passManager.zeros(new Shape(1));
                NDArray rightSum = passManager.zeros(new Shape(1), DataType.INT64);
                for (int step = 0; step < steps; step++) {
                    int from = step * recipe.batch();
                    int to = Math.min(from + recipe.batch(), count);
                    int done = (epoch - 1) * steps + step;
                    try (NDManager stepManager = passManager.newSubManager()) {
                        forwardAndBackward(pass.batch(stepManager, from, to), lossSum, rightSum);
                    }
                    for (Observer o : observers) o.afterBackward(done, net);
                    descent.step(recipe.rateAt(done / (double) (recipe.epochs() * steps)));
                    var progress = new Observer.Progress(epoch, step + 1, to, secondsSince(start));
                    for (Observer o : observers) o.afterStep(progress);
                    stopIfInterrupted();
                    if (step % LOOKED_AT_EVERY == 0 && !compute.device().isGpu()) {
                        finite(lossSum.getFloat(), epoch);
                    }
                }
                double loss =
                        finite(lossSum.getFloat(), epoch)
                                / count; // a GPU waits here only, in a pass
                return new double[] {loss, rightSum.getLong() / (double) count};
            }
        }

        private void forwardAndBackward(Feed.Batch batch, NDArray lossSum, NDArray rightSum) {
            try (GradientCollector tape = Engine.getInstance().newGradientCollector()) {
                // scores for each class, and those of auxiliary heads behind them
                NDList scores = net.forward(weights, new NDList(batch.images()), true);
                NDArray loss = crossEntropy.of(scores.get(0), batch.labels());
                NDArray all = loss;
                for (NDArray head : scores.subList(1, scores.size())) {
                    all = all.add(crossEntropy.of(head, batch.labels()).mul(WEIGHT_OF_HEADS));
                }
                tape.backward(all);
                lossSum.addi(loss.stopGradient().mul(batch.labels().size()));
                rightSum.addi(Evaluation.right(scores.get(0), batch.labels()));
            }
        }

        private double accuracy(Feed feed, int epoch) {
            Evaluation.Result result = new Evaluation(net, manager, null).name(feed);
            // weights that overflowed in the last step have no accuracy
            finite(result.sumOfScores(), epoch);
            return result.quality().accuracy();
        }

        private double finite(double value, int epoch) {
            if (!Double.isFinite(value)) {
                throw new DivergedException(network.spec(), seed, epoch, value);
            }
            return value;
        }

        private int batches(int count) {
            return (count + recipe.batch() - 1) / recipe.batch();
        }
    }

    private static double secondsSince(long start) {
        return (System.nanoTime() - start) / 1e9;
    }

    static void stopIfInterrupted() {
        if (Thread.currentThread().isInterrupted()) {
            throw new CancellationException("the run was interrupted; nothing of it is kept");
        }
    }
}
