package org.sumcat.plot;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.DoubleStream;

/** Draws the marks of one trace. */
interface Painter {
    int FEW = 24; // bars that have numbers

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

    /** Creates a painter for each trace, in their order. */
    static List<Painter> of(Plot plot, List<PlotTrace> traces, Column across, Column up) {
        var bars = new Bars(plot, traces, across, up).laidOut();
        boolean few = bars.values().stream().mapToInt(List::size).sum() <= FEW && plot.beside();
        var painters = new ArrayList<Painter>();
        ScatterPainter before = null;
        for (PlotTrace trace : traces) {
            switch (trace.type()) {
                case "scatter" -> {
                    before = new ScatterPainter(trace, across, up, before);
                    painters.add(before);
                }
                case "box" -> painters.add(new BoxPainter(trace, across, up));
                default -> {
                    var own = bars.getOrDefault(trace, List.of());
                    painters.add(new BarPainter(trace, across, up, own, few));
                }
            }
        }
        return painters;
    }
}
