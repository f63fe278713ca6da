package org.sumcat.bench;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.sumcat.device.Compute;
import org.sumcat.device.ProgramAnswer;

/**
 * Command lines of all peer processes: Sumcat and plain DJL in Java, PyTorch in Python.
 *
 * @param measure what a unit of work is
 * @param threads CPU threads of each peer
 * @param python a Python with torch, to have PyTorch as a peer
 * @param data the folder of Fashion-MNIST, or where it is usually looked for
 * @param against another build of Sumcat, beside which nobody but ours runs
 */
record PeerStarts(
        Measure measure,
        int threads,
        @Nullable Path python,
        @Nullable Path data,
        @Nullable OtherBuild against) {
    private static final String EXACT = "Sumcat";
    static final String FAST = "Sumcat, --precision fast";
    private static final String USUAL = "usual DJL";
    private static final String USUAL_TUNED = "usual DJL, our environment";

    /** Memory layouts of PyTorch; the last one runs in bfloat16. */
    private static final List<String> LAYOUTS =
            List.of("nchw", "channels_last", "channels_last_bf16");

    /** Environment variables that the launcher sets, and plain DJL runs without. */
    private static final List<String> LAUNCHER =
            List.of(
                    "GOMP_SPINCOUNT",
                    "MALLOC_ARENA_MAX",
                    "MALLOC_TRIM_THRESHOLD_",
                    "MALLOC_MMAP_THRESHOLD_",
                    "MALLOC_TOP_PAD_",
                    "GLIBC_TUNABLES");

    /** The names of all possible peers; device and Python decide which of them run. */
    static List<String> names() {
        return Stream.concat(
                        Stream.of(EXACT, FAST, USUAL, USUAL_TUNED),
                        LAYOUTS.stream().map(PeerStarts::torch))
                .toList();
    }

    /** The name of the peer that does by another build what this one does by ours. */
    static String otherThan(String name) {
        return name.replaceFirst("^" + EXACT, "other build");
    }

    /** Generous, because the first import from a slow disk takes half a minute. */
    private static final int IMPORT_SECONDS = 120;

    /** The name, command line and environment of one peer. */
    record PeerStart(String name, List<String> command, Map<String, String> environment) {
        Peer peer() {
            return Peer.start(name, command, environment);
        }

        /** Starts the same work by the classes of another build; home and data stay ours. */
        PeerStart by(String jar) {
            var other = new ArrayList<>(command);
            other.set(other.indexOf("-cp") + 1, jar);
            return new PeerStart(otherThan(name), other, environment);
        }
    }

    /** All peers for a workload, Sumcat first. */
    List<PeerStart> of(Workload workload) {
        var bare = new LinkedHashMap<String, String>();
        LAUNCHER.forEach(name -> bare.put(name, ""));
        var starts = new ArrayList<PeerStart>();
        starts.add(java(EXACT, "exact", workload, Map.of()));
        if (measure != Measure.FORWARD && Compute.of("auto").hasBfloat16()) {
            starts.add(java(FAST, "fast", workload, Map.of()));
        }
        if (against != null) {
            String jar = against.jar().toString();
            starts.addAll(starts.stream().map(ours -> ours.by(jar)).toList());
            return starts;
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

    PeerStart java(String name, String who, Workload workload, Map<String, String> environment) {
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
        return new PeerStart(name, command, environment);
    }

    private PeerStart torch(
            String name,
            Path interpreter,
            String layout,
            Workload workload,
            Map<String, String> environment) {
        return new PeerStart(
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
     * Refuses a Python that cannot be a peer, before any peer starts.
     *
     * @throws IllegalArgumentException if it does not start, or has no torch
     */
    void requireTorch() {
        if (python == null) {
            return;
        }
        try {
            var asked =
                    new ProcessBuilder(python.toString(), "-c", "import torch")
                            .redirectErrorStream(true);
            ProgramAnswer answer = ProgramAnswer.of(asked, IMPORT_SECONDS);
            if (answer.status() != 0) {
                throw noTorch(answer.lastLine());
            }
        } catch (IOException e) {
            throw noTorch(String.valueOf(e.getMessage()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException("the check of Python was interrupted");
        }
    }

    private IllegalArgumentException noTorch(String why) {
        return new IllegalArgumentException(
                "--python must be a Python with torch, but %s is not (%s); leave it out, or install torch for it"
                        .formatted(python, why));
    }

    private static String script() {
        try (InputStream in = PeerStarts.class.getResourceAsStream("peer.py")) {
            if (in == null) {
                throw new IllegalStateException("peer.py must lie beside Bench, but does not");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
