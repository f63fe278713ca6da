package org.sumcat.bench;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.sumcat.statistics.Interval;
import org.sumcat.statistics.MedianInterval;
import org.sumcat.statistics.Sample;

/**
 * PyTorch's best form in one precision: eager or compiled, in either layout, whichever had the
 * shortest median time; and Sumcat beside it in the same precision.
 *
 * @param precision {@code float32} or {@code bfloat16}
 * @param peer the form, by its name as a peer
 * @param ours the name of Sumcat in that precision
 * @param oursOverThis how many times as fast ours was, over the rounds' paired ratios
 * @param interval 95% confidence interval of their median, see {@link MedianInterval}; null for
 *     fewer than six rounds
 */
public record BestForm(
        String precision,
        String peer,
        String ours,
        SpeedRatio oursOverThis,
        @Nullable Interval interval) {

    /**
     * The best forms of each precision in which both took part.
     *
     * @param peers names of the peers
     * @param medians milliseconds of each peer in each round
     */
    static List<BestForm> of(List<String> peers, double[][] medians) {
        return Stream.of(false, true).flatMap(bf16 -> of(bf16, peers, medians).stream()).toList();
    }

    private static Optional<BestForm> of(boolean bfloat16, List<String> peers, double[][] medians) {
        String name = bfloat16 ? PeerStarts.FAST : PeerStarts.EXACT;
        int ours = peers.indexOf(name);
        return IntStream.range(0, peers.size())
                .boxed()
                .filter(peer -> ours >= 0)
                .filter(
                        peer ->
                                TorchForm.named(peers.get(peer))
                                        .filter(form -> form.bfloat16() == bfloat16)
                                        .isPresent())
                .min(Comparator.comparingDouble(peer -> Bench.median(medians[peer])))
                .map(
                        best ->
                                new BestForm(
                                        bfloat16 ? "bfloat16" : "float32",
                                        peers.get(best),
                                        name,
                                        Bench.ratio(medians[ours], medians[best]),
                                        MedianInterval.of(
                                                Sample.of(
                                                        Bench.ratios(
                                                                medians[ours], medians[best])))));
    }

    /** The comparison as a line of text. */
    public String line() {
        return String.format(
                Locale.ROOT,
                "PyTorch, best form in %s: %s; %s is %.2f x as fast (%s)",
                precision,
                peer.replaceFirst("^PyTorch, ", "eager, ").replaceFirst("^PyTorch ", ""),
                ours,
                oursOverThis.typical(),
                interval == null
                        ? "no interval of fewer than 6 rounds"
                        : String.format(
                                Locale.ROOT,
                                "95%% interval %.2f to %.2f",
                                interval.low(),
                                interval.high()));
    }
}
