package org.sumcat.effect;

import static java.util.stream.Collectors.joining;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.sumcat.chart.Illustration;
import org.sumcat.compare.Comparison;
import org.sumcat.compare.Curves;
import org.sumcat.experiment.EffectEntry;
import org.sumcat.experiment.NamedEffect;
import org.sumcat.experiment.Setup;
import org.sumcat.measure.Budget;
import org.sumcat.network.Network;
import org.sumcat.network.NetworkSummary;
import org.sumcat.nn.Fusion;
import org.sumcat.recipe.Recipe;
import org.sumcat.render.Rows;
import org.sumcat.report.Finding;
import org.sumcat.report.Provenance;
import org.sumcat.statistics.Pairs;
import org.sumcat.train.Run;
import org.sumcat.zoo.Skeleton;

/**
 * One skeleton, three ways to combine a layer's output with its input: not at all, by a sum, by a
 * concatenation; at equal parameters and at equal multiply-accumulates. Plain and sum are equally
 * large by nature; the concatenation gets the width at which it is, too, within 2% ({@link
 * Budget}).
 *
 * @param depth weight layers, {@code 3n + 4}
 * @param width feature maps that a layer of the first stage makes, without or with the sum
 */
public record Fusions(int depth, int width) implements NamedEffect {
    private static final Fusions USUAL = new Fusions(16, 8);

    static final EffectEntry<Fusions> FORM =
            EffectEntry.of(USUAL, "depth", "width")
                    .named("fusion", "Fusion")
                    .asks(
                            "What changes when a layer's input is added to its output, or concatenated with it, at equal size and equal work?")
                    .trains(Recipe.quick().withImages(1500).withValidation(1000).withEpochs(5), 3);

    @Override
    public EffectEntry<Fusions> form() {
        return FORM;
    }

    /**
     * Checks depth and width by building the networks.
     *
     * @throws IllegalArgumentException if there is no such skeleton, or no concatenation comes
     *     within 2% of it
     */
    public Fusions {
        rivals(depth, width);
    }

    /** The plain network, the sum, and one concatenation for both budgets or one for each. */
    static List<Network> rivals(int depth, int width) {
        var sum = new Skeleton(Fusion.SUM, depth, width);
        var concat = new Skeleton(Fusion.CONCAT, depth, width);
        return Stream.of(
                        new Skeleton(Fusion.NONE, depth, width),
                        sum,
                        Budget.parameters(sum).fit(concat),
                        Budget.macs(sum).fit(concat))
                .distinct()
                .toList();
    }

    @Override
    public Finding measure(Setup setup) {
        var networks = rivals(depth, width);
        var runs =
                setup.train(
                        setup.trainings(networks, setup.protocol(this)), trained -> trained.run());
        var differences = differences(networks, runs);
        var figures = new ArrayList<Illustration>();
        figures.add(new Comparison(runs).figure());
        if (runs.stream().allMatch(run -> run.last().validationAccuracy() != null)) {
            figures.add(Curves.accuracy(runs));
        }
        figures.add(Curves.loss(runs));
        return finding(
                answer(differences),
                figures,
                List.of(sizes(networks).table(), table(differences).table()),
                runs,
                Provenance.of(runs)
                        .with(
                                "Intervals",
                                "Student's t for the differences seed by seed; not corrected for three comparisons"));
    }

    static List<FusionDifference> differences(List<Network> networks, List<Run> runs) {
        var differences = new ArrayList<FusionDifference>();
        for (int second = 1; second < networks.size(); second++) {
            for (int first = 0; first < Math.min(second, 2); first++) { // concat with concat: no
                differences.add(
                        new FusionDifference(
                                networks.get(first),
                                networks.get(second),
                                Pairs.of(
                                        accuracies(networks.get(first), runs),
                                        accuracies(networks.get(second), runs))));
            }
        }
        return List.copyOf(differences);
    }

    private static List<Double> accuracies(Network network, List<Run> runs) {
        return runs.stream()
                .filter(run -> run.network().spec().equals(network.spec()))
                .map(run -> 100 * run.testAccuracy())
                .toList();
    }

    private static String answer(List<FusionDifference> differences) {
        var sentences =
                differences.stream().map(FusionDifference::sentence).collect(joining("; ")) + ".";
        return "On the test images, after the last epoch: "
                + sentences
                + (differences.stream().anyMatch(FusionDifference::seen)
                        ? " It is a statement on these networks, this recipe and these seeds."
                        : " These runs do not tell the three apart.");
    }

    private static Rows<Network> sizes(List<Network> networks) {
        long parameters = NetworkSummary.of(networks.get(1)).parameters();
        long macs = NetworkSummary.of(networks.get(1)).macs();
        return Rows.of("Equal size and equal work", networks)
                .text("network", Network::spec)
                .whole("parameters", n -> NetworkSummary.of(n).parameters())
                .number(
                        "off the sum's parameters (%)",
                        2,
                        n -> 100.0 * (NetworkSummary.of(n).parameters() - parameters) / parameters)
                .whole("MACs per image", n -> NetworkSummary.of(n).macs())
                .number(
                        "off the sum's MACs (%)",
                        2, n -> 100.0 * (NetworkSummary.of(n).macs() - macs) / macs);
    }

    private static Rows<FusionDifference> table(List<FusionDifference> differences) {
        return Rows.of("Paired differences in test accuracy", differences)
                .text("of", d -> d.second().spec())
                .text("against", d -> d.first().spec())
                .whole("seeds", d -> d.points().size())
                .number("mean difference (points)", 2, d -> d.points().mean())
                .number("95% interval from (points)", 2, d -> end(d, false))
                .number("to (points)", 2, d -> end(d, true))
                .number("p, exact sign-flip test", 3, d -> orNaN(d.points().exactTest()));
    }

    private static double end(FusionDifference difference, boolean high) {
        var interval = difference.interval();
        return interval == null ? Double.NaN : high ? interval.high() : interval.low();
    }

    private static double orNaN(@Nullable Double value) {
        return value == null ? Double.NaN : value;
    }
}
