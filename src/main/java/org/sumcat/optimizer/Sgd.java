package org.sumcat.optimizer;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.List;
import org.sumcat.recipe.Recipe;
import org.sumcat.torch.Foreach;

/**
 * Stochastic gradient descent with momentum as Torch defines it: {@code v = m v + g}, then {@code w
 * -= rate (g + m v)} with Nesterov momentum or {@code w -= rate v} without; {@code g} is the
 * gradient, weight decay in it.
 */
final class Sgd implements UpdateRule {
    private final List<NDArray> velocities;
    private final Foreach rule;

    Sgd(NDManager manager, List<NDArray> weights, Recipe recipe) {
        boolean momentum = recipe.momentum() > 0;
        velocities = momentum ? UpdateRule.zeros(manager, weights) : List.of();
        rule =
                momentum
                        ? new Foreach(
                                List.of("w", "g", "v"),
                                List.of("rate"),
                                withMomentum((double) recipe.momentum(), recipe.nesterov()))
                        : new Foreach(
                                List.of("w", "g"),
                                List.of("rate"),
                                "torch._foreach_mul_(g, rate)\ntorch._foreach_sub_(w, g)");
    }

    private static String withMomentum(double momentum, boolean nesterov) {
        String velocity =
                """
                torch._foreach_mul_(v, %s)
                torch._foreach_add_(v, g)
                """
                        .formatted(momentum);
        return nesterov
                ? velocity
                        + """
                        torch._foreach_sub_(w, torch._foreach_mul(v, torch.mul(rate, %s)))
                        torch._foreach_mul_(g, rate)
                        torch._foreach_sub_(w, g)"""
                                .formatted(momentum)
                : velocity + "torch._foreach_sub_(w, torch._foreach_mul(v, rate))";
    }

    @Override
    public List<NDArray> memory() {
        return velocities;
    }

    @Override
    public void move(List<NDArray> weights, List<NDArray> gradients, NDArray rate) {
        rule.apply(
                velocities.isEmpty()
                        ? List.of(weights, gradients)
                        : List.of(weights, gradients, velocities),
                rate);
    }
}
