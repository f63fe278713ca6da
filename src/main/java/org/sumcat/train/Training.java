package org.sumcat.train;

import ai.djl.ndarray.types.Shape;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.LongFunction;
import org.sumcat.data.Dataset;
import org.sumcat.device.Cancellation;
import org.sumcat.device.Compute;
import org.sumcat.device.StoppedException;
import org.sumcat.device.Versions;
import org.sumcat.engine.Rules;
import org.sumcat.network.Network;
import org.sumcat.network.NetworkSummary;
import org.sumcat.recipe.Recipe;
import org.sumcat.recipe.TrainingImages;
import org.sumcat.torch.Arithmetic;

/**
 * A training to be run: network, recipe, data, seed and observers.
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

    public Training {
        observers = List.copyOf(observers);
    }

    /** Creates a training without observers. */
    public Training(Network network, Recipe recipe, Dataset data, long seed, Compute compute) {
        this(network, recipe, data, seed, compute, List.of());
    }

    /** A training with seed 1, on a GPU where the engine sees one, without observers. */
    public static Training of(Network network, Recipe recipe, Dataset data) {
        return new Training(network, recipe, data, 1, Compute.of("auto"), List.of());
    }

    /** Returns a copy with another seed. */
    public Training withSeed(long other) {
        return new Training(network, recipe, data, other, compute, observers);
    }

    /** Returns a copy on another device. */
    public Training on(Compute other) {
        return new Training(network, recipe, data, seed, other, observers);
    }

    /** Returns a copy with one more observer. */
    public Training watchedBy(TrainingObserver observer) {
        var more = new ArrayList<>(observers);
        more.add(observer);
        return new Training(network, recipe, data, seed, compute, more);
    }

    /** Returns a copy that reports each epoch when it is over. */
    public Training onEpoch(Consumer<Epoch> told) {
        return watchedBy(
                new TrainingObserver() {
                    @Override
                    public void afterEpoch(Epoch epoch) {
                        told.accept(epoch);
                    }
                });
    }

    /** Trains and returns the record only. */
    public Run run() {
        try (Trained trained = train()) {
            return trained.run();
        }
    }

    /**
     * Refuses, before any training, whatever cannot be trained.
     *
     * @throws IllegalArgumentException when the data does not suffice for the recipe, or its images
     *     are too small for the network
     */
    public void check() {
        anatomy();
        images();
    }

    /**
     * Trains and keeps the network, too. One training at a time in a process: the engine has one
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
     * Trains with a checkpoint in a folder after each epoch, and resumes from one that it finds
     * there: on a CPU to the same weights, bit for bit, as without an interruption.
     *
     * @param told gets a line if it resumes, or cannot
     */
    public Trained train(Path folder, Consumer<String> told) {
        return train(Keeper.in(folder, told));
    }

    /** Trains, resuming from the keeper's checkpoint if it has one. */
    Trained train(Keeper keeper) {
        Checkpoint from = keeper.toGoOn(this);
        Trained trained =
                Cancellation.whileEngineLives(() -> new TrainingSession(this, keeper).train(from));
        keeper.over();
        return trained;
    }

    /** The training in words: {@code resnet-20, recipe quick, seed 1}. */
    String words() {
        String bits = compute.arithmetic() == Arithmetic.BFLOAT16 ? ", in bfloat16" : "";
        return "%s, recipe %s, seed %s%s".formatted(network.spec(), recipe.name(), seed, bits);
    }

    /** The {@link Run#identity()} that its record will have. */
    public String identity() {
        return identities(anatomy()).apply(seed);
    }

    /** The identities by seed, for the {@link #anatomy()} of this training. */
    public LongFunction<String> identities(NetworkSummary anatomy) {
        return Identity.bySeed(
                anatomy,
                recipe,
                data.sha256(),
                compute.kind(),
                compute.threads(),
                compute.precision(),
                rules().names(),
                Versions.all());
    }

    /** The number of training images per epoch, which no seed changes. */
    public int images() {
        return TrainingImages.count(data, recipe);
    }

    /** The rules by which its passes are computed; its network may ask for one more. */
    public Rules rules() {
        return compute.rules().with(network.rules());
    }

    /** The summary of the network, for images of the recipe's size. */
    public NetworkSummary anatomy() {
        int side = recipe.sideFor(network);
        return NetworkSummary.of(network, new Shape(1, side, side), data.classes().size());
    }
}
