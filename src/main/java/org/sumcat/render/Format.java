package org.sumcat.render;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Number formats, the same in every locale. */
public final class Format {
    private Format() {}

    /** Rounds decimally: half goes up, and 0.1 + 0.2 is 0.3. */
    public static String fixed(double value, int decimals) {
        return new BigDecimal(value)
                .setScale(9, RoundingMode.HALF_UP)
                .setScale(decimals, RoundingMode.HALF_UP)
                .toPlainString();
    }

    /** A fraction as a percentage: {@code 88.10} for 0.881. */
    public static String percent(double share) {
        return fixed(100 * share, 2);
    }

    /** A fraction times 100 without rounding noise: 88.1 for 0.881, not 88.10000000000001. */
    static double hundredfold(double share) {
        return Double.isFinite(share) ? Double.parseDouble(fixed(100 * share, 9)) : Double.NaN;
    }

    /** A number with its sign, {@code +0.70}. */
    public static String signed(double points) {
        var text = fixed(points, 2);
        return text.startsWith("-") ? text : "+" + text;
    }

    /** A p value following "p": {@code = 0.0625}, or {@code < 0.0001}. */
    public static String p(double value) {
        return value < 0.0001 ? "< 0.0001" : "= " + fixed(value, 4);
    }

    /** Ascending whole numbers, with neighbours as ranges: {@code 2 to 4, 7}. */
    public static String ranges(List<Integer> numbers) {
        var parts = new ArrayList<String>();
        for (int from = 0; from < numbers.size(); ) {
            int to = from;
            while (to + 1 < numbers.size() && numbers.get(to + 1) == numbers.get(to) + 1) {
                to++;
            }
            var end = to == from ? "" : (to == from + 1 ? ", " : " to ") + numbers.get(to);
            parts.add(numbers.get(from) + end);
            from = to + 1;
        }
        return String.join(", ", parts);
    }

    /** A count with thousands separators, {@code 272,474}. */
    public static String count(long value) {
        return String.format(Locale.ROOT, "%,d", value);
    }

    /** A large count in short form, {@code 40.8 M}. */
    public static String large(long value) {
        return value < 1_000_000
                ? count(value)
                : value < 1_000_000_000
                        ? fixed(value / 1e6, 1) + " M"
                        : fixed(value / 1e9, 2) + " G";
    }

    /** A number without exponent: {@code 0.0005}, never {@code 5.0E-4}. */
    public static String plain(float value) {
        return new BigDecimal(Float.toString(value)).stripTrailingZeros().toPlainString();
    }

    /** An enumeration: {@code a}, {@code a and b}, {@code a, b and c}. */
    public static String list(List<String> parts) {
        int last = parts.size() - 1;
        return last < 1
                ? String.join("", parts)
                : String.join(", ", parts.subList(0, last)) + " and " + parts.get(last);
    }

    /** Seeds in words, {@code 1 to 5} where none is missing. */
    public static String seeds(List<Long> seeds) {
        return (seeds.size() == 1 ? "seed " : "seeds ")
                + list(seeds.stream().map(String::valueOf).toList());
    }

    /** A count with its noun: {@code 1 seed}, {@code 3 seeds}. */
    public static String many(int count, String thing) {
        return count + " " + thing + (count == 1 ? "" : "s");
    }
}
