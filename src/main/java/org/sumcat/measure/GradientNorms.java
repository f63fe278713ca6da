package org.sumcat.measure;

import ai.djl.ndarray.NDArray;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.sumcat.train.GradientObserver;
import org.sumcat.train.TrainingStart;

/**
 * Observer of the gradients of a training: for each weight layer the Euclidean norm of the loss's
 * gradient with respect to its kernels, {@code sqrt(sum g^2)}, without biases and batch norm. It
 * looks at a few steps of each epoch only, evenly spread, and takes their mean; to look at each
 * would slow the training down.
 */
public final class GradientNorms implements GradientObserver {
    /** The number of steps of each epoch that are observed, or all where there are fewer. */
    public static final int LOOKS = 4;

    private final SortedMap<Integer, List<double[]>> looks = new TreeMap<>(); // by epoch, from 1
    private int stepsInEpoch = 1;

    @Override
    public void begin(TrainingStart plan) {
        stepsInEpoch = plan.stepsInEpoch();
    }

    @Override
    public void afterBackward(int step, Block network) {
        int every = Math.max(1, stepsInEpoch / LOOKS);
        int inEpoch = step % stepsInEpoch;
        if (inEpoch % every != 0 || inEpoch / every >= LOOKS) {
            return;
        }
        looks.computeIfAbsent(step / stepsInEpoch + 1, epoch -> new ArrayList<>())
                .add(kernels(network).mapToDouble(GradientNorms::norm).toArray());
    }

    /**
     * The observed norms, epoch by epoch, layer by layer; of a run resumed from a checkpoint, only
     * the epochs since.
     */
    public List<GradientNorm> norms() {
        var norms = new ArrayList<GradientNorm>();
        looks.forEach(
                (epoch, seen) -> {
                    for (int layer = 0; layer < seen.get(0).length; layer++) {
                        norms.add(new GradientNorm(epoch, layer + 1, mean(seen, layer)));
                    }
                });
        return List.copyOf(norms);
    }

    private static double mean(List<double[]> seen, int layer) {
        return seen.stream().mapToDouble(norms -> norms[layer]).average().orElseThrow();
    }

    /**
     * Kernels of convolutions and matrices of linear layers; all other parameters have one
     * dimension.
     */
    private static Stream<Parameter> kernels(Block network) {
        return network.getParameters().values().stream()
                .filter(parameter -> parameter.getType() == Parameter.Type.WEIGHT)
                .filter(parameter -> parameter.getArray().getShape().dimension() > 1);
    }

    private static double norm(Parameter parameter) {
        try (NDArray gradient = parameter.getArray().getGradient();
                NDArray norm = gradient.norm()) {
            return norm.getFloat();
        }
    }
}
