package org.sumcat.nn;

import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.util.Pair;
import java.util.List;
import java.util.stream.Stream;

/**
 * A network as a tree: which layers it has, in which order they run, how branches are joined, and
 * what flows between them. No weight is made and no engine loaded.
 *
 * <p>What is counted, drawn and followed through a network is a {@link #fold} over this tree, or a
 * walk over {@link #all()} and {@link #layers()} of it.
 */
public sealed interface NetworkGraph {

    /**
     * Where in the network it is, as {@link ModulePaths} explains; empty for the network itself.
     */
    String address();

    /** The block that this part of the tree describes. */
    Block block();

    /** Shape of the input, {@code (N, C, H, W)} or {@code (N, C)}. */
    Shape in();

    /** Shape of the output, likewise. */
    Shape out();

    /** Folds the tree from input to output. */
    <F> F fold(F in, NetworkFold<F> fold);

    /** A description that is equal for parts that do the same with inputs of one size. */
    default String outline() {
        String own =
                this instanceof Layer layer
                        ? layer.kind() + " " + layer.words()
                        : this instanceof Fork fork
                                ? fork.fusion().name()
                                : this instanceof Gate gate ? "p = " + gate.survival() : "";
        return own + children().stream().map(NetworkGraph::outline).toList() + " to " + out();
    }

    /** The direct parts in order, without auxiliary classifiers. */
    List<NetworkGraph> children();

    /**
     * This part and all parts within it, auxiliary classifiers too; containers follow what they
     * contain.
     */
    default Stream<NetworkGraph> all() {
        return Stream.concat(children().stream().flatMap(NetworkGraph::all), Stream.of(this));
    }

    /** The layers in it in the order in which they run, without auxiliary classifiers. */
    default Stream<Layer> layers() {
        return children().stream().flatMap(NetworkGraph::layers);
    }

    /**
     * A single layer of the network.
     *
     * @param words what it does in the field's words: {@code 3x3/2}, {@code max pool 3x3/2}
     * @param detail its windows and numbers alone, {@code 3x3/2}
     */
    record Layer(
            String address,
            Block block,
            LayerKind kind,
            String words,
            String detail,
            Shape in,
            Shape out)
            implements NetworkGraph {

        @Override
        public List<NetworkGraph> children() {
            return List.of();
        }

        @Override
        public Stream<Layer> layers() {
            return Stream.of(this);
        }

        @Override
        public <F> F fold(F given, NetworkFold<F> fold) {
            return fold.layer(this, given);
        }
    }

    /** Parts one after the other, and auxiliary classifiers, which run while training only. */
    record Sequential(
            String address, Chain block, List<Child> stages, List<Head> heads, Shape in, Shape out)
            implements NetworkGraph {
        public Sequential {
            stages = List.copyOf(stages);
            heads = List.copyOf(heads);
        }

        @Override
        public List<NetworkGraph> children() {
            return stages.stream().map(Child::part).toList();
        }

        @Override
        public <F> F fold(F given, NetworkFold<F> fold) {
            return fold.series(this, given);
        }

        @Override
        public Stream<NetworkGraph> all() {
            return Stream.concat(stages.stream().flatMap(this::withHeads), Stream.of(this));
        }

        private Stream<NetworkGraph> withHeads(Child stage) {
            return Stream.concat(
                    stage.part().all(),
                    heads.stream()
                            .filter(head -> head.stage().equals(stage.name()))
                            .flatMap(head -> head.part().all()));
        }

        @Override
        public List<NetworkGraph> parts() {
            return stages.stream().flatMap(stage -> stage.part().parts().stream()).toList();
        }
    }

    /** Branches over one input, joined again. */
    record Fork(String address, Branches block, List<NetworkGraph> branches, Shape in, Shape out)
            implements NetworkGraph {
        public Fork {
            branches = List.copyOf(branches);
        }

        /** How they are joined: a sum or a concatenation. */
        public Fusion fusion() {
            return block.fusion();
        }

        /**
         * Returns whether the fork is {@code [x, F(x)]}: a concatenation that includes its input.
         */
        public boolean isDense() {
            return fusion() == Fusion.CONCAT && branches.stream().anyMatch(NetworkGraph::isInput);
        }

        @Override
        public List<NetworkGraph> children() {
            return branches;
        }

        @Override
        public <F> F fold(F given, NetworkFold<F> fold) {
            List<F> through = branches.stream().map(each -> each.fold(given, fold)).toList();
            return fold.fork(this, given, through);
        }
    }

    /** A part that is run in a training step only by chance. */
    record Gate(String address, Gated block, NetworkGraph part, Shape in, Shape out)
            implements NetworkGraph {

        /** The probability that it is run. */
        public double survival() {
            return block.survival();
        }

        @Override
        public List<NetworkGraph> children() {
            return List.of(part);
        }

        @Override
        public <F> F fold(F given, NetworkFold<F> fold) {
            return part.fold(given, fold);
        }
    }

    /**
     * A part of a series, with its name.
     *
     * @param name as in the figure or the paper's table, {@code dense1}; empty for one without
     */
    record Child(String name, NetworkGraph part) {}

    /**
     * An auxiliary classifier.
     *
     * @param stage the stage whose output it reads
     */
    record Head(String name, String stage, NetworkGraph part) {}

    /**
     * Makes the tree of a network.
     *
     * @param images a batch of them, {@code (N, C, H, W)}
     * @throws IllegalArgumentException if nothing is left of the images on the way
     */
    static NetworkGraph of(Block network, Shape images) {
        return GraphBuilder.part(network, "", images);
    }

    /** The parts one after the other that it is made of, none of them a series; or itself. */
    default List<NetworkGraph> parts() {
        return List.of(this);
    }

    /** The stages of the figure in order; one without a name if it is no series. */
    default List<Child> stages() {
        return List.of(new Child("", this));
    }

    /** The auxiliary classifiers on its stages. */
    default List<Head> heads() {
        return List.of();
    }

    /** Channels, height and width of what comes out; of a vector its length alone. */
    default List<Long> sizes() {
        return out().slice(1).stream().map(Pair::getKey).toList();
    }

    /** Returns whether the part is the identity: what comes out is what went in. */
    default boolean isInput() {
        return this instanceof Layer layer && layer.kind() == LayerKind.IDENTITY;
    }

    /** Channels of what comes out, or the length of the vector. */
    default long channels() {
        return out().get(1);
    }
}
