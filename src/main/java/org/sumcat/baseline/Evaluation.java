package org.sumcat.baseline;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.tribuo.classification.evaluation.ConfusionMetrics;

/**
 * Per-class evaluation of a model's predictions by Tribuo's {@code ConfusionMetrics}, which its
 * {@code LabelEvaluation} has, too: the same code for networks and for classical models.
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
        var counts = new int[classes.size()][classes.size()];
        for (int image = 0; image < truth.size(); image++) {
            counts[truth.get(image)][named.get(image)]++;
        }
        return of(classes, counts);
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
        int[][] counts =
                confusion.stream()
                        .map(row -> row.stream().mapToInt(Integer::intValue).toArray())
                        .toArray(int[][]::new);
        if (Arrays.stream(counts).flatMapToInt(Arrays::stream).allMatch(count -> count == 0)) {
            throw new IllegalArgumentException(
                    "an evaluation needs at least one image, but all counts of its confusion are 0");
        }
        return of(classes, counts);
    }

    /** Tribuo's measures of counts that are known, however many images they are of. */
    private static Evaluation of(List<String> classes, int[][] counts) {
        int size = classes.size();
        var predicted = new int[size];
        double images = 0;
        double right = 0;
        for (int row = 0; row < size; row++) {
            for (int column = 0; column < size; column++) {
                predicted[column] += counts[row][column];
                images += counts[row][column];
            }
            right += counts[row][row];
        }
        var precision = new double[size];
        var recall = new double[size];
        var f1 = new double[size];
        var each = new ArrayList<OfClass>();
        for (int label = 0; label < size; label++) {
            int own = Arrays.stream(counts[label]).sum();
            double tp = counts[label][label];
            double fp = predicted[label] - tp;
            double fn = own - tp;
            double tn = images - tp - fp - fn;
            precision[label] = orZero(ConfusionMetrics.precision(tp, fp, tn, fn));
            recall[label] = orZero(ConfusionMetrics.recall(tp, fp, tn, fn));
            f1[label] = orZero(ConfusionMetrics.f1(tp, fp, tn, fn));
            each.add(
                    new OfClass(
                            classes.get(label), own, precision[label], recall[label], f1[label]));
        }
        return new Evaluation(
                each,
                right / images,
                mean(precision),
                mean(recall),
                mean(f1),
                Arrays.stream(counts).map(row -> Arrays.stream(row).boxed().toList()).toList());
    }

    private static double orZero(double share) {
        return Double.isNaN(share) ? 0 : share;
    }

    private static double mean(double[] shares) {
        return Arrays.stream(shares).average().orElseThrow();
    }
}
