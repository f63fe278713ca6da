package org.sumcat.diagram;

import static org.sumcat.diagram.DiagramPage.EDGE;
import static org.sumcat.diagram.DiagramPage.MARGIN;
import static org.sumcat.diagram.DiagramPage.SMALL;
import static org.sumcat.diagram.DiagramPage.WIDEST;

import java.util.ArrayList;
import java.util.List;
import org.sumcat.nn.NetworkGraph;

/** Distribution of stages over rows: as few rows as possible, and of those the most even ones. */
final class DiagramRows {
    private static final double ROOM = WIDEST - 2 * (MARGIN + EDGE); // for what stands in a row

    private DiagramRows() {}

    /** A stage with its position in the row. */
    record Place(String name, NetworkLayout.Drawn drawn, List<Long> out, List<CardBox> heads) {
        double width() {
            return Math.max(drawn.box().width(), DiagramCanvas.room(name, 14));
        }

        List<String> words() {
            return wrap(drawn.words(), width() + EDGE - 8);
        }

        double above() {
            return drawn.box().above() + 12 * words().size() + 26;
        }

        double below() {
            return drawn.box().below();
        }

        double headRoom() {
            return heads.stream().mapToDouble(h -> h.height() + 12).sum();
        }
    }

    /** A stage as one place, or several where it is wider than a row. */
    static List<Place> places(NetworkGraph graph, NetworkGraph.Child stage) {
        var heads =
                graph.heads().stream()
                        .filter(head -> head.stage().equals(stage.name()))
                        .map(NetworkLayout::head)
                        .toList();
        var drawn = NetworkLayout.stage(stage.part());
        if (!(drawn.box() instanceof StrandBox strand) || strand.width() <= ROOM) {
            return List.of(new Place(stage.name(), drawn, stage.part().sizes(), heads));
        }
        var places = new ArrayList<Place>();
        int shown = 0;
        for (StrandBox piece : strand.cut(ROOM)) {
            boolean first = shown == 0;
            shown += piece.boxes().size();
            places.add(
                    new Place(
                            stage.name() + (first ? "" : ", continued"),
                            new NetworkLayout.Drawn(
                                    piece, drawn.join(), first ? drawn.words() : ""),
                            strand.edges().get(shown - 1),
                            shown == strand.boxes().size() ? heads : List.of()));
        }
        return places;
    }

    static double length(List<Place> row) {
        return 2 * MARGIN + EDGE + row.stream().mapToDouble(p -> p.width() + EDGE).sum();
    }

    /** Distributes places over as few rows as possible, and of those the most even ones. */
    static List<List<Place>> rows(List<Place> places) {
        int count = places.size();
        int[] needed = new int[count + 1];
        double[] waste = new double[count + 1];
        int[] next = new int[count + 1];
        for (int i = count - 1; i >= 0; i--) {
            needed[i] = Integer.MAX_VALUE;
            for (int end = i + 1; end <= count; end++) {
                double length = length(places.subList(i, end));
                if (length > WIDEST && end > i + 1) {
                    break;
                }
                double spare = Math.pow(Math.max(0, WIDEST - length), 2) + waste[end];
                int rows = 1 + needed[end];
                if (rows < needed[i] || (rows == needed[i] && spare < waste[i])) {
                    needed[i] = rows;
                    waste[i] = spare;
                    next[i] = end;
                }
            }
        }
        var rows = new ArrayList<List<Place>>();
        for (int i = 0; i < count; i = next[i]) {
            rows.add(places.subList(i, next[i]));
        }
        return rows;
    }

    private static List<String> wrap(String words, double room) {
        var lines = new ArrayList<String>();
        var line = new StringBuilder();
        for (String word : words.split(" ", -1)) {
            if (!line.isEmpty() && DiagramCanvas.room(line + " " + word, SMALL) > room) {
                lines.add(line.toString());
                line.setLength(0);
            }
            line.append(line.isEmpty() ? "" : " ").append(word);
        }
        if (!line.isEmpty()) {
            lines.add(line.toString());
        }
        return lines;
    }
}
