package org.sumcat.diagram;

import static org.sumcat.diagram.DiagramCanvas.px;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.sumcat.nn.Fusion;
import org.sumcat.render.Format;

/**
 * A dense block: every layer reads the input and the outputs of all layers before it, and so does
 * what follows the block. {@code L} layers have {@code L(L + 1) / 2} such arcs, and the end of the
 * block {@code L + 1} more.
 *
 * @param layers their cards, all alike
 * @param gap room between two of them
 * @param edges the concatenation after each layer
 */
record DenseBox(List<CardBox> layers, double gap, List<List<Long>> edges) implements Box {
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

    /** The height of an arc over that many layers. */
    private double rise(int over) {
        double highest = Math.min(132, 34 + 11 * layers.size());
        return over == 0 ? 0 : highest * Math.pow((double) over / layers.size(), 0.7);
    }

    @Override
    public void draw(DiagramCanvas ink, double x, double y) {
        int count = layers.size();
        ink.line(Fusion.CONCAT, "M%s %sh%s".formatted(px(x), px(y), px(width())));
        ink.card(Fusion.CONCAT, x, y - height(), BEGIN, 2 * height(), false, "input");
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
                    reader + " reads " + Format.many(to, "output"));
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

    /** The opacity of an arc: the more arcs overlap, the fainter they are. */
    private double shade(double strength) {
        return Math.max(0.08, Math.min(0.85, strength / layers.size()));
    }

    private double cardWidth() {
        return layers.get(0).width();
    }

    /**
     * The left side of a layer, 1 for the first; 0 is the input, and after the last comes the end.
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
