package org.sumcat.chart;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.sumcat.palette.Viridis;
import tech.tablesaw.plotly.components.HoverLabel;
import tech.tablesaw.plotly.traces.Trace;

/**
 * A trace of Tablesaw's with what plotly has and Tablesaw 0.44.4 has no builder for. In Tablesaw
 * each method here would be one of the trace's own builder, under the same name.
 */
public final class ExtendedTrace implements Trace {
    private final Trace trace;
    private final ObjectNode more;

    private ExtendedTrace(Trace trace, ObjectNode more) {
        this.trace = trace;
        this.more = more;
    }

    /** Wraps a trace without adding anything. */
    public static ExtendedTrace of(Trace trace) {
        return new ExtendedTrace(trace, JsonNodeFactory.instance.objectNode());
    }

    /** Upright error bars: how far each reaches below and above its point. */
    public ExtendedTrace errorY(double[] below, double[] above) {
        return error("error_y", below, above);
    }

    /** Error bars that lie: how far each reaches to the left and to the right. */
    public ExtendedTrace errorX(double[] left, double[] right) {
        return error("error_x", left, right);
    }

    private ExtendedTrace error(String name, double[] below, double[] above) {
        var with = more.deepCopy();
        var bars = with.putObject(name).put("type", "data").put("symmetric", false);
        var up = bars.putArray("array");
        var down = bars.putArray("arrayminus");
        for (int i = 0; i < above.length; i++) {
            up.add(above[i]);
            down.add(below[i]);
        }
        return new ExtendedTrace(trace, with);
    }

    /**
     * The colours of a heat map, the larger the darker, beside a scale with a title.
     *
     * @param title what is measured, with its unit
     * @param low the number that is lightest
     * @param high the number that is darkest
     * @param decimals with which numbers are written
     */
    public ExtendedTrace colourScale(String title, double low, double high, int decimals) {
        var with = more.deepCopy();
        with.put("colorscale", Viridis.NAME).put("reversescale", true);
        with.put("zmin", low).put("zmax", high).put("zhoverformat", "." + decimals + "f");
        with.putObject("colorbar").putObject("title").put("text", title);
        return new ExtendedTrace(trace, with);
    }

    @Override
    public String asJavascript(int index) {
        String script = trace.asJavascript(index);
        String inner = more.toString();
        int end = script.lastIndexOf('}');
        return script.substring(0, end) + inner.substring(1, inner.length() - 1) + "};";
    }

    @Override
    public String name() {
        return trace.name();
    }

    @Override
    public HoverLabel hoverLabel() {
        return trace.hoverLabel();
    }

    @Override
    public boolean showLegend() {
        return trace.showLegend();
    }
}
