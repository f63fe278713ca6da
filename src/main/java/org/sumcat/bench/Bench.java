package org.sumcat.bench;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.sumcat.device.Compute;

/**
 * The referee: lets every peer warm up, then calls them one after the other, round by round, so
 * that whatever else the machine does falls on all alike. Medians over rounds, never the best.
 *
 * @param measure what a unit of work is
 * @param rounds turns that count, of each peer; at least 1
 * @param units units of work in a turn, at least 1
 * @param threads CPU threads of each peer
 * @param python a Python with torch, to have PyTorch as a peer
 * @param data the folder of Fashion-MNIST, or where it is usually looked for
 */
public record Bench(
        Measure measure,
        int rounds,
        int units,
        int threads,
        @Nullable Path python,
        @Nullable Path data) {

    private static final String EXACT = "Sumcat";
    private static final String FAST = "Sumcat, --precision fast";
    private static final String USUAL = "usual DJL";
    private static final String USUAL_TUNED = "usual DJL, our environment";

    /** Layouts of PyTorch, the last of them in bfloat16. */
    private static final List<String> LAYOUTS =
            List.of("nchw", "channels_last", "channels_last_bf16");

    /** What the launcher sets; the usual way knows nothing of it. */
    private static final List<String> LAUNCHER =
            List.of(
                    "GOMP_SPINCOUNT",
                    "MALLOC_ARENA_MAX",
                    "MALLOC_TRIM_THRESHOLD_",
                    "MALLOC_MMAP_THRESHOLD_",
                    "MALLOC_TOP_PAD_",
                    "GLIBC_TUNABLES");

    public Bench {
        require(rounds >= 1, "rounds must be at least 1, but were " + rounds);
        require(units >= 1, "units must be at least 1, but were " + units);
        Compute.requireThreads(threads);
        require(
                python == null || Files.isExecutable(python),
                "--python must be a program, but there is none at %s; give its whole path"
                        .formatted(python));
    }

    /**
     * How many times as fast something was.
     *
     * @param typical median of the rounds' ratios
     * @param least of them
     * @param most of them
     */
    public record Ratio(double typical, double least, double most) {}

    /**
     * How fast a peer was.
     *
     * @param peer its name
     * @param milliseconds of a unit: the median of each round's median
     * @param fastest round's median
     * @param slowest round's median
     * @param imagesPerSecond from the median
     * @param gigaflops billions of multiplications and additions a second, as papers count them;
     *     null from the start of a process, which does more than that
     * @param exactOverThis how many times as fast ours was
     * @param fastOverThis how many times as fast ours was in bfloat16, where this processor has it
     */
    public record Speed(
            String peer,
            double milliseconds,
            double fastest,
            double slowest,
            double imagesPerSecond,
            @Nullable Double gigaflops,
            Ratio exactOverThis,
            @Nullable Ratio fastOverThis) {}

    /**
     * What was measured.
     *
     * @param ceiling billions of operations a second that a large convolution of float32 reached,
     *     by turns with the others: what the device can do
     * @param speeds of the peers, ours first
     */
    public record Result(double ceiling, List<Speed> speeds) {}

    /**
     * Times one workload.
     *
     * @param told gets a line about each round
     */
    public Result time(Workload workload, Consumer<String> told) {
        var starts = new ArrayList<>(starts(workload));
        var medians = new double[starts.size()][rounds];
        var images = new AtomicInteger();
        var warm = new ArrayList<Peer>();
        var convolutions = new double[rounds];
        try (Peer ceiling = java("a convolution", "ceiling", workload, Map.of()).peer()) {
            ceiling.awaitReady();
            ceiling.take(Math.max(units, 10));
            if (measure != Measure.START) {
                starts.forEach(start -> warm.add(start.peer())); // they get ready side by side
                for (Peer peer : warm) {
                    images.set(peer.awaitReady());
                    peer.take(measure == Measure.EPOCH ? 1 : Math.max(units, 10));
                    told.accept("%s: %s is warm".formatted(workload.name(), peer.name()));
                }
            }
            for (int round = 0; round < rounds; round++) {
                for (int peer : order(starts.size(), round)) {
                    medians[peer][round] =
                            measure == Measure.START
                                    ? fromTheStart(starts.get(peer), images)
                                    : median(warm.get(peer).take(units));
                }
                convolutions[round] = median(ceiling.take(units));
                told.accept("%s: round %s of %s".formatted(workload.name(), round + 1, rounds));
            }
        } finally {
            warm.forEach(Peer::close);
        }
        double operations = images.get() * workload.operations(measure);
        return new Result(
                Ceiling.gigaflops(median(convolutions)),
                speeds(starts, medians, images.get(), operations));
    }

    /**
     * Who comes when, as in the designs of Williams (1949): in as many rounds as there are peers,
     * or twice as many if their number is odd, each is behind each other equally often.
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
    private static double fromTheStart(Start start, AtomicInteger images) {
        long begun = System.nanoTime();
        try (Peer peer = start.peer()) {
            images.set(peer.awaitReady());
            peer.take(1);
            return (System.nanoTime() - begun) / 1e6;
        }
    }

    private List<Speed> speeds(
            List<Start> starts, double[][] medians, int images, double operations) {
        int fast = starts.stream().map(Start::name).toList().indexOf(FAST);
        var speeds = new ArrayList<Speed>();
        for (int peer = 0; peer < starts.size(); peer++) {
            double typical = median(medians[peer]);
            speeds.add(
                    new Speed(
                            starts.get(peer).name(),
                            typical,
                            Arrays.stream(medians[peer]).min().orElseThrow(),
                            Arrays.stream(medians[peer]).max().orElseThrow(),
                            1000 * images / typical,
                            measure == Measure.START ? null : operations / typical / 1e6,
                            ratio(medians[0], medians[peer]),
                            fast < 0 ? null : ratio(medians[fast], medians[peer])));
        }
        return speeds;
    }

    /** How many times as long the second took, round by round. */
    static Ratio ratio(double[] ours, double[] theirs) {
        var ratios = new double[ours.length];
        for (int round = 0; round < ratios.length; round++) {
            ratios[round] = theirs[round] / ours[round];
        }
        return new Ratio(
                median(ratios),
                Arrays.stream(ratios).min().orElseThrow(),
                Arrays.stream(ratios).max().orElseThrow());
    }

    /** The names of all peers that there can be; which are, device and interpreter decide. */
    public static List<String> peers() {
        return Stream.concat(
                        Stream.of(EXACT, FAST, USUAL, USUAL_TUNED),
                        LAYOUTS.stream().map(Bench::torch))
                .toList();
    }

    /** A peer that can be started. */
    private record Start(String name, List<String> command, Map<String, String> environment) {
        Peer peer() {
            return Peer.start(name, command, environment);
        }
    }

    /** Every peer; ours first. */
    private List<Start> starts(Workload workload) {
        var bare = new LinkedHashMap<String, String>();
        LAUNCHER.forEach(name -> bare.put(name, ""));
        var starts = new ArrayList<Start>();
        starts.add(java(EXACT, "exact", workload, Map.of()));
        if (measure != Measure.FORWARD && Compute.of("auto").hasBfloat16()) {
            starts.add(java(FAST, "fast", workload, Map.of()));
        }
        starts.add(java(USUAL, "usual", workload, bare));
        starts.add(java(USUAL_TUNED, "usual", workload, Map.of()));
        if (python != null) {
            for (String layout : LAYOUTS) {
                starts.add(torch(torch(layout), python, layout, workload, bare));
            }
        }
        return starts;
    }

    private static String torch(String layout) {
        return "PyTorch, " + layout;
    }

    private Start java(
            String name, String who, Workload workload, Map<String, String> environment) {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        if (!who.equals("usual")) {
            command.add("-XX:+UseSerialGC"); // as the launcher has it
        }
        command.addAll(List.of("-cp", System.getProperty("java.class.path")));
        Stream.of("sumcat.home", "java.awt.headless")
                .filter(key -> System.getProperty(key) != null)
                .forEach(key -> command.add("-D%s=%s".formatted(key, System.getProperty(key))));
        command.add(PeerMain.class.getName());
        command.addAll(List.of(who, workload.name(), measure.name(), String.valueOf(threads)));
        command.add(data == null ? "none" : data.toString());
        return new Start(name, command, environment);
    }

    private Start torch(
            String name,
            Path interpreter,
            String layout,
            Workload workload,
            Map<String, String> environment) {
        return new Start(
                name,
                List.of(
                        interpreter.toString(),
                        "-c",
                        script(),
                        workload.name(),
                        measure.key(),
                        layout,
                        String.valueOf(threads),
                        String.valueOf(workload.side()),
                        String.valueOf(workload.batch()),
                        Compute.of("auto").device().isGpu() ? "cuda" : "cpu",
                        String.valueOf(Workload.RATE)),
                environment);
    }

    /**
     * Refuses a Python that could be no peer, before any other begins.
     *
     * @throws IllegalArgumentException if it does not start, or has no torch
     */
    public void requireTorch() {
        if (python == null) {
            return;
        }
        try {
            Process process =
                    new ProcessBuilder(python.toString(), "-c", "import torch")
                            .redirectErrorStream(true)
                            .start();
            process.getOutputStream().close();
            String said =
                    new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw noTorch(said.lines().reduce("", (a, b) -> b.isBlank() ? a : b));
            }
        } catch (IOException e) {
            throw noTorch(String.valueOf(e.getMessage()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException("the look at Python was interrupted");
        }
    }

    private IllegalArgumentException noTorch(String why) {
        return new IllegalArgumentException(
                "--python must be a Python with torch, but %s is none (%s); leave it out, or install torch for it"
                        .formatted(python, why));
    }

    private static String script() {
        try (InputStream in = Bench.class.getResourceAsStream("peer.py")) {
            if (in == null) {
                throw new IllegalStateException("peer.py must lie beside Bench, but does not");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static double median(double[] values) {
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
