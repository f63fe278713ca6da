package org.sumcat.train;

import ai.djl.Device;
import ai.djl.Model;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.pytorch.jni.JniUtils;
import ai.djl.training.initializer.Initializer;
import ai.djl.training.initializer.XavierInitializer;
import ai.djl.training.initializer.XavierInitializer.FactorType;
import ai.djl.training.initializer.XavierInitializer.RandomType;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.sumcat.data.Dataset;
import org.sumcat.device.Compute;
import org.sumcat.device.EngineAtWork;
import org.sumcat.device.Versions;
import org.sumcat.files.Sha256;
import org.sumcat.network.Network;
import org.sumcat.network.NetworkSummary;
import org.sumcat.recipe.Recipe;
import org.sumcat.torch.Arithmetic;
import org.sumcat.torch.ChannelsLast;

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
 * @param seed decides the first weights, the images in use, their order, their mirroring and which
 *     gates of stochastic depth are closed, all of it alike on every device, and what dropout
 *     drops; the same seed on the same CPU with the same number of threads gives the same weights,
 *     bit for bit
 */
public record Training(
        Network network,
        Recipe recipe,
        Dataset data,
        long seed,
        Compute compute,
        List<TrainingObserver> observers) {

    private static final ReentrantLock GOING_ON = new ReentrantLock();
    private static final int LONGEST_STEP_SECONDS = 60;
    private static volatile @Nullable Thread trains; // the one that holds the lock

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
    public Training watchedBy(TrainingObserver observer) {
        var more = new ArrayList<>(observers);
        more.add(observer);
        return new Training(network, recipe, data, seed, compute, more);
    }

    /** The same, telling about each epoch when it is over. */
    public Training onEpoch(Consumer<Epoch> told) {
        return watchedBy(
                new TrainingObserver() {
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
        Splits.of(data, recipe, seed);
    }

    /**
     * Trains, and keeps the network too. One training at a time in a process: the engine has one
     * tape for all.
     *
     * @throws DivergedException when loss or scores are not finite any more
     * @throws StoppedException when the thread is interrupted, after the step at hand
     * @throws IllegalArgumentException as {@link #check()} does
     * @throws IllegalStateException when another training is going on in this process; one that was
     *     told to stop is waited for
     */
    public Trained train() {
        return train(Keeper.NONE);
    }

    /**
     * Trains likewise, leaves a checkpoint in a folder after each epoch, and goes on from one that
     * it finds there: on a CPU to the same weights, bit for bit, as without an interruption.
     *
     * @param told gets a line where it goes on, and where it cannot
     */
    public Trained train(Path folder, Consumer<String> told) {
        return train(Keeper.in(folder, told));
    }

    /** Trains, goes on from what is kept if there is something, and keeps more. */
    Trained train(Keeper keeper) {
        Checkpoint from = keeper.toGoOn(this);
        Trained trained = Stop.whileEngineLives(() -> begin(keeper, from));
        keeper.over();
        return trained;
    }

    private Trained begin(Keeper keeper, @Nullable Checkpoint from) {
        NetworkSummary anatomy = anatomy();
        Splits parts = Splits.of(data, recipe, seed);
        if (!isFree()) {
            throw new IllegalStateException(
                    "one training at a time can go on in a process, but another does; wait for it"
                            + " or start a second process");
        }
        trains = Thread.currentThread();
        boolean gradients = JniUtils.isGradMode(); // of this thread: on, but where the engine began
        JniUtils.setGradMode(false);
        JniUtils.setBenchmarkCuDNN(compute.triesAlgorithms());
        try {
            return go(anatomy, parts, keeper, from);
        } finally {
            JniUtils.setGradMode(gradients);
            trains = null;
            GOING_ON.unlock();
        }
    }

    /** Whether no other training goes on. Kernels call a cell ended before its thread has. */
    private static boolean isFree() {
        Thread other = trains;
        try {
            return GOING_ON.tryLock()
                    || (other != null
                            && other.isInterrupted()
                            && GOING_ON.tryLock(LONGEST_STEP_SECONDS, TimeUnit.SECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StoppedException("stopped before it began");
        }
    }

    private Trained go(
            NetworkSummary anatomy, Splits parts, Keeper keeper, @Nullable Checkpoint from) {
        EngineAtWork.get().setRandomSeed(Long.hashCode(seed)); // of the first weights
        Model model = Model.newInstance(network.spec(), compute.device());
        State state = from == null ? new State() : new State(from);
        try {
            Block net = network.build(data.classes().size());
            int side = recipe.sideFor(network);
            if (from != null) {
                State.load(net, model.getNDManager(), from.weights());
            } else if (compute.device().isGpu()) {
                State.load(net, model.getNDManager(), drawnOnTheCpu(side));
            }
            initialize(net, model.getNDManager(), side);
            ChannelsLast.weights(net);
            model.setBlock(net);
            var loop = new Loop(this, net, model.getNDManager(), parts);
            try {
                loop.run(state, from, keeper);
            } catch (DivergedException e) {
                throw e.with(record(anatomy, parts, state, net, e.epoch()));
            } catch (StoppedException e) {
                throw stopped(loop.reached(), keeper.howToGoOn(state.epoch()));
            }
            Run run = record(anatomy, parts, state, net, null);
            return new Trained(model, run, state.bestWeights(), side, parts);
        } catch (Throwable e) {
            model.close();
            throw e;
        }
    }

    private StoppedException stopped(String reached, String howToGoOn) {
        String words = "stopped %s; %s".formatted(reached, howToGoOn);
        observers.forEach(o -> o.stopped(words));
        return new StoppedException("%s: %s".formatted(network.spec(), words));
    }

    /** First weights; a GPU's own generator would draw others for the same seed. */
    private byte[] drawnOnTheCpu(int side) {
        try (NDManager cpu = EngineAtWork.get().newBaseManager(Device.cpu())) {
            Block net = network.build(data.classes().size());
            initialize(net, cpu, side);
            return State.bytes(net);
        }
    }

    /** Draws the weights that a network does not have yet. */
    private void initialize(Block net, NDManager manager, int side) {
        net.setInitializer(start(), Parameter.Type.WEIGHT);
        net.initialize(manager, DataType.FLOAT32, new Shape(1, 1, side, side));
    }

    /** For messages: {@code resnet-20, recipe quick, seed 1}. */
    String words() {
        String bits = compute.arithmetic() == Arithmetic.BFLOAT16 ? ", in bfloat16" : "";
        return "%s, recipe %s, seed %s%s".formatted(network.spec(), recipe.name(), seed, bits);
    }

    private Run record(
            NetworkSummary anatomy,
            Splits parts,
            State state,
            Block net,
            @Nullable Integer divergedAt) {
        Inference.Result tested = divergedAt == null ? state.tested() : null;
        return new Run(
                anatomy,
                recipe,
                seed,
                compute.words(),
                compute.threads(),
                compute.precision(),
                data.name(),
                data.sha256(),
                parts.train().count(),
                data.test().count(),
                Versions.all(),
                state.commit(),
                state.history(),
                Sha256.of(State.bytes(net)),
                tested == null ? null : tested.predictions(),
                tested == null ? null : tested.confusion(),
                divergedAt == null ? state.best() : null,
                divergedAt,
                state.started(),
                State.now(),
                state.resumedAfter());
    }

    /** What {@link Run#identity()} will be of its record. */
    public String identity() {
        return Identity.of(
                anatomy(),
                recipe,
                seed,
                data.sha256(),
                compute.kind(),
                compute.threads(),
                compute.precision(),
                Versions.all());
    }

    /** How many images it trains on in an epoch. */
    public int images() {
        return Splits.of(data, recipe, seed).train().count();
    }

    /** What the network is made of, for images of the recipe's size. */
    public NetworkSummary anatomy() {
        int side = recipe.sideFor(network);
        return NetworkSummary.of(network, new Shape(1, side, side), data.classes().size());
    }

    private Initializer start() {
        return switch (recipe.start()) {
            case XAVIER -> new XavierInitializer(RandomType.UNIFORM, FactorType.AVG, 3);
            case HE -> new XavierInitializer(RandomType.GAUSSIAN, FactorType.IN, 2);
        };
    }
}
