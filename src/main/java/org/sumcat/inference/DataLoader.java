package org.sumcat.inference;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.nio.ByteBuffer;
import java.util.random.RandomGenerator;
import org.sumcat.data.Images;
import org.sumcat.torch.ChannelsLast;
import org.sumcat.torch.Scalars;

/**
 * Batches from images that stay on the device as bytes: only indices cross to the device during a
 * run.
 */
public final class DataLoader implements AutoCloseable {
    private final NDManager manager;
    private final NDArray pixels;
    private final NDArray labels;
    private final Images images;
    private final int side;
    private final boolean mirrored;
    private final Crop crop;

    /** Loads images onto the device for evaluation. */
    public DataLoader(NDManager parent, Images images, int side) {
        this(parent, images, side, false, 0);
    }

    /**
     * Loads images onto the device.
     *
     * @param side pixels to which a batch is resized
     * @param mirrored whether the images lie there mirrored left to right, too
     * @param shift pixels of the images themselves by which {@link #shuffled} moves each at most
     */
    public DataLoader(NDManager parent, Images images, int side, boolean mirrored, int shift) {
        this.images = images;
        this.side = side;
        this.mirrored = mirrored;
        manager = parent.newSubManager();
        crop = new Crop(manager, images, shift);
        NDArray asTheyAre =
                manager.create(ByteBuffer.wrap(crop.padded()), crop.shape(), DataType.UINT8);
        NDArray names =
                manager.create(
                                ByteBuffer.wrap(images.labels()),
                                new Shape(images.count()),
                                DataType.UINT8)
                        .toType(DataType.INT64, false);
        pixels = mirrored ? andThen(asTheyAre, asTheyAre.flip(2)) : asTheyAre;
        labels = mirrored ? andThen(names, names.duplicate()) : names;
    }

    /** Concatenates two arrays and closes both, so that only the result stays on the device. */
    private static NDArray andThen(NDArray first, NDArray second) {
        try (first;
                second) {
            return first.concat(second);
        }
    }

    /** The number of images, each counted once even where it is mirrored. */
    public int count() {
        return images.count();
    }

    /** A pass in the images' own order, without augmentation. */
    public Order inOrder() {
        NDManager pass = manager.newSubManager();
        NDArray order = pass.arange(0, count(), 1, DataType.INT64);
        return new Order(pass, crop.isNone() ? order : crop.inTheMiddle(order));
    }

    /**
     * A pass in random order, with each image mirrored and shifted at random where the loader is so
     * configured.
     */
    public Order shuffled(RandomGenerator random) {
        long[] order = new long[count()];
        for (int i = 0; i < order.length; i++) {
            int j = random.nextInt(i + 1);
            order[i] = order[j];
            order[j] = i;
        }
        for (int i = 0; mirrored && i < order.length; i++) {
            order[i] += random.nextBoolean() ? count() : 0;
        }
        NDManager pass = manager.newSubManager();
        return new Order(
                pass, crop.isNone() ? pass.create(order) : crop.byChance(pass, order, random));
    }

    /** The shape of {@link Order#chosen} for so many images. */
    public Shape choice(int batch) {
        return crop.isNone() ? new Shape(batch) : new Shape(batch, 2);
    }

    /** The images {@code (B)} with these numbers, and their labels. */
    public Batch batch(NDManager step, NDArray chosen) {
        NDArray numbers = crop.isNone() ? chosen : crop.numbers(step, chosen);
        NDArray bytes =
                crop.isNone()
                        ? pixels.get(step, new NDIndex("{}", chosen))
                        : crop.of(step, pixels, chosen);
        NDArray names = labels.get(step, new NDIndex("{}", numbers));
        NDArray x =
                Scalars.mul(bytes.toType(DataType.FLOAT32, false), 1 / 255f)
                        .reshape(-1, 1, images.height(), images.width());
        if (side != images.height() || side != images.width()) {
            x = x.getNDArrayInternal().interpolation(new long[] {side, side}, BILINEAR, false);
        }
        return new Batch(ChannelsLast.images(x), names);
    }

    @Override
    public void close() {
        manager.close();
    }

    /** A batch on the device: images {@code (B, 1, side, side)} from 0 to 1, and their labels. */
    public record Batch(NDArray images, NDArray labels) {}

    /** The order of the images in one pass, on the device. */
    public static final class Order implements AutoCloseable {
        private final NDManager own;
        private final NDArray order;

        private Order(NDManager own, NDArray order) {
            this.own = own;
            this.order = order;
        }

        /**
         * The selection of images from one position up to another, exclusive; for {@link
         * DataLoader#batch}.
         */
        public NDArray chosen(int from, int to) {
            return order.get(own, new NDIndex().addSliceDim(from, to));
        }

        @Override
        public void close() {
            own.close();
        }
    }

    private static final int BILINEAR = 1;
}
