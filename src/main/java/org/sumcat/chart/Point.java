package org.sumcat.chart;

/**
 * A point and the range around it.
 *
 * @param x in the unit of the horizontal axis
 * @param y in the unit of the vertical axis
 * @param low the lowest value that y stands for; y itself where it stands for one value
 * @param high the highest
 * @param size of a bubble, by its area; 0 for a marker
 * @param note what the point stands for, {@code seed 1}; up to its first comma with a blank behind
 *     it, outside of parentheses, it is what is written beside a bubble
 */
public record Point(double x, double y, double low, double high, double size, String note) {
    /** A point that stands for one value. */
    public static Point of(double x, double y, String note) {
        return new Point(x, y, y, y, 0, note);
    }

    /** Creates a point whose area has a meaning. */
    public static Point bubble(double x, double y, double size, String note) {
        return new Point(x, y, y, y, size, note);
    }
}
