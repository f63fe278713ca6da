package org.sumcat.engine;

import static java.util.stream.Collectors.joining;

import ai.djl.ndarray.types.Shape;
import ai.djl.nn.convolutional.Convolution;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Convolutions with many weights and few pixels, as at the end of ResNet-18, as one matrix product
 * for each position in the kernel (kn2row: Vasudevan, Anderson, Gregg 2017, "Parallel Multi Channel
 * Convolution using General Matrix Multiplication", arXiv:1704.04428).
 *
 * <p>A position is multiplied with those pixels alone that it meets. On 2 x 2 pixels 20 of 36
 * products of a kernel of 3 x 3 are with padding, and the engine computes them all, in loops made
 * for long rows: 512 x 512 x 3 x 3, batch 128, forward and backward, takes 0.3 of its time in
 * float32 and 0.2 in bfloat16. Where there is one position alone, as in a kernel of 1 x 1, little
 * is left to lay out, and fewer weights are enough.
 *
 * <p>In bfloat16 the sum over the channels is rounded for each position; the sum over positions has
 * 24 bits again, for so the engine's {@code index_add} adds.
 */
final class Kn2row {
    private static final long FEW_PIXELS = 16; // of what comes out; with more the engine is faster
    private static final long MANY_PAIRS = 256 * 256;
    private static final long FEW_PIXELS_FOR_ONE_PRODUCT = 36;
    private static final long MANY_PAIRS_FOR_ONE_PRODUCT = 64 * 64;

    private final Convolution conv;
    private final Axis rows;
    private final Axis columns;

    private Kn2row(Convolution conv, Shape images) {
        this.conv = conv;
        rows = Axis.of(conv, images, 0);
        columns = Axis.of(conv, images, 1);
    }

    /** See {@link ConvolutionAlgorithms.Algorithm#script}. */
    static Optional<String> script(Convolution conv, Shape images) {
        var way = new Kn2row(conv, images);
        boolean one = way.hasOneProduct();
        boolean faster =
                way.isDense()
                        && way.pixelsOut() <= (one ? FEW_PIXELS_FOR_ONE_PRODUCT : FEW_PIXELS)
                        && ConvolutionAlgorithms.pairs(conv, images)
                                >= (one ? MANY_PAIRS_FOR_ONE_PRODUCT : MANY_PAIRS);
        return faster ? Optional.of(way.script()) : Optional.empty();
    }

    /** Without holes in the kernel, and no pixel comes out of padding alone. */
    private boolean isDense() {
        return conv.getDilation().equals(new Shape(1, 1))
                && rows.padding < rows.kernel
                && columns.padding < columns.kernel;
    }

    private long pixelsOut() {
        return rows.pixelsOut() * columns.pixelsOut();
    }

    private boolean hasOneProduct() {
        return (rows.hasOneProduct() && columns.hasOneProduct())
                || (rows.isCovered() && columns.isCovered());
    }

    private String script() {
        if (rows.isCovered() && columns.isCovered()) {
            return ofWholeImages();
        }
        return rows.isPixelByPixel() && columns.isPixelByPixel() ? ofEachPixel() : ofPositions();
    }

    /** The kernel is as large as the image: a fully connected layer. */
    private String ofWholeImages() {
        return """
        pixels = torch.flatten(torch.permute(images, [0, 2, 3, 1]), 1)
        filters = torch.flatten(torch.contiguous(torch.permute(weight, [0, 2, 3, 1])), 1)
        maps = torch.linear(pixels, filters, %s)
        maps = torch.unsqueeze(torch.unsqueeze(maps, 2), 3)
        return %s
        """
                .formatted(ConvolutionAlgorithms.bias(conv), ConvolutionAlgorithms.noView("maps"));
    }

    /** A fully connected layer of each pixel; with channels last these are a view of the images. */
    private String ofEachPixel() {
        return """
        pixels = torch.permute(images, [0, 2, 3, 1])
        maps = torch.linear(pixels, torch.flatten(weight, 1), %s)
        maps = torch.permute(maps, [0, 3, 1, 2])
        return %s
        """
                .formatted(ConvolutionAlgorithms.bias(conv), ConvolutionAlgorithms.noView("maps"));
    }

    /**
     * Pixels are matrices {@code (N, C)} here, side by side in memory; so are the filters of a
     * position, as weights with channels last lie already.
     */
    private String ofPositions() {
        List<Product> products = new ArrayList<>();
        for (int row = 0; row < rows.kernel; row++) {
            for (int column = 0; column < columns.kernel; column++) {
                Product product = product(row, column);
                if (!product.read.isEmpty()) {
                    products.add(product);
                }
            }
        }
        return """
        pixels = torch.flatten(torch.permute(images, [2, 3, 0, 1]), 0, 1)
        read = torch.index_select(pixels, 0, torch.tensor(%s))
        read = torch.split_with_sizes(read, %s)
        filters = torch.flatten(torch.contiguous(torch.permute(weight, [0, 2, 3, 1])), 1, 2)
        position = torch.unbind(filters, 1)
        products = torch.cat([%s])
        maps = [%s, %s, torch.size(images, 0), torch.size(weight, 0)]
        sums = torch.new_zeros(products, [%s, maps[2], maps[3]])
        sums = torch.index_add(sums, 0, torch.tensor(%s), products)
        sums = %s
        sums = torch.permute(torch.view(sums, maps), [2, 3, 0, 1])
        sums = torch.contiguous(sums, memory_format=2)
        return %s
        """
                .formatted(
                        products.stream().flatMap(each -> each.read.stream()).toList(),
                        products.stream().map(each -> each.read.size()).toList(),
                        IntStream.range(0, products.size())
                                .mapToObj(i -> matmul(i, products.get(i).position))
                                .collect(joining(", ")),
                        rows.pixelsOut(),
                        columns.pixelsOut(),
                        pixelsOut(),
                        products.stream().flatMap(each -> each.added.stream()).toList(),
                        conv.isIncludeBias() ? "torch.add(sums, bias)" : "sums",
                        ConvolutionAlgorithms.noView("sums"));
    }

    private static String matmul(int i, long position) {
        return "torch.matmul(read[%s], torch.t(position[%s]))".formatted(i, position);
    }

    /** A position's pixels, numbered row by row: those that are read and what they add to. */
    private record Product(long position, List<Long> read, List<Long> added) {}

    private Product product(int row, int column) {
        var product =
                new Product(row * columns.kernel + column, new ArrayList<>(), new ArrayList<>());
        for (long i = 0; i < rows.pixelsOut(); i++) {
            for (long j = 0; j < columns.pixelsOut(); j++) {
                if (rows.meets(row, i) && columns.meets(column, j)) {
                    product.read.add(rows.met(row, i) * columns.pixels + columns.met(column, j));
                    product.added.add(i * columns.pixelsOut() + j);
                }
            }
        }
        return product;
    }

    /** One axis of images: which pixel a kernel meets where. */
    private record Axis(long pixels, long kernel, long stride, long padding) {
        static Axis of(Convolution conv, Shape images, int i) {
            return new Axis(
                    images.get(2 + i),
                    conv.getKernelShape().get(i),
                    conv.getStride().get(i),
                    conv.getPadding().get(i));
        }

        long pixelsOut() {
            return (pixels + 2 * padding - kernel) / stride + 1;
        }

        /** The pixel that a position in the kernel meets for a pixel that comes out. */
        long met(long position, long out) {
            return out * stride + position - padding;
        }

        boolean meets(long position, long out) {
            return met(position, out) >= 0 && met(position, out) < pixels;
        }

        /** Returns whether a single kernel position meets pixels. */
        boolean hasOneProduct() {
            return isPixelByPixel() || (pixels == 1 && pixelsOut() == 1);
        }

        boolean isPixelByPixel() {
            return kernel == 1 && stride == 1 && padding == 0;
        }

        /** Returns whether the kernel is as large as the image and stays where it is. */
        boolean isCovered() {
            return kernel == pixels && padding == 0;
        }
    }
}
