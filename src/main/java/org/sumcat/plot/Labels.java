package org.sumcat.plot;

import static org.sumcat.plot.Layer.px;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/** Puts words beside points, each where it hides the least. */
final class Labels {
    private static final double FONT = 12;

    /** Words that belong to a circle, which may be a point. */
    record Wanted(double x, double y, double radius, String words) {
        Space space() {
            double reach = 0.8 * radius;
            return new Space(x - reach, y - reach, x + reach, y + reach);
        }
    }

    /** Label whose position is fixed. */
    record Label(String x, String y, String anchor, String words) {
        /** Right end of its words in pixels, by a generous guess. */
        double end() {
            double room = 0.65 * FONT * words.length();
            double part = anchor.equals("start") ? 1 : anchor.equals("end") ? 0 : 0.5;
            return Double.parseDouble(x) + part * room;
        }
    }

    /** A rectangle of the picture in which a label or marker stands already. */
    private record Space(double left, double top, double right, double bottom) {
        double shared(Space other) {
            double width = Math.min(right, other.right) - Math.max(left, other.left);
            double height = Math.min(bottom, other.bottom) - Math.max(top, other.top);
            return width > 0 && height > 0 ? width * height : 0;
        }
    }

    private record Candidate(Space space, double x, double y, String anchor) {}

    private final List<Wanted> all;
    private final double left;
    private final double right;

    private Labels(List<Wanted> all, Plane plane) {
        this.all = all.stream().sorted(Comparator.comparing(Wanted::radius).reversed()).toList();
        this.left = plane.left();
        this.right = plane.right();
    }

    static List<Label> place(List<Wanted> all, Plane plane) {
        return new Labels(all, plane).labels();
    }

    private List<Label> labels() {
        var names = names();
        return all.stream()
                .map(
                        each -> {
                            Candidate name = Objects.requireNonNull(names.get(each));
                            return new Label(px(name.x), px(name.y), name.anchor, each.words);
                        })
                .toList();
    }

    /** The smallest chooses first: its name must lie close to it. */
    private Map<Wanted, Candidate> names() {
        var names = new HashMap<Wanted, Candidate>();
        var taken = new ArrayList<Space>();
        for (int i = all.size() - 1; i >= 0; i--) {
            Candidate name = name(all.get(i), taken);
            names.put(all.get(i), name);
            taken.add(name.space());
        }
        return names;
    }

    /** Beside, above, below or aslant: where it overlaps least with names and circles. */
    private Candidate name(Wanted place, List<Space> taken) {
        double room = 0.55 * FONT * place.words.length();
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

    private static Candidate at(String anchor, double x, double middle, double room) {
        double start = anchor.equals("start") ? x : anchor.equals("end") ? x - room : x - room / 2;
        var space = new Space(start, middle - FONT / 2, start + room, middle + FONT / 2);
        return new Candidate(space, x, middle + 0.35 * FONT, anchor);
    }

    private double hidden(Candidate name, Wanted own, List<Space> taken) {
        double names = taken.stream().mapToDouble(name.space()::shared).sum();
        double circles =
                all.stream()
                        .filter(other -> !other.equals(own))
                        .mapToDouble(other -> name.space().shared(other.space()))
                        .sum();
        boolean off = name.space().left() < left || name.space().right() > right;
        return 20 * names + circles + (off ? 10_000 : 0);
    }
}
