package org.sumcat.efficiency;

import ai.djl.ndarray.types.Shape;
import java.util.List;
import java.util.Objects;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.sumcat.experiment.Protocol;
import org.sumcat.experiment.Setup;
import org.sumcat.measure.ActivationMemory;
import org.sumcat.statistics.Sample;
import org.sumcat.train.Run;
import org.sumcat.train.Trained;
import org.sumcat.zoo.DenseNet;

/**
 * The cost and the accuracy of a DenseNet.
 *
 * @param activationBytes kept for the backward pass, for one image
 * @param runs one for each seed
 */
record Price(DenseNet network, long activationBytes, List<Run> runs) {

    /** Trains each network with each seed. */
    static List<Price> of(List<DenseNet> networks, Protocol protocol, Setup setup) {
        var runs = setup.train(setup.trainings(List.copyOf(networks), protocol), Trained::run);
        return IntStream.range(0, networks.size())
                .mapToObj(
                        i -> {
                            var own =
                                    runs.subList(i * protocol.seeds(), (i + 1) * protocol.seeds());
                            return new Price(networks.get(i), bytes(networks.get(i), own), own);
                        })
                .toList();
    }

    private static long bytes(DenseNet network, List<Run> runs) {
        int side = runs.get(0).recipe().sideFor(network);
        int classes = runs.get(0).network().classes();
        return ActivationMemory.of(network, new Shape(1, side, side), classes).bytes();
    }

    /** Finds the price of a network. */
    static Price in(List<Price> prices, DenseNet network) {
        return prices.stream()
                .filter(price -> price.network.equals(network))
                .findFirst()
                .orElseThrow();
    }

    long parameters() {
        return runs.get(0).network().parameters();
    }

    long macs() {
        return runs.get(0).network().macs();
    }

    /** Training time, averaged over the seeds. */
    double seconds() {
        return runs.stream().mapToDouble(Run::seconds).average().orElseThrow();
    }

    /** Accuracy on held-out images at the end, 0 to 1, for each seed. */
    Sample accuracy() {
        return new Sample(
                runs.stream()
                        .map(run -> Objects.requireNonNull(run.last().validationAccuracy()))
                        .toList());
    }

    /**
     * The additional cost over another network, in percent of the other; negative where it is less.
     */
    double percentMore(Price other, ToDoubleFunction<Price> value) {
        return 100 * (value.applyAsDouble(this) / value.applyAsDouble(other) - 1);
    }
}
