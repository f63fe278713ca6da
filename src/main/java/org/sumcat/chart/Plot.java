package org.sumcat.chart;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tech.tablesaw.plotly.components.Figure;

/**
 * A figure as plotly understands it, read, put right and with nothing left open: what the picture
 * and the live form are both made of.
 *
 * @param root {@code {"data": [...], "layout": {...}}}
 */
record Plot(ObjectNode root) {

    static Plot of(Figure figure) {
        var root = FigureReader.read(figure);
        FigureRepair.repair(root);
        FigureDefaults.fill(root);
        return new Plot(root);
    }

    /** Those that are to be seen. */
    List<PlotTrace> traces() {
        var traces = new ArrayList<PlotTrace>();
        for (JsonNode each : root.get("data")) {
            if (each.path("visible").asText("true").equals("true")) {
                traces.add(new PlotTrace(traces.size() + 1, each));
            }
        }
        return traces;
    }

    JsonNode layout() {
        return root.get("layout");
    }

    String title() {
        return layout().at("/title/text").asText();
    }

    JsonNode axis(String letter) {
        return layout().path(letter + "axis");
    }

    String axisTitle(String letter) {
        return axis(letter).at("/title/text").asText();
    }

    /** Whether rows with names above them show it best: markers on an axis of names. */
    boolean rows() {
        return axis("y").path("type").asText().equals("category")
                && traces().stream().allMatch(trace -> trace.type().equals("scatter"));
    }

    /** What the frame of every picture is made of. */
    Map<String, Object> page(String text, Width width, boolean alone) {
        var page = new HashMap<String, Object>();
        page.put("alone", alone);
        page.put("title", title());
        page.put("text", text);
        page.put("xtitle", axisTitle("x"));
        page.put("ytitle", axisTitle("y"));
        page.put("font", width.font);
        page.put("width", width.pixels);
        return page;
    }

    boolean beside() {
        return layout().path("barmode").asText("group").equals("group");
    }

    boolean bubbles() {
        return traces().stream().anyMatch(PlotTrace::bubbles);
    }
}
