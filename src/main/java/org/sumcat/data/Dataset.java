package org.sumcat.data;

import java.util.List;

/**
 * A data set: a training part and a test part.
 *
 * @param name {@link #FASHION_MNIST} or {@link #DRAWN}
 * @param classes names of the classes, in the order of the labels
 * @param train what may be learned from; a validation part is taken out of it ({@link Split})
 * @param test what is looked at once, at the end
 * @param sha256 fingerprint of every image and label: SHA-256, in lower-case hex, of the four
 *     decompressed IDX files one after the other (training images, training labels, test images,
 *     test labels), headers included. For Fashion-MNIST that is {@code zcat
 *     train-images-idx3-ubyte.gz train-labels-idx1-ubyte.gz t10k-images-idx3-ubyte.gz
 *     t10k-labels-idx1-ubyte.gz | sha256sum}; for the drawn set, the files that would hold it
 * @param origin where it came from, in words: {@code data/fashion-mnist}, {@code drawn by Sumcat
 *     (seed 1)}
 */
public record Dataset(
        String name,
        List<String> classes,
        Images train,
        Images test,
        String sha256,
        String origin) {
    /** The name of the real set. */
    public static final String FASHION_MNIST = "fashion-mnist";

    /** The name of the set that Sumcat draws itself. */
    public static final String DRAWN = "drawn";

    /**
     * Checks that both parts have images of one size and labels of these classes.
     *
     * @throws DataException if a part is empty, the two differ in image size, or a label has no
     *     class
     */
    public Dataset {
        classes = List.copyOf(classes);
        if (train.count() == 0 || test.count() == 0) {
            throw new DataException(
                    ("a data set needs images to train and to test on, but has %s and "
                                    + "%s; is a file empty?")
                            .formatted(train.count(), test.count()));
        }
        if (train.height() != test.height() || train.width() != test.width()) {
            throw new DataException(
                    ("training and test images must have one size, but were %sx%s and "
                                    + "%sx%s; do they belong together?")
                            .formatted(train.height(), train.width(), test.height(), test.width()));
        }
        checkLabels("training", train, classes.size());
        checkLabels("test", test, classes.size());
    }

    /** Makes a data set and takes its fingerprint. */
    static Dataset of(String name, List<String> classes, Images train, Images test, String origin) {
        return new Dataset(name, classes, train, test, sha256(train, test), origin);
    }

    /** Returns whether the set is the drawn one, whose figures say nothing about Fashion-MNIST. */
    public boolean isStandIn() {
        return name.equals(DRAWN);
    }

    /**
     * A subset of the first images of each part, with a fingerprint of its own: for quick trials.
     *
     * @param train how many to train on, at least 1; all, where there are no more
     * @param test how many to test on, likewise
     */
    public Dataset first(int train, int test) {
        return of(
                name,
                classes,
                this.train.first(train),
                this.test.first(test),
                "%s, the first %s and %s".formatted(origin, train, test));
    }

    private static void checkLabels(String part, Images images, int classes) {
        for (int i = 0; i < images.count(); i++) {
            if (images.label(i) >= classes) {
                throw new DataException(
                        ("a label must be from 0 to %s, but the one of %s image %s was "
                                        + "%s; is the label file damaged?")
                                .formatted(classes - 1, part, i, images.label(i)));
            }
        }
    }

    private static String sha256(Images train, Images test) {
        return Idx.hash(
                Idx.header(Idx.IMAGES, train.count(), train.height(), train.width()),
                train.pixels(),
                Idx.header(Idx.LABELS, train.count()),
                train.labels(),
                Idx.header(Idx.IMAGES, test.count(), test.height(), test.width()),
                test.pixels(),
                Idx.header(Idx.LABELS, test.count()),
                test.labels());
    }
}
