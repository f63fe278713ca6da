package org.sumcat.measure;

import static java.util.Comparator.comparing;

import ai.djl.nn.Block;
import ai.djl.nn.convolutional.Convolution;
import ai.djl.nn.core.Linear;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.sumcat.measure.Reuse.DenseBlock;
import org.sumcat.measure.Reuse.Source;
import org.sumcat.nn.Chain;
import org.sumcat.nn.Fused;
import org.sumcat.nn.Fusion;
import org.sumcat.nn.Places;
import org.sumcat.nn.Places.Place;
import org.sumcat.train.Trained;

/**
 * The layers of a network, or the units of layers, that can be taken out one at a time, each in the
 * way that the network's shortcuts allow (Veit, Wilber and Belongie 2016, "Residual Networks Behave
 * Like Ensembles of Relatively Shallow Networks", section 4.1):
 *
 * <ul>
 *   <li>of a sum, the branch with the weights adds 0, and the shortcut alone goes on;
 *   <li>of a dense block, the maps that the layer made are 0 for all that read them, as {@link
 *       Lesion#of(Reuse.Source, Reuse.DenseBlock)} has it;
 *   <li>of a chain, what goes into the unit comes out of it. Units that change the shape cannot be
 *       taken out so, and are not in the list.
 * </ul>
 *
 * <p>A unit is a direct part of a stage, {@code layer1/2}, that has a convolution or is one.
 */
public final class Deletion {
    private Deletion() {}

    /**
     * What can be taken out, in the order in which it runs.
     *
     * @throws IllegalArgumentException if nothing can
     */
    public static List<Lesion> each(Trained trained) {
        return each(trained.model().getBlock(), trained.places());
    }

    /**
     * The addresses of all units, those too that cannot be taken out, of the stages in which one
     * can: so units at the same depth have the same number, whatever joins them.
     */
    public static List<String> all(Trained trained) {
        return all(trained.model().getBlock(), trained.places());
    }

    static List<String> all(Block network, Places places) {
        var stages = each(network, places).stream().map(lesion -> stage(lesion.address())).toList();
        return units(network, places).stream()
                .map(Place::address)
                .filter(address -> stages.contains(stage(address)))
                .toList();
    }

    private static String stage(String address) {
        return address.substring(0, address.indexOf('/'));
    }

    /** The same for a network with these places. */
    static List<Lesion> each(Block network, Places places) {
        var lesions =
                units(network, places).stream()
                        .flatMap(unit -> lesions(unit, network, places).stream())
                        .toList();
        if (lesions.isEmpty()) {
            throw new IllegalArgumentException(
                    "a layer can be taken out where there is a shortcut, or where it keeps the"
                            + " shape, but the network has no such layer; take a deeper one");
        }
        return lesions;
    }

    /** The direct parts of stages that have kernels. */
    private static List<Place> units(Block network, Places places) {
        var units = new ArrayList<Place>();
        if (network instanceof Chain chain) {
            for (var stage : chain.parts()) {
                int parts = stage.getValue() instanceof Chain inner ? inner.parts().size() : 0;
                for (int i = 1; i <= parts; i++) {
                    units.add(places.at("%s/%s".formatted(stage.getKey(), i)));
                }
            }
        }
        units.removeIf(unit -> below(unit, places).noneMatch(Deletion::hasKernel));
        return units;
    }

    private static List<Lesion> lesions(Place unit, Block network, Places places) {
        var fork =
                below(unit, places)
                        .filter(place -> place.block() instanceof Fused)
                        .min(comparing(place -> place.address().length()));
        if (fork.isEmpty()) {
            return unit.in().equals(unit.out())
                    ? List.of(new Lesion(unit.address(), taps -> taps.skip(unit.address())))
                    : List.of();
        }
        if (((Fused) fork.get().block()).fusion() == Fusion.SUM) {
            String residual = heaviest(fork.get(), places).address();
            return List.of(new Lesion(unit.address(), taps -> taps.zero(residual)));
        }
        var lesions = new ArrayList<Lesion>();
        for (DenseBlock block : Reuse.of(network, places).blocks()) {
            for (Source source : block.sources()) {
                if (source.address().startsWith(unit.address() + "/")) {
                    lesions.add(new Lesion(unit.address(), Lesion.of(source, block).cut()));
                }
            }
        }
        return lesions;
    }

    /** The branch with the most parameters. */
    private static Place heaviest(Place fork, Places places) {
        return IntStream.rangeClosed(1, ((Fused) fork.block()).branches().size())
                .mapToObj(i -> places.at("%s/branch%s".formatted(fork.address(), i)))
                .max(comparing(branch -> branch.block().getParameters().size()))
                .orElseThrow();
    }

    /** The place itself and all in it. */
    private static Stream<Place> below(Place top, Places places) {
        return places.all().stream()
                .filter(
                        place ->
                                place.equals(top)
                                        || place.address().startsWith(top.address() + "/"));
    }

    private static boolean hasKernel(Place place) {
        return place.block() instanceof Convolution || place.block() instanceof Linear;
    }
}
