package org.sumcat.effect;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.sumcat.chart.Illustration;
import org.sumcat.chart.Point;
import org.sumcat.chart.Series;
import org.sumcat.chart.Style;
import org.sumcat.experiment.EffectEntry;
import org.sumcat.experiment.End;
import org.sumcat.experiment.NamedEffect;
import org.sumcat.experiment.Protocol;
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
import org.sumcat.train.Training;
import org.sumcat.zoo.Skeleton;
import org.sumcat.zoo.Zoo;

/**
 * Training failures: a network without batch norm at several learning rates, and with each of the
 * usual remedies: a larger batch, clipped gradients, batch norm (Ioffe and Szegedy 2015). A smaller
 * rate is the next one in the row.
 *
 * @param join of the skeleton that is trained
 * @param depth its weight layers, {@code 3n + 4}
 * @param width its maps in the first stage
 * @param batch images in a step
 * @param larger how many times as many with a larger batch, at least 2
 * @param clip norm to which clipped gradients are shortened, above 0
 * @param rates highest learning rates, ascending
 */
public record Breaks(
        Fusion join, int depth, int width, int batch, int larger, double clip, List<Double> rates)
        implements NamedEffect {
    private static final Breaks USUAL =
            new Breaks(Fusion.SUM, 19, 8, 32, 4, 1, List.of(0.003, 0.03, 0.3, 3.0));

    /** Remedies against divergence. */
    enum Remedy {
        NONE("no batch norm"),
        LARGER_BATCH("no batch norm, larger batch"),
        CLIPPED("no batch norm, gradients clipped"),
        BATCH_NORM("batch norm");

        private final String words;

        Remedy(String words) {
            this.words = words;
        }

        String words() {
            return words;
        }
    }

    static final EffectEntry<Breaks> FORM =
            EffectEntry.of(USUAL, "join", "depth", "width", "batch", "larger", "clip", "rates")
                    .words("join", Skeleton.JOINS)
                    .named("breaks", "When training breaks")
                    .asks(
                            "At which learning rates does training break without batch norm, and what does the"
                                    + " classic advice do about it?")
                    .trains(Recipe.quick().withImages(2000).withValidation(1000).withEpochs(2), 1);

    @Override
    public EffectEntry<Breaks> form() {
        return FORM;
    }

    public Breaks {
        rates = Settings.ascending("rates", rates);
        if (larger < 2 || clip <= 0) {
            throw new IllegalArgumentException(
                    "larger must be at least 2 and clip above 0, or they are no remedies, but were"
                            + " %s and %s".formatted(larger, clip));
        }
    }

    @Override
    public Finding measure(Setup setup) {
        var protocol = setup.protocol(this);
        Settings.requireHeldOut(protocol.recipe());
        var plans = plans(setup, protocol);
        var trainings = plans.stream().map(RemedyTraining::training).toList();
        var ends = setup.train(trainings, trained -> End.of(trained.run()), End::broken);
        var attempts = new ArrayList<Attempt>();
        for (int i = 0; i < plans.size(); i++) {
            attempts.add(new Attempt(plans.get(i), ends.get(i)));
        }
        var runs = ends.stream().flatMap(end -> Stream.ofNullable(end.run())).toList();
        return finding(
                answer(attempts),
                figures(attempts),
                List.of(outcomes(attempts).table(), each(attempts).table()),
                runs,
                runs.isEmpty()
                        ? Provenance.measuredOn(setup.compute())
                        : Provenance.of(runs)
                                .with(
                                        "Left out below",
                                        "%s trainings that broke have no result"
                                                .formatted(ends.size() - runs.size())));
    }

    /** A training to try, with one remedy and one learning rate. */
    private record RemedyTraining(Remedy remedy, double rate, Training training) {}

    /** A training that was tried, and how it ended. */
    private record Attempt(RemedyTraining plan, End end) {}

    private List<RemedyTraining> plans(Setup setup, Protocol protocol) {
        var plans = new ArrayList<RemedyTraining>();
        for (Remedy remedy : Remedy.values()) {
            for (double rate : rates) {
                var recipe = recipe(protocol.recipe(), remedy).withRate((float) rate);
                for (long seed : protocol.eachSeed()) {
                    var training = setup.training(network(remedy), recipe, seed);
                    plans.add(new RemedyTraining(remedy, rate, training));
                }
            }
        }
        return plans;
    }

    private Network network(Remedy remedy) {
        return new Skeleton(join, depth, width, remedy == Remedy.BATCH_NORM);
    }

    private Recipe recipe(Recipe usual, Remedy remedy) {
        return switch (remedy) {
            case NONE, BATCH_NORM -> usual.withBatch(batch);
            case LARGER_BATCH -> usual.withBatch(larger * batch);
            case CLIPPED -> usual.withBatch(batch).with("clip", clip);
        };
    }

    private static List<Attempt> of(List<Attempt> attempts, Remedy remedy) {
        return attempts.stream().filter(a -> a.plan().remedy() == remedy).toList();
    }

    private static String answer(List<Attempt> attempts) {
        var tallies =
                Stream.of(Remedy.values())
                        .map(remedy -> tally(remedy, of(attempts, remedy)))
                        .collect(Collectors.joining("; "));
        var report =
                attempts.stream()
                        .flatMap(attempt -> Stream.ofNullable(attempt.end().report()))
                        .findFirst()
                        .map(" A training that broke says: \"%s\"."::formatted)
                        .orElse("");
        return tallies + "." + report;
    }

    private static String tally(Remedy remedy, List<Attempt> attempts) {
        long broken = attempts.stream().filter(a -> a.end().isBroken()).count();
        long stuck = attempts.stream().filter(a -> a.end().isStuck()).count();
        double best =
                attempts.stream()
                        .filter(attempt -> !attempt.end().isBroken())
                        .mapToDouble(attempt -> attempt.end().accuracy())
                        .max()
                        .orElse(Double.NaN);
        return String.format(
                Locale.ROOT,
                "%s: of %d trainings %d broke and %d stayed near chance%s",
                remedy.words(),
                attempts.size(),
                broken,
                stuck,
                Double.isNaN(best)
                        ? ""
                        : String.format(Locale.ROOT, ", the best reaches %.1f%%", 100 * best));
    }

    private List<Illustration> figures(List<Attempt> attempts) {
        Fusion look = Zoo.fusion(NetworkSummary.of(network(Remedy.NONE)));
        var series = new ArrayList<Series>();
        for (Remedy remedy : Remedy.values()) {
            var points =
                    rates.stream()
                            .flatMap(rate -> finished(of(attempts, remedy), rate).stream())
                            .toList();
            if (!points.isEmpty()) {
                series.add(new Series(remedy.words(), new Look(look, series.size()), points));
            }
        }
        return series.isEmpty()
                ? List.of()
                : List.of(
                        Style.figure(
                                "Accuracy over learning rate",
                                "Where a line has no point, every training of that rate broke. Chance level is 10%.",
                                Style.powers("highest learning rate"),
                                Style.measure("accuracy on held-out images (%)"),
                                series));
    }

    /** The point of one rate, or none where all diverged. */
    private static Optional<Point> finished(List<Attempt> attempts, double rate) {
        var shares =
                attempts.stream()
                        .filter(a -> a.plan().rate() == rate && !a.end().isBroken())
                        .map(attempt -> attempt.end().accuracy())
                        .toList();
        return shares.isEmpty()
                ? Optional.empty()
                : Optional.of(Settings.percent(rate, new Sample(shares)));
    }

    private Rows<Remedy> outcomes(List<Attempt> attempts) {
        var rows = Rows.of("Outcomes by rate", List.of(Remedy.values()));
        rows.text("remedy", Remedy::words);
        for (double rate : rates) {
            rows.text(
                    "rate " + rate,
                    remedy ->
                            of(attempts, remedy).stream()
                                    .filter(attempt -> attempt.plan().rate() == rate)
                                    .map(attempt -> attempt.end().words())
                                    .collect(Collectors.joining("; ")));
        }
        return rows;
    }

    private static Rows<Attempt> each(List<Attempt> attempts) {
        return Rows.of("Each training", attempts)
                .text("remedy", attempt -> attempt.plan().remedy().words())
                .number("highest rate", 3, attempt -> attempt.plan().rate())
                .whole("batch (images)", attempt -> attempt.plan().training().recipe().batch())
                .whole("seed", attempt -> attempt.plan().training().seed())
                .number("broke in epoch", 0, attempt -> attempt.end().epoch())
                .number("training loss (nats)", 3, attempt -> attempt.end().loss())
                .number("accuracy (%)", 1, attempt -> 100 * attempt.end().accuracy());
    }
}
