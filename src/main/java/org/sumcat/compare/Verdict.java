package org.sumcat.compare;

import java.util.List;
import java.util.Optional;
import org.sumcat.nn.Fusion;
import org.sumcat.render.Format;
import org.sumcat.train.Run;

/** The answer to "sum or concatenate?" in words no stronger than the runs allow. */
final class Verdict {
    /**
     * Images seen over all epochs, below which a training is called short: twice the training set.
     */
    private static final long SHORT = 120_000;

    private Verdict() {}

    static String of(Comparison comparison) {
        var ranking = comparison.ranking();
        var training = training(comparison.finished());
        var sum = only(ranking, Fusion.SUM);
        var concat = only(ranking, Fusion.CONCAT);
        if (sum.isEmpty() || concat.isEmpty()) {
            return best(ranking, training);
        }
        var without =
                only(ranking, Fusion.NONE)
                        .map(plain -> " Without a shortcut: %s.".formatted(percent(plain)));
        return difference(ranking, sum.get(), concat.get())
                        .map(d -> of(d, sum.get(), concat.get(), training))
                        .orElse("These runs are inconclusive: they have no seed in common.")
                + without.orElse("");
    }

    /**
     * The qualifier {@code of a short training (3 epochs of 4,000 images)}, with a leading space,
     * where the networks saw fewer images than {@value #SHORT}; else nothing.
     */
    private static String training(List<Run> runs) {
        var lengths = runs.stream().map(Verdict::length).distinct().toList();
        boolean brief =
                runs.stream().allMatch(r -> (long) r.recipe().epochs() * r.trainImages() < SHORT);
        return !brief
                ? ""
                : " of a short training"
                        + (lengths.size() == 1 ? " (%s)".formatted(lengths.get(0)) : "");
    }

    private static String length(Run run) {
        return "%s of %s images"
                .formatted(
                        Format.many(run.recipe().epochs(), "epoch"),
                        Format.count(run.trainImages()));
    }

    /**
     * Labels of the one network that sums and the one that concatenates, if there is one of each.
     */
    static Optional<List<String>> rivals(Ranking ranking) {
        var sum = only(ranking, Fusion.SUM);
        var concat = only(ranking, Fusion.CONCAT);
        return sum.isPresent() && concat.isPresent()
                ? Optional.of(List.of(sum.get().label(), concat.get().label()))
                : Optional.empty();
    }

    private static String of(Difference difference, Summary sum, Summary concat, String training) {
        if (difference.distinguishable()) {
            return difference.mean() > 0 == difference.second().equals(concat.label())
                    ? ahead("Concatenate", concat, sum, difference, training)
                    : ahead("Sum", sum, concat, difference, training);
        }
        int seeds = difference.seeds().size();
        return "These runs%s are inconclusive: test accuracy %s for %s and %s for %s, and %s."
                .formatted(
                        training,
                        percent(sum),
                        sum.label(),
                        percent(concat),
                        concat.label(),
                        seeds < Difference.VERDICT
                                ? tooFew(seeds)
                                : "%s seeds cannot distinguish them%s"
                                        .formatted(seeds, interval(difference)));
    }

    private static String ahead(
            String word, Summary leader, Summary other, Difference difference, String training) {
        return "%s, say these runs%s: test accuracy %s for %s, %s for %s, over %s%s."
                .formatted(
                        word,
                        training,
                        percent(leader),
                        leader.label(),
                        percent(other),
                        other.label(),
                        Format.many(difference.seeds().size(), "seed"),
                        interval(difference));
    }

    /** The interval in percentage points, oriented so that the leader's advantage is positive. */
    private static String interval(Difference difference) {
        var interval = difference.interval();
        if (interval == null) {
            return "";
        }
        double sign = difference.mean() < 0 ? -1 : 1;
        double one = sign * interval.low();
        double two = sign * interval.high();
        return " (%s points apart, 95%% interval %s to %s)"
                .formatted(
                        Format.fixed(sign * difference.mean(), 2),
                        Format.fixed(Math.min(one, two), 2),
                        Format.fixed(Math.max(one, two), 2));
    }

    private static String best(Ranking ranking, String training) {
        var first = ranking.places().get(0);
        var best = first.summary();
        var highest = "%s: test accuracy %s".formatted(best.label(), percent(best));
        if (ranking.places().size() == 1) {
            return highest + ".";
        }
        int alike = first.alike().size();
        return highest
                + ", the highest on average of these runs%s. ".formatted(training)
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
                : Format.list(
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
                        Format.many(seeds, "seed"), seeds == 1 ? "is" : "are", Difference.VERDICT);
    }

    private static Optional<Summary> only(Ranking ranking, Fusion join) {
        var found =
                ranking.places().stream()
                        .map(Rank::summary)
                        .filter(s -> s.fusion().equals(join.key()))
                        .toList();
        return found.size() == 1 ? Optional.of(found.get(0)) : Optional.empty();
    }

    private static String percent(Summary summary) {
        return Format.percent(summary.lastEpoch().mean()) + "%";
    }
}
