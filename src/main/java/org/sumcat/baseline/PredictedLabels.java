package org.sumcat.baseline;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A model's predictions, image by image.
 *
 * @param named the label for each image
 * @param confidence the probability that the model gave it, 0 to 1; of nearest neighbours the share
 *     of votes
 */
public record PredictedLabels(List<Integer> named, List<Double> confidence) {

    public PredictedLabels {
        named = List.copyOf(named);
        confidence = List.copyOf(confidence);
        if (named.size() != confidence.size()) {
            throw new IllegalArgumentException(
                    "predictions need one confidence each, but have %s for %s"
                            .formatted(confidence.size(), named.size()));
        }
    }

    /**
     * The misclassified images with the highest confidence.
     *
     * @param truth the labels
     * @param most how many at most
     * @return numbers of images, the surest first
     */
    public List<Integer> worst(List<Integer> truth, int most) {
        return IntStream.range(0, named.size())
                .boxed()
                .filter(i -> !named.get(i).equals(truth.get(i)))
                .sorted(Comparator.comparing((Integer i) -> -confidence.get(i)))
                .limit(most)
                .toList();
    }
}
