package org.sumcat.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.List;
import org.sumcat.nn.Scalars;

/**
 * Stochastic gradient descent with momentum as Torch defines it: {@code v = m v + g}, then {@code w
 * -= rate (g + m v)} with Nesterov momentum or {@code w -= rate v} without; {@code g} is the
 * gradient plus weight decay times {@code w}.
 */
final class Sgd implements Rule {
    private final Recipe recipe;
    private final List<NDArray> velocities;

    Sgd(NDManager manager, List<NDArray> weights, Recipe recipe) {
        this.recipe = recipe;
        velocities = recipe.momentum() > 0 ? Rule.zeros(manager, weights) : List.of();
    }

    @Override
    public List<NDArray> memory() {
        return velocities;
    }

    @Override
    public void move(int i, NDArray weight, NDArray gradient, float rate) {
        if (recipe.momentum() == 0) {
            weight.subi(Scalars.muli(gradient, rate));
            return;
        }
        NDArray velocity = velocities.get(i);
        Scalars.muli(velocity, recipe.momentum()).addi(gradient);
        Rule.subtract(weight, velocity, recipe.nesterov() ? rate * recipe.momentum() : rate);
        if (recipe.nesterov()) {
            Rule.subtract(weight, gradient, rate);
        }
    }
}
