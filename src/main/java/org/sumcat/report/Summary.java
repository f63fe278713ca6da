package org.sumcat.report;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.sumcat.train.Run;

/**
 * What a network's runs come to.
 *
 * @param label what the report calls it, {@code DenseNet (concat)}
 * @param spec the network's name
 * @param family as the field names it
 * @param fusion how it joins, the key of a {@link Join}: {@code none, sum, concat, other}
 * @param parameters trainable numbers
 * @param macs multiply-accumulates for one image
 * @param weightLayers convolutions and linear layers
 * @param connections direct connections between layers
 * @param seeds in rising order
 * @param testAccuracies after the last epoch, 0 to 1, in the order of the seeds
 * @param meanTestAccuracy over the seeds, 0 to 1
 * @param sdTestAccuracy sample standard deviation over the seeds, 0 to 1; null for one seed
 * @param minTestAccuracy of the worst seed, 0 to 1
 * @param maxTestAccuracy of the best seed, 0 to 1
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
        List<Long> seeds,
        List<Double> testAccuracies,
        double meanTestAccuracy,
        @Nullable Double sdTestAccuracy,
        double minTestAccuracy,
        double maxTestAccuracy,
        double meanTrainLoss,
        double secondsPerEpoch,
        double imagesPerSecond) {

    public Summary {
        seeds = List.copyOf(seeds);
        testAccuracies = List.copyOf(testAccuracies);
    }

    static Summary of(Entrant entrant) {
        var runs = entrant.runs();
        var network = entrant.network();
        var accuracies = runs.stream().map(Run::testAccuracy).toList();
        var over = accuracies.stream().mapToDouble(a -> a).summaryStatistics();
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
                entrant.seeds(),
                accuracies,
                over.getAverage(),
                sd(accuracies, over.getAverage()),
                over.getMin(),
                over.getMax(),
                runs.stream().mapToDouble(r -> r.last().trainLoss()).average().orElseThrow(),
                seconds / passes,
                images / seconds);
    }

    /** How far apart the seeds lie, in percentage points from the worst to the best. */
    public double range() {
        return 100 * (maxTestAccuracy - minTestAccuracy);
    }

    private static @Nullable Double sd(List<Double> values, double mean) {
        if (values.size() < 2) {
            return null;
        }
        double squares = values.stream().mapToDouble(v -> (v - mean) * (v - mean)).sum();
        return Math.sqrt(squares / (values.size() - 1));
    }
}
