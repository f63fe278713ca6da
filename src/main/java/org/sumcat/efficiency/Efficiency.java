package org.sumcat.efficiency;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.sumcat.compare.Comparison;
import org.sumcat.compare.EqualAccuracy;
import org.sumcat.compare.EqualAccuracyView;
import org.sumcat.compare.ModelCost;
import org.sumcat.experiment.EffectEntry;
import org.sumcat.experiment.NamedEffect;
import org.sumcat.experiment.Settings;
import org.sumcat.experiment.Setup;
import org.sumcat.measure.Budget;
import org.sumcat.measure.Cost;
import org.sumcat.network.Network;
import org.sumcat.nn.Fusion;
import org.sumcat.published.PublishedPairs;
import org.sumcat.recipe.Recipe;
import org.sumcat.report.Finding;
import org.sumcat.report.Provenance;
import org.sumcat.statistics.SizeRatio;
import org.sumcat.train.Run;
import org.sumcat.train.Trained;
import org.sumcat.zoo.Skeleton;
import org.sumcat.zoo.Zoo;

/**
 * The cost of accuracy: each family in several sizes, and the ratio of parameters,
 * multiply-accumulates, memory and seconds that two families need for equal accuracy. That DenseNet
 * needs half of them is its paper's claim (Huang et al., 2017, Figure 3 and Table 2).
 *
 * @param networks one of each family, which is made wider and narrower
 * @param sizes parameters, about: of all widths the one that comes nearest to each
 * @param turns how often a step of each network is timed, interleaved; 0 for no seconds
 */
public record Efficiency(List<Network> networks, List<Integer> sizes, int turns)
        implements NamedEffect {
    private static final int MOST_TURNS = 100;

    private static final Efficiency USUAL =
            new Efficiency(
                    List.of(new Skeleton(Fusion.SUM, 10, 8), new Skeleton(Fusion.CONCAT, 10, 8)),
                    List.of(6_000, 12_000, 24_000, 48_000),
                    3);

    /** Name, default settings and keys of this effect. */
    public static final EffectEntry<Efficiency> FORM =
            EffectEntry.of(USUAL, "networks", "sizes", "turns")
                    .named("efficiency", "Equal accuracy")
                    .asks(
                            "How many times the parameters, the work and the memory of a DenseNet does a ResNet"
                                    + " need to be as accurate?")
                    .trains(
                            Recipe.quick().withImages(1000).withValidation(0).withEpochs(4),
                            SizeRatio.SEEDS);

    @Override
    public EffectEntry<Efficiency> form() {
        return FORM;
    }

    /**
     * Checks that there are enough networks, sizes and turns.
     *
     * @throws IllegalArgumentException for one family alone, for sizes that two widths of a family
     *     cannot tell apart, and for networks that have no width to change
     */
    public Efficiency {
        Settings.requireFew("networks", networks);
        networks = List.copyOf(networks);
        sizes = Settings.ascending("sizes", sizes);
        if (networks.size() < 2) {
            throw new IllegalArgumentException(
                    "efficiency compares two families or more, but networks has %s; name another"
                            .formatted(networks.get(0).spec()));
        }
        if (sizes.get(0) < 1 || turns < 0 || turns > MOST_TURNS) {
            throw new IllegalArgumentException(
                    "sizes must be 1 or more and turns from 0 to %s, but were %s and %s"
                            .formatted(
                                    MOST_TURNS, Settings.written(sizes).replace('+', '-'), turns));
        }
        for (Network network : networks) {
            sized(network, sizes);
        }
    }

    @Override
    public boolean readsFinishedRuns() {
        return true;
    }

    private static List<Network> sized(Network network, List<Integer> sizes) {
        var sized =
                sizes.stream()
                        .map(
                                size ->
                                        new Budget(Cost.PARAMETERS, size, network.input(), 10)
                                                .nearest(network))
                        .toList();
        if (sized.stream().distinct().count() < sizes.size()) {
            throw new IllegalArgumentException(
                    "each size must have a width of its own, but %s comes nearest to %s with %s; use sizes that are further apart"
                            .formatted(
                                    network.spec(),
                                    Settings.written(sizes).replace('+', '-'),
                                    sized.stream()
                                            .map(Network::spec)
                                            .collect(Collectors.joining(", "))));
        }
        return sized;
    }

    @Override
    public Finding measure(Setup setup) {
        var protocol = setup.protocol(this);
        List<Run> runs =
                setup.finished()
                        .orElseGet(
                                () -> setup.train(setup.trainings(all(), protocol), Trained::run));
        var comparison = new Comparison(runs);
        var pairs = EqualAccuracy.of(comparison, costs(comparison, setup));
        if (pairs.isEmpty()) {
            throw new IllegalArgumentException(
                    "efficiency needs two families in two sizes or more each, but has %s; train others"
                            .formatted(
                                    comparison.summaries().stream().map(s -> s.spec()).toList()));
        }
        var views = pairs.stream().map(EqualAccuracyView::new).toList();
        return finding(
                pairs.stream().map(EqualAccuracy::sentence).collect(Collectors.joining(" "))
                        + " It is a statement on these networks, this recipe and these images.",
                views.stream().flatMap(view -> view.figures().stream()).toList(),
                Stream.concat(
                                views.stream().flatMap(view -> view.tables().stream()),
                                Stream.of(PublishedPairs.table()))
                        .toList(),
                runs,
                Provenance.of(runs)
                        .with(
                                "Intervals",
                                "95%, each by itself, of draws around the means of all sizes, see"
                                        + " SizeRatio; seeds are taken as independent")
                        .with(
                                "Activation memory",
                                "predicted from the layers: what the backward pass makes a step"
                                        + " keep, for each image")
                        .with(
                                "Seconds",
                                turns == 0
                                        ? "not measured"
                                        : "training steps of the networks, interleaved on this machine, median of %s; not the times of the runs"
                                                .formatted(turns)));
    }

    private List<Network> all() {
        return networks.stream().flatMap(network -> sized(network, sizes).stream()).toList();
    }

    private List<ModelCost> costs(Comparison comparison, Setup setup) {
        var costs = new ArrayList<>(EqualAccuracy.COUNTED);
        if (turns > 0) {
            Run like = comparison.runs().get(0);
            Map<String, Double> seconds =
                    StepSeconds.of(
                            comparison.entrants().stream()
                                    .map(entrant -> Zoo.recorded(entrant.network()))
                                    .toList(),
                            like.recipe(),
                            turns,
                            setup);
            costs.add(
                    new ModelCost(
                            "seconds of training for 1,000 images",
                            "training of 1,000 images (s)",
                            1,
                            summary -> seconds.getOrDefault(summary.spec(), Double.NaN)));
        }
        return costs;
    }
}
