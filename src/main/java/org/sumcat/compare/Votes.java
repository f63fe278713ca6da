package org.sumcat.compare;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.sumcat.inference.Predictions;
import org.sumcat.train.Run;

/** The predictions of all seeds of one network for each test image. */
final class Votes {
    private final List<Predictions> seeds;
    private final TestImages test;
    private final int[] right; // seeds that classify each image correctly
    private final long[][] sets; // of each seed: for each class a bit for each image

    private Votes(List<Run> runs, TestImages test) {
        this.test = test;
        seeds = runs.stream().map(run -> checked(run, test)).toList();
        right = new int[test.count()];
        int words = (test.count() + Long.SIZE - 1) / Long.SIZE;
        sets = new long[seeds.size()][words * test.classes().size()];
        for (int seed = 0; seed < sets.length; seed++) {
            for (int image = 0; image < right.length; image++) {
                int named = seeds.get(seed).of(image);
                sets[seed][named * words + image / Long.SIZE] |= 1L << image; // modulo 64
                right[image] += named == test.label(image) ? 1 : 0;
            }
        }
    }

    /** The votes of networks, checked and counted once for each network and its seeds. */
    static final class Counted {
        private final Map<Voters, Votes> votes = new HashMap<>();
        final TestImages test;

        private record Voters(String label, List<Long> seeds) {}

        Counted(TestImages test) {
            this.test = test;
        }

        /** The predictions of a network's runs with these seeds. */
        Votes of(ModelResult network, List<Long> seeds) {
            var runs = network.runs().stream().filter(run -> seeds.contains(run.seed())).toList();
            return votes.computeIfAbsent(
                    new Voters(network.label(), seeds), voters -> new Votes(runs, test));
        }
    }

    private static Predictions checked(Run run, TestImages test) {
        Predictions predictions = run.predictions();
        if (predictions == null) {
            throw new IllegalArgumentException("a run that is compared by image keeps predictions");
        }
        test.requireOf(run, predictions);
        return predictions;
    }

    int seeds() {
        return seeds.size();
    }

    /** 1 for each image that a seed classifies correctly, 0 for the others. */
    double[] right(int seed) {
        var right = new double[test.count()];
        for (int image = 0; image < right.length; image++) {
            right[image] = seeds.get(seed).of(image) == test.label(image) ? 1 : 0;
        }
        return right;
    }

    /** The number of seeds that classify an image correctly. */
    int rightOnes(int image) {
        return right[image];
    }

    /** The number of seeds that predict each class for an image. */
    int[] of(int image) {
        var votes = new int[test.classes().size()];
        seeds.forEach(seed -> votes[seed.of(image)]++);
        return votes;
    }

    /** The number of images that all these seeds, and none of the other's, classify correctly. */
    int alone(Votes other) {
        return (int)
                IntStream.range(0, test.count())
                        .filter(i -> rightOnes(i) == seeds() && other.rightOnes(i) == 0)
                        .count();
    }

    /** The fraction of images on which two seeds agree, right or wrong; 64 images in a step. */
    static double agreement(Votes first, int ofFirst, Votes second, int ofSecond) {
        long[] one = first.sets[ofFirst];
        long[] other = second.sets[ofSecond];
        int same = 0;
        for (int word = 0; word < one.length; word++) {
            same += Long.bitCount(one[word] & other[word]);
        }
        return same / (double) first.test.count();
    }

    /** Accuracy of the majority vote of the seeds; tied classes share the vote equally. */
    double ensemble() {
        double right = 0;
        for (int image = 0; image < test.count(); image++) {
            int[] votes = of(image);
            int most = 0;
            int such = 0;
            for (int each : votes) {
                such = each > most ? 1 : each == most ? such + 1 : such;
                most = Math.max(most, each);
            }
            right += votes[test.label(image)] == most ? 1.0 / such : 0;
        }
        return right / test.count();
    }
}
