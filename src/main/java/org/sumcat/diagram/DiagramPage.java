package org.sumcat.diagram;

import static org.sumcat.diagram.DiagramCanvas.px;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.sumcat.diagram.DiagramCanvas.Edge;
import org.sumcat.diagram.DiagramRows.Place;
import org.sumcat.nn.Fusion;
import org.sumcat.nn.NetworkGraph;
import org.sumcat.palette.Hue;
import org.sumcat.render.Format;

/**
 * The layout of a diagram: stages from left to right in rows, as few and as even as possible, and
 * below each row the number of channels and the size of the images.
 *
 * <p>As in charts, nothing depends on the machine, so the same network gives the same bytes
 * everywhere.
 */
final class DiagramPage {
    static final double MARGIN = 24;
    static final double WIDEST = 1060;
    static final double EDGE = 38; // between two stages: room for a number
    private static final double BARS = 34;
    private static final double HEAD = 78; // headline
    static final double SMALL = 10.5;

    private final Blueprint blueprint;
    private final DiagramCanvas ink = new DiagramCanvas();
    private final List<Place> places;
    private final long most;
    private double endOfRow;
    private double wireOfRow;
    private String sizeOfRow = "";

    private DiagramPage(Blueprint blueprint) {
        this.blueprint = blueprint;
        this.places =
                blueprint.graph().stages().stream()
                        .filter(stage -> !NetworkLayout.hidden(stage))
                        .flatMap(stage -> DiagramRows.places(blueprint.graph(), stage).stream())
                        .toList();
        long widest = places.stream().mapToLong(p -> p.out().get(0)).max().orElse(1);
        this.most = Math.max(1, images(blueprint.graph(), widest));
    }

    /**
     * The largest number of channels of any stage that still has images; vectors may be much
     * longer.
     */
    private static long images(NetworkGraph graph, long otherwise) {
        return graph.stages().stream()
                .map(stage -> stage.part().sizes())
                .filter(out -> out.size() == 3)
                .mapToLong(out -> out.get(0))
                .max()
                .orElse(otherwise);
    }

    /** The values for the template {@code blueprint.svg}. */
    static Map<String, Object> view(Blueprint blueprint) {
        return new DiagramPage(blueprint).view();
    }

    /** The shapes alone, for tests. */
    static DiagramCanvas ink(Blueprint blueprint) {
        var sheet = new DiagramPage(blueprint);
        sheet.view();
        return sheet.ink;
    }

    private Map<String, Object> view() {
        var rows = DiagramRows.rows(places);
        double words =
                2 * MARGIN
                        + Math.max(
                                DiagramCanvas.room(title(), 20), DiagramCanvas.room(facts(), 12));
        double width =
                Math.max(words, rows.stream().mapToDouble(DiagramRows::length).max().orElse(0));
        double y = HEAD;
        for (int i = 0; i < rows.size(); i++) {
            y = draw(rows.get(i), i == 0, y);
        }
        double bottom = new Legend(ink).draw(MARGIN, y + 8, width - MARGIN);
        var view = new HashMap<String, Object>();
        view.put("title", title());
        view.put("facts", facts());
        view.put("text", blueprint.text());
        view.put("joins", Hue.all());
        view.put("hues", Hue.byKey());
        view.put("width", Math.round(width));
        view.put("height", Math.round(bottom + 14));
        view.put("ink", ink);
        return view;
    }

    private String title() {
        return blueprint.anatomy().spec();
    }

    private String facts() {
        var a = blueprint.anatomy();
        return "%s, %s · %s · %s parameters · %s MACs · %s · %s connections"
                .formatted(
                        a.family(),
                        a.year(),
                        a.input().replace("x", "×"),
                        Format.count(a.parameters()),
                        Format.large(a.macs()),
                        Format.many(a.weightLayers(), "weight layer"),
                        Format.count(a.connections()));
    }

    /**
     * Draws one row of stages.
     *
     * @param top where it may begin
     * @return where the next one may begin
     */
    private double draw(List<Place> row, boolean first, double top) {
        double heads = row.stream().mapToDouble(Place::headRoom).max().orElse(0);
        double above = row.stream().mapToDouble(Place::above).max().orElse(0);
        double below = row.stream().mapToDouble(Place::below).max().orElse(0);
        double y = top + heads + above;
        if (first) {
            var given = blueprint.anatomy().input().split("x", -1);
            var shape = List.of(given).stream().map(Long::valueOf).toList();
            ink.line(Fusion.NONE, "M%s %sh%s".formatted(px(MARGIN), px(y), px(EDGE)));
            ink.edge(Fusion.NONE, MARGIN + EDGE / 2, shape, true);
        } else {
            ink.wire(Fusion.NONE, "turn", turned(endOfRow, wireOfRow, top, y), "none", 1, "");
        }
        double x = MARGIN + EDGE;
        for (Place place : row) {
            boolean last = place.equals(places.get(places.size() - 1));
            draw(place, x, y, last);
            x += place.width() + EDGE;
        }
        endOfRow = x;
        wireOfRow = y;
        return numbers(ink.takeEdges(), y + below + 12 + BARS);
    }

