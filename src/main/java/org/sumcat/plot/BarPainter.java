package org.sumcat.plot;

import static org.sumcat.plot.Layer.px;

import java.util.List;
import java.util.stream.DoubleStream;
import org.sumcat.axis.Scale;
import org.sumcat.plot.Labels.Label;

/**
 * Draws bars, each with its number where there are few.
 *
 * @param bars of the trace
 * @param labelled whether they have numbers
 */
record BarPainter(PlotTrace trace, Column across, Column up, List<Bars.Bar> bars, boolean labelled)
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
            boolean lying = trace.horizontal();
            double left = plane.x(lying ? bar.base() : bar.from());
            double right = plane.x(lying ? bar.top() : bar.to());
            double low = plane.y(lying ? bar.from() : bar.base());
            double high = plane.y(lying ? bar.to() : bar.top());
            layer.bars()
                    .add(
                            new Layer.Rect(
                                    px(Math.min(left, right)),
                                    px(Math.min(low, high)),
                                    px(Math.abs(right - left)),
                                    px(Math.abs(high - low)),
                                    trace.own(bar.index()),
                                    trace.opacity(),
                                    tip(bar, plane)));
            if (labelled && bar.length() != 0) {
                String number = Bars.words(bar.length());
                layer.labels()
                        .add(
                                lying
                                        ? new Label(
                                                px(right > left ? right + 4 : right - 4),
                                                px((low + high) / 2 + 4),
                                                right > left ? "start" : "end",
                                                number)
                                        : new Label(
                                                px((left + right) / 2),
                                                px(high < low ? high - 4 : high + 13),
                                                "middle",
                                                number));
            }
        }
        return layer;
    }

    private String tip(Bars.Bar bar, Plane plane) {
        boolean lying = trace.horizontal();
        Column places = lying ? up : across;
        Scale scale = lying ? plane.ys() : plane.xs();
        String place =
                trace.type().equals("histogram") && !places.named()
                        ? "%s to %s".formatted(Bars.words(bar.from()), Bars.words(bar.to()))
                        : places.words(scale, bar.place(), 0);
        return (trace.name().isEmpty() ? "" : trace.name() + ": ")
                + place
                + ", "
                + Bars.words(bar.length());
    }
}
