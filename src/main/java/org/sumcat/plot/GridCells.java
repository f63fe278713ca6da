package org.sumcat.plot;

import static org.sumcat.plot.Layer.px;

import java.util.List;
import java.util.stream.IntStream;
import org.sumcat.palette.ColourScale;
import org.sumcat.render.Format;

/**
 * The cells of a heat map: their colours, and the words or numbers in them. Numbers are written
 * where there is room for all of them; for words of its own a figure makes room.
 *
 * @param valued the cells that are not left out
 */
record GridCells(List<Valued> valued, ColourScale scale, Width width) {

    /**
     * A cell with its number.
     *
     * @param tip what a mouse is told
     * @param words in place of the number, {@code <br>} ends a line; empty for the number
     */
    record Valued(int row, int column, double value, String tip, String words) {}

    /** A cell at its place in the picture, in pixels. */
    record Cell(String x, String y, String fill, String ink, List<Line> lines, String tip) {}

    /** A line of a cell's words, by its middle. */
    record Line(String x, String y, String words) {}

    private static final double SIZE = 0.85; // of letters in cells, of the font's
    private static final double LEADING = 1.25;

    /** The room that words of their own need in height; 0 without such words. */
    double wordsHeight() {
        int most = valued.stream().mapToInt(cell -> lines(cell).size()).max().orElse(0);
        return wordy() ? (most + 0.8) * LEADING * SIZE * width.font : 0;
    }

    /** Whether some cell has words of its own. */
    boolean wordy() {
        return valued.stream().anyMatch(cell -> !cell.words.isEmpty());
    }

    private double longest() {
        return valued.stream()
                        .flatMap(cell -> lines(cell).stream())
                        .mapToInt(String::length)
                        .max()
                        .orElse(0)
                * SIZE
                * Width.LETTER
                * width.font;
    }

    private List<String> lines(Valued cell) {
        return cell.words.isEmpty()
                ? List.of(Format.fixed(cell.value, scale.decimals()))
                : List.of(cell.words.split("<br>"));
    }

    /** The cells of this size, from a corner on. */
    List<Cell> at(double left, double top, double cellWidth, double cellHeight) {
        boolean written = wordy() || (cellHeight > 1.1 * width.font && longest() < cellWidth - 3);
        return valued.stream()
                .map(
                        cell -> {
                            double share = scale.share(cell.value);
                            double x = left + cell.column * cellWidth;
                            double y = top + cell.row * cellHeight;
                            return new Cell(
                                    px(x),
                                    px(y),
                                    scale.gradient().colour(share),
                                    scale.gradient().ink(share),
                                    written
                                            ? lines(cell, x + cellWidth / 2, y + cellHeight / 2)
                                            : List.of(),
                                    cell.tip);
                        })
                .toList();
    }

    private List<Line> lines(Valued cell, double middle, double centre) {
        var lines = lines(cell);
        double step = LEADING * SIZE * width.font;
        return IntStream.range(0, lines.size())
                .mapToObj(
                        i ->
                                new Line(
                                        px(middle),
                                        px(centre + (i - (lines.size() - 1) / 2.0) * step),
                                        lines.get(i)))
                .toList();
    }
}
