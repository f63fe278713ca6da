package org.sumcat.diagram;

import static org.sumcat.diagram.DiagramCanvas.px;

import java.util.ArrayList;
import java.util.List;
import org.sumcat.nn.Fusion;

/**
 * Boxes in a row on one wire.
 *
 * @param gap room between two of them
 * @param edges what flows out of each but the last, or none where it is not to be written
 */
record StrandBox(Fusion join, List<Box> boxes, double gap, List<List<Long>> edges) implements Box {
    static StrandBox of(List<Box> boxes, double gap) {
        return new StrandBox(Fusion.NONE, boxes, gap, List.of());
    }

    /** Splits the strand into as few pieces of about equal width as fit; no box is cut. */
    List<StrandBox> cut(double widest) {
        double share = width() / Math.ceil(width() / widest);
        var pieces = new ArrayList<StrandBox>();
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

    private StrandBox part(int from, int end) {
        var out = edges.subList(Math.min(from, edges.size()), Math.min(end, edges.size()));
        return new StrandBox(join, boxes.subList(from, end), gap, out);
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
    public void draw(DiagramCanvas ink, double x, double y) {
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
