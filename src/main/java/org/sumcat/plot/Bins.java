package org.sumcat.plot;

import java.util.Arrays;
import java.util.stream.DoubleStream;

/**
 * The bins of a histogram, as plotly.js chooses them: so wide that the highest bin is somewhat
 * taller than there are bins, round, and with their edges where few values lie.
 *
 * @param start of the first
 * @param size of each
 * @param count how many
 */
record Bins(double start, double size, int count) {

    /**
     * Bins of a histogram at round numbers, chosen as plotly's {@code autoBin} does.
     *
     * @param wanted how many at most, 0 for any
     */
    static Bins of(double[] values, int wanted) {
        double[] data = Arrays.stream(values).filter(Double::isFinite).sorted().toArray();
        if (data.length == 0) {
            return new Bins(0, 1, 0);
        }
        double min = data[0];
        double max = data[data.length - 1];
        double rough = wanted > 0 ? (max - min) / wanted : Math.max(least(data), spread(data));
        double size = rough > 0 ? round(rough) : 1;
        double first = Math.ceil((min * 1.0001 - max * 0.0001) / size) * size;
        double start = shifted(first - size, size, data);
        return new Bins(start, size, 1 + (int) Math.floor((max - start) / size));
    }

    private static double spread(double[] data) {
        double mean = DoubleStream.of(data).average().orElseThrow();
        double squares = DoubleStream.of(data).map(v -> (v - mean) * (v - mean)).sum();
        return 2 * Math.sqrt(squares / data.length) / Math.pow(data.length, 0.4);
    }

    /** Not finer than the least difference of two values, rounded down. */
    private static double least(double[] data) {
        double least = data[data.length - 1] - data[0];
        least = least == 0 ? 1 : least;
        double error = least / 10_000 / data.length;
        for (int i = 1; i < data.length; i++) {
            if (data[i] - data[i - 1] > error) {
                least = Math.min(least, data[i] - data[i - 1]);
            }
        }
        double power = Math.pow(10, Math.floor(Math.log10(least)));
        double digit = least / power;
        return power * (digit >= 9.9 ? 9.9 : digit >= 4.9 ? 4.9 : digit >= 1.9 ? 1.9 : 0.9);
    }

    /** The next 2, 5 or 10 times a power of ten above a number. */
    private static double round(double rough) {
        double power = Math.pow(10, Math.floor(Math.log10(rough)));
        double digit = rough / power;
        return power * (digit < 2 ? 2 : digit < 5 ? 5 : 10);
    }

    /** Whole numbers lie inside of bins; so do values that mostly lie on edges. */
    private static double shifted(double start, double size, double[] data) {
        double min = data[0];
        if (DoubleStream.of(data).allMatch(v -> v % 1 == 0)) {
            if (size < 1) {
                return min - 0.5 * size;
            }
            return start - 0.5 + size < min ? start - 0.5 + size : start - 0.5;
        }
        long edges = DoubleStream.of(data).filter(v -> near(v, start, size)).count();
        long middles = DoubleStream.of(data).filter(v -> near(v + size / 2, start, size)).count();
        boolean crowded =
                edges > data.length * 0.3
                        || near(min, start, size)
                        || near(data[data.length - 1], start, size);
        if (middles < data.length * 0.1 && crowded) {
            return start + (start + size / 2 < min ? size / 2 : -size / 2);
        }
        return start;
    }

    /** Within a hundredth of an edge. */
    private static boolean near(double value, double start, double size) {
        return (1 + (value - start) * 100 / size) % 100 < 2;
    }

    /** Counts of the values in each bin. */
    double[] counts(double[] values) {
        var counts = new double[count];
        for (double value : values) {
            int bin = (int) Math.floor((value - start) / size);
            if (Double.isFinite(value) && bin >= 0 && bin < count) {
                counts[bin]++;
            }
        }
        return counts;
    }

    double middle(int bin) {
        return start + (bin + 0.5) * size;
    }
}
