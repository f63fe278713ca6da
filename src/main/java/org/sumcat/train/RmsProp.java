package org.sumcat.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.List;
import org.sumcat.nn.Scalars;

/**
 * RMSProp as TensorFlow 1 defines it, in which the Inception papers trained: {@code s = 0.9 s + 0.1
 * g g}, beginning at 1; {@code v = m v + rate g / sqrt(s + 1)}; {@code w -= v}.
 *
 * <p>The epsilon of 1 (Szegedy et al. 2015, "Rethinking", section 8) stands inside the root.
 * PyTorch has it outside, begins at 0, and multiplies by the rate only after the momentum: with so
 * large an epsilon another optimizer. DJL has none for this engine.
 */
final class RmsProp implements Rule {
    private static final float DECAY = 0.9f;
    private static final float EPSILON = 1;

    private final float momentum;
    private final List<NDArray> memory; // the squares of all weights, then the velocities, if any
    private final List<NDArray> squares;
    private final List<NDArray> velocities;

    RmsProp(NDManager manager, List<NDArray> weights, float momentum) {
        this.momentum = momentum;
        memory = Rule.zeros(manager, weights);
        memory.forEach(square -> Scalars.addi(square, 1));
        if (momentum > 0) {
            memory.addAll(Rule.zeros(manager, weights));
        }
        squares = memory.subList(0, weights.size());
        velocities = memory.subList(weights.size(), memory.size());
    }

    @Override
    public List<NDArray> memory() {
        return memory;
    }

    @Override
    public void move(int i, NDArray weight, NDArray gradient, float rate) {
        NDArray square = squares.get(i);
        try (NDArray now = gradient.square()) {
            Scalars.muli(square, DECAY).addi(Scalars.muli(now, 1 - DECAY));
        }
        try (NDArray sum = Scalars.add(square, EPSILON);
                NDArray root = sum.sqrt();
                NDArray direction = gradient.div(root)) {
            if (momentum == 0) {
                Rule.subtract(weight, direction, rate);
            } else {
                NDArray velocity = velocities.get(i);
                weight.subi(Scalars.muli(velocity, momentum).addi(Scalars.muli(direction, rate)));
            }
        }
    }
}
