package org.sumcat.measure;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.LambdaBlock;
import ai.djl.training.ParameterStore;
import java.nio.ByteBuffer;
import org.sumcat.data.Images;
import org.sumcat.nn.Fusion;
import org.sumcat.nn.Layers;

/**
 * A test whether the input of a fusion can be recovered from its output. The layer is {@code F(x)}
 * = x mirrored left to right; for it {@code x + F(x)} is the same for an image and for its mirror
 * image, two inputs that are not the same.
 *
 * @param images how many were tried
 * @param apart largest difference between an image and its mirror image, in shares of white
 * @param sumApart the same between their sums
 * @param concatApart the same between their concatenations
 * @param sliceOff largest difference between the images and what is cut out of the concatenation
 */
public record Undoing(
        int images, double apart, double sumApart, double concatApart, double sliceOff) {

    /** Runs the test with images, on the CPU. */
    public static Undoing of(Images images) {
        try (NDManager manager = Engine.getInstance().newBaseManager(Device.cpu())) {
            NDArray x =
                    manager.create(
                                    ByteBuffer.wrap(images.pixels()),
                                    new Shape(images.count(), 1, images.height(), images.width()),
                                    DataType.UINT8)
                            .toType(DataType.FLOAT32, false)
                            .div(255);
            NDArray mirrored = x.flip(3);
            NDArray concat = fused(Fusion.CONCAT, x, manager);
            return new Undoing(
                    images.count(),
                    apart(x, mirrored),
                    apart(fused(Fusion.SUM, x, manager), fused(Fusion.SUM, mirrored, manager)),
                    apart(concat, fused(Fusion.CONCAT, mirrored, manager)),
                    apart(x, concat.get(new NDIndex(":, 0:1"))));
        }
    }

    /**
     * The fused output, {@code x + F(x)} or {@code [x, F(x)]}, by the code that networks are made
     * of.
     */
    private static NDArray fused(Fusion fusion, NDArray x, NDManager manager) {
        Block mirror =
                new LambdaBlock(list -> new NDList(list.singletonOrThrow().flip(3)), "mirror");
        return fusion.of(Layers.identity(), mirror)
                .forward(new ParameterStore(manager, false), new NDList(x), false)
                .singletonOrThrow();
    }

    private static double apart(NDArray first, NDArray second) {
        return first.sub(second).abs().max().getFloat();
    }
}
