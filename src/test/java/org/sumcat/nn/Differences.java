package org.sumcat.nn;

import static org.assertj.core.api.Assertions.assertThat;

/** How far two results of the same computation lie apart. */
public final class Differences {
    private Differences() {}

    /** The largest, as a share of the largest number. */
    public static double difference(float[] some, float[] others) {
        assertThat(others).hasSameSizeAs(some);
        double largest = 0;
        double difference = 0;
        for (int i = 0; i < some.length; i++) {
            largest = Math.max(largest, Math.abs(others[i]));
            difference = Math.max(difference, Math.abs(some[i] - others[i]));
        }
        return difference == 0 ? 0 : difference / largest;
    }
}
