package org.sumcat.plot;

import java.util.List;
import java.util.stream.DoubleStream;

/**
 * Draws bars, each with its number where there are few.
 *
 * @param bars of the trace
 * @param labelled whether they have numbers
 */
record BarPainter(PlotTrace trace, Plot plot, List<Bars.Bar> bars, boolean labelled)
        implements Painter {

    @Override
    public DoubleStream lengths() {
        return bars.stream().flatMapToDouble(bar -> DoubleStream.of(0, bar.base(), bar.top()));
    }

    @Override
    public DoubleStream places() {
        return bars.stream().flatMapToDouble(bar -> DoubleStream.of(bar.from(), bar.to()));
    }

    @Override
    public Layer layer(Plane plane) {
        var layer = Layer.of(trace);
        for (Bars.Bar bar : bars) {
            double x = plane.x(trace, bar.from(), bar.base());
            double y = plane.y(trace, bar.from(), bar.base());
            double endX = plane.x(trace, bar.to(), bar.top());
            double endY = plane.y(trace, bar.to(), bar.top());
            var rect = Layer.Rect.of(x, y, endX, endY);
            layer.bars().add(new Layer.Bar(rect, trace.fill(bar.index(), tip(bar, plane))));
            String number = Bars.words(bar.length());
            if (labelled && bar.length() != 0 && trace.horizontal()) {
                int side = endX > x ? 1 : -1;
                layer.label(
                        endX + 4 * side, (y + endY) / 2 + 4, side > 0 ? "start" : "end", number);
            } else if (labelled && bar.length() != 0) {
                layer.label((x + endX) / 2, endY < y ? endY - 4 : endY + 13, "middle", number);
            }
        }
        return layer;
    }

    private String tip(Bars.Bar bar, Plane plane) {
        Column places = plot.column(trace.places());
        String place =
                trace.is("histogram") && !places.named()
                        ? Bars.words(bar.from()) + " to " + Bars.words(bar.to())
                        : places.words(
                                trace.horizontal() ? plane.ys() : plane.xs(), bar.place(), 0);
        return trace.tip(place + ", " + Bars.words(bar.length()));
    }
}
