package org.sumcat.measure;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.summingLong;

import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.sumcat.engine.Rules;
import org.sumcat.engine.SavedForBackward;
import org.sumcat.network.Network;
import org.sumcat.network.NetworkSummary;
import org.sumcat.nn.NetworkGraph;
import org.sumcat.zoo.Zoo;

/**
 * Activation memory of a training step: the bytes kept for the backward pass, per image of the
 * batch, counted from the block tree.
 *
 * <p>Every layer makes one array of {@code 4 C H W} bytes (float32). It is kept if the layer that
 * made it needs its output for the gradient, or a layer that reads it needs its input, and then
 * once, however many need it ({@link SavedForBackward}). So of batch norm, ReLU, convolution the
 * array before each of the three is kept, of {@code x + F(x)} nothing, and a concatenation is an
 * array of its own that holds all maps before it once more. In a dense block of {@code L} layers on
 * {@code c} maps, of {@code k} each, with a bottleneck of {@code b} maps (0 for none), that is
 *
 * <pre>4 H W (sum over l = 1..L of 2 (c + (l-1) k) + 2 b)</pre>
 *
 * <p>before the next part reads the last concatenation: {@code 2 c L + k L (L-1) + 2 b L} maps,
 * which grows with the square of {@code L} (Pleiss et al., 2017, "Memory-Efficient Implementation
 * of DenseNets", section 3).
 *
 * <p>Of a recomputed dense block ({@code memory=efficient}) what follows the first convolution of
 * each layer is kept, {@code 2 b + k} maps; of one that is recomputed altogether ({@code
 * memory=least}) the maps that each layer adds, {@code k}; and all of these once more for the part
 * that follows. The rest is computed again for one layer at a time, and what the widest needs
 * meanwhile is {@code again}.
 *
 * <p>Not counted: what does not grow with the batch (weights, their gradients, momentum, statistics
 * of batch norm), the loss, zeros that fill the processor's vectors (in batches of 8,192 pixels and
 * more: seven maps at most for a layer of a dense block, fifteen for another batch norm, where it
 * reads 64 maps or fewer), what convolutions of 16 pixels and fewer keep beyond their input (with
 * 256 x 256 weights and more: a pixel once for each position of the kernel that meets it, up to six
 * times), and what lives for a moment only (gradients of activations, work space of convolutions).
 * All gates of stochastic depth count as open.
 *
 * @param parts what is kept of each layer and each concatenation, in the order in which they run;
 *     those of which nothing is are left out
 * @param again bytes for one image while a layer is computed again, of the layer that needs most; 0
 *     where none is
 */
public record ActivationMemory(List<Part> parts, long again) {
    static final String CONCATENATION = "concatenation";

    /**
     * The activation memory of one place in the network.
     *
     * @param address of the place that made it, {@code dense1/3/branch2/2}; {@code images} for the
     *     images themselves
     * @param words what that place is
     * @param bytes for one image
     */
    public record Part(String address, String words, long bytes) {
        /** The stage it belongs to: the address up to the first {@code /}. */
        public String stage() {
            int end = address.indexOf('/');
            return end < 0 ? address : address.substring(0, end);
        }
    }

    public ActivationMemory {
        parts = List.copyOf(parts);
    }

    /**
     * Counts a network's activation memory.
     *
     * @param image one image, {@code (C, H, W)}
     * @param classes how many classes the last layer tells apart
     */
    public static ActivationMemory of(Network network, Shape image, int classes) {
        return of(network.build(classes), image, Rules.DEFAULT.with(network.rules()));
    }

    /** Counts a network for its default input and ten classes. */
    public static ActivationMemory of(Network network) {
        return of(network, network.input(), 10);
    }

    /**
     * Counts a recorded network: by its spec, for the images and classes in the record.
     *
     * @throws IllegalArgumentException if the zoo has no such network, or another one of that name
     */
    public static ActivationMemory of(NetworkSummary anatomy) {
        Network network = Zoo.recorded(anatomy);
        var sizes = Arrays.stream(anatomy.input().split("x", -1)).mapToLong(Long::parseLong);
        Shape image = new Shape(sizes.toArray());
        if (!NetworkSummary.of(network, image, anatomy.classes()).equals(anatomy)) {
            throw new IllegalArgumentException(
                    "a record must be of a network of the zoo, but its %s is another one"
                            .formatted(anatomy.spec()));
        }
        return of(network, image, anatomy.classes());
    }

    /** Counts a network that is already built, in a step by these rules. */
    static ActivationMemory of(Block network, Shape image, Rules rules) {
        return new ActivationWalk(rules).all(NetworkGraph.of(network, new Shape(1).addAll(image)));
    }

    /** The peak per image: all kept activations, and the largest recomputed part. */
    public long bytes() {
        return parts.stream().mapToLong(Part::bytes).sum() + again;
    }

    /** The memory of concatenations alone, which copy the maps of earlier layers. */
    public long bytesOfConcatenations() {
        return parts.stream()
                .filter(part -> part.words().equals(CONCATENATION))
                .mapToLong(Part::bytes)
                .sum();
    }

    /** Activation memory by stage, in network order. */
    public Map<String, Long> byStage() {
        return parts.stream()
                .collect(groupingBy(Part::stage, LinkedHashMap::new, summingLong(Part::bytes)));
    }
}
