package org.sumcat.baseline;

import java.util.List;
import org.tribuo.Model;
import org.tribuo.classification.Label;
import org.tribuo.classification.sgd.linear.LinearSGDTrainer;
import org.tribuo.classification.sgd.objectives.LogMulticlass;
import org.tribuo.math.optimisers.AdaGrad;

/**
 * A linear probe for the class: multinomial logistic regression on features standardized to mean 0
 * and variance 1 (Alain and Bengio 2016, arXiv:1610.01644).
 */
public final class LinearProbe {
    private static final double RATE = 0.1;
    private static final int PASSES = 10;
    private static final int BATCH = 16;

    private final Standard standard;
    private final Model<Label> model;
    private final List<String> classes;

    private LinearProbe(Standard standard, Model<Label> model, List<String> classes) {
        this.standard = standard;
        this.model = model;
        this.classes = classes;
    }

    /**
     * Fits a probe to features and their labels.
     *
     * @param features a row for each sample
     * @param labels as many
     */
    public static LinearProbe fit(
            double[][] features, List<Integer> labels, List<String> classes, long seed) {
        var standard = Standard.of(features);
        var trainer =
                new LinearSGDTrainer(
                        new LogMulticlass(),
                        new AdaGrad(RATE, 0.1),
                        PASSES,
                        Candidates.LOGGED_NEVER,
                        BATCH,
                        seed);
        return new LinearProbe(
                standard,
                trainer.train(Examples.of(standard.apply(features), labels, classes)),
                classes);
    }

    /** Fraction of samples classified correctly, 0 to 1. */
    public double accuracy(double[][] features, List<Integer> labels) {
        var named =
                model.predict(Examples.of(standard.apply(features), labels, classes)).stream()
                        .map(p -> classes.indexOf(p.getOutput().getLabel()))
                        .toList();
        return Evaluation.of(classes, labels, named).accuracy();
    }
}
