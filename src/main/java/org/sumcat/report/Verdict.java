package org.sumcat.report;

import java.util.List;
import java.util.Optional;

/** The answer to "sum or concatenate?" in words no stronger than the runs allow. */
final class Verdict {
    private Verdict() {}

    static String of(Ranking ranking) {
        var sum = only(ranking, Join.SUM);
        var concat = only(ranking, Join.CONCAT);
        if (sum.isEmpty() || concat.isEmpty()) {
            return best(ranking);
        }
        var without =
                only(ranking, Join.NONE)
                        .map(plain -> " Without a shortcut it was %s.".formatted(percent(plain)));
        return difference(ranking, sum.get(), concat.get())
                        .map(d -> of(d, sum.get(), concat.get()))
                        .orElse("These runs do not tell: they have no seed in common.")
                + without.orElse("");
    }

    private static String of(Difference difference, Summary sum, Summary concat) {
        if (difference.distinguishable()) {
            return difference.mean() > 0 == difference.second().equals(concat.label())
                    ? ahead("Concatenate", concat, sum, difference)
                    : ahead("Sum", sum, concat, difference);
        }
        int seeds = difference.seeds().size();
        return "These runs do not tell: %s was right on %s of the test images and %s on %s, and %s."
                .formatted(
                        sum.label(),
                        percent(sum),
                        concat.label(),
                        percent(concat),
                        seeds < Difference.VERDICT
                                ? tooFew(seeds)
                                : seeds + " seeds cannot distinguish them");
    }

    private static String ahead(String word, Summary leader, Summary other, Difference difference) {
        return "%s, say these runs: %s was right on %s of the test images, %s on %s, with %s."
                .formatted(
                        word,
                        leader.label(),
                        percent(leader),
                        other.label(),
                        percent(other),
                        Words.many(difference.seeds().size(), "seed"));
    }

    private static String best(Ranking ranking) {
        var first = ranking.places().get(0);
        var best = first.summary();
        var highest =
                "%s was right on %s of the test images".formatted(best.label(), percent(best));
        if (ranking.places().size() == 1) {
            return highest + ".";
        }
        int alike = first.alike().size();
        return highest
                + ", the most on average. "
                + (best.seeds().size() < Difference.VERDICT
                        ? tooFew(best.seeds().size()) + "."
                        : alike == 0
                                ? "It is ahead of every other."
                                : "It cannot be distinguished from %s."
                                        .formatted(names(ranking, first.alike())));
    }

    private static String names(Ranking ranking, List<Integer> ranks) {
        return ranks.size() > 5
                ? "%s of the other %s".formatted(ranks.size(), ranking.places().size() - 1)
                : Words.list(
                        ranks.stream()
                                .map(rank -> ranking.places().get(rank - 1).summary().label())
                                .toList());
    }

    private static Optional<Difference> difference(Ranking ranking, Summary a, Summary b) {
        return ranking.differences().stream()
                .filter(
                        d ->
                                List.of(a.label(), b.label())
                                        .containsAll(List.of(d.first(), d.second())))
                .findFirst();
    }

    private static String tooFew(int seeds) {
        return "%s %s too few for a verdict (%s or more)"
                .formatted(
                        Words.many(seeds, "seed"), seeds == 1 ? "is" : "are", Difference.VERDICT);
    }

    private static Optional<Summary> only(Ranking ranking, Join join) {
        var found =
                ranking.places().stream()
                        .map(Ranking.Place::summary)
                        .filter(s -> s.fusion().equals(join.key()))
                        .toList();
        return found.size() == 1 ? Optional.of(found.get(0)) : Optional.empty();
    }

    private static String percent(Summary summary) {
        return Words.percent(summary.lastEpoch().mean()) + "%";
    }
}
