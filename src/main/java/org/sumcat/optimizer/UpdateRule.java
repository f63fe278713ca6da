package org.sumcat.optimizer;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.ArrayList;
import java.util.List;

/** Rule by which weights follow their gradients. */
interface UpdateRule {
    /**
     * Updates weights from their gradients.
     *
     * @param gradients of the weights, in the same order; may be changed
     * @param rate the learning rate of this step, an array with no axes
     */
    void move(List<NDArray> weights, List<NDArray> gradients, NDArray rate);

    /** The state kept from step to step, which callers may overwrite. */
    List<NDArray> memory();

    /** An array of zeros for each weight. */
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
