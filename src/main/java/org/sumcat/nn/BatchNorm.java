package org.sumcat.nn;

import ai.djl.Device;
import ai.djl.MalformedModelException;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Batch norm over {@code (N, H, W)} (Ioffe and Szegedy 2015), with scale and shift.
 *
 * <p>It computes what DJL's block of this name does, and its weights are saved as the same bytes.
 * But what comes out of DJL's is a view, for it swaps the axis of the channels with itself, and the
 * engine copies a view twice where a ReLU is computed in place.
 */
public final class BatchNorm extends AbstractBlock {
    private static final byte VERSION = 2; // of the file of DJL's block
    private static final int AS_IT_IS = -1; // the axis for which DJL swaps nothing

    private final float epsilon;
    private final float kept;
    private final Parameter gamma;
    private final Parameter beta;
    private final Parameter runningMean;
    private final Parameter runningVar;
    private long channels;

    /**
     * Creates a batch norm layer.
     *
     * @param epsilon added to the variance, above 0
     * @param kept share of the running statistics that a step keeps
     */
    BatchNorm(float epsilon, float kept) {
        super(VERSION);
        if (!(epsilon > 0)) {
            throw new IllegalArgumentException(
                    "what batch norm adds to the variance must be above 0, but is " + epsilon);
        }
        this.epsilon = epsilon;
        this.kept = kept;
        gamma = add("gamma", Parameter.Type.GAMMA);
        beta = add("beta", Parameter.Type.BETA);
        runningMean = add("runningMean", Parameter.Type.RUNNING_MEAN);
        runningVar = add("runningVar", Parameter.Type.RUNNING_VAR);
    }

    /** Returns whether there is a layer of batch norm in a block. */
    public static boolean isIn(Block block) {
        return block instanceof BatchNorm
                || block.getChildren().values().stream().anyMatch(BatchNorm::isIn);
    }

    private Parameter add(String name, Parameter.Type type) {
        boolean learned = type == Parameter.Type.GAMMA || type == Parameter.Type.BETA;
        return addParameter(
                Parameter.builder().setName(name).setType(type).optRequiresGrad(learned).build());
    }

    @Override
    protected NDList forwardInternal(
            ParameterStore weights,
            NDList inputs,
            boolean training,
            @Nullable PairList<String, Object> options) {
        Device device = inputs.singletonOrThrow().getDevice();
        return new NDList(
                normalize(
                        inputs.singletonOrThrow(),
                        weights.getValue(runningMean, device, training),
                        weights.getValue(runningVar, device, training),
                        weights.getValue(gamma, device, training),
                        weights.getValue(beta, device, training),
                        training));
    }

    /**
     * Normalizes images with other vectors than its own, all as long as the images have channels.
     *
     * @param mean running mean, which a training step changes in its place
     * @param variance running variance, likewise
     * @param scale gamma
     * @param shift beta
     * @param training whether by the statistics of these images, else by the running ones
     */
    public NDArray normalize(
            NDArray x,
            NDArray mean,
            NDArray variance,
            NDArray scale,
            NDArray shift,
            boolean training) {
        return ai.djl.nn.norm.BatchNorm.batchNorm(
                        x, mean, variance, scale, shift, AS_IT_IS, kept, epsilon, training)
                .singletonOrThrow();
    }

    /** The number that is added to the variance. */
    public float epsilon() {
        return epsilon;
    }

    /** The share of the running statistics that a step keeps. */
    public float kept() {
        return kept;
    }

    /** Channels of the images that it was initialized for. */
    public long channels() {
        return channels;
    }

    @Override
    public Shape[] getOutputShapes(Shape[] inputs) {
        return new Shape[] {inputs[0]};
    }

    @Override
    protected void beforeInitialize(Shape... inputs) {
        super.beforeInitialize(inputs);
        channels = inputs[0].get(1);
    }

    @Override
    protected void prepare(Shape[] inputs) {
        getDirectParameters().values().forEach(p -> p.setShape(new Shape(channels)));
    }

    @Override
    protected void saveMetadata(DataOutputStream out) throws IOException {
        saveInputShapes(out);
        out.writeLong(channels);
    }

    @Override
    public void loadMetadata(byte version, DataInputStream in)
            throws IOException, MalformedModelException {
        if (version != VERSION) {
            throw new MalformedModelException(
                    "a saved batch norm must be of version %s, but was of %s"
                            .formatted(VERSION, version));
        }
        readInputShapes(in);
        channels = in.readLong();
    }
}
