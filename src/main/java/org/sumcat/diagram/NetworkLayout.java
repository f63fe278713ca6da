package org.sumcat.diagram;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.sumcat.nn.Fusion;
import org.sumcat.nn.LayerKind;
import org.sumcat.nn.NetworkGraph;
import org.sumcat.nn.NetworkGraph.Fork;
import org.sumcat.nn.NetworkGraph.Gate;
import org.sumcat.nn.NetworkGraph.Layer;
import org.sumcat.render.Format;

/**
 * Decides how each part of a network is drawn: as a card, a bridge, lanes or a dense block; with
 * text where there is room for it, as slips where there are many, and once for all where there are
 * too many.
 */
final class NetworkLayout {
    private static final int WITH_TEXT = 8; // units of a stage whose cards are written on
    private static final int SLIPS = 40; // units of a stage that are all drawn
    private static final int DENSE_SLIPS = 64; // DenseNet-264 has as many
    private static final double GAP = 34; // room for a number below
    private static final Set<LayerKind> QUIET =
            EnumSet.of(
                    LayerKind.BATCH_NORM,
                    LayerKind.DROPOUT,
                    LayerKind.RELU,
                    LayerKind.FLATTEN,
                    LayerKind.IDENTITY);
    private static final Pattern TIMES = Pattern.compile("(\\d)x(\\d)");

    private NetworkLayout() {}

