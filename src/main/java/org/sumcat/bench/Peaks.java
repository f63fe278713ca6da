package org.sumcat.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Peak resident memory of peer processes, as Linux counts it; elsewhere nothing is known. */
final class Peaks {
    private static final String MARK = "VmHWM:"; // proc(5): peak resident set size

    private final Map<String, Long> megabytes = new HashMap<>();

    /** Reads the peak of a process that is still there; of several of one name, the largest. */
    void note(Peer peer) {
        Path status = Path.of("/proc/%s/status".formatted(peer.process().pid()));
        try (Stream<String> lines = Files.lines(status)) {
            lines.filter(line -> line.startsWith(MARK))
                    .map(line -> Long.parseLong(line.replaceAll("\\D", "")) >> 10) // from kB
                    .forEach(peak -> megabytes.merge(peer.name(), peak, Math::max));
        } catch (IOException e) {
            // no Linux, or the process is gone, which its next turn tells
        }
    }

    /** The peak of the peer of that name; null if it is not known. */
    @Nullable Long megabytes(String peer) {
        return megabytes.get(peer);
    }
}
