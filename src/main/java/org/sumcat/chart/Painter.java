package org.sumcat.chart;

import java.util.stream.DoubleStream;

/** Draws one trace. */
interface Painter {
    /** What must lie on the horizontal axis. */
    DoubleStream xs();

    /** What must lie on the vertical axis. */
    DoubleStream ys();

    Layer layer(Plane plane);
}
