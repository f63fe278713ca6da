package org.sumcat.experiment;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.sumcat.data.Dataset;
import org.sumcat.device.Compute;
import org.sumcat.device.StoppedException;
import org.sumcat.network.Network;
import org.sumcat.recipe.Recipe;
import org.sumcat.train.DivergedException;
import org.sumcat.train.Run;
import org.sumcat.train.Trained;
import org.sumcat.train.Training;
import org.sumcat.train.TrainingObserver;

/**
 * The environment of effects: data, device, changes to their default protocol, and a listener for
 * progress. Data and device are opened when an effect first asks for them, so that counting needs
 * neither.
 */
public final class Setup {
    private final Supplier<Dataset> data;
    private final Supplier<Compute> compute;
    private final UnaryOperator<Protocol> change;
    private final UnaryOperator<Protocol> limit;
    private final Function<Turn, TrainingObserver> watch;
    private final Consumer<String> say;
    private final boolean trial;
    private final @Nullable List<Run> finished;

    private Setup(
            Supplier<Dataset> data,
            Supplier<Compute> compute,
            UnaryOperator<Protocol> change,
            UnaryOperator<Protocol> limit,
            Function<Turn, TrainingObserver> watch,
            Consumer<String> say,
            boolean trial,
            @Nullable List<Run> finished) {
        this.data = data;
        this.compute = compute;
        this.change = change;
        this.limit = limit;
        this.watch = watch;
        this.say = say;
        this.trial = trial;
        this.finished = finished;
    }

    /** A setup with loaded data, a GPU if there is one, default protocols, and no output. */
    public static Setup of(Dataset data) {
        return of(() -> data, () -> Compute.of("auto"));
    }

    /** A setup whose data and device are opened when first needed. */
    public static Setup of(Supplier<Dataset> data, Supplier<Compute> compute) {
        return new Setup(
                once(data),
                once(compute),
                usual -> usual,
                asked -> asked,
                turn -> new TrainingObserver() {},
                line -> {},
                false,
                null);
    }

    /** Returns a copy with a recipe made from the default one: {@code r -> r.withEpochs(10)}. */
    public Setup withRecipe(UnaryOperator<Recipe> other) {
        return with(p -> p.withRecipe(other.apply(p.recipe())));
    }

    /** Returns a copy with another number of seeds, at least 1. */
    public Setup withSeeds(int seeds) {
        return with(protocol -> protocol.withSeeds(seeds));
    }

    /** Returns a copy whose seeds begin elsewhere: {@link Protocol#firstSeed}. */
    public Setup withFirstSeed(long seed) {
        return with(protocol -> protocol.withFirstSeed(seed));
    }

    /**
     * Returns a copy in which no protocol exceeds a limit, whatever {@link #withRecipe} and {@link
     * #withSeeds} say later: the limit is applied after all of them.
     */
    public Setup limitedTo(UnaryOperator<Protocol> most) {
        return new Setup(
                data,
                compute,
                change,
                p -> most.apply(limit.apply(p)),
                watch,
                say,
                trial,
                finished);
    }

    /**
     * Returns a copy for a quick check that effects run: one that trains nothing, which a protocol
     * cannot shorten, measures the least that it has a figure for.
     */
    public Setup asTrial() {
        return new Setup(data, compute, change, limit, watch, say, true, finished);
    }

    /** Returns whether the setup is a trial, see {@link #asTrial}. */
    public boolean isTrial() {
        return trial;
    }

    /** Returns a copy that reports each training in a line. */
    public Setup saying(Consumer<String> told) {
        return new Setup(data, compute, change, limit, watch, told, trial, finished);
    }

    /** Returns a copy in which an observer, created for its turn, watches each training. */
    public Setup watchedBy(Function<Turn, TrainingObserver> watcher) {
        return new Setup(data, compute, change, limit, watcher, say, trial, finished);
    }

    /** Returns a copy with a sweep's runs, for effects that can use them instead of training. */
    public Setup withFinished(List<Run> runs) {
        return new Setup(data, compute, change, limit, watch, say, trial, List.copyOf(runs));
    }

    /** The runs of a sweep to be used instead of training, if there are any. */
    public Optional<List<Run>> finished() {
        return Optional.ofNullable(finished);
    }

    private Setup with(UnaryOperator<Protocol> more) {
        return new Setup(
                data,
                compute,
                p -> more.apply(change.apply(p)),
                limit,
                watch,
                say,
                trial,
                finished);
    }

    /** The data set, opened when first needed. */
    public Dataset data() {
        return data.get();
    }

    /** The device, chosen when first needed. */
    public Compute compute() {
        return compute.get();
    }

    /**
     * The protocol of an effect, with changes and limit applied.
     *
     * @throws IllegalStateException for an effect that trains nothing
     */
    public Protocol protocol(Effect effect) {
        Protocol usual =
                effect.protocol()
                        .orElseThrow(
                                () -> new IllegalStateException(effect.name() + " trains nothing"));
        return limit.apply(change.apply(usual));
    }

    /** A training on this data and device, which more observers can be added to. */
    public Training training(Network network, Recipe recipe, long seed) {
        return new Training(network, recipe, data(), seed, compute());
    }

    /** Trains each network with each seed, all seeds of a network one after the other. */
    public List<Training> trainings(List<Network> networks, Protocol protocol) {
        return networks.stream()
                .flatMap(
                        network ->
                                protocol.eachSeed().stream()
                                        .map(seed -> training(network, protocol.recipe(), seed)))
                .toList();
    }

    /** Prints a line of progress. */
    public void say(String line) {
        say.accept(line);
    }

    /**
     * Runs trainings one after the other, all of them checked before the first.
     *
     * @param reading what is kept of each; the network itself is closed after it
     * @return what was read, in the order of the trainings
     * @throws IllegalArgumentException as {@link Training#check()}
     * @throws DivergedException when loss or scores of one are not finite any more
     * @throws StoppedException when the thread is interrupted
     */
    public <T> List<T> train(List<Training> trainings, Function<Trained, T> reading) {
        return train(
                trainings,
                reading,
                (training, diverged) -> {
                    throw diverged;
                });
    }

    /**
     * Runs trainings that may diverge, and reads each outcome.
     *
     * @param broken what is kept of one that did
     */
    public <T> List<T> train(
            List<Training> trainings,
            Function<Trained, T> reading,
            BiFunction<Training, DivergedException, T> broken) {
        return new TrainingSeries(watch, say).train(trainings, reading, broken);
    }

    /**
     * The position of a training in a series.
     *
     * @param run its number, from 1
     * @param runs how many there are
     */
    public record Turn(int run, int runs, String spec, long seed) {
        /** The label of a progress line: {@code run 2/6 resnet-20 seed 2}. */
        @Override
        public String toString() {
            return "run %s/%s  %s seed %s".formatted(run, runs, spec, seed);
        }
    }

    private static <T> Supplier<T> once(Supplier<T> made) {
        var kept = new ArrayList<T>(1);
        return () -> {
            if (kept.isEmpty()) {
                kept.add(made.get());
            }
            return kept.get(0);
        };
    }
}
