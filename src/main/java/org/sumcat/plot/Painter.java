package org.sumcat.plot;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.DoubleStream;

/** Draws one trace. */
interface Painter {
    int FEW = 24; // bars that have numbers

    /** What must lie on the horizontal axis. */
    DoubleStream xs();

    /** What must lie on the vertical axis. */
    DoubleStream ys();

    Layer layer(Plane plane);

    /** Those of all traces, in their order. */
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
