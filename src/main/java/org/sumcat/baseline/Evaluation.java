package org.sumcat.baseline;

import java.util.ArrayList;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.IntStream;
import org.tribuo.classification.Label;
import org.tribuo.classification.evaluation.LabelEvaluation;
import org.tribuo.classification.evaluation.LabelEvaluator;

/**
 * Per-class evaluation of a model's predictions: Tribuo's {@code LabelEvaluation}, the same code
 * for networks and for classical models.
 *
 * @param classes in the order of the labels
 * @param accuracy fraction of the images classified correctly, 0 to 1
 * @param macroPrecision mean of the classes' precisions
 * @param macroRecall mean of their recalls
 * @param macroF1 mean of their F1
 * @param confusion a row for each true class, in it how many images were named as each class
 */
public record Evaluation(
        List<OfClass> classes,
        double accuracy,
        double macroPrecision,
        double macroRecall,
        double macroF1,
        List<List<Integer>> confusion) {

    /**
     * Precision, recall and F1 of one class. A fraction of none (of a class that is never
     * predicted, or has no image) is 0, as usual.
     *
     * @param name of the class
     * @param images of it
     * @param precision share of right ones among the images that were named so, 0 to 1
     * @param recall share of its images that were named so, 0 to 1
     * @param f1 harmonic mean of the two
     */
    public record OfClass(String name, int images, double precision, double recall, double f1) {}

    /**
     * Tribuo's logger, which warns of a class that is never predicted; here that is a 0. Kept in a
     * field, since unused loggers are garbage collected.
     */
    private static final Logger LOG = Logger.getLogger("org.tribuo.classification.evaluation");

    static {
        LOG.setLevel(Level.SEVERE);
    }

    public Evaluation {
        classes = List.copyOf(classes);
        confusion = confusion.stream().map(List::copyOf).toList();
    }

    /**
     * Evaluates predictions image by image.
     *
     * @param classes names of the classes, in the order of the labels
     * @param truth the labels
     * @param named what each image was named, as many
     * @throws IllegalArgumentException if there are not as many of both, none, or a label has no
     *     class
     */
    public static Evaluation of(List<String> classes, List<Integer> truth, List<Integer> named) {
        if (truth.isEmpty() || truth.size() != named.size()) {
            throw new IllegalArgumentException(
                    "an evaluation needs a prediction for each image, and at least one image, but has %s"
                                    .formatted(named.size())
                            + " for %s".formatted(truth.size()));
        }
        for (List<Integer> labels : List.of(truth, named)) {
            for (int label : labels) {
                if (label < 0 || label >= classes.size()) {
                    throw new IllegalArgumentException(
                            "a label must be from 0 to %s, but one was %s"
                                    .formatted(classes.size() - 1, label));
                }
            }
        }
        var answers = new KnownAnswers(classes, truth, named);
        return of(
                classes,
                new LabelEvaluator().evaluate(answers, answers.predictions(), answers.data()));
    }

    /**
     * Evaluates a confusion matrix.
     *
     * @param classes names of the classes, in the order of the labels
     * @param confusion a row for each true class, in it how many images were named as each class
     * @throws IllegalArgumentException if there is not a row and a column for each class, a count
     *     is negative, or all are 0
     */
    public static Evaluation ofConfusion(List<String> classes, List<List<Integer>> confusion) {
        int size = classes.size();
        if (confusion.size() != size
                || confusion.stream().anyMatch(row -> row.size() != size)
                || confusion.stream().flatMap(List::stream).anyMatch(count -> count < 0)) {
            throw new IllegalArgumentException(
                    "a confusion of %s classes must have %s rows of %s counts from 0, but was %s"
                            .formatted(size, size, size, confusion));
        }
        var truth = new ArrayList<Integer>();
        var named = new ArrayList<Integer>();
        for (int row = 0; row < size; row++) {
            for (int column = 0; column < size; column++) {
                for (int i = 0; i < confusion.get(row).get(column); i++) {
                    truth.add(row);
                    named.add(column);
                }
            }
        }
        return of(classes, truth, named);
    }

    private static Evaluation of(List<String> classes, LabelEvaluation result) {
        var labels = classes.stream().map(Label::new).toList();
        return new Evaluation(
                labels.stream()
                        .map(
                                label ->
                                        new OfClass(
                                                label.getLabel(),
                                                (int) (result.tp(label) + result.fn(label)),
                                                orZero(result.precision(label)),
                                                orZero(result.recall(label)),
                                                orZero(result.f1(label))))
                        .toList(),
                result.accuracy(),
                mean(labels.stream().mapToDouble(result::precision).toArray()),
                mean(labels.stream().mapToDouble(result::recall).toArray()),
                mean(labels.stream().mapToDouble(result::f1).toArray()),
                IntStream.range(0, labels.size())
                        .mapToObj(
                                row ->
                                        labels.stream()
                                                .map(
                                                        named ->
                                                                (int)
                                                                        result.confusion(
                                                                                named,
                                                                                labels.get(row)))
                                                .toList())
                        .toList());
    }

    private static double orZero(double share) {
        return Double.isNaN(share) ? 0 : share;
    }

    private static double mean(double[] shares) {
        return IntStream.range(0, shares.length)
                .mapToDouble(i -> orZero(shares[i]))
                .average()
                .orElseThrow();
    }
}
