package org.sumcat.data;

import java.util.Arrays;
import java.util.Comparator;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * A split of the training images into those to train on and those held out for validation: indices
 * into the training part, both in file order. The test part is not touched.
 *
 * @param train indices of the images to learn from
 * @param validation indices of the images held out, none of them in {@code train}
 */
@SuppressWarnings("ArrayRecordComponent") // equals, hashCode and toString below look inside
public record Split(int[] train, int[] validation) {
    /**
     * Draws the validation images by seed, stratified by class; the rest are trained on. Same
     * images, number and seed: same split, on every machine.
     *
     * @param validation how many to hold out; 0 trains on everything
     * @throws DataException if that leaves nothing to train on, or is negative
     */
    public static Split of(Images images, int validation, long seed) {
        if (validation < 0 || validation >= images.count()) {
            throw new DataException(
                    ("the validation images must be from 0 to %s, to leave one to train "
                                    + "on, but were %s; try %s")
                            .formatted(images.count() - 1, validation, images.count() / 10));
        }
        int[][] classes = byClass(images);
        int[] shares = shares(classes, validation, images.count());
        var random = new SplittableRandom(seed);
        var heldOut = new boolean[images.count()];
        for (int label = 0; label < classes.length; label++) {
            for (int index : draw(classes[label], shares[label], random)) {
                heldOut[index] = true;
            }
        }
        return new Split(
                IntStream.range(0, images.count()).filter(i -> !heldOut[i]).toArray(),
                IntStream.range(0, images.count()).filter(i -> heldOut[i]).toArray());
    }

    private static int[][] byClass(Images images) {
        var counts = new int[256];
        int classes = 0;
        for (byte label : images.labels()) {
            classes = Math.max(classes, Byte.toUnsignedInt(label) + 1);
            counts[Byte.toUnsignedInt(label)]++;
        }
        var byClass = new int[classes][];
        Arrays.setAll(byClass, label -> new int[counts[label]]);
        Arrays.fill(counts, 0);
        for (int i = 0; i < images.count(); i++) {
            int label = images.label(i);
            byClass[label][counts[label]++] = i;
        }
        return byClass;
    }

    /** Integer shares in proportion to the classes, by largest remainders. */
    private static int[] shares(int[][] classes, int validation, int count) {
        var shares = new int[classes.length];
        var remainders = new long[classes.length];
        int left = validation;
        for (int label = 0; label < classes.length; label++) {
            long exact = (long) validation * classes[label].length;
            shares[label] = (int) (exact / count);
            remainders[label] = exact % count;
            left -= shares[label];
        }
        IntStream.range(0, classes.length)
                .boxed()
                .sorted(Comparator.comparing(label -> -remainders[label]))
                .limit(left)
                .forEach(label -> shares[label]++);
        return shares;
    }

    /** The first {@code share} elements of a shuffled array (Fisher and Yates). */
    private static int[] draw(int[] pack, int share, SplittableRandom random) {
        for (int i = 0; i < share; i++) {
            int j = random.nextInt(i, pack.length);
            int card = pack[i];
            pack[i] = pack[j];
            pack[j] = card;
        }
        return Arrays.copyOf(pack, share);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Split that
                && Arrays.equals(train, that.train)
                && Arrays.equals(validation, that.validation);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(train) + Arrays.hashCode(validation);
    }

    /** A short description, {@code Split[55000 train, 5000 validation]}. */
    @Override
    public String toString() {
        return "Split[%s train, %s validation]".formatted(train.length, validation.length);
    }
}