    private void draw(Place place, double x, double y, boolean last) {
        Box box = place.drawn().box();
        double side = (place.width() - box.width()) / 2;
        if (side > 0) {
            ink.line(Fusion.NONE, "M%s %sh%s".formatted(px(x), px(y), px(side)));
            ink.line(
                    Fusion.NONE,
                    "M%s %sh%s".formatted(px(x + side + box.width()), px(y), px(side)));
        }
        box.draw(ink, x + side, y);
        double end = x + place.width();
        ink.line(Fusion.NONE, "M%s %sh%s".formatted(px(end), px(y), px(last ? EDGE / 2 : EDGE)));
        ink.edge(place.drawn().join(), end + EDGE / 2, place.out(), true);
        double line = y - place.above() + 14;
        ink.note("strong", x, line, "start", 13, place.name());
        for (String words : place.words()) {
            line += 12;
            ink.note("soft", x, line + 1, "start", SMALL, words);
        }
        double foot = y - place.above() - 8;
        for (var head : place.heads()) {
            double middle = end + EDGE / 2;
            double left = Math.min(middle - head.width() / 2, WIDEST - MARGIN - head.width());
            ink.wire(
                    Fusion.OTHER,
                    "head",
                    "M%s %sV%s".formatted(px(middle), px(y), px(foot)),
                    "4 3",
                    1,
                    head.title());
            head.draw(ink, left, foot - head.height() / 2);
            ink.note(
                    "soft",
                    left - 6,
                    foot - head.height() / 2 + 4,
                    "end",
                    SMALL,
                    head.title().split(",", -1)[0]);
            foot -= head.height() + 12;
        }
    }

    /** The path of a wire from the end of the row above to the beginning of this row. */
    private static String turned(double from, double wire, double top, double y) {
        double middle = top - 9;
        double left = MARGIN - 12;
        return "M%s %sq6 0 6 6V%sq0 6 -6 6H%sq-6 0 -6 6V%sq0 6 6 6H%s"
                .formatted(
                        px(from),
                        px(wire),
                        px(middle - 6),
                        px(left + 6),
                        px(y - 6),
                        px(MARGIN + EDGE));
    }

    /** Bars and numbers below a row; numbers of stages first, others where there is room. */
    private double numbers(List<Edge> edges, double base) {
        var taken = new ArrayList<double[]>();
        var order = new ArrayList<>(edges);
        order.sort(Comparator.comparing(Edge::end).reversed());
        for (Edge edge : order) {
            boolean images = edge.shape().size() == 3;
            double height = Math.max(1.5, BARS * Math.min(1, (double) edge.channels() / most));
            String words = images ? Format.many((int) edge.channels(), "channel") : "vector";
            ink.bar(edge.join(), edge.x() - 4, base - height, height, words);
            double room = DiagramCanvas.room(String.valueOf(edge.channels()), SMALL) / 2 + 3;
            boolean free =
                    taken.stream().noneMatch(t -> edge.x() - room < t[1] && edge.x() + room > t[0]);
            if (edge.end() || free) {
                taken.add(new double[] {edge.x() - room, edge.x() + room});
                String kind = edge.end() ? "ink" : "soft";
                ink.note(
                        kind,
                        edge.x(),
                        base + 13,
                        "middle",
                        SMALL,
                        String.valueOf(edge.channels()));
            }
        }
        sizes(edges, base + 26);
        return base + 26 + 22;
    }

    /** The image sizes, wherever they change. */
    private void sizes(List<Edge> edges, double y) {
        for (Edge edge : edges.stream().filter(Edge::end).toList()) {
            String size = size(edge.shape());
            if (!size.equals(sizeOfRow) && !size.isEmpty()) {
                ink.note("soft", edge.x(), y, "middle", SMALL, size);
            }
            sizeOfRow = size;
        }
    }

    private static String size(List<Long> shape) {
        return shape.size() == 3 ? shape.get(1) + "×" + shape.get(2) : "";
    }
}
