package org.sumcat.measure;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The kernel's high-water mark, reset at the beginning. */
final class LinuxResident implements Resident {
    static final Path RESET = Path.of("/proc/self/clear_refs");
    private static final Path STATUS = Path.of("/proc/self/status");

    @Override
    public long begin() {
        try {
            Files.writeString(RESET, "5"); // proc(5): resets the peak resident set size
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return read("VmRSS:");
    }

    @Override
    public long most() {
        return read("VmHWM:");
    }

    private static long read(String key) {
        try (var lines = Files.lines(STATUS)) {
            return lines.filter(line -> line.startsWith(key))
                    .map(line -> line.replaceAll("[^0-9]", ""))
                    .mapToLong(kibibytes -> Long.parseLong(kibibytes) << 10)
                    .findFirst()
                    .orElseThrow(() -> new IllegalStateException(STATUS + " has no " + key));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {}
}
