package org.sumcat.data;

import java.awt.geom.AffineTransform;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * A stand-in for Fashion-MNIST, drawn: ten classes of garments with the same names and the same
 * size, so that everything runs without data and without a network. It is easier than the original
 * in some ways and harder in others; figures on it say nothing about Fashion-MNIST.
 *
 * <p>Every ten images hold every class once, in random order, so any beginning of the set is
 * balanced. The same seed gives the same bytes in every run, on every machine and with every number
 * of threads, and a smaller set is the beginning of a larger one.
 */
public final class DrawnSet {
    /** Training images in the drawn set: a fifth of Fashion-MNIST, drawn in a second. */
    public static final int TRAIN = 12_000;

    /** Test images in the drawn set. */
    public static final int TEST = 2_000;

    private static final int SIZE = 28;

    private DrawnSet() {}

    /** The stand-in for Fashion-MNIST: the default sizes, seed 1. */
    public static Dataset draw() {
        return draw(TRAIN, TEST, 1);
    }

    /**
     * Draws a data set of any size.
     *
     * @param train number of training images, at least 1
     * @param test number of test images, at least 1
     */
    public static Dataset draw(int train, int test, long seed) {
        if (train < 1 || test < 1) {
            throw new DataException(
                    ("a drawn set needs an image in each part, but was asked for %s and "
                                    + "%s; try %s and %s")
                            .formatted(train, test, TRAIN, TEST));
        }
        var seeds = new SplittableRandom(seed);
        return Dataset.of(
                Dataset.DRAWN,
                FashionMnist.CLASSES,
                part(train, seeds.split()),
                part(test, seeds.split()),
                "drawn by Sumcat (seed %s)".formatted(seed));
    }

    private static Images part(int count, SplittableRandom random) {
        var labels = new byte[count];
        var seeds = new long[count];
        var pack = IntStream.range(0, FashionMnist.CLASSES.size()).toArray();
        for (int i = 0; i < count; i++) {
            int card = i % pack.length;
            int drawn = random.nextInt(card, pack.length);
            labels[i] = (byte) pack[drawn];
            pack[drawn] = pack[card];
            pack[card] = labels[i];
            seeds[i] = random.nextLong();
        }
        var pixels = new byte[count * SIZE * SIZE];
        IntStream.range(0, count)
                .parallel()
                .forEach(i -> draw(labels[i], new Dice(seeds[i]), pixels, i * SIZE * SIZE));
        return new Images(count, SIZE, SIZE, pixels, labels);
    }

    private static void draw(int label, Dice dice, byte[] pixels, int start) {
        var canvas = new Canvas(SIZE, pose(dice));
        garment(label, canvas, dice);
        double exposure = dice.between(0.85, 1.1);
        double grain = dice.between(0.02, 0.09);
        for (int i = 0; i < SIZE * SIZE; i++) {
            // Grain is in the cloth: the background stays black, as in the original.
            double light = canvas.light(i) * (exposure + dice.between(-grain, grain));
            pixels[start + i] = (byte) Math.min(255, (int) (255 * light));
        }
    }

    private static void garment(int label, Canvas canvas, Dice dice) {
        switch (label) {
            case 0 -> new Garments(canvas, dice).tShirt();
            case 1 -> new Garments(canvas, dice).trouser();
            case 2 -> new Garments(canvas, dice).pullover();
            case 3 -> new Garments(canvas, dice).dress();
            case 4 -> new Garments(canvas, dice).coat();
            case 5 -> new Accessories(canvas, dice).sandal();
            case 6 -> new Garments(canvas, dice).shirt();
            case 7 -> new Accessories(canvas, dice).sneaker();
            case 8 -> new Accessories(canvas, dice).bag();
            case 9 -> new Accessories(canvas, dice).ankleBoot();
            default -> throw new IllegalArgumentException("no garment has label " + label);
        }
    }

    /** A small random shift, scaling and shear about the centre. */
    private static AffineTransform pose(Dice dice) {
        double middle = SIZE / 2.0;
        double width = dice.between(0.92, 1.08);
        double height = dice.between(0.9, 1.05);
        double slant = dice.between(-0.07, 0.07);
        double sag = dice.between(-0.04, 0.04);
        double x = middle + dice.between(-0.9, 0.9);
        double y = middle + dice.between(-0.9, 0.9);
        var pose = new AffineTransform(width, sag, slant, height, x, y);
        pose.translate(-middle, -middle);
        return pose;
    }
}
