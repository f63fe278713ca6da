package org.sumcat.bench;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.sumcat.device.Compute;

/**
 * Measures training speed: lets every peer warm up, then runs all of them interleaved, round by
 * round, so that other load on the machine affects all alike. Medians over rounds, never the best.
 *
 * @param measure what a unit of work is
 * @param rounds turns that count, of each peer; at least 1
 * @param units units of work in a turn, at least 1
 * @param threads CPU threads of each peer
 * @param torch a Python with torch, to have PyTorch as a peer
 * @param data the folder of Fashion-MNIST, or where it is usually looked for
 * @param against another build of Sumcat; the peers are then that and ours alone
 * @param choice which of the others take part
 */
public record Bench(
        Measure measure,
        int rounds,
        int units,
        int threads,
        @Nullable PyTorch torch,
        @Nullable Path data,
        @Nullable OtherBuild against,
        PeerChoice choice) {

    public Bench {
        require(rounds >= 1, "rounds must be at least 1, but were " + rounds);
        require(units >= 1, "units must be at least 1, but were " + units);
        Compute.requireThreads(threads);
    }

    /** A copy of this bench with PyTorch as a peer. */
    public Bench with(PyTorch other) {
        return new Bench(measure, rounds, units, threads, other, data, against, choice);
    }

    /**
     * Measures all peers at one workload.
     *
     * @param told gets a line about each round
     */
    public WorkloadResult time(Workload workload, Consumer<String> told) {
        var starts = new ArrayList<>(peerStarts().of(workload));
        var names = starts.stream().map(PeerStarts.PeerStart::name).toList();
        var medians = new double[starts.size()][rounds];
        var peaks = new Peaks();
        var images = new AtomicInteger();
        var warm = new ArrayList<Peer>();
        var compiled = new HashMap<String, Double>();
        var convolutions = new double[rounds];
        try (Peer ceiling =
                peerStarts().java("a convolution", "ceiling", workload, Map.of()).peer()) {
            ceiling.awaitReady();
            ceiling.take(Math.max(units, 10));
            if (measure != Measure.START) {
                starts.forEach(start -> warm.add(start.peer())); // they get ready side by side
                warm.forEach(peer -> images.set(peer.awaitReady()));
                for (Peer peer : warm) {
                    warmUp(workload, peer, compiled, told);
                }
            }
            for (int round = 0; round < rounds; round++) {
                for (int peer : order(starts.size(), round)) {
                    medians[peer][round] =
                            measure == Measure.START
                                    ? fromTheStart(starts.get(peer), images, peaks)
                                    : median(warm.get(peer).take(units));
                }
                convolutions[round] = median(ceiling.take(units));
                told.accept("%s: round %s of %s".formatted(workload.name(), round + 1, rounds));
            }
            warm.forEach(peaks::note);
        } finally {
            warm.forEach(Peer::close);
        }
        double operations = images.get() * workload.operations(measure);
        return new WorkloadResult(
                Ceiling.gigaflops(median(convolutions)),
                speeds(names, medians, compiled, images.get(), operations),
                BestForm.of(names, medians),
                against(starts, medians, peaks));
    }

    /** Lets a peer compile what it has to, while all others wait, and do what is not counted. */
    private void warmUp(
            Workload workload, Peer peer, Map<String, Double> compiled, Consumer<String> told) {
        String after = "";
        if (TorchForm.named(peer.name()).filter(TorchForm::compiled).isPresent()) {
            double seconds = peer.compile().seconds();
            compiled.put(peer.name(), seconds);
            after = String.format(Locale.ROOT, ", after compiling for %.1f s", seconds);
        }
        peer.take(measure == Measure.EPOCH ? 1 : Math.max(units, 10));
        told.accept("%s: %s is warm%s".formatted(workload.name(), peer.name(), after));
    }

    static List<Against> against(
            List<PeerStarts.PeerStart> starts, double[][] medians, Peaks peaks) {
        var names = starts.stream().map(PeerStarts.PeerStart::name).toList();
        return names.stream()
                .filter(name -> !PeerStarts.otherThan(name).equals(name))
                .filter(name -> names.contains(PeerStarts.otherThan(name)))
                .map(
                        name -> {
                            String other = PeerStarts.otherThan(name);
                            return Against.of(
                                    name,
                                    medians[names.indexOf(name)],
                                    medians[names.indexOf(other)],
                                    peaks.megabytes(name),
                                    peaks.megabytes(other));
                        })
                .toList();
    }

    /**
     * The order of the peers in a round, by the designs of Williams (1949): in as many rounds as
     * there are peers, or twice as many if their number is odd, each peer follows each other one
     * equally often.
     */
    static int[] order(int peers, int round) {
        var order = new int[peers];
        for (int turn = 0; turn < peers; turn++) {
            boolean backwards = peers % 2 == 1 && round % 2 == 1; // an odd number needs both ways
            int from = backwards ? peers - 1 - turn : turn;
            int zigzag = from % 2 == 1 ? (from + 1) / 2 : peers - from / 2; // 0 1 -1 2 -2 ...
            order[turn] = (zigzag + round) % peers;
        }
        return order;
    }

    /** Milliseconds from the start of a process to the end of its first step. */
    private static double fromTheStart(
            PeerStarts.PeerStart start, AtomicInteger images, Peaks peaks) {
        long begun = System.nanoTime();
        try (Peer peer = start.peer()) {
            images.set(peer.awaitReady());
            peer.take(1);
            double milliseconds = (System.nanoTime() - begun) / 1e6;
            peaks.note(peer);
            return milliseconds;
        }
    }

    private List<PeerSpeed> speeds(
            List<String> peers,
            double[][] medians,
            Map<String, Double> compiled,
            int images,
            double operations) {
        int fast = peers.indexOf(PeerStarts.FAST);
        var speeds = new ArrayList<PeerSpeed>();
        for (int peer = 0; peer < peers.size(); peer++) {
            double typical = median(medians[peer]);
            speeds.add(
                    new PeerSpeed(
                            peers.get(peer),
                            typical,
                            Arrays.stream(medians[peer]).min().orElseThrow(),
                            Arrays.stream(medians[peer]).max().orElseThrow(),
                            1000 * images / typical,
                            measure == Measure.START ? null : operations / typical / 1e6,
                            compiled.get(peers.get(peer)),
                            ratio(medians[0], medians[peer]),
                            fast < 0 ? null : ratio(medians[fast], medians[peer])));
        }
        return speeds;
    }

    /** The ratio of the second time to the first, over the rounds. */
    static SpeedRatio ratio(double[] ours, double[] theirs) {
        double[] ratios = ratios(ours, theirs);
        return new SpeedRatio(
                median(ratios),
                Arrays.stream(ratios).min().orElseThrow(),
                Arrays.stream(ratios).max().orElseThrow());
    }

    /** The ratio of the second time to the first, round by round. */
    static double[] ratios(double[] ours, double[] theirs) {
        return IntStream.range(0, ours.length).mapToDouble(i -> theirs[i] / ours[i]).toArray();
    }

    /** The names of all possible peers; device and Python decide which of them run. */
    public static List<String> peers() {
        return PeerStarts.names();
    }

    private PeerStarts peerStarts() {
        return new PeerStarts(measure, threads, torch, data, against, choice);
    }

    static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int half = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
    }

    private static void require(boolean rule, String message) {
        if (!rule) {
            throw new IllegalArgumentException(message);
        }
    }
}
