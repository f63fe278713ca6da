package org.sumcat.chart;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.sumcat.chart.Figure.Kind;
import org.sumcat.chart.Figure.Point;
import org.sumcat.chart.Figure.Series;
import tech.tablesaw.plotly.components.Axis;
import tech.tablesaw.plotly.components.Layout;
import tech.tablesaw.plotly.components.Line;
import tech.tablesaw.plotly.components.Marker;
import tech.tablesaw.plotly.components.Symbol;
import tech.tablesaw.plotly.traces.ScatterTrace;
import tech.tablesaw.plotly.traces.ScatterTrace.Mode;

/**
 * Figures for Plotly 3, built with Tablesaw.
 *
 * <p>Tablesaw writes scripts for Plotly 1: a title is a string where Plotly 3 wants an object and
 * drops anything else in silence, and every number of a trace is a string. Both are put right here;
 * names and notes go in last, past Tablesaw's quoting, which does not survive a backslash.
 */
final class Plotly {
    private static final JsonMapper LENIENT =
            JsonMapper.builder()
                    .enable(JsonReadFeature.ALLOW_UNQUOTED_FIELD_NAMES)
                    .enable(JsonReadFeature.ALLOW_SINGLE_QUOTES)
                    .enable(JsonReadFeature.ALLOW_TRAILING_COMMA)
                    .build();

    private final Figure figure;
    private final ObjectNode root = LENIENT.createObjectNode();
    private final ArrayNode data = root.putArray("data");

    private Plotly(Figure figure) {
        this.figure = figure;
    }

    static String json(Figure figure) {
        var plotly = new Plotly(figure);
        figure.series().forEach(figure.rows() ? plotly::addRow : plotly::addPoints);
        plotly.root.set("layout", plotly.layout());
        configure(plotly.root);
        return plotly.root.toString();
    }

    /**
     * Plotly 4 has a button that sends the data to a server of Plotly's unless it is told not to.
     * Not {@code responsive}: notebooks resize a figure themselves, and twice at once it sometimes
     * ends with no height at all.
     */
    private static void configure(ObjectNode root) {
        root.putObject("config").put("displaylogo", false).put("showSendToCloud", false);
    }

    private void addPoints(Series series) {
        if (series.bubbles()) {
            addBubbles(series);
        } else {
            addCurve(series);
        }
    }

    /** A heat map; Tablesaw's has no colours of ours, and its numbers are strings, too. */
    static String json(HeatMap map) {
        var root = LENIENT.createObjectNode();
        var trace = root.putArray("data").addObject().put("type", "heatmap");
        map.columns().names().forEach(trace.putArray("x")::add);
        map.rows().names().forEach(trace.putArray("y")::add);
        var grid = trace.putArray("z");
        for (var row : map.values()) {
            var cells = grid.addArray();
            row.forEach(value -> cells.add(Double.isNaN(value) ? null : value));
        }
        trace.put("colorscale", Shades.PLOTLY)
                .put("reversescale", true)
                .put("zmin", map.shade().low())
                .put("zmax", map.shade().high())
                .put("hoverongaps", false);
        trace.putObject("colorbar").putObject("title").put("text", map.shade().measure());
        var layout = root.putObject("layout").put("autosize", true);
        layout.put("height", 240 + 24 * Math.min(24, map.rows().names().size()));
        layout.putObject("title").put("text", map.title());
        side(layout.putObject("xaxis"), map.columns());
        side(layout.putObject("yaxis"), map.rows()).put("autorange", "reversed");
        configure(root);
        return root.toString();
    }

    private static ObjectNode side(ObjectNode axis, HeatMap.Side side) {
        axis.put("type", "category").put("automargin", true);
        axis.putObject("title").put("text", side.title());
        return axis;
    }

    private void addCurve(Series series) {
        if (series.hasRange()) {
            addBand(series);
        }
        var look = series.look();
        var line = Line.builder().color(look.colour()).width(2.5).dash(look.stroke().dash).build();
        var trace =
                ScatterTrace.builder(of(series, Point::x), of(series, Point::y))
                        .mode(Mode.LINE_AND_MARKERS)
                        .line(line)
                        .marker(marker(look, 9));
        add(series, trace).set("text", notes(series));
    }

    private void addBubbles(Series series) {
        var trace =
                ScatterTrace.builder(of(series, Point::x), of(series, Point::y))
                        .marker(marker(series.look(), 9));
        var node = add(series, trace);
        node.set("text", notes(series));
        var marker = node.putObject("marker");
        marker.put("color", series.look().colour()).put("opacity", 0.6);
        double largest =
                figure.series().stream()
                        .flatMap(s -> s.points().stream())
                        .mapToDouble(Point::size)
                        .max()
                        .orElse(1);
        marker.put("sizemode", "area").put("sizeref", 2 * largest / (70 * 70));
        var sizes = marker.putArray("size");
        series.points().forEach(p -> sizes.add(p.size()));
    }

