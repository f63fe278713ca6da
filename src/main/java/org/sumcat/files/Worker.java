package org.sumcat.files;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.UUID;

/**
 * The identity of a lease's holder.
 *
 * @param host name of the machine
 * @param kernel what runs there since when: two workers with the same one see each other's locks
 * @param pid of the process
 * @param token another one for each lease
 */
record Worker(String host, String kernel, long pid, String token) {
    private static final Path BOOT = Path.of("/proc/sys/kernel/random/boot_id");

    /** This process, with a new token. */
    static Worker here() {
        String host = hostName();
        return new Worker(
                host, bootOf(host), ProcessHandle.current().pid(), UUID.randomUUID().toString());
    }

    /** The heartbeat line of a lease, of the same length at every beat. */
    String line(long beat) {
        return String.format(Locale.ROOT, "%s %s %s %s %012d", host, kernel, pid, token, beat);
    }

    /** Parses the worker from a heartbeat line; an unknown worker where the line is torn. */
    static Worker of(String line) {
        String[] words = line.strip().split(" ", -1);
        return words.length == 5 && words[2].matches("\\d{1,18}")
                ? new Worker(words[0], words[1], Long.parseLong(words[2]), words[3])
                : new Worker("an unknown machine", "unknown", 0, "");
    }

    /** A description, {@code process 123 on host}. */
    String words() {
        return "process %s on %s".formatted(pid, host);
    }

    private static String hostName() {
        try {
            return InetAddress.getLocalHost().getHostName().replaceAll("\\s+", "-");
        } catch (UnknownHostException e) {
            return "unnamed";
        }
    }

    private static String bootOf(String host) {
        try {
            return Files.readString(BOOT).strip();
        } catch (IOException e) {
            return host; // no Linux: the name of the machine has to do
        }
    }
}
