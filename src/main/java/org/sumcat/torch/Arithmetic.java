package org.sumcat.torch;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.nn.Parameter;
import ai.djl.training.ParameterStore;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The number format in which the layers of a network compute. */
public enum Arithmetic {
    /** Every number with 24 bits of mantissa. */
    FLOAT32 {
        @Override
        public ParameterStore weights(NDManager step) {
            return new ParameterStore(step, false);
        }

        @Override
        public NDArray begin(NDArray images) {
            return images;
        }

        @Override
        public NDList end(NDList scores) {
            return scores;
        }
    },

    /**
     * Activations have 8 bits of mantissa, and so have the factors of each product; sums within a
     * layer have 24. So do the weights, which are rounded anew for each pass, their gradients, the
     * statistics and factors of batch norm, and the loss (Kalamkar et al. 2019, "A Study of
     * BFLOAT16 for Deep Learning Training", arXiv:1905.12322).
     *
     * <p>Half the bytes to move and twice the products at once: where the processor has it, a
     * training step of DenseNet takes 0.6 of the time.
     */
    BFLOAT16 {
        @Override
        public ParameterStore weights(NDManager step) {
            return new Rounded(step);
        }

        @Override
        public NDArray begin(NDArray images) {
            return To.BFLOAT16.of(images);
        }

        @Override
        public NDList end(NDList scores) {
            var whole = new NDList(scores.size());
            scores.forEach(each -> whole.add(To.FLOAT32.of(each)));
            return whole;
        }
    };

    private static final Set<Parameter.Type> ROUNDED =
            EnumSet.of(Parameter.Type.WEIGHT, Parameter.Type.BIAS);

    /** Made when they are needed. */
    private static final class To {
        static final Script BFLOAT16 = new Script("torch.to(x, 15)"); // torch.bfloat16
        static final Script FLOAT32 = new Script("torch.to(x, 6)"); // torch.float32
    }

    /** The weights of a network for one pass; they live as long as the manager. */
    public abstract ParameterStore weights(NDManager step);

    /** Images as the first layer reads them. */
    public abstract NDArray begin(NDArray images);

    /** Scores as a loss reads them. */
    public abstract NDList end(NDList scores);

    /** A number or more that a layer has of its own, as precise as what it reads. */
    public static NDArray like(NDArray x, NDArray own) {
        return isBfloat16(x) ? To.BFLOAT16.of(own) : own;
    }

    /** DJL has no name for this type, and the engine dies of its number. */
    public static boolean isBfloat16(NDArray x) {
        return x.getDataType() == DataType.UNKNOWN;
    }

    /** Weights and biases in bfloat16; what belongs to batch norm stays as it is. */
    private static final class Rounded extends ParameterStore {
        private final NDManager step;

        Rounded(NDManager step) {
            super(step, false);
            this.step = step;
        }

        /** Null for the bias of a convolution without one. */
        @Override
        public @Nullable NDArray getValue(
                @Nullable Parameter parameter, Device device, boolean training) {
            NDArray value = super.getValue(parameter, device, training);
            if (parameter == null || !ROUNDED.contains(parameter.getType())) {
                return value;
            }
            NDArray rounded = To.BFLOAT16.of(value);
            rounded.attach(step);
            return rounded;
        }
    }
}
