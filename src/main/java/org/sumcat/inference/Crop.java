package org.sumcat.inference;

import static java.util.Objects.requireNonNull;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.sumcat.data.Images;
import org.sumcat.torch.Scalars;

/**
 * Random crops as for CIFAR networks (He et al., 2016, section 4.2): an image is padded on each
 * side, and a part of its own size is cut out at random.
 *
 * <p>The padding is 0 as the network sees it. There, that code normalizes colours first, so its 0
 * is the mean colour; here nothing is subtracted, so it is black, which the background of garments
 * is, too.
 *
 * <p>Padded images lie on the device one behind the other. To cut one out is to name the place of
 * its first pixel, which is drawn with the order of a pass: nothing is waited for.
 */
final class Crop {
    private final Images images;
    private final int padding;
    private final int height; // with padding
    private final int width;
    private final @Nullable NDArray places; // of the pixels of a part, from its first

    Crop(NDManager manager, Images images, int padding) {
        this.images = images;
        this.padding = padding;
        height = images.height() + 2 * padding;
        width = images.width() + 2 * padding;
        places = isNone() ? null : places(manager);
    }

    private NDArray places(NDManager manager) {
        var all = new long[images.height() * images.width()];
        for (int i = 0; i < all.length; i++) {
            all[i] = (long) (i / images.width()) * width + i % images.width();
        }
        return manager.create(all, new Shape(1, all.length));
    }

    /** Returns whether images are left whole. */
    boolean isNone() {
        return padding == 0;
    }

    /** The pixels of all images, padded with black. */
    byte[] padded() {
        if (isNone()) {
            return images.pixels();
        }
        var all = new byte[images.count() * height * width];
        for (int row = 0; row < images.count() * images.height(); row++) {
            int image = row / images.height();
            int y = row % images.height() + padding;
            System.arraycopy(
                    images.pixels(),
                    row * images.width(),
                    all,
                    (image * height + y) * width + padding,
                    images.width());
        }
        return all;
    }

    /** The shape of the padded images. */
    Shape shape() {
        return new Shape(images.count(), height, width);
    }

    /** A selection {@code (N, 2)} of images by number {@code (N)}, cropped in the centre. */
    NDArray inTheMiddle(NDArray numbers) {
        NDArray first =
                Scalars.add(Scalars.mul(numbers, height * width), padding * width + padding);
        return NDArrays.stack(new NDList(numbers, first), 1);
    }

    /** A selection of images by number, each cropped at random. */
    NDArray byChance(NDManager manager, long[] numbers, RandomGenerator random) {
        var all = new long[2 * numbers.length];
        for (int i = 0; i < numbers.length; i++) {
            long y = random.nextInt(2 * padding + 1);
            long x = random.nextInt(2 * padding + 1);
            all[2 * i] = numbers[i];
            all[2 * i + 1] = (numbers[i] * height + y) * width + x;
        }
        return manager.create(all, new Shape(numbers.length, 2));
    }

    /** The image numbers {@code (B)} in a selection. */
    NDArray numbers(NDManager manager, NDArray chosen) {
        return chosen.get(manager, new NDIndex().addAllDim().addIndices(0));
    }

    /** The crops {@code (B, height, width)} of a selection, from all padded pixels. */
    NDArray of(NDManager manager, NDArray pixels, NDArray chosen) {
        NDArray first = chosen.get(manager, new NDIndex().addAllDim().addSliceDim(1, 2));
        return pixels.take(manager, first.add(requireNonNull(places)))
                .reshape(-1, images.height(), images.width());
    }
}
