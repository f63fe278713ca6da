package org.sumcat.engine;

import ai.djl.ndarray.types.Shape;
import ai.djl.nn.convolutional.Convolution;
import java.util.Optional;

/**
 * Small images side by side, with zeros between them, as one wide image.
 *
 * <p>With AMX the engine multiplies, for the gradient of the weights, 32 pixels of a row at once,
 * and of a row of 6 pixels only 6 count. As rows of four such images, 160 x 320 x 3 x 3, batch 64,
 * forward and backward, takes 0.65 of the time in bfloat16, moving the images included; 192 x 384 x
 * 3 x 3 on 3 x 3 pixels 0.55.
 */
final class SideBySide {
    private static final long AT_ONCE = 32;
    private static final long SHORT_ROW = 8; // with longer ones, moving them costs what is gained
    private static final long MANY_PAIRS = 2048;

    private SideBySide() {}

    /** See {@link ConvolutionAlgorithms.Algorithm#script}. */
    static Optional<String> script(Convolution conv, Shape images) {
        long width = images.get(3);
        long between = conv.getPadding().get(1);
        long together = together(images.get(0), width + between);
        boolean faster =
                keepsWidth(conv)
                        && width > 2 // else kn2row has less to compute
                        && width <= SHORT_ROW
                        && together > 1
                        && ConvolutionAlgorithms.pairs(conv, images) >= MANY_PAIRS;
        return faster ? Optional.of(script(conv, images, together, between)) : Optional.empty();
    }

    private static boolean keepsWidth(Convolution conv) {
        long kernel = conv.getKernelShape().get(1);
        return kernel > 1
                && conv.getStride().equals(new Shape(1, 1))
                && conv.getDilation().equals(new Shape(1, 1))
                && 2 * conv.getPadding().get(1) + 1 == kernel;
    }

    /** How many images make a row, out of so many: a power of two. */
    private static long together(long images, long width) {
        long most = Long.highestOneBit(AT_ONCE / width);
        return Math.min(most, Long.lowestOneBit(images));
    }

    private static String script(Convolution conv, Shape images, long together, long between) {
        long width = images.get(3);
        return """
        n = torch.floordiv(torch.size(images, 0), %1$s)
        h = torch.size(images, 2)
        c = torch.size(images, 1)
        rows = torch.reshape(torch.permute(images, [0, 2, 3, 1]), [n, %1$s, h, %2$s, c])
        rows = torch.permute(rows, [0, 2, 1, 3, 4])
        zeros = torch.new_zeros(images, [n, h, %1$s, %3$s, c])
        rows = torch.reshape(torch.cat([rows, zeros], 3), [n, h, %4$s, c])
        wide = torch.permute(rows, [0, 3, 1, 2])
        wide = torch.conv2d(wide, weight, %5$s, [1, 1], [%6$s, %3$s], [1, 1], 1)
        o = torch.size(wide, 1)
        h = torch.size(wide, 2)
        maps = torch.reshape(torch.permute(wide, [0, 2, 3, 1]), [n, h, %1$s, %7$s, o])
        maps = torch.permute(torch.narrow(maps, 3, 0, %2$s), [0, 2, 1, 3, 4])
        maps = torch.reshape(maps, [torch.mul(n, %1$s), h, %2$s, o])
        maps = torch.permute(maps, [0, 3, 1, 2])
        return %8$s
        """
                .formatted(
                        together,
                        width,
                        between,
                        together * (width + between),
                        ConvolutionAlgorithms.bias(conv),
                        conv.getPadding().get(0),
                        width + between,
                        ConvolutionAlgorithms.noView("maps"));
    }
}
