package org.sumcat.diagram;

import static org.sumcat.diagram.DiagramCanvas.px;

import java.util.List;
import org.sumcat.nn.Fusion;

/** Branches side by side, fanned out from one wire and fused by a sum or a concat. */
record LanesBox(boolean sum, List<Box> lanes) implements Box {
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
    public void draw(DiagramCanvas ink, double x, double y) {
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
            ink.line(join, fan(out, wire, out, wire, end - FAN) + curve(end - FAN, wire, there));
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
                .formatted(px(x + FAN / 2), px(from), px(x + FAN / 2), px(to), px(x + FAN), px(to));
    }
}
