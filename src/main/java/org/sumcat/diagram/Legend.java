package org.sumcat.diagram;

import static org.sumcat.diagram.DiagramCanvas.px;

import org.sumcat.nn.Fusion;

/** The legend of a diagram, with only the signs that occur in it. */
final class Legend {
    private static final double SAMPLE = 34;
    private static final double LINE = 20;

    private final DiagramCanvas ink;
    private double left;
    private double right;
    private double x;
    private double y;

    Legend(DiagramCanvas ink) {
        this.ink = ink;
    }

    /** Draws the legend and returns its lower end. */
    double draw(double left, double top, double right) {
        this.left = left;
        this.right = right;
        this.x = left;
        this.y = top;
        boolean sum = ink.joints().stream().anyMatch(DiagramCanvas.Joint::sum);
        boolean concat = ink.joints().stream().anyMatch(j -> !j.sum());
        boolean reads = ink.wires().stream().anyMatch(w -> w.kind().equals("read"));
        boolean heads = ink.wires().stream().anyMatch(w -> w.kind().equals("head"));
        boolean gates = ink.notes().stream().anyMatch(n -> n.words().contains("p = "));
        var used =
                ink.wires().stream()
                        .filter(w -> w.kind().equals("shortcut"))
                        .map(DiagramCanvas.Wire::gaps)
                        .distinct()
                        .toList();
        if (sum) {
            double at = next("sum");
            ink.joint(true, at + SAMPLE / 2, y - 4, 8);
        }
        for (ShortcutStyle shortcut : ShortcutStyle.values()) {
            if (used.contains(shortcut.gaps)) {
                double at = next("shortcut: " + shortcut.words);
                ink.wire(Fusion.SUM, "key", arc(at), shortcut.gaps, 1, "");
            }
        }
        if (concat) {
            double at = next("concat");
            ink.joint(false, at + SAMPLE / 2, y - 4, 8);
        }
        if (reads) {
            double at = next("reads: each layer all outputs before it");
            ink.wire(Fusion.CONCAT, "key", arc(at), "none", 0.8, "");
        }
        if (heads) {
            double at = next("auxiliary head, in training only");
            ink.wire(
                    Fusion.OTHER,
                    "key",
                    "M%s %sh%s".formatted(px(at + 4), px(y - 4), 26),
                    "4 3",
                    1,
                    "");
        }
        if (gates) {
            next("p: probability of running in a training step");
            ink.note("soft", x, y, "start", 11, "");
        }
        double at = next("channels");
        ink.bar(Fusion.NONE, at + SAMPLE / 2 - 4, y - 12, 14, "");
        next("3×3/2, 64:", "kernel / stride, filters; batch norm and ReLU are not drawn");
        return y;
    }

    private double next(String words) {
        double end = x + SAMPLE + 4 + DiagramCanvas.room(words, 11);
        if (x > left && end > right) {
            x = left;
            y += LINE;
        }
        double at = x;
        ink.note("soft", at + SAMPLE + 4, y, "start", 11, words);
        x += SAMPLE + 4 + DiagramCanvas.room(words, 11) + 16;
        return at;
    }

    private void next(String sample, String words) {
        double end = x + DiagramCanvas.room(sample + words, 11) + 10;
        if (x > left && end > right) {
            x = left;
            y += LINE;
        }
        ink.note("ink", x + 4, y, "start", 11, sample);
        ink.note("soft", x + 6 + DiagramCanvas.room(sample, 11), y, "start", 11, words);
        x = end + 10;
    }

    private String arc(double at) {
        return "M%s %sC%s %s %s %s %s %s"
                .formatted(
                        px(at + 5),
                        px(y),
                        px(at + 5),
                        px(y - 16),
                        px(at + 29),
                        px(y - 16),
                        px(at + 29),
                        px(y));
    }
}
