package org.sumcat.chart;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.sumcat.plot.LiveFigure;
import org.sumcat.plot.Plot;
import org.sumcat.plot.StaticFigure;
import org.sumcat.plot.Width;
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
        var layout = figure.getLayout() == null ? Layout.builder().build() : figure.getLayout();
        return new Chart("", Plot.of(figure).table(), layout, figure.getTraces());
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
        return StaticFigure.of(this, text).svg();
    }

    @Override
    public String inline(Width width) {
        return StaticFigure.of(this, text).inline(width);
    }

    @Override
    public String plotly() {
        return LiveFigure.json(this);
    }

    /** The picture and what it says, with a line for each thing in it that is not drawn. */
    @Override
    public Map<String, String> mimeBundle() {
        var bundle = new LinkedHashMap<>(Illustration.super.mimeBundle());
        var remarks = StaticFigure.of(this, text).remarks();
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
