package org.sumcat.ablation;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.ToDoubleFunction;
import org.sumcat.ablation.ConnectionAblation.Cut;
import org.sumcat.experiment.EffectEntry;
import org.sumcat.experiment.NamedEffect;
import org.sumcat.experiment.Settings;
import org.sumcat.experiment.Setup;
import org.sumcat.network.Network;
import org.sumcat.recipe.Recipe;
import org.sumcat.render.Rows;
import org.sumcat.report.Finding;
import org.sumcat.report.Provenance;
import org.sumcat.statistics.Ranks;
import org.sumcat.statistics.Sample;
import org.sumcat.zoo.Zoo;

/**
 * Use of earlier layers by dense layers, measured in two ways: by the weights, as in Figure 5 of
 * Huang et al., 2017 ({@link org.sumcat.measure.Reuse} has the formula), and by cutting one
 * connection at a time in the trained network ({@link org.sumcat.measure.Lesion}).
 *
 * @param network one that concatenates
 */
public record FeatureReuse(Network network) implements NamedEffect {
    private static final FeatureReuse USUAL =
            new FeatureReuse(Zoo.network("densenet-bc:depth=28,growth=6"));

    /** Name, default settings and keys of this effect. */
    public static final EffectEntry<FeatureReuse> FORM =
            EffectEntry.of(USUAL, "network")
                    .named("reuse", "Feature reuse")
                    .asks(
                            "Which earlier layers does a dense layer use, and do its weights show it?")
                    .trains(Recipe.quick().withImages(3000).withValidation(500), 2);

    @Override
    public EffectEntry<FeatureReuse> form() {
        return FORM;
    }

    public FeatureReuse {
        ConnectionAblation.requireDense(network);
    }

    @Override
    public Finding measure(Setup setup) {
        var protocol = setup.protocol(this);
        Settings.requireHeldOut(protocol.recipe());
        var seeds =
                setup.train(setup.trainings(List.of(network), protocol), ConnectionAblation::of);
        var agreements = agreements(seeds);
        return finding(
                answer(agreements, seeds),
                ReuseFigures.figures(seeds),
                List.of(
                        table(agreements).table(),
                        connections(seeds).table(),
                        sources(seeds).table()),
                seeds.stream().map(ConnectionAblation::run).toList(),
                Provenance.of(seeds.stream().map(ConnectionAblation::run).toList())
                        .with(
                                "Lesions",
                                String.format(
                                        Locale.ROOT,
                                        "on %,d held-out training images; the whole network classifies %s%% of them correctly",
                                        protocol.recipe().validation(),
                                        Settings.fixed(
                                                1, 100 * mean(seeds, s -> s.whole().accuracy())))));
    }

    /** Rank correlation of weight and damage within a block, one value per seed. */
    private record Agreement(
            String block, int connections, Sample loss, Sample raw, Sample summed, Sample hits) {}

    private static List<Agreement> agreements(List<ConnectionAblation> seeds) {
        var agreements = new ArrayList<Agreement>();
        for (String block : seeds.get(0).blocks()) {
            var cuts = seeds.stream().map(seed -> seed.in(block)).toList();
            agreements.add(
                    new Agreement(
                            block,
                            cuts.get(0).size(),
                            rho(cuts, Cut::normalized, Cut::lossGained),
                            rho(cuts, Cut::weight, Cut::lossGained),
                            rho(cuts, Cut::summed, Cut::lossGained),
                            rho(cuts, Cut::normalized, Cut::accuracyLost)));
        }
        return agreements;
    }

    /** Rank correlation in each seed; 0 where either quantity is constant. */
    private static Sample rho(
            List<List<Cut>> seeds, ToDoubleFunction<Cut> weight, ToDoubleFunction<Cut> damage) {
        return new Sample(
                seeds.stream()
                        .map(
                                cuts ->
                                        Objects.requireNonNullElse(
                                                Ranks.correlation(
                                                        cuts.stream()
                                                                .map(weight::applyAsDouble)
                                                                .toList(),
                                                        cuts.stream()
                                                                .map(damage::applyAsDouble)
                                                                .toList()),
                                                0.0))
                        .toList());
    }

    private static String answer(List<Agreement> agreements, List<ConnectionAblation> seeds) {
        var all = agreements.stream().flatMap(a -> a.loss().values().stream()).toList();
        var range = all.stream().mapToDouble(Double::doubleValue).summaryStatistics();
        double together =
                agreements.stream().mapToDouble(a -> a.summed().mean()).average().orElseThrow();
        Cut worst = ConnectionAblation.mean(seeds).worst();
        return String.format(
                Locale.ROOT,
                "The order of the weights and the order of the damage %s: rank correlation %.2f on"
                        + " average (%.2f to %.2f over blocks and seeds; 1 would be the same order, 0"
                        + " none), and %.2f where the weights of all maps of a source are added up"
                        + " instead of averaged. The most important connection, from %s to %s in %s, costs %.1f points of accuracy when it is cut; its weight is %.2f of its target's largest.",
                words(range.getAverage()),
                range.getAverage(),
                range.getMin(),
                range.getMax(),
                together,
                worst.source(),
                worst.target(),
                worst.block(),
                100 * worst.accuracyLost(),
                worst.normalized());
    }

    private static String words(double rho) {
        return rho >= 0.7
                ? "largely agree"
                : rho >= 0.3 ? "agree in part" : "say little about each other";
    }

    private static Rows<Agreement> table(List<Agreement> agreements) {
        return Rows.of("Rank correlation of weights and damage", agreements)
                .text("block", Agreement::block)
                .whole("connections", Agreement::connections)
                .number("normalized weight and loss", 2, a -> a.loss().mean())
                .number("raw weight and loss", 2, a -> a.raw().mean())
                .number("summed weight and loss", 2, a -> a.summed().mean())
                .number("normalized weight and accuracy", 2, a -> a.hits().mean());
    }

    private static Rows<Cut> connections(List<ConnectionAblation> seeds) {
        return Rows.of("Connections", ConnectionAblation.mean(seeds).connections())
                .text("block", Cut::block)
                .text("source s", Cut::source)
                .text("target l", Cut::target)
                .whole("maps of the source", Cut::maps)
                .number("mean absolute weight", 4, Cut::weight)
                .number("fraction of the target's largest", 2, Cut::normalized)
                .number("accuracy lost (points)", 2, cut -> 100 * cut.accuracyLost())
                .number("cross-entropy gained (nats)", 4, Cut::lossGained);
    }

    private static Rows<Cut> sources(List<ConnectionAblation> seeds) {
        return Rows.of("Sources cut off", ConnectionAblation.mean(seeds).sources())
                .text("block", Cut::block)
                .text("source s", Cut::source)
                .number("accuracy lost (points)", 2, cut -> 100 * cut.accuracyLost())
                .number("cross-entropy gained (nats)", 4, Cut::lossGained);
    }

    private static double mean(
            List<ConnectionAblation> seeds, ToDoubleFunction<ConnectionAblation> value) {
        return seeds.stream().mapToDouble(value).average().orElseThrow();
    }
}
