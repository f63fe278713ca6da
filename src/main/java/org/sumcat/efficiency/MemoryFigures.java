package org.sumcat.efficiency;

import java.util.List;
import java.util.function.ToDoubleFunction;
import org.sumcat.chart.Chart;
import org.sumcat.chart.Illustration;
import org.sumcat.chart.Point;
import org.sumcat.chart.Series;
import org.sumcat.chart.Style;
import org.sumcat.palette.Look;

/** Charts of the memory and the time of training steps, over depth. */
final class MemoryFigures {
    private MemoryFigures() {}

    /** The chart of memory, then that of time. */
    static List<Illustration> of(List<MemoryCell> cells, int batch) {
        return List.of(memory(cells), seconds(cells, batch));
    }

    private static Chart memory(List<MemoryCell> cells) {
        return Style.figure(
                "Memory of a training step",
                "Where everything is kept, each layer keeps a copy of all maps before it, and memory"
                        + " grows with the square of the layers; where batch norm or whole blocks are recomputed, with their number. Predicted: what the backward pass needs, without short-lived gradients and allocation overhead.",
                Style.count("depth (weight layers)"),
                Style.measure("memory for one image (MB)"),
                List.of(
                        line(
                                "predicted",
                                1,
                                cells,
                                MemoryWay.PLAIN,
                                MemoryCell::predictedMegabytes),
                        line("measured", 0, cells, MemoryWay.PLAIN, MemoryCell::measuredMegabytes),
                        line(
                                "predicted",
                                0,
                                cells,
                                MemoryWay.EFFICIENT,
                                MemoryCell::predictedMegabytes),
                        line(
                                "measured",
                                3,
                                cells,
                                MemoryWay.EFFICIENT,
                                MemoryCell::measuredMegabytes),
                        line(
                                "predicted",
                                0,
                                cells,
                                MemoryWay.LEAST,
                                MemoryCell::predictedMegabytes),
                        line(
                                "measured",
                                3,
                                cells,
                                MemoryWay.LEAST,
                                MemoryCell::measuredMegabytes)));
    }

    private static Chart seconds(List<MemoryCell> cells, int batch) {
        return Style.figure(
                "Time of a training step",
                "The price: concatenations, batch norm and ReLU are computed once more (Pleiss et al. 2017, on a GPU: 15 to 20% more time), or all layers of a block.",
                Style.count("depth (weight layers)"),
                Style.measure("forward and backward pass of %s images (s)".formatted(batch)),
                List.of(
                        line("", 0, cells, MemoryWay.PLAIN, cell -> cell.peak().seconds()),
                        line("", 3, cells, MemoryWay.EFFICIENT, cell -> cell.peak().seconds()),
                        line("", 3, cells, MemoryWay.LEAST, cell -> cell.peak().seconds())));
    }

    private static Series line(
            String name,
            int variant,
            List<MemoryCell> cells,
            MemoryWay way,
            ToDoubleFunction<MemoryCell> value) {
        return new Series(
                name.isEmpty() ? way.words() : way.words() + ", " + name,
                new Look(way.look(), variant),
                cells.stream()
                        .filter(cell -> cell.way() == way)
                        .map(
                                cell ->
                                        Point.of(
                                                cell.depth(),
                                                value.applyAsDouble(cell),
                                                cell.network().spec()))
                        .toList());
    }
}