    /**
     * A stage ready to be drawn, and a few words on what it is made of; empty if all is written.
     */
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
                        && (alike(fork, parts.get(end)) || quiet(parts.get(end)))) {
                    end++;
                }
                var run = forks(parts.subList(i, end));
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
                if (alone || plain.stream().anyMatch(p -> !quiet(p))) {
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

    /** Whether there is nothing to see: layers that are not drawn, and no name for them. */
    static boolean hidden(NetworkGraph.Stage stage) {
        return stage.name().isEmpty()
                && stage.part().parts().stream().allMatch(NetworkLayout::quiet);
    }

    /** An auxiliary classifier as one card. */
    static CardBox head(NetworkGraph.Head head) {
        var lines = lines(head.part().parts());
        return CardBox.of(Fusion.OTHER, lines, true, head.name() + ", run while training only");
    }

    private static List<Fork> forks(List<NetworkGraph> parts) {
        return parts.stream().filter(p -> p instanceof Fork).map(p -> (Fork) p).toList();
    }

    private static boolean alike(Fork first, NetworkGraph other) {
        return other instanceof Fork fork
                && (dense(first) == dense(fork))
                && (bridge(first) == bridge(fork))
                && first.fusion() == fork.fusion();
    }

    /** Forks of one kind in a row. */
    private static Drawn run(List<Fork> forks) {
        return dense(forks.get(0))
                ? denseBlock(forks)
                : bridge(forks.get(0)) ? bridges(forks) : modules(forks);
    }

    private static Drawn denseBlock(List<Fork> forks) {
        int all = forks.size();
        int shown = all <= DENSE_SLIPS ? all : 12;
        var cards =
                forks.stream()
                        .limit(shown)
                        .map(f -> card(Fusion.CONCAT, f.branches().get(1).parts()))
                        .toList();
        var edges = forks.stream().limit(shown).map(Fork::sizes).toList();
        boolean text = all <= WITH_TEXT;
        double pitch = Math.max(13, Math.min(30, 790.0 / shown));
        double slip = Math.max(6, Math.min(14, 0.4 * pitch));
        var layers = text ? even(cards) : cards.stream().map(c -> c.slip(slip)).toList();
        var dense = new DenseBox(layers, text ? 28 : pitch - slip, edges);
        String words = Format.many(all, "layer") + (text ? "" : " of " + said(cards.get(0)));
        return shown == all
                ? new Drawn(dense, Fusion.CONCAT, words)
                : new Drawn(
                        new RepeatBox(dense, "%s of %s layers".formatted(shown, all)),
                        Fusion.CONCAT,
                        words);
    }

    /** Cards of one width, that of the widest. */
    private static List<CardBox> even(List<CardBox> cards) {
        double width = cards.stream().mapToDouble(CardBox::width).max().orElseThrow();
        return cards.stream()
                .map(c -> new CardBox(c.join(), c.lines(), width, c.height(), c.gated(), c.title()))
                .toList();
    }

    private static Drawn bridges(List<Fork> forks) {
        if (residual(forks.get(0)).stream().anyMatch(NetworkLayout::forked)) {
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
                    Format.many(all, "unit") + chances(forks));
        }
        double pitch = all <= WITH_TEXT ? 0 : Math.max(22, Math.min(44, 820.0 / all));
        var boxes = forks.stream().map(f -> bridge(f, pitch)).toList();
        double gap = pitch == 0 ? GAP - 8 : 0.14 * pitch;
        String words =
                Format.many(all, "unit")
                        + (pitch == 0
                                ? ""
                                : " of "
                                        + said(card(Fusion.SUM, residual(forks.get(0))))
                                        + chances(forks));
        return strand(Fusion.SUM, boxes, gap, forks, words);
    }

    /** How the chances of gates fall from the first unit to the last. */
    private static String chances(List<Fork> forks) {
        var gates =
                forks.stream()
                        .flatMap(f -> residual(f).stream())
                        .filter(p -> p instanceof Gate)
                        .map(p -> chance((Gate) p))
                        .toList();
        return gates.isEmpty()
                ? ""
                : ", %s to %s".formatted(gates.get(0), gates.get(gates.size() - 1));
    }

    private static String chance(Gate gate) {
        return "p = " + Format.fixed(gate.survival(), 2);
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

    /** A unit of a ResNet; as a slip where the pitch, its whole room, is not 0. */
    private static Box bridge(Fork fork, double pitch) {
        var residual = residual(fork);
        var shortcut = shortcut(fork);
        ShortcutStyle how =
                lines(shortcut).isEmpty()
                        ? ShortcutStyle.IDENTITY
                        : weighs(shortcut) ? ShortcutStyle.PROJECTION : ShortcutStyle.ZEROS;
        if (pitch > 0) {
            var slip = card(Fusion.SUM, residual).slip(0.34 * pitch);
            return new BridgeBox(slip, how, "", 0.12 * pitch, 0.14 * pitch);
        }
        boolean flat = residual.stream().noneMatch(NetworkLayout::forked);
        String label = how == ShortcutStyle.PROJECTION ? String.join(" ", lines(shortcut)) : "";
        Box body = flat ? card(Fusion.SUM, residual) : inner(residual);
        return new BridgeBox(body, how, how == ShortcutStyle.ZEROS ? "zeros" : label, 11, 8);
    }

    /** Inception modules and their like; equal ones in a row are drawn once. */
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
        return bridge(fork) ? bridge(fork, 0) : lanes(fork);
    }

    private static Box lanes(Fork fork) {
        return new LanesBox(
                fork.fusion() == Fusion.SUM,
                fork.branches().stream().map(b -> inner(b.parts())).toList());
    }

    /** Parts inside of a branch: a card for each layer that counts. */
    private static Box inner(List<NetworkGraph> parts) {
        var boxes = new ArrayList<Box>();
        for (NetworkGraph part : parts) {
            if (part instanceof Fork fork) {
                boxes.add(module(fork));
            } else if (!quiet(part)) {
                boxes.add(card(Fusion.NONE, List.of(part)));
            }
        }
        return StrandBox.of(boxes, 12);
    }

    /** Layers with nothing beside them. */
    private static Drawn plain(List<NetworkGraph> parts) {
        var whole = card(Fusion.NONE, parts);
        long weights = parts.stream().filter(p -> weighs(List.of(p))).count();
        if (whole.lines().size() <= 3 || (weights <= 1 && whole.lines().size() <= 5)) {
            return new Drawn(whole, Fusion.NONE, "");
        }
        var loud = parts.stream().filter(p -> !quiet(p)).toList();
        var cards = loud.stream().map(p -> card(Fusion.NONE, List.of(p))).toList();
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

    private static CardBox card(Fusion join, List<NetworkGraph> parts) {
        boolean gated = parts.stream().anyMatch(p -> p instanceof Gate);
        var lines = lines(parts);
        var title = layers(parts).map(NetworkLayout::words).collect(Collectors.joining(", "));
        if (lines.isEmpty()) {
            var brief = layers(parts).map(NetworkLayout::brief).collect(Collectors.joining(", "));
            lines = List.of(brief.isEmpty() ? "identity" : brief);
        }
        return CardBox.of(join, lines, gated, title);
    }

    private static String brief(Layer layer) {
        return QUIET.contains(layer.kind()) ? layer.kind().abbreviation() : words(layer);
    }

    private static String said(CardBox card) {
        return card.lines().stream()
                .filter(line -> !line.startsWith("p = "))
                .collect(Collectors.joining(" → "));
    }

    /** The layers that count, a line for each. */
    private static List<String> lines(List<NetworkGraph> parts) {
        var lines =
                parts.stream()
                        .flatMap(
                                p ->
                                        p instanceof Gate gate
                                                ? gate.part().parts().stream()
                                                : Stream.of(p))
                        .filter(p -> !quiet(p))
                        .map(p -> p instanceof Layer layer ? words(layer) : "…")
                        .collect(Collectors.toCollection(ArrayList::new));
        parts.stream()
                .filter(p -> p instanceof Gate)
                .map(p -> chance((Gate) p))
                .forEach(lines::add);
        return lines;
    }

    private static Stream<Layer> layers(List<NetworkGraph> parts) {
        return parts.stream().filter(part -> !(part instanceof Fork)).flatMap(NetworkGraph::layers);
    }

    /** {@code 3×3/2, 64}; {@code max 3×3/2}; {@code linear, 10}. */
    private static String words(Layer layer) {
        String detail = TIMES.matcher(layer.detail()).replaceAll("$1×$2");
        return switch (layer.kind()) {
            case CONVOLUTION -> detail + ", " + layer.channels();
            case LINEAR -> "linear, " + layer.channels();
            case SCALE -> "× " + Format.plain(Math.round(Double.parseDouble(detail) * 1e4) / 1e4f);
            case BATCH_NORM, RELU -> layer.words();
            case OTHER -> TIMES.matcher(layer.words()).replaceAll("$1×$2");
            default -> (layer.kind().abbreviation() + " " + detail).strip();
        };
    }

    /** Layers that stand beside every other one, or do nothing to what is seen. */
    private static boolean quiet(NetworkGraph part) {
        return part instanceof Layer layer && QUIET.contains(layer.kind());
    }

    private static boolean weighs(List<NetworkGraph> parts) {
        return layers(parts).anyMatch(layer -> layer.kind().isWeightLayer());
    }

    private static boolean forked(NetworkGraph part) {
        return part.all().anyMatch(Fork.class::isInstance);
    }

    /** {@code [x, F(x)]}. */
    private static boolean dense(Fork fork) {
        return fork.isDense() && fork.branches().size() == 2 && fork.branches().get(0).isInput();
    }

    /** {@code x + F(x)}, where the shortcut has fewer layers than the residual. */
    private static boolean bridge(Fork fork) {
        return fork.fusion() == Fusion.SUM
                && fork.branches().size() == 2
                && shortcut(fork).stream().noneMatch(NetworkLayout::forked)
                && lines(shortcut(fork)).size() <= 2;
    }

    private static List<NetworkGraph> shortcut(Fork fork) {
        return fork.branches().stream()
                .map(NetworkGraph::parts)
                .min(Comparator.comparing(NetworkLayout::weight))
                .orElseThrow();
    }

    private static List<NetworkGraph> residual(Fork fork) {
        var branches = fork.branches().stream().map(NetworkGraph::parts).toList();
        return branches.get(branches.get(0).equals(shortcut(fork)) ? 1 : 0);
    }

    /** How much a branch does: layers that count, and more if it forks. */
    private static int weight(List<NetworkGraph> parts) {
        return lines(parts).size() + (parts.stream().anyMatch(NetworkLayout::forked) ? 100 : 0);
    }
}
