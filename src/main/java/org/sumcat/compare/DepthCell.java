package org.sumcat.compare;

import java.util.stream.Stream;
import org.sumcat.nn.Fusion;
import org.sumcat.recipe.Recipe;
import org.sumcat.render.Format;
import org.sumcat.statistics.Interval;

/**
 * One depth and one training length.
 *
 * @param comparison of a plain network, a sum and a concatenation with as many weight layers
 */
public record DepthCell(Comparison comparison) {
    /**
     * Checks that the comparison has one network of each kind.
     *
     * @throws IllegalArgumentException if they are not these three, or differ in depth
     */
    public DepthCell {
        var networks = comparison.summaries();
        var fusions = networks.stream().map(Summary::fusion).toList();
        var expected = Stream.of(Fusion.NONE, Fusion.SUM, Fusion.CONCAT).map(Fusion::key).toList();
        long depths = networks.stream().map(Summary::weightLayers).distinct().count();
        if (!fusions.equals(expected) || depths > 1) {
            throw new IllegalArgumentException(
                    "a cell of the map compares %s of one depth, but has %s"
                            .formatted(
                                    Format.list(expected),
                                    networks.stream().map(Summary::spec).toList()));
        }
    }

    /** Convolutions and linear layers of each of the three networks. */
    public int weightLayers() {
        return network(0).weightLayers();
    }

    /** {@code 4,000 images, 3 epochs}. */
    public String training() {
        return "%s images, %s"
                .formatted(Format.count(images()), Format.many(recipe().epochs(), "epoch"));
    }

    Recipe recipe() {
        return comparison.runs().get(0).recipe();
    }

    long images() {
        return comparison.runs().get(0).trainImages();
    }

    /** The difference between concatenation and sum. */
    Difference join() {
        return comparison.differences().stream()
                .filter(d -> d.first().equals(network(1).label()))
                .filter(d -> d.second().equals(network(2).label()))
                .findFirst()
                .orElseThrow();
    }

    private Summary network(int place) {
        return comparison.summaries().get(place);
    }

    double percent(int place) {
        return 100 * network(place).lastEpoch().mean();
    }

    double end(boolean high) {
        Interval interval = join().interval();
        return interval == null ? Double.NaN : high ? interval.high() : interval.low();
    }

    String verdict() {
        Difference join = join();
        return !join.distinguishable() ? "inconclusive" : join.mean() > 0 ? "concat" : "sum";
    }
}
