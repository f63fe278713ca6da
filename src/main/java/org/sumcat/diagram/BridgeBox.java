package org.sumcat.diagram;

import static org.sumcat.diagram.DiagramCanvas.px;

import org.sumcat.nn.Fusion;

/** {@code x + F(x)}: the residual on the wire, the shortcut as an arc over it. */
record BridgeBox(Box residual, ShortcutStyle shortcut, String label, double gap, double dot)
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
    public void draw(DiagramCanvas ink, double x, double y) {
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
