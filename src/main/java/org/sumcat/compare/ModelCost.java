package org.sumcat.compare;

import java.util.function.ToDoubleFunction;

/**
 * A cost of a network, such as its parameters.
 *
 * @param words within a sentence: {@code parameters}
 * @param heading of a column or an axis, with its unit: {@code parameters (thousands)}
 * @param unit how many make one of the heading
 * @param of the quantity itself; NaN where nobody knows
 */
public record ModelCost(String words, String heading, double unit, ToDoubleFunction<Summary> of) {
    /** The quantity in the unit of the heading. */
    double in(Summary network) {
        return of.applyAsDouble(network) / unit;
    }
}
