package org.sumcat.baseline;

/** Standardization of features to mean 0 and variance 1; a constant feature is left at 0. */
@SuppressWarnings("ArrayRecordComponent") // never compared, never leaves the room
record Standard(double[] means, double[] deviations) {

    static Standard of(double[][] samples) {
        int width = samples[0].length;
        var means = new double[width];
        var deviations = new double[width];
        for (double[] sample : samples) {
            for (int i = 0; i < width; i++) {
                means[i] += sample[i] / samples.length;
            }
        }
        for (double[] sample : samples) {
            for (int i = 0; i < width; i++) {
                deviations[i] += (sample[i] - means[i]) * (sample[i] - means[i]) / samples.length;
            }
        }
        for (int i = 0; i < width; i++) {
            deviations[i] = Math.sqrt(deviations[i]);
        }
        return new Standard(means, deviations);
    }

    /** Standardizes samples, feature by feature. */
    double[][] apply(double[][] samples) {
        var standardized = new double[samples.length][means.length];
        for (int i = 0; i < samples.length; i++) {
            for (int j = 0; j < means.length; j++) {
                standardized[i][j] =
                        deviations[j] > 1e-12 ? (samples[i][j] - means[j]) / deviations[j] : 0;
            }
        }
        return standardized;
    }
}
