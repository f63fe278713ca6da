package org.sumcat.baseline;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.sumcat.data.Images;
import org.sumcat.device.Cancellation;
import org.sumcat.device.StoppedException;
import org.tribuo.Model;
import org.tribuo.Prediction;
import org.tribuo.Trainer;
import org.tribuo.classification.Label;

/**
 * A classical model on raw pixels: trained with several settings, of which the best on held-out
 * images is kept.
 */
public final class Classical {
    private final List<String> classes;
    private final List<Tried> tried;
    private final Model<Label> best;

    /**
     * A setting that was tried, with its validation accuracy.
     *
     * @param words what it was, {@code rate 0.1}
     * @param validationAccuracy accuracy on held-out images, 0 to 1
     * @param seconds to train it and to ask it about the held-out images
     */
    public record Tried(String words, double validationAccuracy, double seconds) {}

    private Classical(List<String> classes, List<Tried> tried, Model<Label> best) {
        this.classes = classes;
        this.tried = List.copyOf(tried);
        this.best = best;
    }

    /**
     * Trains a model with each of its settings and keeps the best.
     *
     * @param validation by which the setting is chosen; none of them is in {@code train}
     * @param threads of those that can use them
     * @throws IllegalArgumentException if its library does not run here
     * @throws StoppedException when the thread is interrupted, after the setting at hand: Tribuo
     *     and XGBoost train each to its end, whatever they are told
     */
    public static Classical tune(
            ClassicalModel kind,
            Images train,
            Images validation,
            List<String> classes,
            long seed,
            int threads) {
        if (!kind.isAvailable()) {
            throw new IllegalArgumentException(
                    "%s needs a processor of x86-64, but this is %s; leave it out"
                            .formatted(kind.words(), System.getProperty("os.arch")));
        }
        var examples = Examples.of(Examples.pixels(train), Examples.labels(train), classes);
        var tried = new ArrayList<Tried>();
        Model<Label> best = null;
        double highest = -1;
        for (Candidates.TuningCandidate candidate : Candidates.of(kind, seed, threads)) {
            int over = tried.size();
            Cancellation.throwIfRequested(
                    () ->
                            "%s: stopped after %s of its settings; nothing is kept"
                                    .formatted(kind.words(), over));
            long start = System.nanoTime();
            Trainer<Label> trainer = candidate.trainer().get();
            Model<Label> model = trainer.train(examples);
            double accuracy = accuracy(model, validation, classes);
            tried.add(new Tried(candidate.words(), accuracy, (System.nanoTime() - start) / 1e9));
            if (accuracy > highest) {
                highest = accuracy;
                best = model;
            }
        }
        return new Classical(classes, tried, Objects.requireNonNull(best));
    }

    /** The settings that were tried, in order. */
    public List<Tried> tried() {
        return tried;
    }

    /** The setting that was kept: the first with the highest validation accuracy. */
    public Tried chosen() {
        return tried.stream()
                .max(
                        Comparator.comparingDouble(Tried::validationAccuracy)
                                .thenComparing(t -> -tried.indexOf(t)))
                .orElseThrow();
    }

    /** Classifies images with the chosen model. */
    public PredictedLabels name(Images images) {
        return answers(best, images, classes);
    }

    private static double accuracy(Model<Label> model, Images images, List<String> classes) {
        return Evaluation.of(
                        classes, Examples.labels(images), answers(model, images, classes).named())
                .accuracy();
    }

    private static PredictedLabels answers(
            Model<Label> model, Images images, List<String> classes) {
        var data = Examples.of(Examples.pixels(images), Examples.labels(images), classes);
        var named = new ArrayList<Integer>();
        var confidence = new ArrayList<Double>();
        for (Prediction<Label> prediction : model.predict(data)) {
            named.add(classes.indexOf(prediction.getOutput().getLabel()));
            confidence.add(prediction.getOutput().getScore());
        }
        return new PredictedLabels(named, confidence);
    }
}
