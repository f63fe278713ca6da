package org.sumcat.torch;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import java.util.List;

/**
 * Batch norm and ReLU in training, without autograd: forward, once more, and the gradient.
 *
 * <p>Once more sums nothing up, for the statistics are known: then batch norm is a scale and a
 * shift for each channel, {@code max(0, scale x + shift)}. The numbers are those of forward, bit
 * for bit on a CPU, where the engine computes both by the same loop.
 */
public final class BatchNormRelu {
    private static final List<String> VECTORS = List.of("x", "gamma", "beta", "mean", "inverse");
    private static final Script AGAIN =
            new Script(
                    VECTORS,
                    """
                    y = torch.native_batch_norm(x, torch.mul(inverse, gamma), beta, mean, torch.ones_like(mean), False, 0., 0.)
                    return torch.relu_(y[0])""");
    private static final Script THROUGH_RELU =
            new Script(
                    List.of("y", "gradient"),
                    "return torch.threshold_backward(gradient, y, 0, grad_input=gradient)");
    private static final Script BACK =
            Script.ofSeveral(
                    List.of("x", "gradient", "gamma", "mean", "inverse"),
                    """
                    a, b, c = torch.native_batch_norm_backward(gradient, x, gamma, None, None, mean, inverse, True, 0., [True, True, True])
                    return [a, b, c]""");

    private final Script forward;

    /**
     * Compiles the forward pass.
     *
     * @param epsilon added to the variance
     * @param kept share of the running statistics that a step keeps
     */
    public BatchNormRelu(float epsilon, float kept) {
        forward =
                Script.ofSeveral(
                        List.of("x", "gamma", "beta", "mean", "variance"),
                        """
                        y = x
                        if torch.size(x, 2) * torch.size(x, 3) > 1:
                          m = torch.empty_like(gamma)
                          s = torch.empty_like(gamma)
                          a = torch.native_batch_norm(x, gamma, beta, mean, variance, True, %1$s, %2$s, out=x, save_mean=m, save_invstd=s)
                        else:
                          y, m, s = torch.native_batch_norm(x, gamma, beta, mean, variance, True, %1$s, %2$s)
                        return [torch.relu_(y), m, s]"""
                                .formatted((double) (1 - kept), (double) epsilon));
    }

    /**
     * Runs forward, in the place of x unless images are single pixels, for which the engine may
     * choose another order of axes; the running statistics are changed in their places.
     */
    public Normalized forward(
            NDArray x, NDArray gamma, NDArray beta, NDArray mean, NDArray variance) {
        NDList made = forward.all(x, gamma, beta, mean, variance);
        return new Normalized(made.get(0), made.get(1), made.get(2));
    }

    /** The output once more, from the statistics that {@link #forward} returned. */
    public static NDArray again(
            NDArray x, NDArray gamma, NDArray beta, NDArray mean, NDArray inverse) {
        return AGAIN.of(x, gamma, beta, mean, inverse);
    }

    /** The gradient for what the ReLU read, written over that for its output. */
    public static NDArray throughRelu(NDArray y, NDArray gradient) {
        return THROUGH_RELU.of(y, gradient);
    }

    /** The gradients for what batch norm read, for gamma and for beta, from that for its output. */
    public static NDList throughNorm(
            NDArray x, NDArray gradient, NDArray gamma, NDArray mean, NDArray inverse) {
        return BACK.all(x, gradient, gamma, mean, inverse);
    }
}
