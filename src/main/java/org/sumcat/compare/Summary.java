package org.sumcat.compare;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.sumcat.measure.ActivationMemory;
import org.sumcat.network.NetworkSummary;
import org.sumcat.nn.Fusion;
import org.sumcat.train.Best;
import org.sumcat.train.Run;

/**
 * The aggregated results of a network's finished runs.
 *
 * @param label what the report calls it, {@code DenseNet (concat)}
 * @param spec the network's name
 * @param family as the field names it
 * @param fusion how it joins, the key of a {@link Fusion}: {@code none, sum, concat, other}
 * @param parameters trainable numbers
 * @param macs multiply-accumulates for one image
 * @param weightLayers convolutions and linear layers
 * @param connections direct connections between layers
 * @param activationBytes what a training step keeps for the backward pass, for each image of the
 *     batch, counted; null where the zoo has no such network
 * @param epochs passes over the training images, of each run
 * @param seeds in rising order
 * @param lastEpoch test accuracy after the last epoch: the figure that is compared
 * @param bestValidation test accuracy after the epoch that was best on held-out images, the choice
 *     made without the test set; null where some run held none out
 * @param meanTrainLoss in the last epoch, nats, mean over the seeds
 * @param secondsPerEpoch duration of a training pass, mean over epochs and seeds
 * @param imagesPerSecond training images in a second of training, from the same time
 */
public record Summary(
        String label,
        String spec,
        String family,
        String fusion,
        long parameters,
        long macs,
        int weightLayers,
        long connections,
        @Nullable Long activationBytes,
        int epochs,
        List<Long> seeds,
        Accuracy lastEpoch,
        @Nullable Accuracy bestValidation,
        double meanTrainLoss,
        double secondsPerEpoch,
        double imagesPerSecond) {

    public Summary {
        seeds = List.copyOf(seeds);
    }

    static Summary of(ModelResult entrant) {
        var runs = entrant.runs();
        var network = entrant.network();
        double seconds = runs.stream().mapToDouble(Run::seconds).sum();
        long passes = runs.stream().mapToLong(run -> run.history().size()).sum();
        double images =
                runs.stream().mapToDouble(r -> (double) r.trainImages() * r.history().size()).sum();
        return new Summary(
                entrant.label(),
                network.spec(),
                network.family(),
                entrant.look().join().key(),
                network.parameters(),
                network.macs(),
                network.weightLayers(),
                network.connections(),
                activations(network),
                runs.get(0).recipe().epochs(),
                entrant.seeds(),
                entrant.lastEpoch(),
                best(runs),
                runs.stream().mapToDouble(r -> r.last().trainLoss()).average().orElseThrow(),
                seconds / passes,
                images / seconds);
    }

    private static @Nullable Long activations(NetworkSummary network) {
        try {
            return ActivationMemory.of(network).bytes();
        } catch (IllegalArgumentException e) {
            return null; // a network of the reader's own, or of another version of Sumcat
        }
    }

    private static @Nullable Accuracy best(List<Run> runs) {
        var chosen = runs.stream().map(Run::best).filter(Objects::nonNull).map(Best::testAccuracy);
        var accuracies = chosen.toList();
        return accuracies.size() == runs.size() ? Accuracy.of(accuracies) : null;
    }
}
