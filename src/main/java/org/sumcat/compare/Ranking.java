package org.sumcat.compare;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.sumcat.statistics.Holm;

/**
 * Networks ranked by mean test accuracy after the last epoch, with the ranks that are not
 * distinguishable.
 *
 * @param places the highest mean first
 * @param differences between every two networks that share a seed, Holm's correction over all
 */
public record Ranking(List<Rank> places, List<Difference> differences) {

    public Ranking {
        places = List.copyOf(places);
        differences = List.copyOf(differences);
    }

    /** Ranks networks, at least one. */
    static Ranking of(List<Summary> summaries) {
        var differences = corrected(differences(summaries));
        var ranked =
                summaries.stream()
                        .sorted(
                                Comparator.comparing((Summary s) -> s.lastEpoch().mean())
                                        .reversed())
                        .toList();
        var places =
                IntStream.range(0, ranked.size())
                        .mapToObj(
                                i -> new Rank(i + 1, ranked.get(i), alike(i, ranked, differences)))
                        .toList();
        return new Ranking(places, differences);
    }

    private static List<Difference> differences(List<Summary> all) {
        var differences = new ArrayList<Difference>();
        for (int second = 1; second < all.size(); second++) {
            for (int first = 0; first < second; first++) {
                var seeds = all.get(second).seeds();
                if (all.get(first).seeds().stream().anyMatch(seeds::contains)) {
                    differences.add(Difference.between(all.get(first), all.get(second)));
                }
            }
        }
        return differences;
    }

    /** Corrects p for all tested pairs; pairs with one seed were not tested. */
    private static List<Difference> corrected(List<Difference> differences) {
        var tested = new ArrayList<Integer>();
        var ps = new ArrayList<Double>();
        for (int i = 0; i < differences.size(); i++) {
            Double p = differences.get(i).tTest();
            if (p != null) {
                tested.add(i);
                ps.add(p);
            }
        }
        var corrected = new ArrayList<>(differences);
        var holm = Holm.correct(ps);
        for (int i = 0; i < tested.size(); i++) {
            int pair = tested.get(i);
            corrected.set(pair, differences.get(pair).corrected(holm.get(i)));
        }
        return corrected;
    }

    private static List<Integer> alike(
            int place, List<Summary> ranked, List<Difference> differences) {
        var label = ranked.get(place).label();
        var apart =
                differences.stream()
                        .filter(Difference::distinguishable)
                        .filter(d -> d.first().equals(label) || d.second().equals(label))
                        .map(d -> d.first().equals(label) ? d.second() : d.first())
                        .toList();
        return IntStream.range(0, ranked.size())
                .filter(i -> i != place && !apart.contains(ranked.get(i).label()))
                .mapToObj(i -> i + 1)
                .toList();
    }

    /**
     * The differences worth a sentence: all of a few networks, otherwise neighbours in the ranking.
     */
    public List<Difference> told() {
        return places.size() <= 3
                ? differences
                : differences.stream()
                        .filter(d -> Math.abs(rank(d.first()) - rank(d.second())) == 1)
                        .sorted(
                                Comparator.comparing(
                                        d -> Math.min(rank(d.first()), rank(d.second()))))
                        .toList();
    }

    private int rank(String label) {
        return places.stream()
                .filter(place -> place.summary().label().equals(label))
                .mapToInt(Rank::rank)
                .findFirst()
                .orElseThrow();
    }
}
