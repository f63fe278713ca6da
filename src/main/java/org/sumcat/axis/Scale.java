package org.sumcat.axis;

import java.math.BigDecimal;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.sumcat.render.Format;

/**
 * Maps values to positions along an axis, with ticks.
 *
 * @param low the value at the axis' start
 * @param high the value at its end
 * @param ticks the values that are written, round ones
 * @param decimals digits that tell two neighbouring ticks apart
 * @param powers whether equal steps are equal factors
 * @param names of the ticks, where they are no numbers
 */
public record Scale(
        double low,
        double high,
        List<Double> ticks,
        int decimals,
        boolean powers,
        List<String> names) {
    private static final int MOST_TICKS = 12;
    private static final int LONG = 4; // zeros that nobody counts
    private static final String RAISED =
            "\u2070\u00b9\u00b2\u00b3\u2074\u2075\u2076\u2077\u2078\u2079";

    /** An even axis whose ticks are numbers. */
    public Scale(double low, double high, List<Double> ticks, int decimals) {
        this(low, high, ticks, decimals, false, List.of());
    }

    /** Creates a scale whose ticks have names. */
    public static Scale named(double low, double high, List<Double> ticks, List<String> names) {
        return new Scale(low, high, ticks, 0, false, names);
    }

    /** One name after the other, each in the middle of its room. */
    public static Scale names(List<String> names) {
        var places = IntStream.range(0, names.size()).mapToObj(i -> (double) i).toList();
        return named(-0.5, names.size() - 0.5, places, names);
    }

    /** Reverses the direction of the axis. */
    public Scale reversed() {
        return new Scale(high, low, ticks, decimals, powers, names);
    }

    /** Restricts the axis to a range. */
    public Scale between(double from, double to) {
        var seen = ticks.stream().filter(t -> t >= from && t <= to).toList();
        return new Scale(from, to, names.isEmpty() ? seen : ticks, decimals, powers, names);
    }

    /** About five round steps around the values. */
    public static Scale measure(double min, double max) {
        double pad = max > min ? 0 : Math.max(Math.abs(max) * 0.05, 1e-3);
        return steps(min - pad, max + pad, roundStep((max - min + 2 * pad) / 5));
    }

    /**
     * Adds padding at both ends and keeps the ticks.
     *
     * @param share of the whole axis at either end, below 0.5
     */
    public Scale airy(double share) {
        double pad = (high - low) * share / (1 - 2 * share);
        return new Scale(low - pad, high + pad, ticks, decimals, powers, names);
    }

    /** Whole numbers, about ten at most, from the first value to the last, and some air. */
    public static Scale count(double min, double max) {
        double step = Math.max(1, roundStep((max - min) / 10));
        var ticks = steps(min, max, step).ticks.stream().filter(t -> t >= min && t <= max).toList();
        double pad = max > min ? (max - min) / 30 : 1;
        return new Scale(min - pad, max + pad, ticks, 0);
    }

    /** Leaves out ticks between whole numbers, where all values are whole. */
    public Scale whole() {
        var kept = ticks.stream().filter(tick -> tick % 1 == 0).toList();
        return decimals == 0 || kept.size() < 2 ? this : new Scale(low, high, kept, 0);
    }

    /**
     * 1, 2 and 5 times the powers of ten; all whole times where those are few, the powers alone
     * where they are many; all above 0.
     */
    public static Scale powers(double min, double max) {
        double low = min / 1.5;
        double high = max * 1.5;
        var ticks = multiples(low, high, List.of(1, 2, 5));
        if (ticks.size() < 3) {
            ticks = multiples(low, high, List.of(1, 2, 3, 4, 5, 6, 7, 8, 9));
        } else if (ticks.size() > MOST_TICKS) {
            ticks = multiples(low, high, List.of(1));
        }
        return new Scale(low, high, ticks, ticks.get(0) < 1 ? 1 : 0, true, List.of());
    }

    private static List<Double> multiples(double low, double high, List<Integer> digits) {
        int first = (int) Math.floor(Math.log10(low));
        int last = (int) Math.ceil(Math.log10(high));
        return IntStream.rangeClosed(first, last)
                .mapToObj(BigDecimal.ONE::scaleByPowerOfTen)
                .flatMap(ten -> digits.stream().map(BigDecimal::new).map(ten::multiply))
                .map(BigDecimal::doubleValue)
                .filter(tick -> tick >= low && tick <= high)
                .toList();
    }

    /** Where a value lies, 0 at the start of the axis, 1 at its end. */
    public double share(double value) {
        return powers ? Math.log(value / low) / Math.log(high / low) : (value - low) / (high - low);
    }

    /** A tick in words: as many digits as its neighbours, or as it needs; {@code 10⁵}. */
    public String words(double tick) {
        if (!names.isEmpty()) {
            int index = ticks.indexOf(tick);
            return index < 0 ? Dates.words(tick) : names.get(index);
        }
        int exponent = (int) Math.round(Math.log10(tick));
        if (powers
                && Math.abs(exponent) >= LONG
                && Math.abs(tick / Math.pow(10, exponent) - 1) < 1e-9) {
            return "10" + raised(exponent);
        }
        return powers ? Format.plain((float) tick) : Format.fixed(tick, decimals);
    }

    private static String raised(int exponent) {
        return String.valueOf(exponent)
                .chars()
                .mapToObj(c -> c == '-' ? "\u207b" : RAISED.substring(c - '0', c - '0' + 1))
                .collect(Collectors.joining());
    }

    private static Scale steps(double min, double max, double step) {
        long first = (long) Math.floor(min / step + 1e-9);
        long last = (long) Math.ceil(max / step - 1e-9);
        int decimals = (int) Math.max(0, Math.ceil(-Math.log10(step) - 1e-9));
        double unit = Math.pow(10, decimals); // divides: 3 * 0.1 is not 0.3, but 3 / 10.0 is
        var ticks =
                LongStream.rangeClosed(first, last)
                        .mapToObj(i -> Math.rint(i * step * unit) / unit)
                        .toList();
        return new Scale(ticks.get(0), ticks.get(ticks.size() - 1), ticks, decimals);
    }

    /** The next 1, 2 or 5 times a power of ten at or above {@code rough}. */
    private static double roundStep(double rough) {
        double power = Math.pow(10, Math.floor(Math.log10(rough)));
        double digit = rough / power;
        return power * (digit <= 1 ? 1 : digit <= 2 ? 2 : digit <= 5 ? 5 : 10);
    }
}
