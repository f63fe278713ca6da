package org.sumcat.cli;

import java.util.Locale;
import org.sumcat.bench.PeerSpeed;
import org.sumcat.bench.SpeedRatio;
import org.sumcat.bench.Workload;
import org.sumcat.bench.WorkloadResult;

/** The speeds of all peers at one workload as lines of text. */
final class BenchText {
    private BenchText() {}

    /**
     * A line about the workload, one for each peer, and one for each comparison.
     *
     * @param how it was measured: {@code step, 7 rounds of 6}
     */
    static String of(String device, Workload workload, String how, WorkloadResult result) {
        var text =
                new StringBuilder(
                        format(
                                "%s: %s, %sx%s, batch %s, %s; a large convolution: %.0f GFLOP/s%n",
                                device,
                                workload.name(),
                                workload.side(),
                                workload.side(),
                                workload.batch(),
                                how,
                                result.ceiling()));
        result.speeds().forEach(speed -> text.append(line(speed)));
        result.best().forEach(each -> text.append("  ").append(each.line()).append('\n'));
        result.against().forEach(each -> text.append("  ").append(each.line()).append('\n'));
        return text.toString().stripTrailing();
    }

    private static String line(PeerSpeed speed) {
        SpeedRatio fast = speed.fastOverThis();
        return format(
                "  %-36s %8.1f ms  %7.0f images/s%s   exact is %s%s%s%n",
                speed.peer(),
                speed.milliseconds(),
                speed.imagesPerSecond(),
                speed.gigaflops() == null ? "" : format("  %5.0f GFLOP/s", speed.gigaflops()),
                ratio(speed.exactOverThis()),
                fast == null ? "" : ", fast " + ratio(fast),
                speed.compileSeconds() == null
                        ? ""
                        : format("; compiled in %.1f s", speed.compileSeconds()));
    }

    private static String ratio(SpeedRatio ratio) {
        return format("%.2f x (%.2f to %.2f)", ratio.typical(), ratio.least(), ratio.most());
    }

    private static String format(String pattern, Object... values) {
        return String.format(Locale.ROOT, pattern, values);
    }
}
