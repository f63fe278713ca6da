package org.sumcat.compare;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.sumcat.nn.Fusion;
import org.sumcat.render.Format;
import org.sumcat.statistics.Interval;
import org.sumcat.statistics.SizeRatio;

/**
 * Two families of networks at equal accuracy: the ratio of the cost of the first to that of the
 * second. Both are compared at three accuracies, a quarter, a half and three quarters of the way
 * through what both reach with the sizes that were trained; beyond it nothing is said.
 *
 * @param first a family, in several sizes
 * @param second the other
 * @param costs what is counted or measured of them, parameters first
 * @param levels by rising accuracy; none where the two reach no accuracy in common
 */
public record EqualAccuracy(
        SizedFamily first, SizedFamily second, List<ModelCost> costs, List<Level> levels) {
    private static final List<Double> WAYS = List.of(0.25, 0.5, 0.75);

    /**
     * The costs that are counted rather than measured: parameters, multiply-accumulates, and
     * activations kept in a step.
     */
    public static final List<ModelCost> COUNTED =
            List.of(
                    new ModelCost("parameters", "parameters (thousands)", 1e3, Summary::parameters),
                    new ModelCost("MACs", "MACs for one image (millions)", 1e6, Summary::macs),
                    new ModelCost(
                            "bytes of activation memory, as predicted",
                            "activation memory for one image (MB, predicted)",
                            1e6,
                            n -> n.activationBytes() == null ? Double.NaN : n.activationBytes()));

    /**
     * Both families at one accuracy.
     *
     * @param accuracy 0 to 1
     * @param needs what they need for it, a row for each cost that rises with the networks
     */
    public record Level(double accuracy, List<Need> needs) {
        public Level {
            needs = List.copyOf(needs);
        }
    }

    /** A cost, and the amount of it that each family needs. */
    public record Need(ModelCost cost, SizeRatio ratio) {
        /** {@code 1.42 times the parameters (95% interval 1.10 to 1.83)}. */
        String words() {
            return "%s times the %s%s"
                    .formatted(
                            Format.fixed(ratio.ratio(), 2),
                            cost.words(),
                            ratio.interval() == null ? "" : " (95% interval " + between() + ")");
        }

        String between() {
            Interval interval = ratio.interval();
            return interval == null
                    ? ""
                    : interval.low() == 0
                            ? "at most " + Format.fixed(interval.high(), 2)
                            : Double.isInfinite(interval.high())
                                    ? "at least " + Format.fixed(interval.low(), 2)
                                    : Format.fixed(interval.low(), 2)
                                            + " to "
                                            + Format.fixed(interval.high(), 2);
        }
    }

    public EqualAccuracy {
        costs = List.copyOf(costs);
        levels = List.copyOf(levels);
    }

    /**
     * All pairs of families in a comparison that have two or more sizes each, by the counted costs.
     */
    public static List<EqualAccuracy> of(Comparison comparison) {
        return of(comparison, COUNTED);
    }

    /** All pairs of families in a comparison at equal accuracy, by the given costs. */
    public static List<EqualAccuracy> of(Comparison comparison, List<ModelCost> costs) {
        var families = SizedFamily.of(comparison);
        var pairs = new ArrayList<EqualAccuracy>();
        for (int second = 1; second < families.size(); second++) {
            for (int first = 0; first < second; first++) {
                pairs.add(between(families.get(first), families.get(second), costs));
            }
        }
        return List.copyOf(pairs);
    }

    private static EqualAccuracy between(
            SizedFamily first, SizedFamily second, List<ModelCost> costs) {
        var parameters = COUNTED.get(0);
        var one = first.curve(parameters);
        var other = second.curve(parameters);
        if (one == null || other == null) {
            throw new IllegalArgumentException(
                    "sizes of a family must differ in parameters, but those of %s and %s are %s and %s"
                            .formatted(first.name(), second.name(), sizes(first), sizes(second)));
        }
        double lowest = 1 - Math.min(one.fitted().get(0), other.fitted().get(0));
        double highest = 1 - Math.max(last(one.fitted()), last(other.fitted()));
        var levels = new ArrayList<Level>();
        if (lowest < highest) {
            for (double way : WAYS) {
                double accuracy = lowest + way * (highest - lowest);
                levels.add(new Level(accuracy, needs(first, second, costs, 1 - accuracy)));
            }
        }
        return new EqualAccuracy(first, second, costs, levels);
    }

    private static List<Need> needs(
            SizedFamily first, SizedFamily second, List<ModelCost> costs, double error) {
        var needs = new ArrayList<Need>();
        for (ModelCost cost : costs) {
            var one = first.curve(cost);
            var other = second.curve(cost);
            if (one != null && other != null) {
                needs.add(new Need(cost, SizeRatio.of(one, other, error)));
            }
        }
        return needs;
    }

    private static List<Long> sizes(SizedFamily family) {
        return family.networks().stream().map(Summary::parameters).toList();
    }

    private static double last(List<Double> errors) {
        return errors.get(errors.size() - 1);
    }

    /** The result in a sentence, no stronger than the runs allow. */
    public String sentence() {
        if (levels.isEmpty()) {
            return "%s and %s reach no common accuracy at these sizes: what the one needs for the accuracy of the other is not reached here."
                    .formatted(first.name(), second.name());
        }
        var middle = levels.get(levels.size() / 2);
        var needs = middle.needs;
        return "For a test accuracy of %s%%, %s needs %s of %s%s.%s%s"
                .formatted(
                        Format.percent(middle.accuracy),
                        first.name(),
                        needs.get(0).words(),
                        second.name(),
                        needs.size() == 1
                                ? ""
                                : ", "
                                        + Format.list(
                                                needs.stream().skip(1).map(Need::words).toList()),
                        judged(needs.get(0).ratio.interval()),
                        leftOut(needs));
    }

    private String leftOut(List<Need> needs) {
        var told = needs.stream().map(Need::cost).toList();
        return costs.stream()
                .filter(cost -> !told.contains(cost))
                .map(
                        cost ->
                                " There is no ratio for %s, which do not rise from size to size."
                                        .formatted(cost.words()))
                .collect(Collectors.joining());
    }

    private String judged(@Nullable Interval ratio) {
        if (ratio == null) {
            return " No interval: that takes %s sizes of each and %s seeds of each size, but there are %s and %s."
                    .formatted(
                            SizeRatio.SIZES,
                            SizeRatio.SEEDS,
                            Math.min(first.networks().size(), second.networks().size()),
                            Math.min(first.seeds(), second.seeds()));
        }
        String which =
                ratio.contains(1)
                        ? " These runs do not show which of the two needs fewer parameters."
                        : "";
        boolean claimed = first.fusion() == Fusion.SUM && second.fusion() == Fusion.CONCAT;
        return which
                + (claimed
                        ? " That DenseNet needs half the parameters, a ratio of 2, %s."
                                .formatted(
                                        ratio.contains(2)
                                                ? "is within the interval"
                                                : "is outside the interval")
                        : "");
    }
}
