package org.sumcat.diagram;

import static org.sumcat.diagram.Ink.px;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.sumcat.nn.Fusion;
import org.sumcat.render.Words;

/**
 * Something with room around a wire that comes in on its left side and leaves on its right, at the
 * same height. Boxes lie in boxes, as the parts of a network do; all sizes are in pixels.
 */
sealed interface Box {
    double width();

    /** Room above the wire. */
    double above();

    /** Room below the wire. */
    double below();

    /** Draws the box with its left end and the height of the wire at that place. */
    void draw(Ink ink, double x, double y);

    /** One layer, or a few, as lines of text; without any it is a slip of the given size. */
    record Card(
            Fusion join,
            List<String> lines,
            double width,
            double height,
            boolean gated,
            String title)
            implements Box {
        private static final double LINE = 14;

        static Card of(Fusion join, List<String> lines, boolean gated, String title) {
            double text = lines.stream().mapToDouble(l -> Ink.room(l, Ink.FONT)).max().orElse(0);
            double height = LINE * lines.size() + 10;
            return new Card(join, lines, Math.max(30, text + 14), height, gated, title);
        }

        Card slip(double width) {
            return new Card(join, List.of(), width, 34, gated, title);
        }

        @Override
        public double above() {
            return height / 2;
        }

        @Override
        public double below() {
            return height / 2;
        }

        @Override
        public void draw(Ink ink, double x, double y) {
            ink.card(join, x, y - height / 2, width, height, gated, title);
            double top = y - LINE * (lines.size() - 1) / 2 + 0.36 * Ink.FONT;
            for (int i = 0; i < lines.size(); i++) {
                ink.note("ink", x + width / 2, top + i * LINE, "middle", Ink.FONT, lines.get(i));
            }
        }
    }

    /**
     * Boxes one after the other.
     *
     * @param gap room between two of them
     * @param edges what flows out of each but the last, or none where it is not to be written
     */
    record Strand(Fusion join, List<Box> boxes, double gap, List<List<Long>> edges) implements Box {
        static Strand of(List<Box> boxes, double gap) {
            return new Strand(Fusion.NONE, boxes, gap, List.of());
        }

        /**
         * In pieces that are about equally wide, as few as it takes for each to be at most that
         * wide; no box is cut.
         */
        List<Strand> cut(double widest) {
            double share = width() / Math.ceil(width() / widest);
            var pieces = new ArrayList<Strand>();
            int from = 0;
            for (int end = 1; end <= boxes.size(); end++) {
                boolean full = part(from, end).width() >= share;
                if (end == boxes.size() || full || part(from, end + 1).width() > widest) {
                    pieces.add(part(from, end));
                    from = end;
                }
            }
            return pieces;
        }

        private Strand part(int from, int end) {
            var out = edges.subList(Math.min(from, edges.size()), Math.min(end, edges.size()));
            return new Strand(join, boxes.subList(from, end), gap, out);
        }

        @Override
        public double width() {
            double boxed = boxes.stream().mapToDouble(Box::width).sum();
            return boxed + gap * Math.max(0, boxes.size() - 1);
        }

        @Override
        public double above() {
            return boxes.stream().mapToDouble(Box::above).max().orElse(0);
        }

        @Override
        public double below() {
            return boxes.stream().mapToDouble(Box::below).max().orElse(0);
        }

        @Override
        public void draw(Ink ink, double x, double y) {
            double left = x;
            for (int i = 0; i < boxes.size(); i++) {
                boxes.get(i).draw(ink, left, y);
                left += boxes.get(i).width();
                if (i < boxes.size() - 1) {
                    ink.line(Fusion.NONE, "M%s %sh%s".formatted(px(left), px(y), px(gap)));
                    if (i < edges.size()) {
                        ink.edge(join, left + gap / 2, edges.get(i), false);
                    }
                    left += gap;
                }
            }
        }
    }

    /** Branches side by side, fanned out from one wire and joined again by a sum or a concat. */
    record Lanes(boolean sum, List<Box> lanes) implements Box {
        private static final double FAN = 22;
        private static final double APART = 8;

        @Override
        public double width() {
            return 2 * FAN + lanes.stream().mapToDouble(Box::width).max().orElse(0) + 6;
        }

