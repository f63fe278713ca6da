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
import org.sumcat.network.Network;
import org.sumcat.recipe.Recipe;
import org.sumcat.train.DivergedException;
import org.sumcat.train.Run;
import org.sumcat.train.StoppedException;
import org.sumcat.train.Trained;
import org.sumcat.train.Training;
import org.sumcat.train.TrainingObserver;

/**
 * What effects are measured with: data, device, what is to differ from their usual protocol, and
 * who is told of progress. Data and device are looked for when an effect first asks for them, so
 * that what only counts needs neither.
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

    /** Data at hand, a GPU where the engine sees one, the effects' own protocols, in silence. */
    public static Setup of(Dataset data) {
        return of(() -> data, () -> Compute.of("auto"));
    }

    /** Data and device that are asked for once, when they are first needed. */
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

    /** The same with another recipe, made from the usual one: {@code r -> r.withEpochs(10)}. */
    public Setup withRecipe(UnaryOperator<Recipe> other) {
        return with(p -> p.withRecipe(other.apply(p.recipe())));
    }

    /** The same with another number of seeds, at least 1. */
    public Setup withSeeds(int seeds) {
        return with(protocol -> protocol.withSeeds(seeds));
    }

    /** The same with seeds from another one on: {@link Protocol#firstSeed}. */
    public Setup withFirstSeed(long seed) {
        return with(protocol -> protocol.withFirstSeed(seed));
    }

    /**
     * The same, where no protocol asks for more than a limit allows, whatever {@link #withRecipe}
     * and {@link #withSeeds} say later: it is applied after all of them.
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
     * The same, for trying whether effects run: one that trains nothing, which a protocol cannot
     * shorten, measures the least that it has a figure for.
     */
    public Setup asTrial() {
        return new Setup(data, compute, change, limit, watch, say, true, finished);
    }

    /** Whether this is {@link #asTrial}. */
    public boolean isTrial() {
        return trial;
    }

    /** The same, telling a line after each training. */
    public Setup saying(Consumer<String> told) {
        return new Setup(data, compute, change, limit, watch, told, trial, finished);
    }

    /** The same, each training watched by an observer that is made for its turn. */
    public Setup watchedBy(Function<Turn, TrainingObserver> watcher) {
        return new Setup(data, compute, change, limit, watcher, say, trial, finished);
    }

    /** A setup that has the runs of a sweep, for effects that can take them instead of training. */
    public Setup withFinished(List<Run> runs) {
        return new Setup(data, compute, change, limit, watch, say, trial, List.copyOf(runs));
    }

    /** The runs of a sweep that are to be taken instead of training, if there are any. */
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

    /** The data set. */
    public Dataset data() {
        return data.get();
    }

    /** The device. */
    public Compute compute() {
        return compute.get();
    }

    /**
     * The protocol of an effect, with what is to differ, within the limit if there is one.
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

    /** A training on this data and device, to be watched further if need be. */
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
     * The same for trainings that may break.
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
     * One of several trainings.
     *
     * @param run its number, from 1
     * @param runs how many there are
     */
    public record Turn(int run, int runs, String spec, long seed) {
        /** For a line of progress: {@code run 2/6 resnet-20 seed 2}. */
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
