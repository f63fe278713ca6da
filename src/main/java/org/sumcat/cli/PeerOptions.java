package org.sumcat.cli;

import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.sumcat.bench.Measure;
import org.sumcat.bench.PeerChoice;
import org.sumcat.bench.PeerKind;
import org.sumcat.bench.PyTorch;
import org.sumcat.device.Compute;
import org.sumcat.terminal.Common;
import picocli.CommandLine.Option;

/** The options of {@code ./sumcat bench} that say which peers take part. */
final class PeerOptions {
    @Option(
            names = "--python",
            paramLabel = "FILE",
            description =
                    "A Python with torch, to have PyTorch as a peer: eager and, where torch.compile works"
                            + " (2.0 or later, a C++ compiler), compiled, each in two layouts.")
    private @Nullable Path python;

    @Option(
            names = "--peers",
            paramLabel = "PEER",
            split = ",",
            description =
                    "Only these beside Sumcat: usual, tuned (usual DJL in our environment), eager,"
                            + " compiled; default: all. Each is a process with memory of its own.")
    private List<String> peers = List.of();

    @Option(
            names = "--precision",
            paramLabel = "NAME",
            description =
                    "exact leaves out what runs in bfloat16, fast the float32 of PyTorch; default: both.")
    private @Nullable String precision;

    /** The first option that is of no use beside another build; null where none was given. */
    @Nullable String given() {
        return python != null ? "--python" : peers.isEmpty() ? null : "--peers";
    }

    boolean hasPython() {
        return python != null;
    }

    /**
     * The peers that were asked for.
     *
     * @throws IllegalArgumentException if one is unknown or needs a Python that was not named, or
     *     if this device does not have the precision
     */
    PeerChoice choice() {
        if (precision != null && !List.of("exact", "fast").contains(precision)) {
            throw new IllegalArgumentException(
                    "--precision must be exact or fast, but was '%s'; leave it out for both"
                            .formatted(precision));
        }
        if ("fast".equals(precision)) {
            Compute.of("auto").with("fast"); // refuses it where the device has none
        }
        var kinds = EnumSet.noneOf(PeerKind.class);
        peers.forEach(name -> kinds.add(kind(name)));
        boolean torch = kinds.contains(PeerKind.EAGER) || kinds.contains(PeerKind.COMPILED);
        if (torch && python == null) {
            throw new IllegalArgumentException(
                    "--peers eager and compiled need a Python with torch, but there is no --python; name one");
        }
        return new PeerChoice(
                peers.isEmpty() ? EnumSet.allOf(PeerKind.class) : kinds,
                !"fast".equals(precision),
                !"exact".equals(precision));
    }

    private static PeerKind kind(String name) {
        return Stream.of(PeerKind.values())
                .filter(kind -> kind.key().equals(name.strip()))
                .findFirst()
                .orElseThrow(
                        () ->
                                new IllegalArgumentException(
                                        "--peers must be of usual, tuned, eager and compiled, but was '%s'"
                                                .formatted(name)));
    }

    /**
     * The PyTorch that was named, after a word on what it cannot do; null if none was, or its peers
     * are not asked for.
     *
     * @throws IllegalArgumentException if it is none, or {@code --peers} names compiled ones that
     *     it cannot have
     */
    @Nullable PyTorch torch(PeerChoice choice, Measure measure) {
        boolean compiled = choice.kinds().contains(PeerKind.COMPILED);
        if (python == null || !(compiled || choice.kinds().contains(PeerKind.EAGER))) {
            return null;
        }
        var torch = PyTorch.of(python, compiled && measure != Measure.START);
        String why =
                measure == Measure.START
                        ? "the first step of a process would be compiling, which --measure step tells apart"
                        : torch.whyNotCompiled();
        if (compiled && why != null) {
            if (!peers.isEmpty()) {
                throw new IllegalArgumentException(
                        "--peers compiled needs a torch.compile that works, but with torch %s it does not: %s; leave it out"
                                .formatted(torch.version(), why));
            }
            Common.say(
                    "PyTorch %s is measured eager only, compiled peers are left out: %s"
                            .formatted(torch.version(), why));
        }
        return torch;
    }
}
