package org.sumcat.inference;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;

/**
 * Confusion matrix: how often images of each class were classified as each class.
 *
 * @param counts a row for each true class, in it a column for each class that was named, both in
 *     the order of the labels
 */
public record Confusion(@JsonValue List<List<Integer>> counts) {

    /**
     * Checks that the matrix is square, without negative counts.
     *
     * @throws IllegalArgumentException if the counts are no square, or one is negative
     */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public Confusion {
        if (counts.stream()
                .anyMatch(row -> row == null || row.stream().anyMatch(Objects::isNull))) {
            throw new IllegalArgumentException("a confusion must have a count in each place");
        }
        counts = counts.stream().map(List::copyOf).toList();
        int classes = counts.size();
        boolean square = counts.stream().allMatch(row -> row.size() == classes);
        boolean positive = counts.stream().flatMap(List::stream).allMatch(count -> count >= 0);
        if (classes == 0 || !square || !positive) {
            throw new IllegalArgumentException(
                    "a confusion has a row and a column for each class, and no negative count, but was "
                            + counts);
        }
    }

    /** Creates a matrix from its rows in one array. */
    static Confusion of(long[] flat, int classes) {
        return new Confusion(
                IntStream.range(0, classes)
                        .mapToObj(
                                row -> Arrays.copyOfRange(flat, row * classes, (row + 1) * classes))
                        .map(row -> Arrays.stream(row).mapToObj(Math::toIntExact).toList())
                        .toList());
    }

    /** The number of classified images. */
    public int images() {
        return counts.stream().flatMap(List::stream).mapToInt(count -> count).sum();
    }

    /** The number of images classified correctly: the diagonal. */
    public int right() {
        return IntStream.range(0, counts.size()).map(label -> counts.get(label).get(label)).sum();
    }

    /** Fraction of images classified correctly (accuracy), 0 to 1. */
    public double accuracy() {
        return right() / (double) images();
    }
}
