package org.sumcat.train;

import ai.djl.Device;
import ai.djl.Model;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.training.initializer.Initializer;
import ai.djl.training.initializer.XavierInitializer;
import ai.djl.training.initializer.XavierInitializer.FactorType;
import ai.djl.training.initializer.XavierInitializer.RandomType;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.sumcat.device.EngineAtWork;
import org.sumcat.device.StoppedException;
import org.sumcat.device.Versions;
import org.sumcat.files.Sha256;
import org.sumcat.inference.InferenceResult;
import org.sumcat.network.NetworkSummary;
import org.sumcat.torch.ChannelsLast;
import org.sumcat.torch.Libtorch;

/**
 * A training in progress: from initial weights, or from a checkpoint, to the record. One at a time
 * in a process, for the engine has one tape for all.
 */
final class TrainingSession {
    private static final ReentrantLock GOING_ON = new ReentrantLock();
    private static final int LONGEST_STEP_SECONDS = 60;
    private static volatile @Nullable Thread trains; // the one that holds the lock

    private final Training training;
    private final Keeper keeper;
    private final NetworkSummary anatomy;
    private final Splits parts;

    /** Creates the session, or refuses what cannot be trained. */
    TrainingSession(Training training, Keeper keeper) {
        this.training = training;
        this.keeper = keeper;
        anatomy = training.anatomy();
        parts = Splits.of(training.data(), training.recipe(), training.seed());
    }

    /** Trains, resuming from a checkpoint if there is one. */
    Trained train(@Nullable Checkpoint from) {
        if (!isFree()) {
            throw new IllegalStateException(
                    "one training at a time can go on in a process, but another does; wait for it"
                            + " or start a second process");
        }
        trains = Thread.currentThread();
        boolean gradients = Libtorch.isGradMode(); // of this thread: on, but where the engine began
        Libtorch.setGradMode(false);
        Libtorch.setBenchmarkCuDNN(training.compute().triesAlgorithms());
        try {
            return go(from);
        } finally {
            Libtorch.setGradMode(gradients);
            trains = null;
            GOING_ON.unlock();
        }
    }

    /**
     * Returns whether no other training is in progress. Kernels call a cell ended before its thread
     * has.
     */
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

    private Trained go(@Nullable Checkpoint from) {
        EngineAtWork.get().setRandomSeed(Long.hashCode(training.seed())); // of the first weights
        Model model = Model.newInstance(training.network().spec(), training.compute().device());
        State state = from == null ? new State() : new State(from);
        try {
            Block net = training.network().build(training.data().classes().size());
            int side = training.recipe().sideFor(training.network());
            if (from != null) {
                State.load(net, model.getNDManager(), from.weights());
            } else if (training.compute().device().isGpu()) {
                State.load(net, model.getNDManager(), drawnOnTheCpu(side));
            }
            initialize(net, model.getNDManager(), side);
            ChannelsLast.weights(net);
            model.setBlock(net);
            var loop = new Loop(training, net, model.getNDManager(), parts);
            try {
                loop.run(state, from, keeper);
            } catch (DivergedException e) {
                throw e.with(record(state, net, e.epoch()));
            } catch (StoppedException e) {
                throw stopped(loop.reached(), keeper.howToGoOn(state.epoch()));
            }
            Run run = record(state, net, null);
            return new Trained(training, model, run, state.bestWeights(), parts);
        } catch (Throwable e) {
            model.close();
            throw e;
        }
    }

    private StoppedException stopped(String reached, String howToGoOn) {
        String words = "stopped %s; %s".formatted(reached, howToGoOn);
        training.observers().forEach(o -> o.stopped(words));
        return new StoppedException("%s: %s".formatted(training.network().spec(), words));
    }

    /**
     * Initial weights drawn on the CPU, since a GPU's generator would draw others for the same
     * seed.
     */
    private byte[] drawnOnTheCpu(int side) {
        try (NDManager cpu = EngineAtWork.get().newBaseManager(Device.cpu())) {
            Block net = training.network().build(training.data().classes().size());
            initialize(net, cpu, side);
            return State.bytes(net);
        }
    }

    /** Draws the weights of an uninitialized network. */
    private void initialize(Block net, NDManager manager, int side) {
        net.setInitializer(start(), Parameter.Type.WEIGHT);
        net.initialize(manager, DataType.FLOAT32, new Shape(1, 1, side, side));
    }

    private Run record(State state, Block net, @Nullable Integer divergedAt) {
        InferenceResult tested = divergedAt == null ? state.tested() : null;
        return new Run(
                anatomy,
                training.recipe(),
                training.seed(),
                training.compute().words(),
                training.compute().threads(),
                training.compute().precision(),
                training.data().name(),
                training.data().sha256(),
                parts.train().count(),
                training.data().test().count(),
                Versions.all(),
                state.commit(),
                training.rules().names(),
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

    private Initializer start() {
        return switch (training.recipe().start()) {
            case XAVIER -> new XavierInitializer(RandomType.UNIFORM, FactorType.AVG, 3);
            case HE -> new XavierInitializer(RandomType.GAUSSIAN, FactorType.IN, 2);
        };
    }
}
