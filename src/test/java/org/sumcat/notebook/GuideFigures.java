package org.sumcat.notebook;

import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.Map;
import tech.tablesaw.api.DateColumn;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.LongColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.plotly.api.BoxPlot;
import tech.tablesaw.plotly.api.BubblePlot;
import tech.tablesaw.plotly.api.Heatmap;
import tech.tablesaw.plotly.api.Histogram;
import tech.tablesaw.plotly.api.HorizontalBarPlot;
import tech.tablesaw.plotly.api.LinePlot;
import tech.tablesaw.plotly.api.ScatterPlot;
import tech.tablesaw.plotly.api.TimeSeriesPlot;
import tech.tablesaw.plotly.api.VerticalBarPlot;
import tech.tablesaw.plotly.components.Figure;

/** What a reader of Tablesaw's own guide would type, on a table of six networks. */
public final class GuideFigures {
    private GuideFigures() {}

    public static Table networks() {
        return Table.create(
                "networks",
                StringColumn.create("family", "sum", "sum", "sum", "concat", "concat", "concat"),
                StringColumn.create("size", "small", "small", "large", "small", "large", "large"),
                LongColumn.create("macs", new long[] {10, 20, 40, 12, 25, 45}),
                LongColumn.create("parameters", new long[] {1000, 3000, 9000, 900, 2500, 7000}),
                DoubleColumn.create("accuracy", new double[] {80, 82.5, 84, 81, 83.5, 86}),
                DateColumn.create(
                        "day",
                        LocalDate.of(2026, 11, 1),
                        LocalDate.of(2026, 11, 2),
                        LocalDate.of(2026, 11, 3),
                        LocalDate.of(2026, 11, 1),
                        LocalDate.of(2026, 11, 2),
                        LocalDate.of(2026, 11, 3)));
    }

    /** The name of each function and what it gives. */
    public static Map<String, Figure> all() {
        Table table = networks();
        var figures = new LinkedHashMap<String, Figure>();
        figures.put(
                "ScatterPlot", ScatterPlot.create("Scatter", table, "macs", "accuracy", "family"));
        figures.put("LinePlot", LinePlot.create("Lines", table, "macs", "accuracy", "family"));
        figures.put(
                "VerticalBarPlot",
                VerticalBarPlot.create("Bars", table.countBy("family"), "family", "Count"));
        figures.put(
                "HorizontalBarPlot",
                HorizontalBarPlot.create("Lying bars", table.countBy("size"), "size", "Count"));
        figures.put("Histogram", Histogram.create("Histogram", table, "accuracy"));
        figures.put("BoxPlot", BoxPlot.create("Boxes", table, "family", "accuracy"));
        figures.put("Heatmap", Heatmap.create("Cells", table, "family", "size"));
        figures.put(
                "BubblePlot",
                BubblePlot.create("Bubbles", table, "macs", "accuracy", "parameters", "family"));
        figures.put(
                "TimeSeriesPlot",
                TimeSeriesPlot.create("Days", table, "day", "accuracy", "family"));
        return figures;
    }
}
