package org.sumcat.optimizer;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.sumcat.recipe.Recipe;
import org.sumcat.torch.Foreach;
import org.sumcat.torch.Scalars;

/**
 * Optimizer step: gradients are clipped, weight decay is added, and an {@link UpdateRule} changes
 * the weights.
 */
public final class GradientDescent implements AutoCloseable {
    private final NDManager manager;
    private final Recipe recipe;
    private final List<NDArray> weights;
    private final @Nullable Foreach decay;
    private final UpdateRule rule;

    /** Creates the optimizer in its initial state, for the weights of a network. */
    public GradientDescent(NDManager parent, Block network, Recipe recipe) {
        this.recipe = recipe;
        manager = parent.newSubManager();
        weights =
                network.getParameters().values().stream()
                        .filter(Parameter::requiresGradient)
                        .map(Parameter::getArray)
                        .toList();
        decay = recipe.weightDecay() > 0 ? decay(recipe.weightDecay()) : null;
        rule =
                switch (recipe.optimizer()) {
                    case SGD -> new Sgd(manager, weights, recipe);
                    case RMSPROP -> new RmsProp(manager, weights, recipe.momentum());
                };
    }

    private static Foreach decay(double share) {
        return new Foreach(
                List.of("w", "g"),
                List.of(),
                "torch._foreach_add_(g, torch._foreach_mul(w, %s))".formatted(share));
    }

    /**
     * Updates every weight from its gradient, and clears the gradient.
     *
     * @param rate the learning rate, an array with no axes
     */
    public void step(NDArray rate) {
        try (NDManager step = manager.newSubManager()) {
            List<NDArray> gradients = weights.stream().map(NDArray::getGradient).toList();
            gradients.forEach(gradient -> gradient.attach(step));
            if (recipe.clip() > 0) {
                clip(gradients, step);
            }
            if (decay != null) {
                decay.apply(List.of(weights, gradients));
            }
            rule.move(weights, gradients, rate);
        }
        weights.forEach(GradientDescent::forgetGradient);
    }

    /**
     * Replaces an array by one without a gradient, so that the next gradient is stored rather than
     * added to zeros. That saves two passes over all weights in each step.
     */
    private static void forgetGradient(NDArray weight) {
        NDArray same = weight.stopGradient();
        same.setRequiresGradient(true);
        weight.intern(same);
    }

    /**
     * Scales all gradients down by one factor where their common norm exceeds the recipe's limit
     * (Pascanu et al., 2013, algorithm 1). No number leaves the device, so there is no
     * synchronization.
     */
    private void clip(List<NDArray> gradients, NDManager step) {
        NDArray squares = step.zeros(new Shape(1));
        gradients.forEach(gradient -> squares.addi(gradient.square().sum()));
        NDArray length = Scalars.maximum(squares.sqrt(), recipe.clip());
        NDArray factor = Scalars.mul(Scalars.pow(length, -1), recipe.clip());
        gradients.forEach(gradient -> gradient.muli(factor));
    }

    /** The optimizer's state, for {@link #restore}. */
    public byte[] bytes() {
        var out = new ByteArrayOutputStream();
        try (var data = new DataOutputStream(out)) {
            for (NDArray array : rule.memory()) {
                byte[] encoded = array.encode();
                data.writeInt(encoded.length);
                data.write(encoded);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    /** Restores the state of another optimizer of the same network and recipe. */
    public void restore(byte[] bytes) {
        try (var data = new DataInputStream(new ByteArrayInputStream(bytes))) {
            for (NDArray own : rule.memory()) { // which is laid in memory like its weight
                try (NDArray other = NDArray.decode(manager, data.readNBytes(data.readInt()))) {
                    Scalars.overwrite(own, other);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        manager.close();
    }
}
