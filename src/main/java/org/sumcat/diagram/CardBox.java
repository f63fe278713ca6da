package org.sumcat.diagram;

import java.util.List;
import org.sumcat.nn.Fusion;

/** A card for one layer, or a few, as lines of text; without text, a slip of the given size. */
record CardBox(
        Fusion join, List<String> lines, double width, double height, boolean gated, String title)
        implements Box {
    private static final double LINE = 14;

    static CardBox of(Fusion join, List<String> lines, boolean gated, String title) {
        double text =
                lines.stream()
                        .mapToDouble(l -> DiagramCanvas.room(l, DiagramCanvas.FONT))
                        .max()
                        .orElse(0);
        double height = LINE * lines.size() + 10;
        return new CardBox(join, lines, Math.max(30, text + 14), height, gated, title);
    }

    CardBox slip(double width) {
        return new CardBox(join, List.of(), width, 34, gated, title);
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
    public void draw(DiagramCanvas ink, double x, double y) {
        ink.card(join, x, y - height / 2, width, height, gated, title);
        double top = y - LINE * (lines.size() - 1) / 2 + 0.36 * DiagramCanvas.FONT;
        for (int i = 0; i < lines.size(); i++) {
            ink.note(
                    "ink",
                    x + width / 2,
                    top + i * LINE,
                    "middle",
                    DiagramCanvas.FONT,
                    lines.get(i));
        }
    }

    /** Cards widened to the width of the widest. */
    static List<CardBox> even(List<CardBox> cards) {
        double width = cards.stream().mapToDouble(CardBox::width).max().orElseThrow();
        return cards.stream()
                .map(c -> new CardBox(c.join(), c.lines(), width, c.height(), c.gated(), c.title()))
                .toList();
    }
}
