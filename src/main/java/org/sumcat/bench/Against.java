package org.sumcat.bench;

import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.sumcat.statistics.Interval;
import org.sumcat.statistics.MedianInterval;
import org.sumcat.statistics.Sample;

/**
 * This build beside another one, in one precision.
 *
 * @param peer the name of ours
 * @param newOverOld how many times as fast ours was, the median of the rounds' paired ratios
 * @param interval 95% confidence interval of that median, see {@link MedianInterval}; null for
 *     fewer than six rounds
 * @param peakMegabytes the most resident memory of our process; null where the system does not tell
 * @param otherPeakMegabytes likewise of the other's
 */
public record Against(
        String peer,
        double newOverOld,
        @Nullable Interval interval,
        @Nullable Long peakMegabytes,
        @Nullable Long otherPeakMegabytes) {

    /**
     * Compares them round by round.
     *
     * @param ours milliseconds in each round
     * @param others likewise
     */
    static Against of(
            String peer,
            double[] ours,
            double[] others,
            @Nullable Long peakMegabytes,
            @Nullable Long otherPeakMegabytes) {
        return new Against(
                peer,
                Bench.ratio(ours, others).typical(),
                MedianInterval.of(Sample.of(Bench.ratios(ours, others))),
                peakMegabytes,
                otherPeakMegabytes);
    }

    /** The comparison as a line of text. */
    public String line() {
        return String.format(
                Locale.ROOT,
                "%s: new over old %.3f x (%s); peak memory %s, old %s",
                peer,
                newOverOld,
                interval == null
                        ? "no interval of fewer than 6 rounds"
                        : String.format(
                                Locale.ROOT,
                                "95%% interval %.3f to %.3f",
                                interval.low(),
                                interval.high()),
                megabytes(peakMegabytes),
                megabytes(otherPeakMegabytes));
    }

    private static String megabytes(@Nullable Long value) {
        return value == null ? "unknown" : String.format(Locale.ROOT, "%,d MB", value);
    }
}
