package org.sumcat.statistics;

import java.util.Comparator;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * Holm's correction (1979) for multiple tests, of which some give a small p by chance alone. The
 * corrected values keep the probability of even one false finding among all of them below the
 * level.
 */
public final class Holm {
    private Holm() {}

    /**
     * Corrects the p values of tests that belong together.
     *
     * @param ps each from 0 to 1
     * @return the corrected ones in the same order: the smallest times their number, the next times
     *     one less, and so on; at most 1, and none below one that was smaller before
     */
    public static List<Double> correct(List<Double> ps) {
        int count = ps.size();
        var corrected = new double[count];
        var order =
                IntStream.range(0, count).boxed().sorted(Comparator.comparing(ps::get)).toList();
        double least = 0;
        for (int rank = 0; rank < count; rank++) {
            int test = order.get(rank);
            least = Math.max(least, Math.min(1, (count - rank) * ps.get(test)));
            corrected[test] = least;
        }
        return DoubleStream.of(corrected).boxed().toList();
    }
}
