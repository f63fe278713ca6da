package org.sumcat.optimizer;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.List;
import org.sumcat.torch.Foreach;
import org.sumcat.torch.Scalars;

/**
 * RMSProp as TensorFlow 1 defines it, in which the Inception papers trained: {@code s = 0.9 s + 0.1
 * g g}, beginning at 1; {@code v = m v + rate g / sqrt(s + 1)}; {@code w -= v}.
 *
 * <p>The epsilon of 1 (Szegedy et al., 2015, "Rethinking", section 8) stands inside the root.
 * PyTorch has it outside, begins at 0, and multiplies by the rate only after the momentum: with so
 * large an epsilon another optimizer. DJL has none for this engine.
 */
final class RmsProp implements UpdateRule {
    private static final float DECAY = 0.9f;
    private static final double EPSILON = 1;

    private static final String DIRECTION =
            """
            now = torch._foreach_mul(g, g)
            torch._foreach_mul_(s, %s)
            torch._foreach_mul_(now, %s)
            torch._foreach_add_(s, now)
            direction = torch._foreach_div(g, torch._foreach_sqrt(torch._foreach_add(s, %s)))
            torch._foreach_mul_(direction, rate)
            """
                    .formatted((double) DECAY, (double) (1 - DECAY), EPSILON);

    private final List<NDArray> memory; // the squares of all weights, then the velocities, if any
    private final List<NDArray> squares;
    private final List<NDArray> velocities;
    private final Foreach rule;

    RmsProp(NDManager manager, List<NDArray> weights, float momentum) {
        memory = UpdateRule.zeros(manager, weights);
        memory.forEach(square -> Scalars.addi(square, 1));
        if (momentum > 0) {
            memory.addAll(UpdateRule.zeros(manager, weights));
        }
        squares = memory.subList(0, weights.size());
        velocities = memory.subList(weights.size(), memory.size());
        rule =
                momentum > 0
                        ? new Foreach(
                                List.of("w", "g", "s", "v"),
                                List.of("rate"),
                                DIRECTION
                                        + """
                                        torch._foreach_mul_(v, %s)
                                        torch._foreach_add_(v, direction)
                                        torch._foreach_sub_(w, v)"""
                                                .formatted((double) momentum))
                        : new Foreach(
                                List.of("w", "g", "s"),
                                List.of("rate"),
                                DIRECTION + "torch._foreach_sub_(w, direction)");
    }

    @Override
    public List<NDArray> memory() {
        return memory;
    }

    @Override
    public void move(List<NDArray> weights, List<NDArray> gradients, NDArray rate) {
        rule.apply(
                velocities.isEmpty()
                        ? List.of(weights, gradients, squares)
                        : List.of(weights, gradients, squares, velocities),
                rate);
    }
}
