package org.sumcat.compare;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.sumcat.render.Format;
import org.sumcat.statistics.Crossed;
import org.sumcat.statistics.Interval;
import org.sumcat.statistics.McNemar;

/**
 * Two networks compared image by image, over the seeds that both were trained with: not only how
 * many test images each classifies correctly, but which.
 *
 * @param first label of a network
 * @param second label of the other
 * @param seeds that both have, in rising order
 * @param images in the test set
 * @param onlyFirst images that only the first network classifies correctly, mean over the seeds
 * @param onlySecond images that only the second does
 * @param points second minus first in percentage points, mean over the seeds
 * @param interval of that with 95% confidence in percentage points: over other seeds and other
 *     images of the same kind, see {@link Crossed#interval}; for one seed over other images alone,
 *     see {@link McNemar#interval}
 * @param exact two-sided p of McNemar's exact test, one for each seed: these two trained networks,
 *     other images
 * @param agreementFirst share of images to which two seeds of the first network give the same
 *     answer, right or wrong, mean over all two; null for one seed
 * @param agreementSecond the same of the second
 * @param agreementBetween the same of a seed of the first and another seed of the second; for one
 *     seed, of the two runs
 * @param ensembleFirst share of images that most seeds of the first network classify correctly;
 *     where several classes are named as often, each counts in part
 * @param ensembleSecond the same of the second
 * @param allOfFirst images that all seeds of the first and none of the second classify correctly
 * @param allOfSecond images that all of the second and none of the first do
 * @param allByChance how many such images there would be each way if the runs were dealt to both
 *     networks by chance, and images as hard as they are
 */
public record ByImage(
        String first,
        String second,
        List<Long> seeds,
        int images,
        double onlyFirst,
        double onlySecond,
        double points,
        Interval interval,
        List<Double> exact,
        @Nullable Double agreementFirst,
        @Nullable Double agreementSecond,
        double agreementBetween,
        double ensembleFirst,
        double ensembleSecond,
        int allOfFirst,
        int allOfSecond,
        double allByChance) {

    private static final double CONFIDENCE = 0.95;

    public ByImage {
        seeds = List.copyOf(seeds);
        exact = List.copyOf(exact);
    }

    /** Compares two networks that share a seed and whose runs all have predictions. */
    static ByImage between(ModelResult first, ModelResult second, Votes.Counted votes) {
        var seeds = first.seeds().stream().filter(second.seeds()::contains).toList();
        var one = votes.of(first, seeds);
        var other = votes.of(second, seeds);
        var differences = new ArrayList<double[]>();
        var pairs = new ArrayList<McNemar>();
        for (int seed = 0; seed < seeds.size(); seed++) {
            double[] a = one.right(seed);
            double[] b = other.right(seed);
            var difference = IntStream.range(0, a.length).mapToDouble(i -> b[i] - a[i]).toArray();
            differences.add(difference);
            pairs.add(new McNemar(count(difference, -1), count(difference, 1)));
        }
        var crossed = Crossed.of(differences);
        Interval both = crossed.interval(CONFIDENCE);
        int n = seeds.size();
        int all = votes.test.count();
        return new ByImage(
                first.label(),
                second.label(),
                seeds,
                all,
                pairs.stream().mapToInt(McNemar::onlyFirst).average().orElseThrow(),
                pairs.stream().mapToInt(McNemar::onlySecond).average().orElseThrow(),
                100 * crossed.mean(),
                inPoints(both != null ? both : pairs.get(0).interval(all, CONFIDENCE)),
                pairs.stream().map(McNemar::p).toList(),
                n < 2 ? null : agreement(one, one),
                n < 2 ? null : agreement(other, other),
                n < 2 ? Votes.agreement(one, 0, other, 0) : agreement(one, other),
                one.ensemble(),
                other.ensemble(),
                one.alone(other),
                other.alone(one),
                byChance(one, other, all));
    }

    private static int count(double[] values, double value) {
        return (int) IntStream.range(0, values.length).filter(i -> values[i] == value).count();
    }

    private static Interval inPoints(Interval shares) {
        return new Interval(100 * shares.low(), 100 * shares.high());
    }

    /**
     * Mean agreement over all pairs of runs with different seeds, which differ in data order and
     * initial weights.
     */
    private static double agreement(Votes one, Votes other) {
        return IntStream.range(0, one.seeds())
                .boxed()
                .flatMapToDouble(
                        a ->
                                IntStream.range(0, other.seeds())
                                        .filter(b -> one == other ? b > a : b != a)
                                        .mapToDouble(b -> Votes.agreement(one, a, other, b)))
                .average()
                .orElseThrow();
    }

    /**
     * The expected number of images that all of one network's seeds, and none of the other's,
     * classify correctly by chance.
     */
    private static double byChance(Votes one, Votes other, int images) {
        double ways = 1;
        for (int i = 1; i <= one.seeds(); i++) {
            ways = ways * (other.seeds() + i) / i;
        }
        long half =
                IntStream.range(0, images)
                        .filter(i -> one.rightOnes(i) + other.rightOnes(i) == one.seeds())
                        .count();
        return half / ways;
    }

    /** The result in a sentence, with the numbers that support it. */
    public String sentence() {
        boolean one = seeds.size() == 1;
        return "Images that %s alone classifies correctly: %s; %s alone: %s (%s). Second minus first: %s points, 95%% interval %s to %s over %s.%s"
                .formatted(
                        first,
                        Format.fixed(onlyFirst, one ? 0 : 1),
                        second,
                        Format.fixed(onlySecond, one ? 0 : 1),
                        one ? "one seed" : "mean over %s seeds".formatted(seeds.size()),
                        Format.signed(points),
                        Format.signed(interval.low()),
                        Format.signed(interval.high()),
                        one ? "other images, for these two runs" : "other seeds and other images",
                        one ? "" : " " + extremes());
    }

    private String extremes() {
        return "All seeds of %s and none of %s are correct on %s, the reverse on %s; if the runs were assigned to the two at random, %s would be expected each way."
                .formatted(
                        first,
                        second,
                        Format.many(allOfFirst, "image"),
                        allOfSecond,
                        Format.fixed(allByChance, 1));
    }

    /** {@code 0.0312}, or {@code 0.0021 to 0.41} of several seeds. */
    String exactWords() {
        double low = exact.stream().mapToDouble(p -> p).min().orElseThrow();
        double high = exact.stream().mapToDouble(p -> p).max().orElseThrow();
        String least = Format.p(low).replace("= ", "");
        String most = Format.p(high).replace("= ", "");
        return least.equals(most) ? least : least + " to " + most;
    }
}