    /** The outline of the range, along the highest values and back along the lowest. */
    private void addBand(Series series) {
        var there = series.points();
        var back = new ArrayList<>(there);
        Collections.reverse(back);
        var x = Stream.concat(there.stream(), back.stream()).mapToDouble(Point::x);
        var y =
                DoubleStream.concat(
                        there.stream().mapToDouble(Point::high),
                        back.stream().mapToDouble(Point::low));
        var trace =
                ScatterTrace.builder(x.toArray(), y.toArray())
                        .mode(Mode.LINE)
                        .line(Line.builder().width(0).build())
                        .fill(ScatterTrace.Fill.TO_SELF)
                        .fillColor(series.look().colour() + "29") // 16% opaque
                        .showLegend(false);
        add(series, trace).put("hoverinfo", "skip");
    }

    private void addRow(Series series) {
        var points = series.points();
        double average = points.stream().mapToDouble(Point::x).average().orElseThrow();
        var tick =
                Marker.builder()
                        .symbol(Symbol.LINE_NS)
                        .size(26)
                        .line(Line.builder().color(series.look().colour()).width(3).build());
        var mean =
                ScatterTrace.builder(new double[] {average}, new double[] {0})
                        .marker(tick.build())
                        .showLegend(false);
        var seeds =
                ScatterTrace.builder(of(series, Point::x), new double[points.size()])
                        .marker(marker(series.look(), 12));
        var meanNode = add(series, mean);
        meanNode.putArray("text").add("mean");
        meanNode.putArray("y").add(series.name());
        var node = add(series, seeds);
        node.set("text", notes(series));
        var names = node.putArray("y");
        points.forEach(p -> names.add(series.name()));
    }

    private ObjectNode add(Series series, ScatterTrace.ScatterBuilder trace) {
        var node = parse(trace.build().asJavascript(data.size()));
        for (var axis : List.of("x", "y")) {
            var numbers = LENIENT.createArrayNode();
            node.get(axis).forEach(n -> numbers.add(Math.rint(n.asDouble() * 1e6) / 1e6));
            node.set(axis, numbers);
        }
        keep(node.path("line"), "color", "width", "dash");
        keep(node.path("marker").path("line"), "color", "width");
        node.put("name", series.name()).put("legendgroup", series.name());
        data.add(node);
        return node;
    }

    /** Drops the settings that Tablesaw sends and Plotly does not have for a line of this kind. */
    private static void keep(JsonNode line, String... settings) {
        if (line instanceof ObjectNode object) {
            object.retain(settings);
        }
    }

    private ObjectNode layout() {
        var y = Axis.builder();
        if (figure.rows()) {
            y.type(Axis.Type.CATEGORY).autoRange(Axis.AutoRange.REVERSED);
        }
        var layout =
                Layout.builder()
                        .autosize(true)
                        .height(figure.rows() ? 180 + 60 * figure.series().size() : 480)
                        .showLegend(!figure.rows())
                        .xAxis(Axis.builder().build())
                        .yAxis(y.build())
                        .build();
        var node = parse(layout.asJavascript());
        node.putObject("title").put("text", figure.title());
        axis(node, "xaxis", figure.x());
        axis(node, "yaxis", figure.y());
        if (!figure.rows()) {
            node.putObject("legend")
                    .put("orientation", "h")
                    .put("x", 0)
                    .put("y", 1)
                    .put("yanchor", "bottom");
        }
        return node;
    }

    private void axis(ObjectNode layout, String name, Figure.Axis axis) {
        var node = (ObjectNode) layout.get(name);
        node.remove("title");
        if (axis.kind() != Kind.NAMES) { // names speak for themselves, and would sit on a title
            node.putObject("title").put("text", axis.title());
        }
        node.put("automargin", true);
        if (axis.kind() == Kind.POWERS) {
            node.put("type", "log");
        }
        if (axis.kind() == Kind.COUNT) {
            var ticks = figure.xScale().ticks();
            node.put("dtick", ticks.size() > 1 ? ticks.get(1) - ticks.get(0) : 1);
        }
    }

    private static Marker marker(Look look, double size) {
        return Marker.builder()
                .symbol(look.marker().symbol)
                .size(size)
                .color(look.colour())
                .build();
    }

    private static double[] of(Series series, ToDoubleFunction<Point> part) {
        return series.points().stream().mapToDouble(part).toArray();
    }

    private static ArrayNode notes(Series series) {
        var notes = LENIENT.createArrayNode();
        series.points().forEach(p -> notes.add(p.note()));
        return notes;
    }

    /** Reads {@code var layout = {title: 'x',};}. */
    private static ObjectNode parse(String script) {
        try {
            return (ObjectNode) LENIENT.readTree(script.substring(script.indexOf('{')));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Tablesaw wrote what is not an object: " + script, e);
        }
    }
}
