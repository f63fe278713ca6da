package org.sumcat.effect;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
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
import org.sumcat.nn.BatchNorm;
import org.sumcat.palette.Look;
import org.sumcat.recipe.Recipe;
import org.sumcat.recipe.Schedule;
import org.sumcat.render.Rows;
import org.sumcat.report.Finding;
import org.sumcat.report.Provenance;
import org.sumcat.statistics.Sample;
import org.sumcat.train.Run;
import org.sumcat.train.Trained;
import org.sumcat.train.Training;
import org.sumcat.zoo.Zoo;

/**
 * The error caused by batch norm's running statistics while weights still change fast: the same
 * weights, tested with the running statistics of training and with re-estimated ones (Wu and
 * Johnson 2021, arXiv:2105.07576, section 3), at a constant rate and at one that falls to nearly
 * nothing.
 *
 * @param network with batch norm
 */
public record StatisticsEffect(Network network) implements NamedEffect {
    private static final StatisticsEffect USUAL =
            new StatisticsEffect(Zoo.network("densenet-bc:depth=22,growth=8"));

    private static final int CLASSES = 10;

    static final EffectEntry<StatisticsEffect> FORM =
            EffectEntry.of(USUAL, "network")
                    .named("statistics", "Running statistics")
                    .asks(
                            "What makes test accuracy swing from epoch to epoch: the weights, or batch norm's running statistics?")
                    .trains(Recipe.quick().withImages(1500).withValidation(1000).withEpochs(3), 3);

    @Override
    public EffectEntry<StatisticsEffect> form() {
        return FORM;
    }

    public StatisticsEffect {
        if (!BatchNorm.isIn(network.build(CLASSES))) {
            throw new IllegalArgumentException(
                    "network must have batch norm, whose statistics are tested, but %s has none"
                            .formatted(network.spec()));
        }
    }

    /** Learning-rate schedules compared here. */
    private enum Rate {
        STAYS("constant rate", "CONSTANT"),
        FALLS("falling rate", "ONE_CYCLE");

        private final String words;
        private final String schedule;

        Rate(String words, String schedule) {
            this.words = words;
            this.schedule = schedule;
        }
    }

    /**
     * A trained network, evaluated on held-out images with both kinds of statistics.
     *
     * @param running accuracy with the running statistics of training, 0 to 1
     * @param anew accuracy with re-estimated statistics, 0 to 1
     */
    private record Seen(Run run, double running, double anew) {
        static Seen of(Trained trained) {
            double running = trained.accuracy(trained.validation());
            trained.renewStatistics();
            return new Seen(trained.run(), running, trained.accuracy(trained.validation()));
        }

        Rate rate() {
            return run.recipe().schedule() == Schedule.CONSTANT ? Rate.STAYS : Rate.FALLS;
        }
    }

    @Override
    public Finding measure(Setup setup) {
        var protocol = setup.protocol(this);
        Settings.requireHeldOut(protocol.recipe());
        var trainings = new ArrayList<Training>();
        for (Rate rate : Rate.values()) {
            var recipe = protocol.recipe().with("schedule", rate.schedule);
            protocol.eachSeed()
                    .forEach(seed -> trainings.add(setup.training(network, recipe, seed)));
        }
        var all = setup.train(trainings, Seen::of);
        var runs = all.stream().map(Seen::run).toList();
        return finding(
                answer(all, protocol.seeds()),
                List.of(figure(all)),
                List.of(table(all).table()),
                runs,
                Provenance.of(runs));
    }

    private String answer(List<Seen> all, int seeds) {
        return String.format(
                Locale.ROOT,
                "At a constant rate, the same weights of %s reach %s on held-out images with the running statistics of training, and %s with re-estimated ones; at a falling rate, %s and %s (means of %d seed%s%s).",
                network.spec(),
                percent(sample(all, Rate.STAYS, Seen::running)),
                percent(sample(all, Rate.STAYS, Seen::anew)),
                percent(sample(all, Rate.FALLS, Seen::running)),
                percent(sample(all, Rate.FALLS, Seen::anew)),
                seeds,
                seeds == 1 ? "" : "s",
                seeds == 1
                        ? ""
                        : String.format(
                                Locale.ROOT,
                                "; between seeds the four differ by up to %.1f, %.1f, %.1f and %.1f points",
                                apart(sample(all, Rate.STAYS, Seen::running)),
                                apart(sample(all, Rate.STAYS, Seen::anew)),
                                apart(sample(all, Rate.FALLS, Seen::running)),
                                apart(sample(all, Rate.FALLS, Seen::anew))));
    }

    private static Sample sample(List<Seen> all, Rate rate, ToDoubleFunction<Seen> accuracy) {
        return new Sample(at(rate, all).stream().map(accuracy::applyAsDouble).toList());
    }

    private static List<Seen> at(Rate rate, List<Seen> all) {
        return all.stream().filter(seen -> seen.rate() == rate).toList();
    }

    private static String percent(Sample shares) {
        return Settings.fixed(1, 100 * shares.mean()) + "%";
    }

    private static double apart(Sample shares) {
        var range = shares.values().stream().mapToDouble(v -> 100 * v).summaryStatistics();
        return range.getMax() - range.getMin();
    }

    private Chart figure(List<Seen> all) {
        return Style.rows(
                "The same weights, two kinds of statistics",
                "A point for each seed, a bar at their mean. Running statistics lag behind weights that change in each step; re-estimated ones belong to the tested weights.",
                Style.measure("accuracy on held-out images (%)"),
                List.of(
                        row(all, 0, Rate.STAYS, "of training", Seen::running),
                        row(all, 1, Rate.STAYS, "re-estimated", Seen::anew),
                        row(all, 0, Rate.FALLS, "of training", Seen::running),
                        row(all, 1, Rate.FALLS, "re-estimated", Seen::anew)));
    }

    private Series row(
            List<Seen> all,
            int variant,
            Rate rate,
            String statistics,
            ToDoubleFunction<Seen> accuracy) {
        return new Series(
                rate.words + ", statistics " + statistics,
                new Look(Zoo.fusion(NetworkSummary.of(network)), variant),
                at(rate, all).stream()
                        .map(
                                seen ->
                                        Point.of(
                                                100 * accuracy.applyAsDouble(seen),
                                                0,
                                                "seed " + seen.run().seed()))
                        .sorted((a, b) -> Double.compare(a.x(), b.x()))
                        .toList());
    }

    private static Rows<Seen> table(List<Seen> all) {
        return Rows.of("Seed by seed", all)
                .text("rate", seen -> seen.rate().words)
                .text("seed", seen -> String.valueOf(seen.run().seed()))
                .number("training loss (nats)", 3, seen -> seen.run().last().trainLoss())
                .number("running statistics (%)", 1, seen -> 100 * seen.running())
                .number("re-estimated (%)", 1, seen -> 100 * seen.anew())
                .number("gained (points)", 1, seen -> 100 * (seen.anew() - seen.running()));
    }
}
