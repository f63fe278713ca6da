package org.sumcat.diagram;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.sumcat.nn.Fusion;
import org.sumcat.nn.NetworkGraph;
import org.sumcat.nn.NetworkGraph.Fork;
import org.sumcat.render.Format;

/**
 * Decides how each part of a network is drawn: as a card, a bridge, lanes or a dense block; with
 * text where there is room for it, as slips where there are many, and as one repeated box where
 * there are too many.
 */
final class NetworkLayout {
    private static final int WITH_TEXT = 8; // units of a stage whose cards are written on
    private static final int SLIPS = 40; // units of a stage that are all drawn
    private static final int DENSE_SLIPS = 64; // DenseNet-264 has as many
    private static final double GAP = 34; // room for a number below

    private NetworkLayout() {}

    /** A laid out stage, with a caption; empty if the boxes say it all. */
    record Drawn(Box box, Fusion join, String words) {}

    static Drawn stage(NetworkGraph part) {
        var parts = part.parts();
        var boxes = new ArrayList<Box>();
        var shapes = new ArrayList<List<Long>>();
        var words = new ArrayList<String>();
        Fusion join = Fusion.NONE;
        for (int i = 0; i < parts.size(); ) {
            NetworkGraph first = parts.get(i);
            int end = i + 1;
            if (first instanceof Fork fork) {
                while (end < parts.size()
                        && (ForkShape.alike(fork, parts.get(end))
                                || LayerWords.quiet(parts.get(end)))) {
                    end++;
                }
                var run = ForkShape.in(parts.subList(i, end));
                join = fork.fusion() == Fusion.SUM ? Fusion.SUM : Fusion.CONCAT;
                var drawn = run(run);
                boxes.add(drawn.box());
                words.add(drawn.words());
            } else {
                while (end < parts.size() && !(parts.get(end) instanceof Fork)) {
                    end++;
                }
                var plain = parts.subList(i, end);
                boolean alone = plain.size() == parts.size();
                if (alone || plain.stream().anyMatch(p -> !LayerWords.quiet(p))) {
                    var drawn = plain(plain);
                    boxes.add(drawn.box());
                    words.add(drawn.words());
                }
            }
            if (shapes.size() < boxes.size()) {
                shapes.add(parts.get(end - 1).sizes());
            }
            i = end;
        }
        String said = words.stream().filter(w -> !w.isEmpty()).collect(Collectors.joining("; "));
        return boxes.size() == 1
                ? new Drawn(boxes.get(0), join, said)
                : new Drawn(new StrandBox(join, boxes, GAP, shapes), join, said);
    }

    /** Returns whether a stage has nothing to draw: no visible layer, and no name. */
    static boolean hidden(NetworkGraph.Child stage) {
        return stage.name().isEmpty() && stage.part().parts().stream().allMatch(LayerWords::quiet);
    }

    /** An auxiliary classifier as one card. */
    static CardBox head(NetworkGraph.Head head) {
        var lines = LayerWords.lines(head.part().parts());
        return CardBox.of(Fusion.OTHER, lines, true, head.name() + ", in training only");
    }

    /** Draws forks of one kind that follow each other. */
    private static Drawn run(List<Fork> forks) {
        return ForkShape.dense(forks.get(0))
                ? denseBlock(forks)
                : ForkShape.isBridge(forks.get(0)) ? bridges(forks) : modules(forks);
    }

    private static Drawn denseBlock(List<Fork> forks) {
        int all = forks.size();
        int shown = all <= DENSE_SLIPS ? all : 12;
        var cards =
                forks.stream()
                        .limit(shown)
                        .map(f -> LayerWords.card(Fusion.CONCAT, f.branches().get(1).parts()))
                        .toList();
        var edges = forks.stream().limit(shown).map(Fork::sizes).toList();
        boolean text = all <= WITH_TEXT;
        double pitch = Math.max(13, Math.min(30, 790.0 / shown));
        double slip = Math.max(6, Math.min(14, 0.4 * pitch));
        var layers = text ? CardBox.even(cards) : cards.stream().map(c -> c.slip(slip)).toList();
        var dense = new DenseBox(layers, text ? 28 : pitch - slip, edges);
        String words =
                Format.many(all, "layer") + (text ? "" : " of " + LayerWords.said(cards.get(0)));
        return shown == all
                ? new Drawn(dense, Fusion.CONCAT, words)
                : new Drawn(
                        new RepeatBox(dense, "%s of %s layers".formatted(shown, all)),
                        Fusion.CONCAT,
                        words);
    }

    private static Drawn bridges(List<Fork> forks) {
        if (ForkShape.residual(forks.get(0)).stream().anyMatch(ForkShape::forked)) {
            return modules(forks);
        }
        int all = forks.size();
        if (all > SLIPS) {
            var rest = new RepeatBox(bridge(forks.get(1), 0), "× " + (all - 1));
            var boxes = List.<Box>of(bridge(forks.get(0), 0), rest);
            return strand(
                    Fusion.SUM,
                    boxes,
                    GAP,
                    forks.subList(0, 2),
                    Format.many(all, "unit") + ForkShape.chances(forks));
        }
        double pitch = all <= WITH_TEXT ? 0 : Math.max(22, Math.min(44, 820.0 / all));
        var boxes = forks.stream().map(f -> bridge(f, pitch)).toList();
        double gap = pitch == 0 ? GAP - 8 : 0.14 * pitch;
        String words =
                Format.many(all, "unit")
                        + (pitch == 0
                                ? ""
                                : " of "
                                        + LayerWords.said(
                                                LayerWords.card(
                                                        Fusion.SUM,
                                                        ForkShape.residual(forks.get(0))))
                                        + ForkShape.chances(forks));
        return strand(Fusion.SUM, boxes, gap, forks, words);
    }