        private double height() {
            return lanes.stream().mapToDouble(l -> Math.max(26, l.above() + l.below())).sum()
                    + APART * (lanes.size() - 1);
        }

        @Override
        public double above() {
            return height() / 2;
        }

        @Override
        public double below() {
            return height() / 2;
        }

        @Override
        public void draw(Ink ink, double x, double y) {
            double inner = width() - 2 * FAN - 6;
            double end = x + width() - 3;
            double top = y - height() / 2;
            Fusion join = sum ? Fusion.SUM : Fusion.CONCAT;
            for (Box lane : lanes) {
                double room = Math.max(26, lane.above() + lane.below());
                double wire = top + (room - lane.above() - lane.below()) / 2 + lane.above();
                double from = x + FAN + (inner - lane.width()) / 2;
                ink.line(Fusion.NONE, fan(x, y, x + FAN, wire, from));
                lane.draw(ink, from, wire);
                double out = from + lane.width();
                double there = sum ? y : wire;
                ink.line(
                        join, fan(out, wire, out, wire, end - FAN) + curve(end - FAN, wire, there));
                top += room + APART;
            }
            ink.joint(sum, end, y, sum ? 7 : height() / 2);
        }

        private static String fan(double x, double y, double bend, double wire, double to) {
            String straight = bend < to ? "H" + px(to) : "";
            return bend > x
                    ? "M%s %sC%s %s %s %s %s %s%s"
                            .formatted(
                                    px(x),
                                    px(y),
                                    px((x + bend) / 2),
                                    px(y),
                                    px((x + bend) / 2),
                                    px(wire),
                                    px(bend),
                                    px(wire),
                                    straight)
                    : "M%s %s%s".formatted(px(x), px(wire), straight);
        }

        private static String curve(double x, double from, double to) {
            return "C%s %s %s %s %s %s"
                    .formatted(
                            px(x + FAN / 2),
                            px(from),
                            px(x + FAN / 2),
                            px(to),
                            px(x + FAN),
                            px(to));
        }
    }

    /** What a shortcut does to the input before it is added. */
    enum Shortcut {
        IDENTITY("none", "identity"),
        PROJECTION("7 3", "projection"),
        ZEROS("1.5 3", "fewer pixels, zeros for new channels");

        final String gaps;
        final String words;

        Shortcut(String gaps, String words) {
            this.gaps = gaps;
            this.words = words;
        }
    }

    /** {@code x + F(x)}: the residual on the wire, the shortcut as an arc over it. */
    record Bridge(Box residual, Shortcut shortcut, String label, double gap, double dot)
            implements Box {
        @Override
        public double width() {
            return residual.width() + 2 * gap + 2 * dot;
        }

        @Override
        public double above() {
            return peak() + (label.isEmpty() ? 2 : 16);
        }

        private double peak() {
            return 1.45 * (residual.above() + 5);
        }

        @Override
        public double below() {
            return Math.max(residual.below(), dot);
        }

        @Override
        public void draw(Ink ink, double x, double y) {
            double right = x + residual.width() + 2 * gap;
            double sum = right + dot;
            double rise = y - peak() / 0.75;
            ink.line(Fusion.NONE, "M%s %sh%s".formatted(px(x), px(y), px(gap)));
            ink.line(Fusion.NONE, "M%s %sh%s".formatted(px(right - gap), px(y), px(gap)));
            ink.wire(
                    Fusion.SUM,
                    "shortcut",
                    "M%s %sC%s %s %s %s %s %s"
                            .formatted(
                                    px(x),
                                    px(y),
                                    px(x),
                                    px(rise),
                                    px(sum),
                                    px(rise),
                                    px(sum),
                                    px(y - dot)),
                    shortcut.gaps,
                    1,
                    "shortcut: " + (label.isEmpty() ? shortcut.words : label));
            residual.draw(ink, x + gap, y);
            ink.joint(true, sum, y, dot);
            if (!label.isEmpty()) {
                ink.note("soft", (x + sum) / 2, y - peak() - 6, "middle", 10, label);
            }
        }
    }

    /**
     * A dense block: every layer reads the input and what all layers before it made, and so does
     * what follows the block. {@code L} layers have {@code L(L + 1) / 2} such arcs, and the end of
     * the block {@code L + 1} more.
     *
     * @param layers their cards, all alike
     * @param gap room between two of them
     * @param edges the concatenation after each layer
     */
    record Dense(List<Card> layers, double gap, List<List<Long>> edges) implements Box {
        private static final double BEGIN = 5;
        private static final double END = 6;

