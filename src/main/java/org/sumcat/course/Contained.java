package org.sumcat.course;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import oshi.SystemInfo;
import oshi.software.os.OSProcess;
import oshi.software.os.OperatingSystem;

/** A process, and all that it starts, that is ended when it takes more than it may. */
final class Contained {
    private static final int LOOKS_EVERY_MILLIS = 300;

    private final OperatingSystem system = new SystemInfo().getOperatingSystem();
    private final Limits limits;

    Contained(Limits limits) {
        this.limits = limits;
    }

    /**
     * Runs a program to its end.
     *
     * @param log takes all that it prints
     * @return why it was ended or failed, in words; nothing where it did what it should
     */
    Optional<String> run(ProcessBuilder program, Path log)
            throws IOException, InterruptedException {
        Process process = program.redirectErrorStream(true).redirectOutput(log.toFile()).start();
        var family = new ArrayList<ProcessHandle>();
        long end = System.nanoTime() + limits.seconds() * 1_000_000_000L;
        try {
            while (!process.waitFor(LOOKS_EVERY_MILLIS, TimeUnit.MILLISECONDS)) {
                family.clear();
                family.addAll(process.descendants().toList());
                if (System.nanoTime() > end) {
                    return Optional.of("it took more than %s seconds".formatted(limits.seconds()));
                }
                if (log.toFile().length() > limits.outputMegabytes() * 1_000_000L) {
                    return Optional.of(tooMuchOutput());
                }
                if (megabytes(process, family) > limits.megabytes()) {
                    return Optional.of(
                            String.format(
                                    Locale.ROOT,
                                    "it took more than %,d MB of memory",
                                    limits.megabytes()));
                }
            }
            return process.exitValue() == 0 ? Optional.empty() : Optional.of("");
        } finally {
            // A kernel outlives the program that started it, where that is ended by force.
            family.forEach(ProcessHandle::destroyForcibly);
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }

    String tooMuchOutput() {
        return "it printed more than %s MB".formatted(limits.outputMegabytes());
    }

    private long megabytes(Process process, List<ProcessHandle> family) {
        return Stream.concat(Stream.of(process.pid()), family.stream().map(ProcessHandle::pid))
                        .mapToLong(
                                pid -> {
                                    OSProcess found = system.getProcess(Math.toIntExact(pid));
                                    return found == null ? 0 : found.getResidentSetSize();
                                })
                        .sum()
                / 1_000_000;
    }
}
