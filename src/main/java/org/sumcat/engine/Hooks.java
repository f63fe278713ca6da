package org.sumcat.engine;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.nn.Block;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.sumcat.nn.ModulePath;
import org.sumcat.nn.ModulePaths;

/**
 * Hooks that observe or replace activations during a forward pass, by the {@link ModulePaths
 * addresses} of its places. They go along with one {@link Pass}, which computes the network as it
 * is written, by no rule; nothing of them stays in the network.
 *
 * <pre>{@code
 * var places = ModulePaths.of(network, images.getShape());
 * var hooks = Hooks.on(places).observe("dense1", maps -> print(maps.mean()));
 * new Pass(weights, false, Rules.PLAIN, hooks).run(network, images);
 * }</pre>
 *
 * <p>Several hooks on one place take effect in the order in which they were set. A function must
 * not close what it is given, nor keep it: it is closed when the next layer has run.
 */
public final class Hooks {
    private final ModulePaths places;
    private final IdentityHashMap<Block, UnaryOperator<NDArray>> inputs;
    private final IdentityHashMap<Block, UnaryOperator<NDArray>> outputs;
    private final Set<Block> skipped;

    private Hooks(
            ModulePaths places,
            IdentityHashMap<Block, UnaryOperator<NDArray>> inputs,
            IdentityHashMap<Block, UnaryOperator<NDArray>> outputs,
            Set<Block> skipped) {
        this.places = places;
        this.inputs = inputs;
        this.outputs = outputs;
        this.skipped = skipped;
    }

    /** Creates an empty set of hooks on the network with these places. */
    public static Hooks on(ModulePaths places) {
        return new Hooks(
                places,
                new IdentityHashMap<>(),
                new IdentityHashMap<>(),
                Collections.newSetFromMap(new IdentityHashMap<>()));
    }

    /**
     * Returns a copy that also observes the activations at a place.
     *
     * @param seen gets one batch at a time, {@code (N, C, H, W)} or {@code (N, C)}
     * @throws IllegalArgumentException if there is no such place
     */
    public Hooks observe(String place, Consumer<NDArray> seen) {
        return replace(
                place,
                x -> {
                    seen.accept(x);
                    return x;
                });
    }

    /**
     * Returns a copy that also replaces the activations at a place.
     *
     * @param by from what passes there to what shall pass, of the same shape
     * @throws IllegalArgumentException if there is no such place
     */
    public Hooks replace(String place, UnaryOperator<NDArray> by) {
        ModulePath at = places.at(place);
        Hooks more = copy();
        var side = ModulePaths.isInput(place) ? more.inputs : more.outputs;
        side.merge(at.block(), by, Hooks::inTurn);
        return more;
    }

    /** Returns a copy with zeros at a place: a residual branch then adds nothing. */
    public Hooks zero(String place) {
        return replace(place, NDArray::zerosLike);
    }

    /**
     * Returns a copy with zeros in some channels at a place.
     *
     * @param from the first channel, from 0
     * @param to the first that is left as it is
     * @throws IllegalArgumentException if there is no such place, or it has no such channels
     */
    public Hooks zero(String place, int from, int to) {
        ModulePath at = places.at(place);
        long channels = (ModulePaths.isInput(place) ? at.in() : at.out()).get(1);
        if (from < 0 || from >= to || to > channels) {
            throw new IllegalArgumentException(
                    "channels must lie from 0 to %s, at least one, but were %s up to %s in %s"
                            .formatted(channels, from, to, place));
        }
        return replace(place, x -> zeroed(x, from, to));
    }

    /**
     * Returns a copy that skips a layer, or several: the input is the output.
     *
     * @throws IllegalArgumentException if there is no such place, it is an input, or it changes the
     *     shape, so that what follows could not read its input
     */
    public Hooks skip(String place) {
        ModulePath at = places.at(place);
        if (ModulePaths.isInput(place)) {
            throw new IllegalArgumentException(
                    "what is skipped must be a layer, but was '%s'; use %s"
                            .formatted(place, at.address()));
        }
        if (!at.in().equals(at.out())) {
            throw new IllegalArgumentException(
                    "what is skipped must keep the shape, but %s turns %s into %s; zero it instead"
                            .formatted(place, at.in().slice(1), at.out().slice(1)));
        }
        Hooks more = copy();
        more.skipped.add(at.block());
        return more;
    }

    /** Runs a part of a network, and calls the hooks before and behind it. */
    NDList around(Block part, NDArray before, Function<NDArray, NDList> run) {
        NDArray in = through(inputs, part, before);
        NDList results = skipped.contains(part) ? new NDList(in) : run.apply(in);
        if (results.isEmpty()) { // a closed gate
            close(in, before);
            return results;
        }
        NDArray result = results.singletonOrThrow();
        NDArray out = through(outputs, part, result);
        close(result, before, in, out);
        close(in, before, out);
        return new NDList(out);
    }

    private static NDArray through(
            IdentityHashMap<Block, UnaryOperator<NDArray>> taps, Block part, NDArray array) {
        UnaryOperator<NDArray> tap = taps.get(part);
        return tap == null ? array : tap.apply(array);
    }

    /** A copy; the numbers that an index is made of do not outlive it. */
    private static NDArray zeroed(NDArray x, int from, int to) {
        try (NDManager own = x.getManager().newSubManager()) {
            NDArray cut = x.duplicate();
            cut.attach(own);
            cut.set(new NDIndex(":,{}:{}", from, to), 0);
            cut.attach(x.getManager());
            return cut;
        }
    }

    /** One after the other; what the first made is closed when the second has made something. */
    private static UnaryOperator<NDArray> inTurn(
            UnaryOperator<NDArray> first, UnaryOperator<NDArray> second) {
        return x -> {
            NDArray once = first.apply(x);
            NDArray twice = second.apply(once);
            close(once, x, twice);
            return twice;
        };
    }

    private static void close(NDArray array, NDArray... unless) {
        for (NDArray other : unless) {
            if (array == other) {
                return;
            }
        }
        array.close();
    }

    private Hooks copy() {
        Set<Block> skips = Collections.newSetFromMap(new IdentityHashMap<>());
        skips.addAll(skipped);
        return new Hooks(
                places, new IdentityHashMap<>(inputs), new IdentityHashMap<>(outputs), skips);
    }
}
