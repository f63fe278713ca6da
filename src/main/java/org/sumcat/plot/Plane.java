package org.sumcat.plot;

import org.sumcat.axis.Scale;

/**
 * Where the numbers of a plot lie in pixels.
 *
 * @param rows the height of a row with its name above it; 0 for a vertical axis like any other
 */
record Plane(
        Scale xs, Scale ys, double left, double right, double top, double bottom, double rows) {
    /** Position of a row's line, as a share of its height. */
    static final double LINE = 0.68;

    double x(double value) {
        return left + xs.share(value) * (right - left);
    }

    double y(double value) {
        double share = ys.share(value);
        return rows > 0
                ? bottom - share * (bottom - top) + (LINE - 0.5) * rows
                : bottom - share * (bottom - top);
    }
}
