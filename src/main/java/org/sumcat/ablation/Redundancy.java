package org.sumcat.ablation;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.sumcat.chart.Chart;
import org.sumcat.chart.Point;
import org.sumcat.chart.Series;
import org.sumcat.chart.Style;
import org.sumcat.experiment.EffectEntry;
import org.sumcat.experiment.NamedEffect;
import org.sumcat.experiment.Settings;
import org.sumcat.experiment.Setup;
import org.sumcat.network.Network;
import org.sumcat.network.NetworkSummary;
import org.sumcat.nn.Fusion;
import org.sumcat.palette.Look;
import org.sumcat.recipe.Recipe;
import org.sumcat.render.Rows;
import org.sumcat.report.Finding;
import org.sumcat.report.Provenance;
import org.sumcat.statistics.Sample;
import org.sumcat.zoo.ResNetCifar;
import org.sumcat.zoo.Shortcut;
import org.sumcat.zoo.Zoo;

/**
 * The accuracy of a trained network with one unit removed, each in turn ({@link
 * org.sumcat.measure.Deletion}), and whether a ResNet trained with randomly dropped units suffers
 * less from that: stochastic depth (Huang et al., 2016), at several survival probabilities.
 *
 * @param networks whose units are removed, one to six, no two the same
 * @param depth of the ResNet that is trained with stochastic depth, {@code 6n + 2}
 * @param width of its first stage
 * @param survivals probabilities that its last unit survives a training step, ascending, above 0 up
 *     to 1; at least two
 */
