package org.sumcat.diagram;

import java.util.ArrayList;
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

/** The text on the card of some layers, as short as in a paper's figure. */
final class LayerWords {
    private static final Set<LayerKind> QUIET =
            EnumSet.of(
                    LayerKind.BATCH_NORM,
                    LayerKind.DROPOUT,
                    LayerKind.RELU,
                    LayerKind.FLATTEN,
                    LayerKind.IDENTITY);
    private static final Pattern TIMES = Pattern.compile("(\\d)x(\\d)");

    private LayerWords() {}

    static CardBox card(Fusion join, List<NetworkGraph> parts) {
        boolean gated = parts.stream().anyMatch(p -> p instanceof Gate);
        var lines = lines(parts);
        var title = layers(parts).map(LayerWords::words).collect(Collectors.joining(", "));
        if (lines.isEmpty()) {
            var brief = layers(parts).map(LayerWords::brief).collect(Collectors.joining(", "));
            lines = List.of(brief.isEmpty() ? "identity" : brief);
        }
        return CardBox.of(join, lines, gated, title);
    }

    static String brief(Layer layer) {
        return QUIET.contains(layer.kind()) ? layer.kind().abbreviation() : words(layer);
    }

    static String said(CardBox card) {
        return card.lines().stream()
                .filter(line -> !line.startsWith("p = "))
                .collect(Collectors.joining(" → "));
    }

    /** A line of text for each relevant layer. */
    static List<String> lines(List<NetworkGraph> parts) {
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

    static Stream<Layer> layers(List<NetworkGraph> parts) {
        return parts.stream().filter(part -> !(part instanceof Fork)).flatMap(NetworkGraph::layers);
    }

    /** The text of a layer: {@code 3×3/2, 64}; {@code max 3×3/2}; {@code linear, 10}. */
    static String words(Layer layer) {
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

    /**
     * Returns whether a part is not drawn: it accompanies every other layer, or has no visible
     * effect.
     */
    static boolean quiet(NetworkGraph part) {
        return part instanceof Layer layer && QUIET.contains(layer.kind());
    }

    static boolean weighs(List<NetworkGraph> parts) {
        return layers(parts).anyMatch(layer -> layer.kind().isWeightLayer());
    }

    static String chance(Gate gate) {
        return "p = " + Format.fixed(gate.survival(), 2);
    }
}
