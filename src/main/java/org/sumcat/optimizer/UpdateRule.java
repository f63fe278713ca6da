package org.sumcat.optimizer;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.ArrayList;
import java.util.List;

/** How weights follow their gradients. */
interface UpdateRule {
    /**
     * Moves weights.
     *
     * @param gradients of the weights, in the same order; may be changed
     * @param rate the learning rate of this step, an array with no axes
     */
    void move(List<NDArray> weights, List<NDArray> gradients, NDArray rate);

    /** All that it remembers from step to step; others may write over it. */
    List<NDArray> memory();

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
