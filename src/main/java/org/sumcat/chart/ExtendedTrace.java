package org.sumcat.chart;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.sumcat.palette.ColourGradient;
import org.sumcat.palette.ColourScale;
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

    /** The colours of a heat map, beside a scale with a title. */
    public ExtendedTrace colourScale(ColourScale scale) {
        var with = more.deepCopy();
        if (scale.gradient().equals(ColourGradient.VIRIDIS)) {
            with.put("colorscale", ColourGradient.NAME).put("reversescale", true);
        } else {
            var stops = with.putArray("colorscale");
            scale.gradient()
                    .stops()
                    .forEach(
                            stop ->
                                    stops.addArray()
                                            .add(stop.place())
                                            .add(ColourGradient.text(stop.colour())));
        }
        with.put("zmin", scale.low()).put("zmax", scale.high());
        with.put("zhoverformat", "." + scale.decimals() + "f");
        with.putObject("colorbar").putObject("title").put("text", scale.measure());
        return new ExtendedTrace(trace, with);
    }

    /** Words in the cells of a heat map, row by row; {@code <br>} ends a line. */
    public ExtendedTrace cellTexts(List<List<String>> texts) {
        var with = more.deepCopy();
        var rows = with.putArray("text");
        texts.forEach(row -> row.forEach(rows.addArray()::add));
        with.put("texttemplate", "%{text}");
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
