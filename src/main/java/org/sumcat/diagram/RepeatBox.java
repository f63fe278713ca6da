package org.sumcat.diagram;

import static org.sumcat.diagram.DiagramCanvas.px;

import org.sumcat.nn.Fusion;

/** A box that is drawn once and stands for several in a row. */
record RepeatBox(Box one, String words) implements Box {
    private static final double AIR = 9;

    @Override
    public double width() {
        return Math.max(one.width(), DiagramCanvas.room(words, 12)) + 2 * AIR;
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
    public void draw(DiagramCanvas ink, double x, double y) {
        double from = x + (width() - one.width()) / 2;
        double top = y - one.above() - AIR;
        ink.frame(x, top, width(), one.above() + one.below() + 2 * AIR, words);
        ink.note("strong", x + width() / 2, top - 5, "middle", 12, words);
        ink.line(Fusion.NONE, "M%s %sH%s".formatted(px(x), px(y), px(from)));
        one.draw(ink, from, y);
        ink.line(
                Fusion.NONE, "M%s %sH%s".formatted(px(from + one.width()), px(y), px(x + width())));
    }
}
