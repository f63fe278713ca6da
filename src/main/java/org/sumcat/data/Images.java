package org.sumcat.data;

import java.awt.image.BufferedImage;
import java.util.Arrays;
import java.util.Objects;
import java.util.stream.IntStream;

/**
 * Grey images with labels, kept as the bytes of the IDX files. The arrays are shared, not copied
 * (the training part alone is 47 MB): read them, do not write to them.
 *
 * @param count number of images, the same as of labels; 0 where nothing was selected
 * @param height rows of an image
 * @param width pixels of a row
 * @param pixels {@code count * height * width} bytes, image after image, row after row, from the
 *     top left; unsigned, 0 is black, 255 is white
 * @param labels one byte an image, the index of its class from 0
 */
@SuppressWarnings("ArrayRecordComponent") // equals, hashCode and toString below look inside
public record Images(int count, int height, int width, byte[] pixels, byte[] labels) {
    /**
     * Checks that sizes and labels match the count.
     *
     * @throws DataException if a size is too small or an array does not have the length they give
     */
    public Images {
        if (count < 0 || height < 1 || width < 1) {
            throw new DataException(
                    ("images need a count of at least 0, a height and a width of at "
                                    + "least 1, but were %s of %sx%s")
                            .formatted(count, height, width));
        }
        long expected = (long) count * height * width;
        if (pixels.length != expected) {
            throw new DataException(
                    "%s images of %sx%s must have %s pixels, but had %s; were they cut short?"
                            .formatted(count, height, width, expected, pixels.length));
        }
        if (labels.length != count) {
            throw new DataException(
                    ("every image needs one label, but there were %s images and %s "
                                    + "labels; do both files belong together?")
                            .formatted(count, labels.length));
        }
    }

    /** The class of an image, from 0. */
    public int label(int index) {
        return Byte.toUnsignedInt(labels[index]);
    }

    /** A copy of one image: {@code height * width} bytes. */
    public byte[] image(int index) {
        int size = height * width;
        int start = Math.multiplyExact(check(index), size);
        return Arrays.copyOfRange(pixels, start, start + size);
    }

    /** A copy of some images, in the order of {@code indices}, which may repeat. */
    public Images select(int[] indices) {
        int size = height * width;
        var somePixels = new byte[Math.multiplyExact(indices.length, size)];
        var someLabels = new byte[indices.length];
        for (int i = 0; i < indices.length; i++) {
            System.arraycopy(pixels, check(indices[i]) * size, somePixels, i * size, size);
            someLabels[i] = labels[indices[i]];
        }
        return new Images(indices.length, height, width, somePixels, someLabels);
    }

    /** A copy of the first images, at most {@code most}. */
    public Images first(int most) {
        return select(IntStream.range(0, Math.min(most, count)).toArray());
    }

    /** One image as a picture, {@link BufferedImage#TYPE_BYTE_GRAY}. */
    public BufferedImage picture(int index) {
        var picture = new BufferedImage(width, height, BufferedImage.TYPE_BYTE_GRAY);
        picture.getRaster().setDataElements(0, 0, width, height, image(index));
        return picture;
    }

    private int check(int index) {
        return Objects.checkIndex(index, count);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Images that
                && height == that.height
                && width == that.width
                && Arrays.equals(labels, that.labels)
                && Arrays.equals(pixels, that.pixels);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(labels) + Arrays.hashCode(pixels);
    }

    /** A short description, {@code Images[60000 of 28x28]}. */
    @Override
    public String toString() {
        return "Images[%s of %sx%s]".formatted(count, height, width);
    }
}
