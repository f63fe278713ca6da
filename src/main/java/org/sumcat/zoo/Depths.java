package org.sumcat.zoo;

import org.sumcat.keys.Spec;

/**
 * Depths of networks in three stages, each with as many layers or units: {@code 3n + 4} for a plain
 * DenseNet.
 *
 * @param step weight layers that one unit more in each stage adds
 * @param outside weight layers that are in no stage
 * @param most units in a stage
 * @param why there are no more, {@code layers in a block}
 * @param units what {@code n} counts, {@code layers in 3 blocks}
 */
record Depths(int step, int outside, int most, String why, String units) {

    /** The depth of a network with as many units in each stage. */
    int of(int units) {
        return step * units + outside;
    }

    /** Depths in words, as a list of keys has them: {@code 3n+4 from 7 to 3004}. */
    String takes() {
        return "%sn+%s from %s to %s".formatted(step, outside, of(1), of(most));
    }

    /**
     * The units in each stage of a network of that depth.
     *
     * @throws IllegalArgumentException if there is none, with the rule and the nearest that is
     */
    int unitsAt(int depth) {
        Spec.require(
                depth <= of(most),
                "depth must be at most %s (%s %s), but was %s"
                        .formatted(of(most), most, why, depth));
        Spec.require(
                depth >= of(1) && (depth - outside) % step == 0,
                "depth must be %sn + %s (n %s), but was %s; try %s"
                        .formatted(
                                step,
                                outside,
                                units,
                                depth,
                                of(Math.max(1, Math.round((depth - (float) outside) / step)))));
        return (depth - outside) / step;
    }
}
