package org.sumcat.marking;

import java.util.LinkedHashSet;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import oshi.SystemInfo;
import oshi.software.os.OSProcess;
import oshi.software.os.OperatingSystem;

/**
 * A process and all that it starts: how much memory they take, and that they end together, those
 * included that left their parents.
 */
final class Family {
    /** The variable in their environment by which they are known, whoever is their parent now. */
    static final String MARK = "SUMCAT_ANSWERS";

    private final OperatingSystem system = new SystemInfo().getOperatingSystem();
    private final Process process;
    private final String mark;

    /** Everyone who was ever seen: a handle is of one process, not of one number. */
    private final Set<ProcessHandle> seen = new LinkedHashSet<>();

    /**
     * Watches a process and all that it starts.
     *
     * @param mark the value of {@link #MARK} in the environment of the process; a family within it
     *     has one that begins with this
     */
    Family(Process process, String mark) {
        this.process = process;
        this.mark = mark;
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** Notes who is there now. */
    synchronized void look() {
        seen.removeIf(one -> !one.isAlive());
        seen.add(process.toHandle());
        process.descendants().forEach(seen::add);
    }

    /** The memory of those that are there. */
    synchronized long megabytes() {
        return processes().mapToLong(OSProcess::getResidentMemory).sum() / 1_000_000;
    }

    /** How many threads they have. */
    synchronized int threads() {
        return processes().mapToInt(OSProcess::getThreadCount).sum();
    }

    private Stream<OSProcess> processes() {
        return seen.stream()
                .map(one -> system.getProcess(Math.toIntExact(one.pid())))
                .filter(Objects::nonNull);
    }

    /** Ends all of them. */
    synchronized void end() {
        look();
        // Children first: a parent's end would have the system give them to another.
        seen.stream().filter(one -> one.pid() != process.pid()).forEach(Family::kill);
        kill(process.toHandle());
        system.getProcesses(
                        one ->
                                one.getProcessID() != ProcessHandle.current().pid()
                                        && one.getEnvironmentVariables()
                                                .getOrDefault(MARK, "")
                                                .startsWith(mark),
                        null,
                        0)
                .forEach(one -> ProcessHandle.of(one.getProcessID()).ifPresent(Family::kill));
        seen.clear();
    }

    private static void kill(ProcessHandle one) {
        one.destroyForcibly();
    }
}
