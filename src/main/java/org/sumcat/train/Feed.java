package org.sumcat.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.nio.ByteBuffer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.sumcat.data.Images;

/**
 * Images that live on the device as bytes, cut into batches there: nothing but indices crosses to
 * the device while a run goes on.
 */
final class Feed implements AutoCloseable {
    private final NDManager manager;
    private final NDArray pixels;
    private final NDArray labels;
    private final Images images;
    private final int side;

    Feed(NDManager parent, Images images, int side) {
        this.images = images;
        this.side = side;
        manager = parent.newSubManager();
        int pixelsPerImage = images.height() * images.width();
        pixels =
                manager.create(
                        ByteBuffer.wrap(images.pixels()),
                        new Shape(images.count(), pixelsPerImage),
                        DataType.UINT8);
        labels =
                manager.create(
                                ByteBuffer.wrap(images.labels()),
                                new Shape(images.count()),
                                DataType.UINT8)
                        .toType(DataType.INT64, false);
    }

    int count() {
        return images.count();
    }

    /** The images in their own order. */
    Pass inOrder() {
        return new Pass(manager.newSubManager(), null, null);
    }

    /** The images in an order drawn by chance, each mirrored with a chance of one half or not. */
    Pass shuffled(RandomGenerator random, boolean flip) {
        long[] order = new long[count()];
        for (int i = 0; i < order.length; i++) {
            int j = random.nextInt(i + 1);
            order[i] = order[j];
            order[j] = i;
        }
        boolean[] mirrored = new boolean[count()];
        for (int i = 0; flip && i < mirrored.length; i++) {
            mirrored[i] = random.nextBoolean();
        }
        NDManager pass = manager.newSubManager();
        return new Pass(
                pass, pass.create(order), flip ? pass.create(mirrored).reshape(-1, 1, 1, 1) : null);
    }

    @Override
    public void close() {
        manager.close();
    }

    /** A batch on the device: images {@code (B, 1, side, side)} from 0 to 1, and their labels. */
    record Batch(NDArray images, NDArray labels) {}

    /** One way through the images. */
    final class Pass implements AutoCloseable {
        private final NDManager own;
        private final @Nullable NDArray order;
        private final @Nullable NDArray mirrored;

        private Pass(NDManager own, @Nullable NDArray order, @Nullable NDArray mirrored) {
            this.own = own;
            this.order = order;
            this.mirrored = mirrored;
        }

        /** The images from one place in the order up to another, which is left out. */
        Batch batch(NDManager step, int from, int to) {
            var range = new NDIndex().addSliceDim(from, to);
            NDArray bytes;
            NDArray names;
            if (order == null) {
                bytes = pixels.get(step, range);
                names = labels.get(step, range);
            } else {
                NDArray chosen = order.get(step, range);
                bytes = pixels.get(step, new NDIndex("{}", chosen));
                names = labels.get(step, new NDIndex("{}", chosen));
            }
            NDArray x =
                    bytes.toType(DataType.FLOAT32, false)
                            .mul(1 / 255f)
                            .reshape(-1, 1, images.height(), images.width());
            if (side != images.height() || side != images.width()) {
                x = x.getNDArrayInternal().interpolation(new long[] {side, side}, BILINEAR, false);
            }
            if (mirrored != null) {
                x = NDArrays.where(mirrored.get(step, range), x.flip(3), x);
            }
            return new Batch(channelsLast(x), names);
        }

        @Override
        public void close() {
            own.close();
        }
    }

    private static final int BILINEAR = 1;

    /**
     * The same images with their channels side by side in memory. With one channel this is only a
     * view; convolution, batch norm, ReLU, pooling and fusion keep the order, and the CPU trains
     * 1.5 times as fast.
     */
    private static NDArray channelsLast(NDArray x) {
        Shape shape = x.getShape();
        return x.reshape(shape.get(0), shape.get(2), shape.get(3), 1).transpose(0, 3, 1, 2);
    }
}
