package org.sumcat.measure;

import static java.util.Comparator.comparing;

import ai.djl.nn.Block;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.sumcat.measure.Reuse.Source;
import org.sumcat.nn.Fusion;
import org.sumcat.nn.ModulePaths;
import org.sumcat.nn.NetworkGraph;
import org.sumcat.nn.NetworkGraph.Child;
import org.sumcat.nn.NetworkGraph.Fork;
import org.sumcat.nn.NetworkGraph.Sequential;
import org.sumcat.train.Trained;

/**
 * The layers, or units of layers, that can be removed from a network one at a time, each in the way
 * that the network's shortcuts allow (Veit, Wilber and Belongie 2016, "Residual Networks Behave
 * Like Ensembles of Relatively Shallow Networks", section 4.1):
 *
 * <ul>
 *   <li>in a sum, the branch with the weights adds 0, and only the shortcut remains;
 *   <li>in a dense block, the maps of the layer are 0 for all that read them, as in {@link
 *       Lesion#of(Reuse.Source, BlockReuse)};
 *   <li>in a chain, the unit's input becomes its output. Units that change the shape cannot be
 *       removed this way, and are not in the list.
 * </ul>
 *
 * <p>A unit is a direct part of a stage, {@code layer1/2}, that has a convolution or is one.
 */
public final class Deletion {
    private Deletion() {}

    /**
     * The units that can be removed, in the order in which they run.
     *
     * @throws IllegalArgumentException if nothing can
     */
    public static List<Lesion> each(Trained trained) {
        return each(trained.model().getBlock(), trained.places());
    }

    /**
     * The addresses of all units, including those that cannot be removed, of the stages in which
     * one can: so units at the same depth have the same number, whatever fuses them.
     */
    public static List<String> all(Trained trained) {
        return all(trained.model().getBlock(), trained.places());
    }

    static List<String> all(Block network, ModulePaths places) {
        var stages = each(network, places).stream().map(lesion -> stage(lesion.address())).toList();
        return units(graph(network, places)).stream()
                .map(NetworkGraph::address)
                .filter(address -> stages.contains(stage(address)))
                .toList();
    }

    private static String stage(String address) {
        return address.substring(0, address.indexOf('/'));
    }

    /** The removable units of a network with these paths. */
    static List<Lesion> each(Block network, ModulePaths places) {
        var lesions =
                units(graph(network, places)).stream()
                        .flatMap(unit -> lesions(unit, network, places).stream())
                        .toList();
        if (lesions.isEmpty()) {
            throw new IllegalArgumentException(
                    "a layer can be removed where there is a shortcut, or where it keeps the shape, but the network has no such layer; use a deeper one");
        }
        return lesions;
    }

    private static NetworkGraph graph(Block network, ModulePaths places) {
        return NetworkGraph.of(network, places.all().get(0).in());
    }

    /** The direct parts of stages that contain convolutions. */
    private static List<NetworkGraph> units(NetworkGraph network) {
        return network.stages().stream()
                .filter(stage -> stage.part() instanceof Sequential)
                .flatMap(stage -> stage.part().stages().stream())
                .map(Child::part)
                .filter(unit -> unit.layers().anyMatch(layer -> layer.kind().isWeightLayer()))
                .toList();
    }

    private static List<Lesion> lesions(NetworkGraph unit, Block network, ModulePaths places) {
        var fork = outermostFork(unit);
        if (fork.isEmpty()) {
            return unit.in().equals(unit.out())
                    ? List.of(new Lesion(unit.address(), taps -> taps.skip(unit.address())))
                    : List.of();
        }
        if (fork.get().fusion() == Fusion.SUM) {
            String residual = heaviest(fork.get()).address();
            return List.of(new Lesion(unit.address(), taps -> taps.zero(residual)));
        }
        var lesions = new ArrayList<Lesion>();
        for (BlockReuse block : Reuse.of(network, places).blocks()) {
            for (Source source : block.sources()) {
                if (source.address().startsWith(unit.address() + "/")) {
                    lesions.add(new Lesion(unit.address(), Lesion.of(source, block).cut()));
                }
            }
        }
        return lesions;
    }

    private static Optional<Fork> outermostFork(NetworkGraph unit) {
        return unit.all()
                .filter(Fork.class::isInstance)
                .map(Fork.class::cast)
                .min(comparing(fork -> fork.address().length()));
    }

    /** The branch with the most parameters. */
    private static NetworkGraph heaviest(Fork fork) {
        return fork.branches().stream()
                .max(comparing(branch -> branch.block().getParameters().size()))
                .orElseThrow();
    }
}
