package org.sumcat.statistics;

/**
 * A confidence interval with its bounds.
 *
 * @param low its lower end, in the unit of the measurements
 * @param high its upper end, at least {@code low}
 */
public record Interval(double low, double high) {

    public Interval {
        if (!(low <= high)) {
            throw new IllegalArgumentException(
                    "an interval must have low <= high, but has %s and %s".formatted(low, high));
        }
    }

    /** Returns whether the interval contains a value, bounds included. */
    public boolean contains(double value) {
        return low <= value && value <= high;
    }

    /** Half the width of the interval. */
    public double half() {
        return (high - low) / 2;
    }
}
