package org.sumcat.data;

import org.sumcat.train.Outcome;

/**
 * Labels that say nothing about their images, for showing what a test of learning does not accept:
 * each training image stands there ten times, once under each label. Whatever a network makes of an
 * image, the mean loss over these ten is ln 10 at least.
 */
public final class NothingToLearn {
    private NothingToLearn() {}

    /**
     * Draws such a set.
     *
     * @param train how many to train on, a multiple of 10
     * @param test how many to test on, under their true labels
     */
    public static Dataset draw(int train, int test) {
        Dataset drawn = DrawnSet.draw(train / 10, test, Outcome.SEED);
        var each = new int[train];
        var labels = new byte[train];
        for (int i = 0; i < train; i++) {
            each[i] = i / 10;
            labels[i] = (byte) (i % 10);
        }
        Images tenfold = drawn.train().select(each);
        var images = new Images(train, tenfold.height(), tenfold.width(), tenfold.pixels(), labels);
        return Dataset.of(drawn.name(), drawn.classes(), images, drawn.test(), "labels of nothing");
    }
}
