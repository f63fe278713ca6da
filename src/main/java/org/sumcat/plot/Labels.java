package org.sumcat.plot;

import static org.sumcat.plot.Layer.px;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
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

        /** The words from here on, up to here, or around here, in pixels from the centre. */
        private Candidate at(String anchor, double right, double down) {
            double room = 0.55 * FONT * words.length();
            double back = anchor.equals("start") ? 0 : anchor.equals("end") ? room : room / 2;
            double start = x + right - back;
            double middle = y + down;
            var space = new Space(start, middle - FONT / 2, start + room, middle + FONT / 2);
            return new Candidate(
                    space, new Label(px(x + right), px(middle + 0.35 * FONT), anchor, words));
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

    private record Candidate(Space space, Label label) {}

    private final List<Wanted> all;
    private final Plane plane;
    private final List<Space> taken = new ArrayList<>();

    private Labels(List<Wanted> all, Plane plane) {
        this.all = all.stream().sorted(Comparator.comparing(Wanted::radius).reversed()).toList();
        this.plane = plane;
    }

    static List<Label> place(List<Wanted> all, Plane plane) {
        return new Labels(all, plane).labels();
    }

    /** The smallest chooses first: its name must lie close to it. */
    private List<Label> labels() {
        var labels = new ArrayDeque<Label>();
        for (int i = all.size() - 1; i >= 0; i--) {
            Candidate best = best(all.get(i));
            taken.add(best.space);
            labels.addFirst(best.label);
        }
        return List.copyOf(labels);
    }

    /** Beside, above, below or aslant: where it overlaps least with names and circles. */
    private Candidate best(Wanted place) {
        double out = place.radius() + 4;
        double slant = 0.71 * place.radius() + 3;
        var choices =
                Stream.of(
                        place.at("start", out, 0),
                        place.at("end", -out, 0),
                        place.at("middle", 0, -out - 6),
                        place.at("middle", 0, out + 6),
                        place.at("start", slant, -slant - 3),
                        place.at("start", slant, slant + 3),
                        place.at("end", -slant, -slant - 3),
                        place.at("end", -slant, slant + 3),
                        place.at("start", out + 10, -16),
                        place.at("start", out + 10, 16),
                        place.at("end", -out - 10, -16),
                        place.at("end", -out - 10, 16));
        return choices.min(Comparator.comparing(each -> hidden(each.space, place))).orElseThrow();
    }

    private double hidden(Space name, Wanted own) {
        double names = taken.stream().mapToDouble(name::shared).sum();
        var others = all.stream().filter(other -> !other.equals(own)).map(Wanted::space);
        boolean off = name.left < plane.left() || name.right > plane.right();
        return 20 * names + others.mapToDouble(name::shared).sum() + (off ? 10_000 : 0);
    }
}
