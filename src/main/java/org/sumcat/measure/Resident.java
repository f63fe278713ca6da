package org.sumcat.measure;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import oshi.SystemInfo;
import oshi.software.os.OSProcess;

/** The resident memory of this process, and its peak. */
interface Resident extends AutoCloseable {

    /** Starts watching; returns the bytes that are resident now. */
    long begin();

    /** The peak of resident bytes since then. */
    long most();

    @Override
    void close();

    /** Linux's own peak counter; elsewhere a thread that samples every few milliseconds. */
    static Resident ofThisProcess() {
        return Files.isWritable(Linux.RESET) ? new Linux() : new Sampled();
    }

    /** The kernel's high-water mark, reset at the beginning. */
    final class Linux implements Resident {
        private static final Path RESET = Path.of("/proc/self/clear_refs");
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

    /** Sampled memory; a peak shorter than the sampling interval may be missed. */
    final class Sampled implements Resident {
        private static final int MILLISECONDS = 2;

        private final OSProcess process = new SystemInfo().getOperatingSystem().getCurrentProcess();
        private final Thread watcher = new Thread(this::watch, "resident memory");
        private volatile long most;

        @Override
        public long begin() {
            most = look();
            watcher.setDaemon(true);
            watcher.start();
            return most;
        }

        @Override
        public long most() {
            return most;
        }

        private void watch() {
            try {
                while (true) {
                    most = Math.max(most, look());
                    Thread.sleep(MILLISECONDS);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt(); // closed
            }
        }

        private long look() {
            process.updateAttributes();
            return process.getResidentMemory();
        }

        @Override
        public void close() {
            watcher.interrupt();
        }
    }
}
