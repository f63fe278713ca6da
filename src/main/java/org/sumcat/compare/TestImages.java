package org.sumcat.compare;

import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.sumcat.data.Dataset;
import org.sumcat.data.Images;
import org.sumcat.inference.Confusion;
import org.sumcat.inference.Predictions;
import org.sumcat.train.Run;

/**
 * The test images that the runs were evaluated on, as far as a comparison by image needs them: all
 * labels, and the images to be shown.
 */
public final class TestImages {
    private final List<String> classes;
    private final byte[] labels;
    private final int height;
    private final int width;
    private final Map<Integer, byte[]> pixels = new TreeMap<>();
    private final Images all; // none of them where only some are known

    private TestImages(List<String> classes, byte[] labels, Images all) {
        this.classes = List.copyOf(classes);
        this.labels = labels.clone();
        this.all = all;
        height = all.height();
        width = all.width();
    }

    /** The test images of a data set. */
    public static TestImages of(Dataset data) {
        return new TestImages(data.classes(), data.test().labels(), data.test());
    }

    /**
     * The test images with only some pictures kept.
     *
     * @param classes names of the classes, in the order of the labels
     * @param labels one byte an image
     * @param height rows of an image
     * @param width pixels of a row
     * @param shown number of an image, from 0, to its bytes
     * @throws IllegalArgumentException if an image has another size, or a label no class
     */
    public static TestImages of(
            List<String> classes,
            byte[] labels,
            int height,
            int width,
            Map<Integer, byte[]> shown) {
        for (byte label : labels) {
            if (Byte.toUnsignedInt(label) >= classes.size()) {
                throw new IllegalArgumentException(
                        "labels of test images must be below %s, but one is %s"
                                .formatted(classes.size(), Byte.toUnsignedInt(label)));
            }
        }
        if (shown.values().stream().anyMatch(bytes -> bytes.length != height * width)) {
            throw new IllegalArgumentException(
                    "test images must have %s x %s pixels, but one does not"
                            .formatted(height, width));
        }
        var none = new Images(0, height, width, new byte[0], new byte[0]);
        var images = new TestImages(classes, labels, none);
        images.pixels.putAll(shown);
        return images;
    }

    /** The number of test images. */
    public int count() {
        return labels.length;
    }

    /** Names of the classes, in the order of the labels. */
    public List<String> classes() {
        return classes;
    }

    /** The class of an image, from 0. */
    public int label(int image) {
        return Byte.toUnsignedInt(labels[image]);
    }

    /** All labels, one byte per image. */
    public byte[] labels() {
        return labels.clone();
    }

    /** The number of rows of an image. */
    public int height() {
        return height;
    }

    /** The number of pixels per row. */
    public int width() {
        return width;
    }

    /**
     * The bytes of an image, row after row.
     *
     * @throws IllegalArgumentException if this one cannot be shown
     */
    public byte[] pixels(int image) {
        byte[] known = all.count() > image ? all.image(image) : pixels.get(image);
        if (known == null) {
            throw new IllegalArgumentException(
                    "a test image that is shown must be known, but number %s is not"
                            .formatted(image));
        }
        return known.clone();
    }

    /** A test image as a picture. */
    BufferedImage picture(int image) {
        return new Images(1, height, width, pixels(image), new byte[1]).picture(0);
    }

    /**
     * Refuses a run on other images: its predictions must give the counts that it recorded.
     *
     * @throws IllegalArgumentException if it does not
     */
    void requireOf(Run run, Predictions predictions) {
        Confusion kept = run.confusion();
        var counts = new int[classes.size()][classes.size()];
        boolean fits = predictions.images() == count();
        for (int image = 0; fits && image < count(); image++) {
            fits = predictions.of(image) < classes.size();
            if (fits) {
                counts[label(image)][predictions.of(image)]++;
            }
        }
        var rows = new ArrayList<List<Integer>>();
        for (int[] row : counts) {
            rows.add(Arrays.stream(row).boxed().toList());
        }
        if (!fits || kept == null || !rows.equals(kept.counts())) {
            throw new IllegalArgumentException(
                    "predictions must be of these test images, but those of %s, seed %s, do not give its confusion counts; use the data of the runs"
                            .formatted(run.network().spec(), run.seed()));
        }
    }
}
