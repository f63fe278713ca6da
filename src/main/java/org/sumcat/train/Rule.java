package org.sumcat.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.ArrayList;
import java.util.List;
import org.sumcat.nn.Scalars;

/** How a weight follows its gradient. */
interface Rule {
    /**
     * Moves one weight.
     *
     * @param i its place among all weights
     * @param gradient with weight decay in it; may be changed
     * @param rate the learning rate of this step
     */
    void move(int i, NDArray weight, NDArray gradient, float rate);

    /** All that it remembers from step to step; others may write over it. */
    List<NDArray> memory();

    /** {@code weight -= rate * direction}. */
    static void subtract(NDArray weight, NDArray direction, float rate) {
        try (NDArray step = Scalars.mul(direction, rate)) {
            weight.subi(step);
        }
    }

    /** Something to remember for each weight, 0 at first. */
    static List<NDArray> zeros(NDManager manager, List<NDArray> weights) {
        var zeros = new ArrayList<NDArray>();
        for (NDArray weight : weights) {
            NDArray zero = weight.zerosLike(); // laid in memory like the weight
            zero.attach(manager);
            zeros.add(zero);
        }
        return zeros;
    }
}
