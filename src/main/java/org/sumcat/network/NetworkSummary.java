package org.sumcat.network;

import static java.lang.Math.addExact;
import static java.lang.Math.multiplyExact;
import static java.util.stream.Collectors.joining;

import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.convolutional.Convolution;
import ai.djl.util.Pair;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.sumcat.keys.Bounds;
import org.sumcat.nn.LayerKind;
import org.sumcat.nn.NetworkGraph;
import org.sumcat.nn.NetworkGraph.Head;
import org.sumcat.nn.NetworkGraph.Layer;
import org.sumcat.nn.TableConv;
import org.sumcat.render.Rows;
import tech.tablesaw.api.Table;

/**
 * A network's parameters, MACs, layers, connections and stages, counted from its block tree; no
 * weight is made and no engine loaded.
 *
 * @param spec the network's name, see {@link Network#spec()}
 * @param family as in {@link Network#family()}
 * @param year as in {@link Network#year()}
 * @param paper as in {@link Network#paper()}
 * @param input one image, {@code 1x28x28} (channels, height, width)
 * @param classes how many classes the last layer tells apart
 * @param parameters trainable numbers; batch norm's running statistics are state, not counted
 * @param macs multiply-accumulates of convolutions and linear layers for one image, padding
 *     included; bias, batch norm, pooling and activation are not counted
 * @param headParameters trainable numbers of auxiliary classifiers, which {@code parameters} leaves
 *     out; 0 without any
 * @param headMacs multiply-accumulates of auxiliary classifiers, which run while training only
 * @param weightLayers convolutions and linear layers, projections on shortcuts included, those of
 *     auxiliary classifiers not
 * @param connections direct connections between layers: the feature maps of how many earlier layers
 *     each weight layer reads, added up, and 1 for each shortcut of a sum. A chain of L layers has
 *     L, a dense block L(L+1)/2 (Huang et al., 2017, section 1). Auxiliary classifiers are left out
 * @param stages the parts of the figure in order, with what comes out of each
 */
