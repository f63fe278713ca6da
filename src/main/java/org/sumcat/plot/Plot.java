package org.sumcat.plot;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.DoubleStream;
import org.sumcat.render.Tables;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.plotly.components.Figure;

/**
 * A figure as plotly understands it, read, put right and with nothing left open: what the picture
 * and the live form are both made of.
 *
 * @param root {@code {"data": [...], "layout": {...}}}
 */
public record Plot(ObjectNode root) {
    private static final Set<String> USUAL_SIZES =
            Set.of("700.0 x 450.0", "800.0 x 600.0", "900.0 x 700.0");

    /**
     * Reads, repairs and completes a figure.
     *
     * @throws IllegalArgumentException if Tablesaw wrote what cannot be read
     */
    public static Plot of(Figure figure) {
        var root = FigureReader.read(figure);
        FigureRepair.repair(root);
        FigureDefaults.fill(root);
        return new Plot(root);
    }

    /** Visible traces, in drawing order. */
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

    /** Title of the {@code x} or {@code y} axis, empty where it has none. */
    public String axisTitle(String letter) {
        return axis(letter).at("/title/text").asText();
    }

    /** Whether an axis counts in whole numbers. */
    public boolean counted(String letter) {
        return Column.of(this, letter).counted();
    }

    /** Decimals that tell these values apart on an axis; 0 where it counts. */
    public int decimals(String letter, DoubleStream values) {
        return Column.of(this, letter).scale(values).decimals();
    }

    /** The numbers that are drawn, a row for each value of each trace. */
    public Table table() {
        var names = new ArrayList<String>();
        var columns = new LinkedHashMap<String, List<String>>();
        for (String letter : List.of("x", "y")) {
            columns.put(letter, new ArrayList<>());
        }
        for (PlotTrace trace : traces()) {
            int rows = Math.max(trace.list("/x").size(), trace.list("/y").size());
            for (int i = 0; i < rows; i++) {
                names.add(trace.name());
                for (var column : columns.entrySet()) {
                    column.getValue().add(trace.each("/" + column.getKey(), i));
                }
            }
        }
        var table = Table.create(title(), StringColumn.create("trace", names));
        columns.forEach(
                (letter, values) -> {
                    String title = axisTitle(letter);
                    boolean taken = title.isEmpty() || table.containsColumn(title);
                    table.addColumns(Tables.texts(taken ? letter : title, values, v -> v));
                });
        return table;
    }

    /**
     * Height that a figure asks for where it is so wide; 0 where it has one of the sizes that
     * Tablesaw writes by itself.
     */
    double height(double width) {
        double wide = layout().path("width").asDouble(width);
        double high = layout().path("height").asDouble(0);
        return USUAL_SIZES.contains(wide + " x " + high) ? 0 : high * width / wide;
    }

    /** Whether rows with names above them show it best: markers on an axis of names. */
    boolean rows() {
        return axis("y").path("type").asText().equals("category")
                && traces().stream().allMatch(trace -> trace.type().equals("scatter"));
    }

    /** Values for the frame of a picture: title, axis titles, size. */
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
