package org.sumcat.nn;

import ai.djl.ndarray.types.Shape;

/**
 * The window of a convolution or a pooling, and how it moves: {@code Window.of(3).stride(2)}.
 *
 * @param height pixels
 * @param width pixels
 * @param stride pixels from one window to the next, both ways
 * @param padding zeros around the image, above and below, left and right; a pooling for the largest
 *     does not see them
 * @param ceilMode whether a last window that hangs over the border counts (pooling only)
 */
public record Window(int height, int width, int stride, Shape padding, boolean ceilMode) {

    /** Square, moving by 1, padded so that an odd size keeps height and width. */
    public static Window of(int size) {
        return of(size, size);
    }

    /** A window of two sides: {@code of(1, 7)} is one row of seven pixels. */
    public static Window of(int height, int width) {
        return new Window(height, width, 1, new Shape(height / 2, width / 2), false);
    }

    /** Squares side by side without padding; a rest at the border is left out. */
    public static Window tiles(int size) {
        return of(size).stride(size).valid();
    }

    /** Returns a copy that moves that many pixels at a time. */
    public Window stride(int pixels) {
        return new Window(height, width, pixels, padding, ceilMode);
    }

    /** Returns a copy with that many zeros on every side of the image. */
    public Window padding(int pixels) {
        return new Window(height, width, stride, new Shape(pixels, pixels), ceilMode);
    }

    /** Returns a copy without padding: "valid" in TensorFlow and in the Inception papers. */
    public Window valid() {
        return padding(0);
    }

    /** Returns a copy that counts a last window that hangs over the border: Caffe's pooling. */
    public Window ceil() {
        return new Window(height, width, stride, padding, true);
    }

    /** {@code (N, C, H, W)} to what is left of height and width. */
    Shape over(Shape images) {
        return new Shape(
                images.get(0),
                images.get(1),
                moves(images.get(2), height, padding.get(0)),
                moves(images.get(3), width, padding.get(1)));
    }

    private long moves(long length, long size, long pad) {
        long room = length + 2 * pad - size; // below 0 where the window is larger than the image
        long moves = Math.floorDiv(room + (ceilMode ? stride - 1 : 0), stride) + 1;
        boolean outside = (moves - 1) * stride >= length + pad; // the last begins behind the image
        return Math.max(0, ceilMode && outside ? moves - 1 : moves);
    }

    int pixels() {
        return height * width;
    }

    /** The size as a shape, {@code (height, width)}. */
    public Shape size() {
        return new Shape(height, width);
    }

    Shape strides() {
        return new Shape(stride, stride);
    }

    /** The size and, unless it is 1, the stride: {@code 3x3/2}. */
    @Override
    public String toString() {
        return "%sx%s%s".formatted(height, width, stride == 1 ? "" : "/" + stride);
    }
}
