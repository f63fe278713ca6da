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
        double below = rows > 0 ? (LINE - 0.5) * rows : 0;
        return bottom - ys.share(value) * (bottom - top) + below;
    }

    /** Across, of a mark that stands at a place, or lies there where its trace is horizontal. */
    double x(PlotTrace trace, double place, double length) {
        return x(trace.horizontal() ? length : place);
    }

    /** Down, of a mark that stands at a place, or lies there where its trace is horizontal. */
    double y(PlotTrace trace, double place, double length) {
        return y(trace.horizontal() ? place : length);
    }
}
