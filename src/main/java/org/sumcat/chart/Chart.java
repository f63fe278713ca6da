package org.sumcat.chart;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.sumcat.render.Tables;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.plotly.components.Figure;
import tech.tablesaw.plotly.components.Layout;
import tech.tablesaw.plotly.traces.Trace;

/**
 * A figure of Tablesaw's that knows how to show itself, and what it says to those who do not see
 * it.
 */
public final class Chart extends Figure implements Illustration {
    private final String text;
    private final Table table;

    /**
     * A chart of these traces, with a sentence for those who do not see it.
     *
     * @param text what there is to see
     * @param table the numbers that are drawn
     */
    public Chart(String text, Table table, Layout layout, Trace... traces) {
        super(layout, traces);
        this.text = text;
        this.table = table;
    }

    /** The figure itself where it is one, otherwise one of the same traces. */
    public static Chart of(Figure figure) {
        if (figure instanceof Chart chart) {
            return chart;
        }
        var plot = Plot.of(figure);
        var layout = figure.getLayout() == null ? Layout.builder().build() : figure.getLayout();
        return new Chart("", numbers(plot), layout, figure.getTraces());
    }

    /** A row for each value of each trace. */
    private static Table numbers(Plot plot) {
        var names = new ArrayList<String>();
        var columns = new LinkedHashMap<String, List<String>>();
        for (String letter : List.of("x", "y")) {
            columns.put(letter, new ArrayList<>());
        }
        for (PlotTrace trace : plot.traces()) {
            int rows = Math.max(trace.list("/x").size(), trace.list("/y").size());
            for (int i = 0; i < rows; i++) {
                names.add(trace.name());
                for (var column : columns.entrySet()) {
                    column.getValue().add(trace.each("/" + column.getKey(), i));
                }
            }
        }
        var table = Table.create(plot.title(), StringColumn.create("trace", names));
        columns.forEach(
                (letter, values) -> {
                    String title = plot.axisTitle(letter);
                    boolean taken = title.isEmpty() || table.containsColumn(title);
                    table.addColumns(Tables.texts(taken ? letter : title, values, v -> v));
                });
        return table;
    }

    @Override
    public String title() {
        String title = getLayout().getTitle();
        return title == null ? "" : title;
    }

    @Override
    public String text() {
        return text;
    }

    @Override
    public Table table() {
        return table;
    }

    @Override
    public String svg() {
        return StaticFigure.of(this).svg();
    }

    @Override
    public String inline(Width width) {
        return StaticFigure.of(this).inline(width);
    }

    @Override
    public String plotly() {
        return LiveFigure.json(this);
    }

    /** The picture and what it says, with a line for each thing in it that is not drawn. */
    @Override
    public Map<String, String> mimeBundle() {
        var bundle = new LinkedHashMap<>(Illustration.super.mimeBundle());
        var remarks = StaticFigure.of(this).remarks();
        if (!remarks.isEmpty()) {
            bundle.merge("text/plain", String.join("\n", remarks), (a, b) -> a + "\n" + b);
        }
        return bundle;
    }

    /** Equal is what shows and says the same. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Chart chart
                && text.equals(chart.text)
                && plotly().equals(chart.plotly());
    }

    @Override
    public int hashCode() {
        return plotly().hashCode();
    }
}
