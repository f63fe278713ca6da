package org.sumcat.nn;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.nn.Block;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.sumcat.nn.ModulePaths.Place;

/**
 * What is watched or changed inside a network while it runs, by the {@link ModulePaths addresses}
 * of its places. The network runs by its own code, and nothing of this is kept in it: taps go along
 * with one forward pass, as an option of it.
 *
 * <pre>{@code
 * var places = ModulePaths.of(network, images.getShape());
 * var taps = Hooks.on(places).observe("dense1", maps -> print(maps.mean()));
 * network.forward(weights, new NDList(images), false, taps.options());
 * }</pre>
 *
 * <p>Several taps on one place take effect in the order in which they were set. A function must not
 * close what it is given, nor keep it: it is closed when the next layer has run.
 */
public final class Hooks {
    private static final String OPTION = "org.sumcat.taps";

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

    /** None yet, on the network with these places. */
    public static Hooks on(ModulePaths places) {
        return new Hooks(
                places,
                new IdentityHashMap<>(),
                new IdentityHashMap<>(),
                Collections.newSetFromMap(new IdentityHashMap<>()));
    }

    /**
     * The same, telling what passes a place.
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
     * The same, with other values in a place.
     *
     * @param by from what passes there to what shall pass, of the same shape
     * @throws IllegalArgumentException if there is no such place
     */
    public Hooks replace(String place, UnaryOperator<NDArray> by) {
        Place at = places.at(place);
        Hooks more = copy();
        var side = ModulePaths.isInput(place) ? more.inputs : more.outputs;
        side.merge(at.block(), by, Hooks::inTurn);
        return more;
    }

    /** The same, with zeros in a place: a residual branch adds nothing. */
    public Hooks zero(String place) {
        return replace(place, NDArray::zerosLike);
    }

    /**
     * The same, with zeros in some channels of a place.
     *
     * @param from the first channel, from 0
     * @param to the first that is left as it is
     * @throws IllegalArgumentException if there is no such place, or it has no such channels
     */
    public Hooks zero(String place, int from, int to) {
        Place at = places.at(place);
        long channels = (ModulePaths.isInput(place) ? at.in() : at.out()).get(1);
        if (from < 0 || from >= to || to > channels) {
            throw new IllegalArgumentException(
                    "channels must lie from 0 to %s, at least one, but were %s up to %s in %s"
                            .formatted(channels, from, to, place));
        }
        return replace(place, x -> zeroed(x, from, to));
    }

    /**
     * The same without a layer, or several: what goes in comes out.
     *
     * @throws IllegalArgumentException if there is no such place, it is an input, or it changes the
     *     shape, so that what follows could not read its input
     */
    public Hooks skip(String place) {
        Place at = places.at(place);
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

    /** What to pass to a forward pass of the network, so that it takes notice. */
    public PairList<String, Object> options() {
        var options = new PairList<String, Object>();
        options.add(OPTION, this);
        return options;
    }

    /** Runs a part of a network, and listens to the taps among the options, if any. */
    static NDList run(
            Block part,
            ParameterStore weights,
            NDList inputs,
            boolean training,
            @Nullable PairList<String, Object> options) {
        return options != null && options.get(OPTION) instanceof Hooks taps
                ? taps.runTapped(part, weights, inputs, training, options)
                : part.forward(weights, inputs, training, options);
    }

    private NDList runTapped(
            Block part,
            ParameterStore weights,
            NDList given,
            boolean training,
            PairList<String, Object> options) {
        NDArray before = given.singletonOrThrow();
        NDArray in = through(inputs, part, before);
        NDList results =
                skipped.contains(part)
                        ? new NDList(in)
                        : part.forward(weights, new NDList(in), training, options);
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
