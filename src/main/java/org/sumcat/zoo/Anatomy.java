package org.sumcat.zoo;

import static java.lang.Math.addExact;
import static java.lang.Math.multiplyExact;
import static java.util.stream.Collectors.joining;

import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.convolutional.Convolution;
import ai.djl.nn.core.Linear;
import ai.djl.util.Pair;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.sumcat.nn.BatchNorm;
import org.sumcat.nn.Chain;
import org.sumcat.nn.Fused;
import org.sumcat.nn.Fusion;
import org.sumcat.nn.Gated;
import org.sumcat.nn.Subsampling;
import org.sumcat.nn.TableConv;

/**
 * What a network is made of, counted from its block tree; no weight is made and no engine loaded.
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
 *     L, a dense block L(L+1)/2 (Huang et al. 2017, section 1). Auxiliary classifiers are left out
 * @param stages the parts of the figure in order, with what comes out of each
 */
public record Anatomy(
        String spec,
        String family,
        int year,
        String paper,
        String input,
        int classes,
        long parameters,
        long macs,
        long headParameters,
        long headMacs,
        int weightLayers,
        long connections,
        List<Stage> stages) {

    /** No image is larger, and no sum of a size and a padding overflows. */
    private static final long LONGEST = 999_999;

    private static final int MOST_CLASSES = 1_000_000;

    /**
     * A named part of a network.
     *
     * @param name as in the paper's table, {@code dense1}
     * @param shape what comes out for one image, {@code 256x12x12} or {@code 10}
     */
    public record Stage(String name, String shape) {}

    /**
     * Counts a network.
     *
     * @param input one image, {@code (C, H, W)}
     * @param classes how many classes the last layer tells apart, at least 2
     * @throws IllegalArgumentException if the input is not three positive numbers, or so small that
     *     nothing is left of it on the way
     */
    public static Anatomy of(Network network, Shape input, int classes) {
        Spec.require(
                input.dimension() == 3
                        && input.stream().allMatch(e -> e.getKey() > 0 && e.getKey() <= LONGEST),
                "input must be channels x height x width, like 1x28x28, each up to %s, but was %s"
                        .formatted(LONGEST, words(input)));
        Spec.requireWithin(2, MOST_CLASSES, "classes", "the largest ImageNet has 21841", classes);
        var count = new Count(new Shape(1).addAll(input));
        var heads = new Count(new Shape(1).addAll(input));
        try {
            Block block = network.build(classes);
            count.through(block);
            if (block instanceof Chain chain) {
                heads.throughHeads(chain);
            }
        } catch (ArithmeticException e) {
            throw new IllegalArgumentException(
                    "counts must stay below 2^63, but those of %s for %s with %s classes do not;"
                                    .formatted(network.spec(), words(input), classes)
                            + " take a smaller input",
                    e);
        }
        return new Anatomy(
                network.spec(),
                network.family(),
                network.year(),
                network.paper(),
                words(input),
                classes,
                count.parameters,
                count.macs,
                heads.parameters,
                heads.macs,
                count.weightLayers,
                count.connections,
                List.copyOf(count.stages));
    }

    /** The same for the input that the network was drawn for, and ten classes. */
    public static Anatomy of(Network network) {
        return of(network, network.input(), 10);
    }

    /**
     * The trainable numbers of a part of a network by itself.
     *
     * @param input of one image, {@code (C, H, W)}
     */
    public static long parameters(Block part, Shape input) {
        var count = new Count(new Shape(1).addAll(input));
        count.through(part);
        return count.parameters;
    }

    /** {@code 1x28x28}. */
    static String words(Shape shape) {
        return shape.stream().map(e -> String.valueOf(e.getKey())).collect(joining("x"));
    }

    /** A walk through the layers in the order in which they run. */
    private static final class Count {
        private Shape shape;
        private int sources = 1; // layers whose feature maps lie in the tensor at hand
        private long parameters;
        private long macs;
        private int weightLayers;
        private long connections;
        private final List<Stage> stages = new ArrayList<>();

        Count(Shape shape) {
            this.shape = shape;
        }

        void through(Block block) {
            if (block instanceof Chain chain) {
                for (var part : chain.parts()) {
                    through(part.getValue());
                    if (part.getKey() != null) {
                        stages.add(new Stage(part.getKey(), words(shape.slice(1))));
                    }
                }
            } else if (block instanceof Fused fused) {
                throughBranches(fused);
            } else if (block instanceof Gated gated) {
                through(gated.branch());
            } else {
                layer(block);
            }
        }

        /** The auxiliary classifiers alone, each from what its stage puts out. */
        void throughHeads(Chain chain) {
            for (Chain.Head head : chain.heads()) {
                var trunk = new Count(shape);
                for (var part : chain.parts()) {
                    trunk.through(part.getValue());
                    if (head.stage().equals(part.getKey())) {
                        break;
                    }
                }
                var own = new Count(trunk.shape);
                own.through(head.block());
                parameters = addExact(parameters, own.parameters);
                macs = addExact(macs, own.macs);
            }
        }

        private void throughBranches(Fused fused) {
            Shape given = shape;
            int givenSources = sources;
            int fusedSources = 0;
            for (Block branch : fused.branches()) {
                shape = given;
                sources = givenSources;
                int before = weightLayers;
                through(branch);
                fusedSources += sources;
                if (fused.fusion() == Fusion.SUM && weightLayers == before) {
                    connections++; // a shortcut without weights of its own
                }
            }
            shape = fused.getOutputShapes(new Shape[] {given})[0];
            sources = fused.fusion() == Fusion.SUM ? 1 : fusedSources;
        }

        private void layer(Block block) {
            Shape out = block.getOutputShapes(new Shape[] {shape})[0];
            if (block instanceof Convolution conv && !sees(conv, shape)) {
                out = new Shape(1, conv.getFilters(), 0, 0);
            }
            Spec.require(
                    out.stream().allMatch(e -> e.getKey() > 0),
                    "the input must leave at least 1 pixel at every layer, but a layer turns %s"
                                    .formatted(words(shape.slice(1)))
                            + " into %s; take a larger input".formatted(words(out.slice(1))));
            if (block instanceof Convolution conv) {
                long perPixel =
                        multiplyExact(
                                shape.get(1) / conv.getGroups(), conv.getKernelShape().size());
                weights(
                        multiplyExact(perPixel, conv.getFilters()),
                        multiplyExact(size(out), perPixel));
                add(conv.isIncludeBias() ? conv.getFilters() : 0);
            } else if (block instanceof Linear) {
                long weights = multiplyExact(size(shape), size(out));
                weights(weights, weights);
                add(block.getDirectParameters().contains("bias") ? size(out) : 0);
            } else if (block instanceof TableConv conv) {
                long weights = multiplyExact(conv.kernels(), conv.window().size().size());
                weights(weights, multiplyExact(weights, size(out.slice(2))));
                add(conv.table().size());
            } else if (block instanceof BatchNorm || block instanceof Subsampling) {
                add(2 * shape.get(1));
            }
            shape = out;
        }

        /** Whether an image is as large as the window; DJL rounds a negative size up to 1. */
        private static boolean sees(Convolution conv, Shape image) {
            return IntStream.of(0, 1)
                    .allMatch(
                            i ->
                                    image.get(2 + i) + 2 * conv.getPadding().get(i)
                                            >= conv.getKernelShape().get(i));
        }

        private void add(long numbers) {
            parameters = addExact(parameters, numbers);
        }

        /** As {@link Shape#size()}, which overflows in silence. */
        private static long size(Shape shape) {
            return shape.stream().mapToLong(Pair::getKey).reduce(1, Math::multiplyExact);
        }

        private void weights(long weights, long products) {
            add(weights);
            macs = addExact(macs, products);
            weightLayers++;
            connections += sources;
            sources = 1;
        }
    }
}
