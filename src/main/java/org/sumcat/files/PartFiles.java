package org.sumcat.files;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Temporary files on their way into a folder, each beside its target under a hidden name with its
 * writer: {@code .NAME.MACHINE-PROCESS.UUID.part}. So leftovers of a killed process are
 * distinguished from what another is writing, and nothing is deleted that Sumcat did not write.
 */
public final class PartFiles {
    private static final Pattern NAME =
            Pattern.compile(
                    "\\.(?<file>.+?)(\\.(?<machine>[0-9a-f]{8})-(?<process>\\d{1,18}))?"
                            + "\\.[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\\.part");
    private static final Duration OLD = Duration.ofDays(1); // nothing is written for so long
    private static final String HERE = machine();

    private PartFiles() {}

    /** A new unique name for a temporary file. */
    static Path of(Path folder, String file) {
        return folder.resolve(
                ".%s.%s-%s.%s.part"
                        .formatted(file, HERE, ProcessHandle.current().pid(), UUID.randomUUID()));
    }

    /** Deletes temporary files of processes that have ended. */
    static void clear(Path folder) {
        list(folder).stream().filter(PartFiles::isLeft).forEach(part -> part.toFile().delete());
    }

    /** Deletes all temporary files of a folder that nobody else writes to. */
    public static void clearAll(Path folder) {
        list(folder).forEach(part -> part.toFile().delete());
    }

    /** Returns whether there is a temporary file for that name. */
    static boolean has(Path folder, String file) {
        return list(folder).stream().anyMatch(part -> name(part).group("file").equals(file));
    }

    private static List<Path> list(Path folder) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> name(file).matches() && Files.isRegularFile(file)).toList();
        } catch (IOException e) {
            return List.of(); // whoever writes here will be told
        }
    }

    /**
     * Returns whether a temporary file is abandoned; for another machine's, and for earlier
     * formats, only its age tells.
     */
    private static boolean isLeft(Path part) {
        Matcher name = name(part);
        if (HERE.equals(name.group("machine"))) {
            return ProcessHandle.of(Long.parseLong(name.group("process"))).isEmpty();
        }
        try {
            Instant written = Files.getLastModifiedTime(part).toInstant();
            return written.isBefore(Instant.now().minus(OLD));
        } catch (IOException e) {
            return false; // it has just gone to its place
        }
    }

    private static Matcher name(Path part) {
        Matcher matcher = NAME.matcher(part.getFileName().toString());
        matcher.matches();
        return matcher;
    }

    /** An identifier of the process namespace: one machine, one container, one boot. */
    private static String machine() {
        var words = new StringBuilder();
        try {
            words.append(InetAddress.getLocalHost().getHostName());
        } catch (UnknownHostException e) {
            words.append("unnamed");
        }
        for (Path fact :
                List.of(Path.of("/proc/sys/kernel/random/boot_id"), Path.of("/proc/self/ns/pid"))) {
            try {
                words.append(' ')
                        .append(
                                Files.isSymbolicLink(fact)
                                        ? Files.readSymbolicLink(fact).toString()
                                        : Files.readString(fact));
            } catch (IOException e) {
                words.append(" -"); // no Linux: the name of the machine has to do
            }
        }
        return Sha256.of(words.toString().getBytes(UTF_8)).substring(0, 8);
    }
}
