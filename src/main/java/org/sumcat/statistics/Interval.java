package org.sumcat.statistics;

/**
 * Where a mean lies, with some confidence.
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

    /** Whether the value lies in it, its ends included. */
    public boolean contains(double value) {
        return low <= value && value <= high;
    }

    /** How far it reaches from its middle to either side. */
    public double half() {
        return (high - low) / 2;
    }
}