public record Redundancy(List<Network> networks, int depth, int width, List<Double> survivals)
        implements NamedEffect {
    private static final Redundancy USUAL =
            new Redundancy(
                    Stream.of(
                                    "plain:depth=20,width=8",
                                    "resnet-cifar:depth=20,width=8",
                                    "densenet-bc:depth=22,growth=8")
                            .map(Zoo::network)
                            .toList(),
                    20,
                    8,
                    List.of(0.5, 0.8, 1.0));

    /** Name, default settings and keys of this effect. */
    public static final EffectEntry<Redundancy> FORM =
            EffectEntry.of(USUAL, "networks", "depth", "width", "survivals")
                    .named("redundancy", "Redundancy")
                    .asks(
                            "How much accuracy does a trained network lose when one unit is removed, and does it lose less after training with randomly dropped units?")
                    .trains(Recipe.quick().withImages(2000).withValidation(500), 2);

    @Override
    public EffectEntry<Redundancy> form() {
        return FORM;
    }

    public Redundancy {
        networks = List.copyOf(networks);
        Settings.requireFew("networks", networks);
        survivals = Settings.ascending("survivals", survivals);
        for (double survival : survivals) {
            stochasticDepth(depth, width, survival); // refuses what is no chance to survive
        }
    }

    private static Network stochasticDepth(int depth, int width, double survival) {
        return new ResNetCifar(depth, width, Shortcut.A_AVG, survival);
    }

    @Override
    public Finding measure(Setup setup) {
        var protocol = setup.protocol(this);
        Settings.requireHeldOut(protocol.recipe());
        var chances = survivals.stream().map(p -> stochasticDepth(depth, width, p)).toList();
        var all = Stream.concat(networks.stream(), chances.stream()).toList();
        var thinned = setup.train(setup.trainings(all, protocol), LayerAblation::of);
        var bySeeds =
                IntStream.range(0, all.size())
                        .mapToObj(
                                i ->
                                        new AblationBySeeds(
                                                all.get(i),
                                                thinned.subList(
                                                        i * protocol.seeds(),
                                                        (i + 1) * protocol.seeds())))
                        .toList();
        var compared = bySeeds.subList(0, networks.size());
        var sweep = bySeeds.subList(networks.size(), bySeeds.size());
        var runs = thinned.stream().map(LayerAblation::run).toList();
        return finding(
                answer(compared, sweep),
                List.of(units(compared), lost(sweep), whole(sweep)),
                List.of(
                        summary(compared).table(),
                        survival(sweep).table(),
                        eachUnit(bySeeds).table()),
                runs,
                Provenance.of(runs)
                        .with(
                                "Lesions",
                                String.format(
                                        Locale.ROOT,
                                        "on %,d held-out training images; nothing is retrained",
                                        protocol.recipe().validation())));
    }

    private String answer(List<AblationBySeeds> compared, List<AblationBySeeds> sweep) {
        var first = sweep.get(0);
        var last = sweep.get(sweep.size() - 1);
        return compared.stream()
                        .map(
                                each ->
                                        String.format(
                                                Locale.ROOT,
                                                "%s loses %.1f points when a unit is removed (%.1f for the most important one)",
                                                each.network().spec(),
                                                100 * each.meanLost().mean(),
                                                100 * each.worst()))
                        .collect(Collectors.joining("; "))
                + String.format(
                        Locale.ROOT,
                        ". The ResNet trained with survival %s loses %.1f points, with survival %s %.1f; whole, their accuracy on held-out images is %.1f%% and %.1f%%.",
                        survivals.get(0),
                        100 * first.meanLost().mean(),
                        survivals.get(survivals.size() - 1),
                        100 * last.meanLost().mean(),
                        100 * first.accuracy().mean(),
                        100 * last.accuracy().mean());
    }

    private static Chart units(List<AblationBySeeds> compared) {
        var seen = new EnumMap<Fusion, Integer>(Fusion.class);
        var series = new ArrayList<Series>();
        for (var each : compared) {
            Fusion join = Zoo.fusion(NetworkSummary.of(each.network()));
            var look = new Look(join, seen.merge(join, 1, Integer::sum) - 1);
            series.add(new Series(each.network().spec(), look, each.pointsByUnit()));
        }
        return Style.figure(
                "Accuracy lost without one unit",
                "Lines are means, bands reach from the lowest to the highest seed. Units of a chain that change the shape cannot be removed, and have no point.",
                Style.count("removed unit, in network order"),
                Style.measure("accuracy lost (points)"),
                series);
    }

    private Chart lost(List<AblationBySeeds> sweep) {
        return sweep(
                "Loss of a unit over survival",
                "The ResNet's loss of accuracy when one unit is removed, averaged over its units, over the survival probability of its last unit in training.",
                "accuracy lost, mean over units (points)",
                sweep,
                AblationBySeeds::meanLost);
    }

    private Chart whole(List<AblationBySeeds> sweep) {
        return sweep(
                "Accuracy over survival",
                "Accuracy of the whole ResNet on held-out images, over the same probability.",
                "accuracy on held-out images (%)",
                sweep,
                AblationBySeeds::accuracy);
    }

    private Chart sweep(
            String title,
            String text,
            String measure,
            List<AblationBySeeds> sweep,
            Function<AblationBySeeds, Sample> value) {
        var points = new ArrayList<Point>();
        for (int i = 0; i < sweep.size(); i++) {
            points.add(Settings.percent(survivals.get(i), value.apply(sweep.get(i))));
        }
        return Style.figure(
                title,
                text + " Bands reach from the lowest to the highest seed.",
                Style.measure("survival probability of the last unit"),
                Style.measure(measure),
                List.of(new Series("ResNet, depth " + depth, new Look(Fusion.SUM, 0), points)));
    }

    private static Rows<AblationBySeeds> summary(List<AblationBySeeds> compared) {
        return Rows.of("Networks without one unit", compared)
                .text("network", each -> each.network().spec())
                .number("accuracy, whole (%)", 1, each -> 100 * each.accuracy().mean())
                .whole("removable units", each -> each.removable().size())
                .number("lost, mean over units (points)", 1, e -> 100 * e.meanLost().mean())
                .number("lost, worst unit (points)", 1, each -> 100 * each.worst());
    }

    private Rows<Integer> survival(List<AblationBySeeds> sweep) {
        var each = IntStream.range(0, sweep.size()).boxed().toList();
        return Rows.of("Stochastic depth", each)
                .number("survival of the last unit", 2, survivals::get)
                .number("training loss (nats)", 3, i -> sweep.get(i).trainLoss())
                .number("accuracy, whole (%)", 1, i -> 100 * sweep.get(i).accuracy().mean())
                .number(
                        "lost, mean over units (points)",
                        1,
                        i -> 100 * sweep.get(i).meanLost().mean())
                .number("lost, worst unit (points)", 1, i -> 100 * sweep.get(i).worst())
                .number("training (seconds)", 1, i -> sweep.get(i).seconds());
    }

    /** One unit of one network, a line of the figure. */
    private record UnitRow(Network network, AblationBySeeds.AblatedUnit unit) {}

    private static Rows<UnitRow> eachUnit(List<AblationBySeeds> all) {
        var lines =
                all.stream()
                        .flatMap(e -> e.removable().stream().map(u -> new UnitRow(e.network(), u)))
                        .toList();
        return Rows.of("Each unit removed", lines)
                .text("network", line -> line.network().spec())
                .text("unit", line -> line.unit().address())
                .number("accuracy lost (points)", 2, line -> 100 * line.unit().lost().mean())
                .number("cross-entropy gained (nats)", 4, line -> line.unit().gained().mean());
    }
}
