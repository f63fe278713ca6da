package org.sumcat.network;

import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import java.util.List;
import java.util.Optional;
import org.sumcat.keys.Spec;
import org.sumcat.nn.NetworkGraph;

/**
 * A network's description: it can be printed, compared and named, and builds its layers on demand.
 *
 * <p>The implementations are records, one per family; {@code Zoo} finds them by name.
 */
public interface Network {

    /** The name that {@code Zoo} reads back, {@code densenet-bc:depth=100,growth=12}. */
    String spec();

    /** The usual name of the family, {@code DenseNet-BC}. */
    String family();

    /** The year in which the family was published. */
    int year();

    /** Authors, title and venue, with the section or table of this form. */
    String paper();

    /** The default input, one image as {@code (C, H, W)}; other sizes may fit too. */
    default Shape input() {
        return new Shape(1, 28, 28);
    }

    /**
     * The width parameter that scales the whole network; empty where the paper fixes the width of
     * each layer.
     */
    default Optional<Scaling> scaling() {
        return Optional.empty();
    }

    /**
     * Names of rules of the engine that its spec asks for, such as {@code memory=efficient}: a wish
     * for a training step, of which the layers know nothing.
     */
    default List<String> rules() {
        return List.of();
    }

    /**
     * Builds the layers, with uninitialized weights.
     *
     * @param classes how many classes the last layer tells apart, at least 2
     * @return a block from images {@code (N, C, H, W)} to scores {@code (N, classes)}; the number
     *     of input channels is settled when the block is initialized
     */
    Block build(int classes);

    /**
     * The tree of layers, for images of that size.
     *
     * @param input one image, {@code (C, H, W)}
     * @param classes how many classes the last layer tells apart, at least 2
     * @throws IllegalArgumentException if the input is not three positive numbers, or so small that
     *     nothing is left of it on the way
     */
    default NetworkGraph graph(Shape input, int classes) {
        Spec.require(
                input.dimension() == 3
                        && input.stream()
                                .allMatch(
                                        e ->
                                                e.getKey() > 0
                                                        && e.getKey() <= NetworkSummary.LONGEST),
                "input must be channels x height x width, like 1x28x28, each up to %s, but was %s"
                        .formatted(NetworkSummary.LONGEST, NetworkSummary.words(input)));
        NetworkSummary.CLASSES.require("classes", classes);
        return NetworkGraph.of(build(classes), new Shape(1).addAll(input));
    }

    /** The tree of layers, for the default input and ten classes. */
    default NetworkGraph graph() {
        return graph(input(), 10);
    }
}