    private static Drawn strand(
            Fusion join, List<Box> boxes, double gap, List<Fork> forks, String words) {
        return new Drawn(
                boxes.size() == 1
                        ? boxes.get(0)
                        : new StrandBox(join, boxes, gap, forks.stream().map(Fork::sizes).toList()),
                join,
                words);
    }

    /** A residual unit; as a slip where the pitch, the room for all of it, is not 0. */
    private static Box bridge(Fork fork, double pitch) {
        var residual = ForkShape.residual(fork);
        var shortcut = ForkShape.shortcut(fork);
        ShortcutStyle how =
                LayerWords.lines(shortcut).isEmpty()
                        ? ShortcutStyle.IDENTITY
                        : LayerWords.weighs(shortcut)
                                ? ShortcutStyle.PROJECTION
                                : ShortcutStyle.ZEROS;
        if (pitch > 0) {
            var slip = LayerWords.card(Fusion.SUM, residual).slip(0.34 * pitch);
            return new BridgeBox(slip, how, "", 0.12 * pitch, 0.14 * pitch);
        }
        boolean flat = residual.stream().noneMatch(ForkShape::forked);
        String label =
                how == ShortcutStyle.PROJECTION ? String.join(" ", LayerWords.lines(shortcut)) : "";
        Box body = flat ? LayerWords.card(Fusion.SUM, residual) : inner(residual);
        return new BridgeBox(body, how, how == ShortcutStyle.ZEROS ? "zeros" : label, 11, 8);
    }

    /** Inception modules and the like; equal neighbours are drawn once. */
    private static Drawn modules(List<Fork> forks) {
        var boxes = new ArrayList<Box>();
        var shown = new ArrayList<Fork>();
        for (int i = 0; i < forks.size(); ) {
            int end = i + 1;
            while (end < forks.size() && forks.get(end).outline().equals(forks.get(i).outline())) {
                end++;
            }
            Box one = module(forks.get(i));
            boxes.add(end - i > 1 ? new RepeatBox(one, "× " + (end - i)) : one);
            shown.add(forks.get(end - 1));
            i = end;
        }
        return strand(
                forks.get(0).fusion() == Fusion.SUM ? Fusion.SUM : Fusion.CONCAT,
                boxes,
                GAP,
                shown,
                "");
    }

    private static Box module(Fork fork) {
        return ForkShape.isBridge(fork) ? bridge(fork, 0) : lanes(fork);
    }

    private static Box lanes(Fork fork) {
        return new LanesBox(
                fork.fusion() == Fusion.SUM,
                fork.branches().stream().map(b -> inner(b.parts())).toList());
    }

    /** The parts within a branch: a card for each relevant layer. */
    private static Box inner(List<NetworkGraph> parts) {
        var boxes = new ArrayList<Box>();
        for (NetworkGraph part : parts) {
            if (part instanceof Fork fork) {
                boxes.add(module(fork));
            } else if (!LayerWords.quiet(part)) {
                boxes.add(LayerWords.card(Fusion.NONE, List.of(part)));
            }
        }
        return StrandBox.of(boxes, 12);
    }

    /** A chain of layers without branches. */
    private static Drawn plain(List<NetworkGraph> parts) {
        var whole = LayerWords.card(Fusion.NONE, parts);
        long weights = parts.stream().filter(p -> LayerWords.weighs(List.of(p))).count();
        if (whole.lines().size() <= 3 || (weights <= 1 && whole.lines().size() <= 5)) {
            return new Drawn(whole, Fusion.NONE, "");
        }
        var loud = parts.stream().filter(p -> !LayerWords.quiet(p)).toList();
        var cards = loud.stream().map(p -> LayerWords.card(Fusion.NONE, List.of(p))).toList();
        var shapes = loud.stream().map(NetworkGraph::sizes).toList();
        if (loud.size() <= WITH_TEXT) {
            return new Drawn(
                    new StrandBox(Fusion.NONE, List.copyOf(cards), GAP, shapes), Fusion.NONE, "");
        }
        int shown = Math.min(loud.size(), SLIPS);
        var slips = cards.stream().limit(shown).map(c -> (Box) c.slip(11)).toList();
        String words = Format.many(loud.size(), "layer");
        Box strand = new StrandBox(Fusion.NONE, slips, 10, shapes.subList(0, shown));
        return new Drawn(
                shown == loud.size()
                        ? strand
                        : new RepeatBox(strand, "%s of %s layers".formatted(shown, loud.size())),
                Fusion.NONE,
                words + " of " + cards.get(1).lines().get(0));
    }
}
