package org.sumcat.plot;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.DoubleStream;
import org.sumcat.render.Tables;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.plotly.components.Figure;

/**
 * A figure as plotly understands it, read, put right and with nothing left open: what the picture
 * and the live form are both made of.
 */
public final class Plot {
    private static final Set<String> USUAL_SIZES =
            Set.of("700.0 x 450.0", "800.0 x 600.0", "900.0 x 700.0");

    final ObjectNode root;

    /** Visible traces, in drawing order. */
    final List<PlotTrace> traces;

    final Column x;
    final Column y;

    /** Keeps {@code {"data": [...], "layout": {...}}}. */
    private Plot(ObjectNode root) {
        this.root = root;
        var seen = new ArrayList<PlotTrace>();
        for (JsonNode each : root.get("data")) {
            if (each.path("visible").asText("true").equals("true")) {
                seen.add(new PlotTrace(seen.size() + 1, each));
            }
        }
        traces = List.copyOf(seen);
        x = Column.of(layout().path("xaxis"), "x", traces);
        y = Column.of(layout().path("yaxis"), "y", traces);
    }

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

    JsonNode layout() {
        return root.get("layout");
    }

    String title() {
        return layout().at("/title/text").asText();
    }

    Column column(String letter) {
        return letter.equals("x") ? x : y;
    }

    /** Title of the {@code x} or {@code y} axis, empty where it has none. */
    public String axisTitle(String letter) {
        return column(letter).title();
    }

    /** Returns whether an axis counts in whole numbers. */
    public boolean counted(String letter) {
        return column(letter).counted();
    }

    /** Decimals that tell these values apart on an axis; 0 where it counts. */
    public int decimals(String letter, DoubleStream values) {
        return column(letter).scale(values).decimals();
    }

    /** The numbers that are drawn, a row for each value of each trace. */
    public Table table() {
        var names = new ArrayList<String>();
        var across = new ArrayList<String>();
        var up = new ArrayList<String>();
        for (PlotTrace trace : traces) {
            int rows = Math.max(trace.list("/x").size(), trace.list("/y").size());
            for (int i = 0; i < rows; i++) {
                names.add(trace.name());
                across.add(trace.each("/x", i));
                up.add(trace.each("/y", i));
            }
        }
        var table = Table.create(title(), StringColumn.create("trace", names));
        table.addColumns(Tables.texts(free(table, "x"), across, v -> v));
        return table.addColumns(Tables.texts(free(table, "y"), up, v -> v));
    }

    private String free(Table table, String letter) {
        String title = axisTitle(letter);
        return title.isEmpty() || table.containsColumn(title) ? letter : title;
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

    /** Returns whether rows with names above them show it best: markers on an axis of names. */
    boolean rows() {
        return y.named() && traces.stream().allMatch(trace -> trace.is("scatter"));
    }

    boolean any(Predicate<PlotTrace> trait) {
        return traces.stream().anyMatch(trait);
    }

    boolean beside() {
        return layout().path("barmode").asText("group").equals("group");
    }
}
