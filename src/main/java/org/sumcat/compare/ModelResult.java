package org.sumcat.compare;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.sumcat.network.NetworkSummary;
import org.sumcat.nn.Fusion;
import org.sumcat.palette.Look;
import org.sumcat.train.Run;
import org.sumcat.zoo.Zoo;

/**
 * A network, trained by one recipe with one precision, with its runs, one for each seed.
 *
 * @param label what legends and sentences call it, {@code DenseNet (concat)}
 * @param look how it is drawn
 * @param runs by rising seed
 */
public record ModelResult(String label, Look look, List<Run> runs) {

    /** The properties that runs of one entry share: all but the seed. */
    private record RunGroup(String spec, String recipe, String precision) {
        static RunGroup of(Run run) {
            return new RunGroup(run.network().spec(), run.recipe().name(), run.precision());
        }
    }

    /**
     * Display order: plain networks first, then sum, then concat; within each, smaller ones first.
     */
    private static final Comparator<Run> ORDER =
            Comparator.comparing((Run run) -> Zoo.fusion(run.network()))
                    .thenComparing(run -> run.network().parameters())
                    .thenComparing(run -> run.network().spec())
                    .thenComparing(run -> run.recipe().name())
                    .thenComparing(Run::precision)
                    .thenComparing(Run::seed);

    /** Groups runs by network and recipe, in display order. */
    public static List<ModelResult> of(List<Run> runs) {
        var groups = new LinkedHashMap<RunGroup, List<Run>>();
        for (var run : runs.stream().sorted(ORDER).toList()) {
            groups.computeIfAbsent(RunGroup.of(run), k -> new ArrayList<>()).add(run);
        }
        boolean onePrecision =
                groups.keySet().stream().map(RunGroup::precision).distinct().count() == 1;
        boolean oneRecipe = groups.keySet().stream().map(RunGroup::recipe).distinct().count() == 1;
        var seen = new EnumMap<Fusion, Integer>(Fusion.class);
        var entrants = new ArrayList<ModelResult>();
        groups.forEach(
                (key, group) -> {
                    var network = group.get(0).network();
                    var join = Zoo.fusion(network);
                    var name = unique(network, groups) ? network.family() : network.spec();
                    var label = join == Fusion.OTHER ? name : name + " (" + join.word() + ")";
                    entrants.add(
                            new ModelResult(
                                    label
                                            + (oneRecipe ? "" : ", " + key.recipe())
                                            + (onePrecision ? "" : ", " + key.precision()),
                                    new Look(join, seen.merge(join, 1, Integer::sum) - 1),
                                    List.copyOf(group)));
                });
        return List.copyOf(entrants);
    }

    /** The network that all runs trained. */
    public NetworkSummary network() {
        return runs.get(0).network();
    }

    /** The seeds of the runs, in order. */
    public List<Long> seeds() {
        return runs.stream().map(Run::seed).toList();
    }

    /** Test accuracy after the last epoch, over the runs. */
    Accuracy lastEpoch() {
        return Accuracy.of(runs.stream().map(Run::testAccuracy).toList());
    }

    private static boolean unique(NetworkSummary network, Map<RunGroup, List<Run>> groups) {
        return groups.values().stream()
                        .map(group -> group.get(0).network())
                        .filter(other -> other.family().equals(network.family()))
                        .map(NetworkSummary::spec)
                        .distinct()
                        .count()
                == 1;
    }
}
