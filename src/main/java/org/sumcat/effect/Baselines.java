package org.sumcat.effect;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.sumcat.baseline.Classical;
import org.sumcat.baseline.ClassicalModel;
import org.sumcat.baseline.Evaluation;
import org.sumcat.baseline.PredictedLabels;
import org.sumcat.data.Dataset;
import org.sumcat.data.Images;
import org.sumcat.data.Split;
import org.sumcat.experiment.EffectEntry;
import org.sumcat.experiment.NamedEffect;
import org.sumcat.experiment.Protocol;
import org.sumcat.experiment.Setup;
import org.sumcat.keys.Spec;
import org.sumcat.measure.Scores;
import org.sumcat.network.Network;
import org.sumcat.recipe.Recipe;
import org.sumcat.report.Finding;
import org.sumcat.report.Provenance;
import org.sumcat.train.Run;
import org.sumcat.zoo.Zoo;

/**
 * Accuracy of classical models on the same images as networks: they are trained on as many, tuned
 * on the same held-out ones, and tested once. Networks and models are evaluated by the same code
 * ({@link Evaluation}).
 *
 * @param models what is tried beside the networks, each once
 * @param networks what they are compared with, one to four
 * @param test test images that everyone is asked about, the first of the set; 0 for all
 */
public record Baselines(List<ClassicalModel> models, List<Network> networks, int test)
        implements NamedEffect {
    private static final Baselines USUAL =
            new Baselines(
                    Arrays.stream(ClassicalModel.values())
                            .filter(ClassicalModel::isAvailable)
                            .toList(),
                    Stream.of(
                                    "skeleton:join=sum,depth=16,width=8",
                                    "skeleton:join=concat,depth=16,width=5")
                            .map(Zoo::network)
                            .toList(),
                    2000);

    static final EffectEntry<Baselines> FORM =
            EffectEntry.of(USUAL, "models", "networks", "test")
                    .named("baselines", "Baselines")
                    .asks(
                            "How accurate are models that are not networks, and what do both get wrong?")
                    .trains(Recipe.quick().withImages(3000).withValidation(1000).withEpochs(4), 1);

    @Override
    public EffectEntry<Baselines> form() {
        return FORM;
    }

    public Baselines {
        models = List.copyOf(models);
        networks = List.copyOf(networks);
        if (models.isEmpty() || models.stream().distinct().count() < models.size()) {
            throw new IllegalArgumentException(
                    "models must be one at least, no two the same, but were "
                            + models.stream().map(Spec::word).toList());
        }
        models.stream()
                .filter(kind -> !kind.isAvailable())
                .forEach(
                        kind -> {
                            throw new IllegalArgumentException(
                                    "models must run here, but %s is built for x86-64 only; leave it out"
                                            .formatted(Spec.word(kind)));
                        });
        if (networks.isEmpty()
                || networks.size() > 4
                || networks.stream().distinct().count() < networks.size()) {
            throw new IllegalArgumentException(
                    "networks must be from 1 to 4, no two the same, but were "
                            + Zoo.NAMED.words(networks));
        }
        if (test < 0 || (test > 0 && test < 100)) {
            throw new IllegalArgumentException(
                    "test must be at least 100 images, or 0 for all, but was " + test);
        }
    }

    /** A model's predictions on the test images. */
    record Judged(
            String name,
            String setting,
            double seconds,
            PredictedLabels answers,
            Evaluation evaluation) {}

    @Override
    public Finding measure(Setup setup) {
        var protocol = setup.protocol(this);
        var recipe = protocol.recipe();
        if (recipe.validation() < 50) {
            throw new IllegalArgumentException(
                    "models are tuned on held-out images, so --validation must be at least 50, but"
                            + " was "
                            + recipe.validation());
        }
        Dataset data = setup.data();
        Images asked = test == 0 ? data.test() : data.test().first(test);
        var judged = new ArrayList<Judged>();
        var runs = new ArrayList<Run>();
        var named =
                setup.train(
                        setup.trainings(networks, protocol),
                        trained -> {
                            runs.add(trained.run());
                            var scores = Scores.of(trained, asked);
                            return judged(
                                    networkName(trained.run(), protocol),
                                    recipe.name(),
                                    trained.run().seconds(),
                                    new PredictedLabels(scores.named(), scores.confidence()),
                                    asked,
                                    data);
                        });
        var tried = new ArrayList<Setting>();
        for (ClassicalModel kind : models) {
            judged.add(classical(kind, setup, recipe, asked, tried));
        }
        judged.addAll(named);
        return finding(
                BaselineFigures.answer(judged, asked),
                BaselineFigures.figures(judged, asked, data),
                List.of(
                        BaselineFigures.accuracies(judged).table(),
                        BaselineFigures.settings(tried).table()),
                runs,
                Provenance.of(runs)
                        .with(
                                "Baselines",
                                String.format(
                                        Locale.ROOT,
                                        "Tribuo's, on the pixels of the images that the networks of seed 1 are trained on; settings chosen on the held-out ones; all are tested on the first %,d test images",
                                        asked.count())));
    }

    private static String networkName(Run run, Protocol protocol) {
        return run.network().spec() + (protocol.seeds() > 1 ? ", seed " + run.seed() : "");
    }

    /** A setting of a model that was tried. */
    record Setting(ClassicalModel kind, Classical.Tried tried, boolean chosen) {}

    private Judged classical(
            ClassicalModel kind, Setup setup, Recipe recipe, Images asked, List<Setting> tried) {
        Images all = setup.data().train();
        var split = Split.of(all, recipe.validation(), 1);
        Images train = all.select(split.train());
        if (recipe.images() > 0 && recipe.images() < train.count()) {
            train =
                    train.select(
                            Split.of(train, recipe.images(), 1).validation()); // as networks do
        }
        setup.say(kind.words() + ": a few settings, each to its end; the stop button waits for it");
        var model =
                Classical.tune(
                        kind,
                        train,
                        all.select(split.validation()),
                        setup.data().classes(),
                        1,
                        setup.compute().threads());
        for (var each : model.tried()) {
            tried.add(new Setting(kind, each, each.equals(model.chosen())));
        }
        setup.say(
                String.format(
                        Locale.ROOT,
                        "%s: %s, validation accuracy %.4f, %.0f s",
                        kind.words(),
                        model.chosen().words(),
                        model.chosen().validationAccuracy(),
                        model.chosen().seconds()));
        return judged(
                kind.words(),
                model.chosen().words(),
                model.chosen().seconds(),
                model.name(asked),
                asked,
                setup.data());
    }

    private static Judged judged(
            String name,
            String setting,
            double seconds,
            PredictedLabels answers,
            Images asked,
            Dataset data) {
        return new Judged(
                name,
                setting,
                seconds,
                answers,
                Evaluation.of(data.classes(), labels(asked), answers.named()));
    }

    static List<Integer> labels(Images images) {
        return IntStream.range(0, images.count()).mapToObj(images::label).toList();
    }
}