public record NetworkSummary(
        @JsonProperty("spec") String spec,
        @JsonProperty("family") String family,
        @JsonProperty("year") int year,
        @JsonProperty("paper") String paper,
        @JsonProperty("input") String input,
        @JsonProperty("classes") int classes,
        @JsonProperty("parameters") long parameters,
        @JsonProperty("macs") long macs,
        @JsonProperty("headParameters") long headParameters,
        @JsonProperty("headMacs") long headMacs,
        @JsonProperty("weightLayers") int weightLayers,
        @JsonProperty("connections") long connections,
        @JsonProperty("stages") List<Stage> stages) {

    /** Checks the values, which may come from a file. */
    public NetworkSummary {
        for (Object part : new @Nullable Object[] {spec, family, paper, input, stages}) {
            if (part == null) {
                throw new IllegalArgumentException(
                        "a network must have a spec, a family, a paper, an input and stages");
            }
        }
        if (stages.stream().anyMatch(s -> s == null || s.name() == null || s.shape() == null)) {
            throw new IllegalArgumentException("a stage must have a name and a shape");
        }
        stages = List.copyOf(stages);
    }

    /** The size limit of an image, which keeps the sum of a size and a padding from overflowing. */
    static final long LONGEST = 999_999;

    static final Bounds CLASSES = new Bounds(2, 1_000_000, "the largest ImageNet has 21841");

    /**
     * A named stage of a network, with its output shape.
     *
     * @param name as in the paper's table, {@code dense1}
     * @param shape what comes out for one image, {@code 256x12x12} or {@code 10}
     */
    public record Stage(@JsonProperty("name") String name, @JsonProperty("shape") String shape) {}

    /**
     * Counts a network for an input and a number of classes.
     *
     * @param input one image, {@code (C, H, W)}
     * @param classes how many classes the last layer tells apart, at least 2
     * @throws IllegalArgumentException if the input is not three positive numbers, or so small that
     *     nothing is left of it on the way
     */
    public static NetworkSummary of(Network network, Shape input, int classes) {
        try {
            return of(network, network.graph(input, classes), classes);
        } catch (ArithmeticException e) {
            throw new IllegalArgumentException(
                    "counts must stay below 2^63, but those of %s for %s with %s classes do not;"
                                    .formatted(network.spec(), words(input), classes)
                            + " use a smaller input",
                    e);
        }
    }

    /** Counts a network for its default input and ten classes. */
    public static NetworkSummary of(Network network) {
        return of(network, network.input(), 10);
    }

    private static NetworkSummary of(Network network, NetworkGraph graph, int classes) {
        var heads = graph.heads().stream().map(Head::part).toList();
        return new NetworkSummary(
                network.spec(),
                network.family(),
                network.year(),
                network.paper(),
                words(graph.in().slice(1)),
                classes,
                sum(List.of(graph), NetworkSummary::parameters),
                sum(List.of(graph), NetworkSummary::macs),
                sum(heads, NetworkSummary::parameters),
                sum(heads, NetworkSummary::macs),
                (int) graph.layers().filter(layer -> layer.kind().isWeightLayer()).count(),
                ConnectionGraph.count(graph),
                namedStages(graph).toList());
    }

    /**
     * The trainable parameters of a part of a network.
     *
     * @param input of one image, {@code (C, H, W)}
     */
    public static long parameters(Block part, Shape input) {
        var graph = NetworkGraph.of(part, new Shape(1).addAll(input));
        return sum(List.of(graph), NetworkSummary::parameters);
    }

    private static long sum(List<NetworkGraph> parts, ToLongFunction<Layer> count) {
        return parts.stream()
                .flatMap(NetworkGraph::layers)
                .mapToLong(count)
                .reduce(0, Math::addExact);
    }

    /** A table of one row with the counts; {@link LayerTable} has them layer by layer. */
    public Table table() {
        return table(List.of(this));
    }

    /** The counts of several networks, a row each. */
    public static Table table(List<NetworkSummary> networks) {
        return Rows.of("Networks", networks)
                .text("spec", NetworkSummary::spec)
                .text("family", NetworkSummary::family)
                .whole("year", NetworkSummary::year)
                .text("input", NetworkSummary::input)
                .whole("parameters", NetworkSummary::parameters)
                .whole("MACs per image", NetworkSummary::macs)
                .whole("weight layers", NetworkSummary::weightLayers)
                .whole("connections", NetworkSummary::connections)
                .table();
    }

    /** The named parts, those in branches before the part that contains them. */
    private static Stream<Stage> namedStages(NetworkGraph part) {
        if (part instanceof NetworkGraph.Sequential series) {
            return series.stages().stream().flatMap(NetworkSummary::withName);
        }
        if (part instanceof NetworkGraph.Fork fork) {
            return fork.branches().stream().flatMap(NetworkSummary::namedStages);
        }
        return part instanceof NetworkGraph.Gate gate ? namedStages(gate.part()) : Stream.of();
    }

    private static Stream<Stage> withName(NetworkGraph.Child stage) {
        Shape out = stage.part().out().slice(1);
        return Stream.concat(
                namedStages(stage.part()),
                stage.name().isEmpty()
                        ? Stream.of()
                        : Stream.of(new Stage(stage.name(), words(out))));
    }

    /** The trainable parameters of a layer: weights, and a bias or a scale and a shift. */
    static long parameters(Layer layer) {
        if (layer.block() instanceof Convolution conv) {
            return addExact(
                    multiplyExact(perPixel(layer, conv), conv.getFilters()),
                    conv.isIncludeBias() ? conv.getFilters() : 0);
        }
        if (layer.block() instanceof TableConv conv) {
            return addExact(weights(conv), conv.table().size());
        }
        return switch (layer.kind()) {
            case LINEAR -> {
                boolean bias = layer.block().getDirectParameters().contains("bias");
                yield addExact(macs(layer), bias ? size(layer.out()) : 0);
            }
            case BATCH_NORM, SUBSAMPLING -> 2 * layer.in().get(1);
            default -> 0;
        };
    }

    /** Multiply-accumulates of a layer for one image. */
    static long macs(Layer layer) {
        if (layer.block() instanceof Convolution conv) {
            return multiplyExact(size(layer.out()), perPixel(layer, conv));
        }
        if (layer.block() instanceof TableConv conv) {
            return multiplyExact(weights(conv), size(layer.out().slice(2)));
        }
        return layer.kind() == LayerKind.LINEAR
                ? multiplyExact(size(layer.in()), size(layer.out()))
                : 0;
    }

    /** The products behind one number of the output. */
    private static long perPixel(Layer layer, Convolution conv) {
        return multiplyExact(layer.in().get(1) / conv.getGroups(), conv.getKernelShape().size());
    }

    private static long weights(TableConv conv) {
        return multiplyExact(conv.kernels(), conv.window().size().size());
    }

    /** The size of a shape, checked for overflow, unlike {@link Shape#size()}. */
    private static long size(Shape shape) {
        return shape.stream().mapToLong(Pair::getKey).reduce(1, Math::multiplyExact);
    }

    /** A shape as text, {@code 1x28x28}. */
    static String words(Shape shape) {
        return shape.stream().map(e -> String.valueOf(e.getKey())).collect(joining("x"));
    }
}
