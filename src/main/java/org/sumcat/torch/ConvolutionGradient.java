package org.sumcat.torch;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.convolutional.Convolution;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The gradient of a convolution from what it read, without its forward pass. */
public final class ConvolutionGradient {
    /** By their text, compiled once. */
    private static final Map<String, Script> SCRIPTS = new ConcurrentHashMap<>();

    private ConvolutionGradient() {}

    /**
     * Returns the gradients for the images, for the weight and, where it has one, for the bias.
     *
     * @param images that it read
     * @param weight that it has, or one for images with more channels
     * @param gradient for its output
     */
    public static NDList of(Convolution conv, NDArray images, NDArray weight, NDArray gradient) {
        boolean bias = conv.isIncludeBias();
        String text =
                """
                a, b, c = torch.convolution_backward(gradient, images, weight, %s, %s, %s, %s, False, [0, 0], %s, [True, True, %s])
                return [a, b%s]"""
                        .formatted(
                                bias ? "[%s]".formatted(conv.getFilters()) : "None",
                                words(conv.getStride()),
                                words(conv.getPadding()),
                                words(conv.getDilation()),
                                conv.getGroups(),
                                bias ? "True" : "False",
                                bias ? ", c" : "");
        return SCRIPTS.computeIfAbsent(
                        text,
                        each -> Script.ofSeveral(List.of("images", "weight", "gradient"), each))
                .all(images, weight, gradient);
    }

    private static String words(Shape sizes) {
        return Arrays.toString(sizes.getShape());
    }
}
