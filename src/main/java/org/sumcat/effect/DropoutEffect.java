package org.sumcat.effect;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.sumcat.chart.Chart;
import org.sumcat.chart.Series;
import org.sumcat.chart.Style;
import org.sumcat.experiment.EffectEntry;
import org.sumcat.experiment.NamedEffect;
import org.sumcat.experiment.Settings;
import org.sumcat.experiment.Setup;
import org.sumcat.network.Network;
import org.sumcat.nn.Fusion;
import org.sumcat.palette.Look;
import org.sumcat.recipe.Recipe;
import org.sumcat.render.Rows;
import org.sumcat.report.Finding;
import org.sumcat.report.Provenance;
import org.sumcat.statistics.Sample;
import org.sumcat.train.Epoch;
import org.sumcat.train.Run;
import org.sumcat.train.Trained;
import org.sumcat.train.Training;
import org.sumcat.zoo.DenseNet;

/**
 * Dropout after each convolution but the first, with and without augmentation, two by two. Huang et
 * al. 2017 (section 4.2) drop 0.2 on data that is not augmented, and nothing on data that is.
 * Augmentation here is mirroring left to right.
 *
 * <p>In a short training dropout may cost far more on held-out images than in training: batch norm
 * has learned the spread of activations some of which were dropped, and nothing is dropped any more
 * (Li, Chen, Hu and Yang 2019, arXiv:1801.05134, "Understanding the Disharmony between Dropout and
 * Batch Normalization by Variance Shift").
 *
 * @param depth of the DenseNet-BC, {@code 6n + 4}
 * @param growth its feature maps a layer
 * @param rate share that is dropped, above 0 and below 1
 */
public record DropoutEffect(int depth, int growth, double rate) implements NamedEffect {
    private static final DropoutEffect USUAL = new DropoutEffect(22, 8, 0.2);

    static final EffectEntry<DropoutEffect> FORM =
            EffectEntry.of(USUAL, "depth", "growth", "rate")
                    .named("dropout", "Dropout and augmentation")
                    .asks(
                            "Does dropout after each convolution help, with and without augmented images?")
                    .trains(Recipe.quick().withImages(1000).withValidation(1000).withEpochs(5), 2);

    @Override
    public EffectEntry<DropoutEffect> form() {
        return FORM;
    }

    public DropoutEffect {
        if (!(rate > 0 && rate < 1)) {
            throw new IllegalArgumentException(
                    "rate must lie above 0 and below 1, to drop something and leave something, but"
                            + " was "
                            + rate);
        }
        network(depth, growth, rate); // refuses what is no DenseNet
    }

    private static Network network(int depth, int growth, double dropout) {
        var bc = DenseNet.bc(depth, growth);
        return new DenseNet(
                bc.blocks(),
                bc.growth(),
                bc.bottleneck(),
                bc.compression(),
                bc.initial(),
                dropout,
                bc.stem(),
                bc.bias(),
                bc.memory());
    }

    /**
     * One of the four combinations.
     *
     * @param runs one for each seed
     */
    private record Combination(boolean drops, boolean flips, List<Run> runs) {
        String words() {
            return "%s, %s"
                    .formatted(drops ? "dropout" : "no dropout", flips ? "flips" : "no flips");
        }

        Sample validation() {
            return over(Combination::validation, last());
        }

        Sample training() {
            return over(Epoch::trainAccuracy, last());
        }

        private int last() {
            return runs.get(0).history().size() - 1;
        }

        private static double validation(Epoch epoch) {
            return Objects.requireNonNull(epoch.validationAccuracy());
        }

        private Sample over(ToDoubleFunction<Epoch> value, int epoch) {
            return new Sample(
                    runs.stream()
                            .map(run -> value.applyAsDouble(run.history().get(epoch)))
                            .toList());
        }

        Series series(int variant) {
            return new Series(
                    words(),
                    new Look(Fusion.CONCAT, variant),
                    IntStream.rangeClosed(0, last())
                            .mapToObj(
                                    i -> Settings.percent(i + 1, over(Combination::validation, i)))
                            .toList());
        }
    }

    @Override
    public Finding measure(Setup setup) {
        var protocol = setup.protocol(this);
        Settings.requireHeldOut(protocol.recipe());
        var trainings = new ArrayList<Training>();
        for (int i = 0; i < 4; i++) {
            var recipe = protocol.recipe().with("flip", flips(i));
            var network = network(depth, growth, drops(i) ? rate : 0);
            protocol.eachSeed()
                    .forEach(seed -> trainings.add(setup.training(network, recipe, seed)));
        }
        var runs = setup.train(trainings, Trained::run);
        int seeds = protocol.seeds();
        var forms =
                IntStream.range(0, 4)
                        .mapToObj(
                                i ->
                                        new Combination(
                                                drops(i),
                                                flips(i),
                                                runs.subList(i * seeds, (i + 1) * seeds)))
                        .toList();
        return finding(
                answer(forms, seeds),
                List.of(figure(forms)),
                List.of(table(forms).table()),
                runs,
                Provenance.of(runs));
    }

    private static boolean drops(int form) {
        return form % 2 == 1;
    }

    private static boolean flips(int form) {
        return form >= 2;
    }

    private String answer(List<Combination> forms, int seeds) {
        return String.format(
                Locale.ROOT,
                "Dropping %s of what each convolution gives changes the accuracy on held-out images"
                        + " by %+.1f points without flips and by %+.1f with flips, and the accuracy"
                        + " in training by %+.1f and %+.1f (means of %d seed%s)%s",
                rate,
                points(forms.get(1).validation(), forms.get(0).validation()),
                points(forms.get(3).validation(), forms.get(2).validation()),
                points(forms.get(1).training(), forms.get(0).training()),
                points(forms.get(3).training(), forms.get(2).training()),
                seeds,
                seeds == 1 ? "" : "s",
                seeds < 3 ? "; so few seeds cannot resolve small differences." : ".");
    }

    private static double points(Sample with, Sample without) {
        return 100 * (with.mean() - without.mean());
    }

    private static Chart figure(List<Combination> forms) {
        return Style.figure(
                "Accuracy with and without dropout",
                "Lines are means, bands reach from the lowest to the highest seed. Held-out images are classified without dropout, but with batch norm's statistics from training with dropout: the two do not match (variance shift).",
                Style.count("epoch"),
                Style.measure("accuracy on held-out images (%)"),
                IntStream.range(0, forms.size()).mapToObj(i -> forms.get(i).series(i)).toList());
    }

    private static Rows<Combination> table(List<Combination> forms) {
        return Rows.of("Two by two", forms)
                .text("dropout", form -> form.drops() ? "yes" : "no")
                .text("flips", form -> form.flips() ? "yes" : "no")
                .number("accuracy in training (%)", 1, form -> 100 * form.training().mean())
                .number("accuracy, held out (%)", 1, form -> 100 * form.validation().mean())
                .number("gap (points)", 1, form -> points(form.training(), form.validation()))
                .number(
                        "training (seconds)",
                        1,
                        form ->
                                form.runs().stream()
                                        .mapToDouble(Run::seconds)
                                        .average()
                                        .orElseThrow());
    }
}
