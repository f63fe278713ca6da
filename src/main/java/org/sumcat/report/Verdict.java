package org.sumcat.report;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The answer to "sum or concatenate?" in words no stronger than the runs allow. */
final class Verdict {
    /** Below this, a sign test cannot reach 5%, whatever the seeds say: 2 / 2^5 is 6.25%. */
    private static final int FEW = 6;

    private Verdict() {}

    /** Those worth a sentence: all of a few networks, otherwise neighbours in the ranking. */
    static List<Difference> differences(Comparison comparison) {
        var all = comparison.summaries();
        if (all.size() <= 3) {
            return comparison.differences();
        }
        var ranked = ranked(all);
        return IntStream.range(1, ranked.size())
                .mapToObj(i -> Difference.between(ranked.get(i), ranked.get(i - 1)))
                .toList();
    }

    static String of(List<Summary> summaries) {
        var sum = only(summaries, Join.SUM);
        var concat = only(summaries, Join.CONCAT);
        var plain = only(summaries, Join.NONE);
        if (sum == null || concat == null) {
            return ranking(summaries);
        }
        var difference = Difference.between(sum, concat);
        var seeds = Words.many(sum.seeds().size(), "seed");
        var answer =
                !difference.isOrder()
                        ? "These runs do not tell: %s was right on %s of the test images and %s"
                                        .formatted(sum.label(), percent(sum), concat.label())
                                + " on %s, and %s cannot distinguish them."
                                        .formatted(percent(concat), seeds)
                        : difference.mean() > 0
                                ? ahead("Concatenate", concat, sum)
                                : ahead("Sum", sum, concat);
        var without =
                plain == null ? "" : " Without a shortcut it was %s.".formatted(percent(plain));
        return answer + without + caution(difference);
    }

    private static String ahead(String word, Summary leader, Summary other) {
        return "%s, say these runs: %s was right on %s of the test images, %s on %s; it was ahead"
                        .formatted(
                                word,
                                leader.label(),
                                percent(leader),
                                other.label(),
                                percent(other))
                + " on each of %s seeds.".formatted(leader.seeds().size());
    }

    private static String ranking(List<Summary> summaries) {
        var ranked = ranked(summaries);
        var best = ranked.get(0);
        var highest =
                "%s was right on %s of the test images".formatted(best.label(), percent(best));
        if (ranked.size() == 1) {
            return highest + ".";
        }
        var difference = Difference.between(ranked.get(1), best);
        return highest + ", the most on average. " + difference.sentence() + caution(difference);
    }

    private static List<Summary> ranked(List<Summary> summaries) {
        return summaries.stream()
                .sorted(Comparator.comparing(Summary::meanTestAccuracy).reversed())
                .toList();
    }

    private static String caution(Difference difference) {
        int seeds = difference.seeds().size();
        return difference.isOrder() && seeds < FEW
                ? " With only %s seeds this is a hint, not a proof.".formatted(seeds)
                : "";
    }

    private static @Nullable Summary only(List<Summary> summaries, Join join) {
        var found = summaries.stream().filter(s -> s.fusion().equals(join.key())).toList();
        return found.size() == 1 ? found.get(0) : null;
    }

    private static String percent(Summary summary) {
        return Words.percent(summary.meanTestAccuracy()) + "%";
    }
}
