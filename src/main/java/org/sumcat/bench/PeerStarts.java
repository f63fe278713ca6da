package org.sumcat.bench;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.sumcat.device.Compute;

/**
 * Command lines of all peer processes: Sumcat and plain DJL in Java, PyTorch in Python.
 *
 * @param measure what a unit of work is
 * @param threads CPU threads of each peer
 * @param torch a Python with torch, to have PyTorch as a peer
 * @param data the folder of Fashion-MNIST, or where it is usually looked for
 * @param against another build of Sumcat, beside which nobody but ours runs
 * @param choice which of the others take part
 */
record PeerStarts(
        Measure measure,
        int threads,
        @Nullable PyTorch torch,
        @Nullable Path data,
        @Nullable OtherBuild against,
        PeerChoice choice) {
    static final String EXACT = "Sumcat";
    static final String FAST = "Sumcat, --precision fast";
    private static final String USUAL = "usual DJL";
    private static final String USUAL_TUNED = "usual DJL, our environment";

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
                        TorchForm.all().stream().map(TorchForm::peer))
                .toList();
    }

    /** The name of the peer that does by another build what this one does by ours. */
    static String otherThan(String name) {
        return name.replaceFirst("^" + EXACT, "other build");
    }

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
        if (choice.bfloat16() && measure != Measure.FORWARD && Compute.of("auto").hasBfloat16()) {
            starts.add(java(FAST, "fast", workload, Map.of()));
        }
        if (against != null) {
            String jar = against.jar().toString();
            starts.addAll(starts.stream().map(ours -> ours.by(jar)).toList());
            return starts;
        }
        if (choice.kinds().contains(PeerKind.USUAL)) {
            starts.add(java(USUAL, "usual", workload, bare));
        }
        if (choice.kinds().contains(PeerKind.TUNED)) {
            starts.add(java(USUAL_TUNED, "usual", workload, Map.of()));
        }
        if (torch != null) {
            TorchForm.all().stream()
                    .filter(choice::has)
                    .filter(form -> !form.compiled() || compiles(torch))
                    .forEach(form -> starts.add(torch(torch.python(), form, workload, bare)));
        }
        return starts;
    }

    /** The start of a process is no measure of a compiled step: nearly all of it is compiling. */
    private boolean compiles(PyTorch torch) {
        return torch.whyNotCompiled() == null && measure != Measure.START;
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
            Path python, TorchForm form, Workload workload, Map<String, String> environment) {
        return new PeerStart(
                form.peer(),
                List.of(
                        python.toString(),
                        "-c",
                        PythonScript.of("peer.py"),
                        workload.name(),
                        measure.key(),
                        form.memory(),
                        String.valueOf(threads),
                        String.valueOf(workload.side()),
                        String.valueOf(workload.batch()),
                        PyTorch.device(),
                        String.valueOf(Workload.RATE),
                        form.mode()),
                environment);
    }
}
