package org.sumcat.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import java.util.ArrayList;
import java.util.List;

/**
 * Stochastic gradient descent with momentum as Torch defines it: {@code v = m v + g}, then {@code w
 * -= rate (g + m v)} with Nesterov momentum or {@code w -= rate v} without; {@code g} is the
 * gradient plus weight decay times {@code w}.
 */
final class Sgd implements AutoCloseable {
    private final NDManager manager;
    private final Recipe recipe;
    private final List<NDArray> weights = new ArrayList<>();
    private final List<NDArray> velocities = new ArrayList<>();

    Sgd(NDManager parent, Block network, Recipe recipe) {
        this.recipe = recipe;
        manager = parent.newSubManager();
        for (Parameter parameter : network.getParameters().values()) {
            if (parameter.requiresGradient()) {
                NDArray weight = parameter.getArray();
                weights.add(weight);
                if (recipe.momentum() > 0) {
                    velocities.add(
                            manager.zeros(
                                    weight.getShape(), weight.getDataType(), weight.getDevice()));
                }
            }
        }
    }

    /** Moves every weight against its gradient, and sets the gradient to 0. */
    void step(float rate) {
        for (int i = 0; i < weights.size(); i++) {
            NDArray weight = weights.get(i);
            try (NDArray gradient = weight.getGradient()) {
                if (recipe.weightDecay() > 0) {
                    try (NDArray decay = weight.mul(recipe.weightDecay())) {
                        gradient.addi(decay);
                    }
                }
                move(weight, gradient, i, rate);
                gradient.muli(0);
            }
        }
    }

    private void move(NDArray weight, NDArray gradient, int i, float rate) {
        if (recipe.momentum() == 0) {
            subtract(weight, gradient, rate);
            return;
        }
        NDArray velocity = velocities.get(i);
        velocity.muli(recipe.momentum()).addi(gradient);
        subtract(weight, velocity, recipe.nesterov() ? rate * recipe.momentum() : rate);
        if (recipe.nesterov()) {
            subtract(weight, gradient, rate);
        }
    }

    private static void subtract(NDArray weight, NDArray direction, float rate) {
        try (NDArray step = direction.mul(rate)) {
            weight.subi(step);
        }
    }

    @Override
    public void close() {
        manager.close();
    }
}