        @Override
        public double width() {
            return BEGIN + layers.size() * (layers.get(0).width() + gap) + gap + END;
        }

        @Override
        public double above() {
            return height() + rise(layers.size()) + 2;
        }

        @Override
        public double below() {
            return height();
        }

        private double height() {
            return layers.get(0).height() / 2;
        }

        /** How far an arc over that many layers rises. */
        private double rise(int over) {
            double highest = Math.min(132, 34 + 11 * layers.size());
            return over == 0 ? 0 : highest * Math.pow((double) over / layers.size(), 0.7);
        }

        @Override
        public void draw(Ink ink, double x, double y) {
            int count = layers.size();
            ink.line(Fusion.CONCAT, "M%s %sh%s".formatted(px(x), px(y), px(width())));
            ink.card(Fusion.CONCAT, x, y - height(), BEGIN, 2 * height(), false, "what comes in");
            for (int to = 1; to <= count + 1; to++) {
                int target = to;
                String arcs =
                        IntStream.range(0, to)
                                .mapToObj(from -> arc(from, target, x, y))
                                .collect(Collectors.joining());
                String reader = to > count ? "what follows" : "layer " + to;
                ink.wire(
                        Fusion.CONCAT,
                        "read",
                        arcs,
                        "none",
                        shade(to > count ? 18 : 4.5),
                        reader + " reads " + Words.many(to, "output"));
            }
            for (int i = 0; i < count; i++) {
                layers.get(i).draw(ink, left(i + 1, x), y);
                if (i < count - 1) {
                    double middle = left(i + 1, x) + cardWidth() + gap / 2;
                    ink.edge(Fusion.CONCAT, middle, edges.get(i), false);
                }
            }
            ink.joint(false, x + width() - END / 2, y, height());
        }

        /** The more arcs, the fainter: they lie over each other. */
        private double shade(double strength) {
            return Math.max(0.08, Math.min(0.85, strength / layers.size()));
        }

        private double cardWidth() {
            return layers.get(0).width();
        }

        /**
         * Left side of the layer, 1 for the first; 0 is what comes in, and after the last the end.
         */
        private double left(int layer, double x) {
            return layer == 0 ? x : x + BEGIN + gap + (layer - 1) * (cardWidth() + gap);
        }

        private String arc(int from, int to, double x, double y) {
            double start = left(from, x) + (from == 0 ? BEGIN : cardWidth());
            if (to == from + 1) {
                return "M%s %sH%s".formatted(px(start), px(y), px(left(to, x)));
            }
            double out = from == 0 ? x + BEGIN / 2 : start - Math.min(0.28 * cardWidth(), 9);
            double in =
                    to > layers.size()
                            ? left(to, x) + END / 2
                            : left(to, x) + Math.min(0.28 * cardWidth(), 9);
            double top = y - height();
            double control = top - rise(to - from - 1) / 0.75;
            return "M%s %sC%s %s %s %s %s %s"
                    .formatted(
                            px(out),
                            px(top),
                            px(out),
                            px(control),
                            px(in),
                            px(control),
                            px(in),
                            px(top));
        }
    }

    /** A box that stands for several, one after the other. */
    record Repeat(Box one, String words) implements Box {
        private static final double AIR = 9;

        @Override
        public double width() {
            return Math.max(one.width(), Ink.room(words, 12)) + 2 * AIR;
        }

        @Override
        public double above() {
            return one.above() + AIR + 16;
        }

        @Override
        public double below() {
            return one.below() + AIR;
        }

        @Override
        public void draw(Ink ink, double x, double y) {
            double from = x + (width() - one.width()) / 2;
            double top = y - one.above() - AIR;
            ink.frame(x, top, width(), one.above() + one.below() + 2 * AIR, words);
            ink.note("strong", x + width() / 2, top - 5, "middle", 12, words);
            ink.line(Fusion.NONE, "M%s %sH%s".formatted(px(x), px(y), px(from)));
            one.draw(ink, from, y);
            ink.line(
                    Fusion.NONE,
                    "M%s %sH%s".formatted(px(from + one.width()), px(y), px(x + width())));
        }
    }
}
