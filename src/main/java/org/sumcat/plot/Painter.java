package org.sumcat.plot;

import java.util.stream.DoubleStream;

/** Draws the marks of one trace. */
interface Painter {
    PlotTrace trace();

    /** Where its marks stand: values of the horizontal axis, unless the trace is horizontal. */
    DoubleStream places();

    /** How far its marks reach along the other axis. */
    DoubleStream lengths();

    /** Values that the horizontal axis must include. */
    default DoubleStream xs() {
        return trace().horizontal() ? lengths() : places();
    }

    /** Values that the vertical axis must include. */
    default DoubleStream ys() {
        return trace().horizontal() ? places() : lengths();
    }

    Layer layer(Plane plane);
}
