package org.sumcat.sweep;

import java.util.List;
import org.sumcat.keys.Nearest;
import org.sumcat.network.Network;
import org.sumcat.zoo.Zoo;

/**
 * A named set of networks that belong together.
 *
 * @param name as it is typed, {@code densenet-variants}
 * @param about what they are, in a few words
 * @param networks at least two, in the order in which they are shown
 */
public record NetworkSet(String name, String about, List<Network> networks) {
    public NetworkSet {
        networks = List.copyOf(networks);
    }

    private NetworkSet(String name, String about, String... specs) {
        this(name, about, List.of(specs).stream().map(Zoo::network).toList());
    }

    /** One network, three ways: no shortcut, sum and concatenation, as large as each other. */
    public static NetworkSet fusion() {
        return new NetworkSet(
                "fusion",
                "one network, three ways: no shortcut, sum, concatenation",
                "skeleton-plain",
                "skeleton-sum",
                "skeleton-concat");
    }

    /** The effect of bottlenecks and compression (Huang et al., 2017, section 3). */
    public static NetworkSet densenetVariants() {
        return new NetworkSet(
                "densenet-variants",
                "DenseNet, -B, -C and -BC of depth 40 and growth 12",
                "densenet:depth=40,growth=12",
                "densenet-b:depth=40,growth=12",
                "densenet-c:depth=40,growth=12",
                "densenet-bc:depth=40,growth=12");
    }

    /**
     * A small member of every family: a published one, or one as deep as the smallest published
     * one.
     */
    public static NetworkSet family() {
        return new NetworkSet(
                "family",
                "a small member of every family, from LeNet to DenseNet",
                "lenet-5",
                "alexnet",
                "nin-cifar",
                "vgg-11",
                "googlenet",
                "bn-inception",
                "inception-v2",
                "inception-v3",
                "plain-20",
                "resnet-20",
                "resnet-18",
                "stochastic-depth:depth=20",
                "preact-resnet:depth=20,unit=basic",
                "inception-v4",
                "inception-resnet-v1",
                "inception-resnet-v2",
                "skeleton-plain",
                "skeleton-sum",
                "skeleton-concat",
                "densenet:depth=22,growth=12",
                "densenet-b:depth=22,growth=12",
                "densenet-c:depth=22,growth=12",
                "densenet-bc:depth=22,growth=12",
                "densenet-d2l");
    }

    /**
     * The rows of Huang et al., 2017, Table 2, that are in the zoo. Not there: All-CNN, Deeply
     * Supervised Net, Highway Network, FractalNet and the two wide ResNets. They need the memory of
     * a GPU; {@code org.sumcat.measure} says which of them fit.
     */
    public static NetworkSet paperTable2() {
        return new NetworkSet(
                "paper-table2",
                "rows of the DenseNet paper's Table 2, those that fit into memory",
                "nin-cifar",
                "resnet-110",
                "stochastic-depth-110",
                "stochastic-depth-1202",
                "preact-resnet-164",
                "preact-resnet-1001",
                "densenet-40-12",
                "densenet-100-12",
                "densenet-100-24",
                "densenet-bc-100-12",
                "densenet-bc-250-24",
                "densenet-bc-190-40");
    }

    /** All sets, in the order of their list. */
    public static List<NetworkSet> all() {
        return List.of(fusion(), densenetVariants(), family(), paperTable2());
    }

    /**
     * Finds a set by its name.
     *
     * @throws IllegalArgumentException if there is none, with the nearest
     */
    public static NetworkSet named(String name) {
        var names = all().stream().map(NetworkSet::name).toList();
        return all().stream()
                .filter(set -> set.name().equals(name))
                .findFirst()
                .orElseThrow(
                        () ->
                                new IllegalArgumentException(
                                        "a set must be one of %s, but was '%s'%s"
                                                .formatted(
                                                        String.join(", ", names),
                                                        name,
                                                        Nearest.to(name, names))));
    }
}
