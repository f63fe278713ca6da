package org.sumcat.compare;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.sumcat.nn.Fusion;
import org.sumcat.statistics.Sample;
import org.sumcat.statistics.SizeCurve;

/**
 * A family of networks in several sizes.
 *
 * @param name {@code ResNet (sum)}
 * @param networks by rising parameters
 */
public record SizedFamily(String name, Fusion fusion, List<Summary> networks) {
    public SizedFamily {
        networks = List.copyOf(networks);
    }

    /** Error over a cost; null where the cost does not rise from network to network. */
    @Nullable SizeCurve curve(ModelCost cost) {
        var sizes = networks.stream().map(n -> cost.of().applyAsDouble(n)).toList();
        boolean rising = sizes.size() > 1 && sizes.get(0) > 0;
        for (int i = 1; i < sizes.size(); i++) {
            rising &= sizes.get(i) > sizes.get(i - 1); // false for NaN
        }
        return rising
                ? new SizeCurve(sizes, networks.stream().map(SizedFamily::errors).toList())
                : null;
    }

    private static Sample errors(Summary network) {
        // Of no error at all there is no logarithm.
        return new Sample(
                network.lastEpoch().values().stream().map(a -> Math.max(1e-6, 1 - a)).toList());
    }

    /** The smallest number of seeds of any network. */
    int seeds() {
        return networks.stream().mapToInt(n -> n.seeds().size()).min().orElseThrow();
    }

    /** The families of a comparison with two or more trained sizes, in its order. */
    static List<SizedFamily> of(Comparison comparison) {
        var groups = new LinkedHashMap<String, List<ModelResult>>();
        for (ModelResult result : comparison.entrants()) {
            groups.computeIfAbsent(name(result), k -> new ArrayList<>()).add(result);
        }
        return groups.entrySet().stream()
                .filter(group -> group.getValue().size() > 1)
                .map(
                        group ->
                                new SizedFamily(
                                        group.getKey(),
                                        group.getValue().get(0).look().join(),
                                        group.getValue().stream()
                                                .map(comparison::summary)
                                                .sorted(Comparator.comparing(Summary::parameters))
                                                .toList()))
                .toList();
    }

    private static String name(ModelResult result) {
        Fusion fusion = result.look().join();
        String family = result.network().family();
        return fusion == Fusion.OTHER ? family : family + " (" + fusion.word() + ")";
    }
}
