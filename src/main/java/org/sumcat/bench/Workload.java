package org.sumcat.bench;

import ai.djl.ndarray.types.Shape;
import java.util.List;
import org.sumcat.network.NetworkSummary;
import org.sumcat.zoo.Zoo;

/**
 * A benchmark workload: a network, an image size and a batch size, the same for every peer.
 *
 * @param name how it is asked for, {@code densenet-bc-40-12}
 * @param spec our network
 * @param side width and height of the images in pixels
 * @param batch images in a step
 */
public record Workload(String name, String spec, int side, int batch) {
    /**
     * The learning rate of plain SGD for every peer, small enough that networks without batch norm
     * do not diverge.
     */
    static final float RATE = 0.01f;

    /**
     * Floating-point operations per image: two for each multiply-accumulate of the network, and in
     * training twice as many again for the gradients of inputs and weights.
     */
    double operations(Measure measure) {
        var image = new Shape(1, side, side);
        double forward = 2.0 * NetworkSummary.of(Zoo.network(spec), image, 10).macs();
        return measure == Measure.FORWARD ? forward : 3 * forward;
    }

    /** The benchmarked networks, each at a size at which it is trained on Fashion-MNIST. */
    public static List<Workload> all() {
        return List.of(
                new Workload("densenet-d2l", "densenet-d2l", 48, 256),
                new Workload("densenet-bc-40-12", "densenet-bc-40-12", 28, 64),
                new Workload("densenet-bc-100-12", "densenet-bc-100-12", 28, 64),
                new Workload("resnet-20", "resnet-20", 28, 128),
                new Workload("resnet-18", "resnet-18", 48, 128),
                new Workload("googlenet-d2l", "googlenet-d2l", 96, 64));
    }

    /**
     * Finds a workload by its name.
     *
     * @throws IllegalArgumentException if there is none
     */
    public static Workload named(String name) {
        return all().stream()
                .filter(workload -> workload.name().equals(name))
                .findFirst()
                .orElseThrow(
                        () ->
                                new IllegalArgumentException(
                                        "a workload must be one of %s, but was '%s'"
                                                .formatted(
                                                        String.join(
                                                                ", ",
                                                                all().stream()
                                                                        .map(Workload::name)
                                                                        .toList()),
                                                        name)));
    }
}
