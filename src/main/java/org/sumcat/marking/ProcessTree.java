package org.sumcat.marking;

import java.util.LinkedHashSet;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import oshi.SystemInfo;
import oshi.software.os.OSProcess;
import oshi.software.os.OperatingSystem;

/**
 * A process with all its descendants: their memory, and their common end, including those that left
 * their parents.
 */
final class ProcessTree {
    /** The environment variable that identifies the descendants, whoever their parent is now. */
    static final String MARK = "SUMCAT_ANSWERS";

    private final OperatingSystem system = new SystemInfo().getOperatingSystem();
    private final Process process;
    private final String mark;

    /** All processes ever seen; a handle identifies one process, even if its number is reused. */
    private final Set<ProcessHandle> seen = new LinkedHashSet<>();

    /**
     * Watches a process and its descendants.
     *
     * @param mark the value of {@link #MARK} in the environment of the process; a family within it
     *     has one that begins with this
     */
    ProcessTree(Process process, String mark) {
        this.process = process;
        this.mark = mark;
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** Records the current processes. */
    synchronized void look() {
        seen.removeIf(one -> !one.isAlive());
        seen.add(process.toHandle());
        process.descendants().forEach(seen::add);
    }

    /** The memory of all live processes, in megabytes. */
    synchronized long megabytes() {
        return processes().mapToLong(OSProcess::getResidentMemory).sum() / 1_000_000;
    }

    /** The number of threads of all live processes. */
    synchronized int threads() {
        return processes().mapToInt(OSProcess::getThreadCount).sum();
    }

    private Stream<OSProcess> processes() {
        return seen.stream()
                .map(one -> system.getProcess(Math.toIntExact(one.pid())))
                .filter(Objects::nonNull);
    }

    /** Ends all processes of the family. */
    synchronized void end() {
        look();
        // Children first: a parent's end would have the system give them to another.
        seen.stream().filter(one -> one.pid() != process.pid()).forEach(ProcessTree::kill);
        kill(process.toHandle());
        system.getProcesses(
                        one ->
                                one.getProcessID() != ProcessHandle.current().pid()
                                        && one.getEnvironmentVariables()
                                                .getOrDefault(MARK, "")
                                                .startsWith(mark),
                        null,
                        0)
                .forEach(one -> ProcessHandle.of(one.getProcessID()).ifPresent(ProcessTree::kill));
        seen.clear();
    }

    private static void kill(ProcessHandle one) {
        one.destroyForcibly();
    }
}
