package org.sumcat.chart;

import static org.sumcat.chart.Drawing.px;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.Stream;
import org.sumcat.chart.Figure.Point;
import org.sumcat.chart.Figure.Series;

/** Lays bubbles out: the largest behind, and each name where it hides the least. */
final class Bubbles {
    private static final double LARGEST = 32;

    /** Half of the largest bubble as a share of the lowest drawing's height. */
    static final double HALF = LARGEST / Width.NARROW.bubbles();

    private static final double SMALLEST = 3;
    private static final double FONT = 12;

    /** A bubble and its name. */
    record Bubble(
            Drawing.Pen pen,
            String x,
            String y,
            String radius,
            String tip,
            String label,
            String labelX,
            String labelY,
            String anchor) {}

    /** A rectangle that is taken. */
    private record Space(double left, double top, double right, double bottom) {
        double shared(Space other) {
            double width = Math.min(right, other.right) - Math.max(left, other.left);
            double height = Math.min(bottom, other.bottom) - Math.max(top, other.top);
            return width > 0 && height > 0 ? width * height : 0;
        }
    }

    private record Placed(Series series, Point point, double x, double y, double radius) {
        Space space() {
            double reach = 0.8 * radius;
            return new Space(x - reach, y - reach, x + reach, y + reach);
        }
    }

    private record Name(Space space, double x, double y, String anchor) {}

    private final List<Placed> placed;
    private final double left;
    private final double right;

    Bubbles(Figure figure, DoubleUnaryOperator x, DoubleUnaryOperator y) {
        double most =
                figure.series().stream()
                        .flatMap(s -> s.points().stream())
                        .mapToDouble(Point::size)
                        .max()
                        .orElse(1);
        this.left = x.applyAsDouble(figure.xScale().low());
        this.right = x.applyAsDouble(figure.xScale().high());
        this.placed =
                figure.series().stream()
                        .filter(Series::bubbles)
                        .flatMap(
                                s ->
                                        s.points().stream()
                                                .map(
                                                        p ->
                                                                new Placed(
                                                                        s,
                                                                        p,
                                                                        x.applyAsDouble(p.x()),
                                                                        y.applyAsDouble(p.y()),
                                                                        radius(p.size() / most))))
                        .sorted(Comparator.comparing(Placed::radius).reversed())
                        .toList();
    }

    private static double radius(double share) {
        return Math.max(SMALLEST, LARGEST * Math.sqrt(share));
    }

    List<Bubble> all() {
        var names = names();
        var bubbles = new ArrayList<Bubble>();
        for (Placed place : placed) {
            Name name = Objects.requireNonNull(names.get(place));
            bubbles.add(
                    new Bubble(
                            Drawing.pen(place.series()),
                            px(place.x()),
                            px(place.y()),
                            px(place.radius()),
                            place.point().note(),
                            place.point().label(),
                            px(name.x()),
                            px(name.y()),
                            name.anchor()));
        }
        return List.copyOf(bubbles);
    }

    /** The smallest bubble chooses first: its name must lie close to it. */
    private Map<Placed, Name> names() {
        var names = new HashMap<Placed, Name>();
        var taken = new ArrayList<Space>();
        for (int i = placed.size() - 1; i >= 0; i--) {
            Name name = name(placed.get(i), taken);
            names.put(placed.get(i), name);
            taken.add(name.space());
        }
        return names;
    }

    /**
     * Beside, above, below or aslant of the bubble: where it overlaps least with names and bubbles.
     */
    private Name name(Placed place, List<Space> taken) {
        double room = 0.55 * FONT * place.point().label().length();
        double out = place.radius() + 4;
        double slant = 0.71 * place.radius() + 3;
        var choices =
                Stream.of(
                        at("start", place.x() + out, place.y(), room),
                        at("end", place.x() - out, place.y(), room),
                        at("middle", place.x(), place.y() - out - 6, room),
                        at("middle", place.x(), place.y() + out + 6, room),
                        at("start", place.x() + slant, place.y() - slant - 3, room),
                        at("start", place.x() + slant, place.y() + slant + 3, room),
                        at("end", place.x() - slant, place.y() - slant - 3, room),
                        at("end", place.x() - slant, place.y() + slant + 3, room),
                        at("start", place.x() + out + 10, place.y() - 16, room),
                        at("start", place.x() + out + 10, place.y() + 16, room),
                        at("end", place.x() - out - 10, place.y() - 16, room),
                        at("end", place.x() - out - 10, place.y() + 16, room));
        return choices.min(Comparator.comparing(name -> hidden(name, place, taken))).orElseThrow();
    }

    private static Name at(String anchor, double x, double middle, double room) {
        double start = anchor.equals("start") ? x : anchor.equals("end") ? x - room : x - room / 2;
        var space = new Space(start, middle - FONT / 2, start + room, middle + FONT / 2);
        return new Name(space, x, middle + 0.35 * FONT, anchor);
    }

    private double hidden(Name name, Placed own, List<Space> taken) {
        double names = taken.stream().mapToDouble(name.space()::shared).sum();
        double bubbles =
                placed.stream()
                        .filter(other -> !other.equals(own))
                        .mapToDouble(other -> name.space().shared(other.space()))
                        .sum();
        boolean off = name.space().left() < left || name.space().right() > right;
        return 20 * names + bubbles + (off ? 10_000 : 0);
    }
}
