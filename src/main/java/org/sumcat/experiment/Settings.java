package org.sumcat.experiment;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.sumcat.chart.Point;
import org.sumcat.recipe.Recipe;
import org.sumcat.statistics.Sample;

/** Common checks of effects' settings, and their number format. */
public final class Settings {
    private Settings() {}

    /** Refuses an empty list, a list too long for a figure, and duplicates. */
    public static void requireFew(String key, List<?> list) {
        if (list.isEmpty() || list.size() > 6 || list.stream().distinct().count() < list.size()) {
            throw new IllegalArgumentException(
                    "%s must be from 1 to 6, no two the same, but were %s: %s"
                            .formatted(key, list.size(), list));
        }
    }

    /** Refuses a list of fewer than two values, or not in ascending order. */
    public static <T extends Comparable<T>> List<T> ascending(String key, List<T> list) {
        if (list.size() < 2 || !list.equals(list.stream().distinct().sorted().toList())) {
            throw new IllegalArgumentException(
                    "%s must be two or more, ascending, but were %s".formatted(key, written(list)));
        }
        return List.copyOf(list);
    }

    /** Joins values with plus signs, as in a spec. */
    public static String written(List<?> list) {
        return list.stream().map(String::valueOf).collect(Collectors.joining("+"));
    }

    /** The mean of fractions in percent, in a band from the lowest to the highest seed. */
    public static Point percent(double x, Sample shares) {
        var range = shares.values().stream().mapToDouble(v -> 100 * v).summaryStatistics();
        return new Point(
                x,
                range.getAverage(),
                range.getMin(),
                range.getMax(),
                0,
                shares.size() == 1 ? "1 seed" : shares.size() + " seeds");
    }

    /**
     * Refuses a recipe without held-out images, which would leave only the test set to measure on.
     */
    public static void requireHeldOut(Recipe recipe) {
        if (recipe.validation() == 0) {
            throw new IllegalArgumentException(
                    "to measure what a change costs, the recipe must hold out images, but '%s' holds"
                                    .formatted(recipe.name())
                            + " out none; use --validation 1000");
        }
    }

    /** Formats with a decimal point, in every locale. */
    public static String fixed(int decimals, double value) {
        return String.format(Locale.ROOT, "%." + decimals + "f", value);
    }
}
