package org.sumcat.files;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A lock of the operating system on a file, for one holder among all processes of this machine. The
 * system releases it when the process ends, however it ends; where a file system has no locks there
 * is none. The file stays, with the number of the process that held it last: deleting it would let
 * two processes hold one each.
 */
public final class SystemLock implements AutoCloseable {
    private static final String NAME = ".lock";
    private static final Pattern PROCESS = Pattern.compile("\\d{1,18}");
    private static final long BEHIND =
            Long.MAX_VALUE - 1; // Windows lets nobody read what is locked

    private final FileChannel channel;
    private final boolean real;

    private SystemLock(FileChannel channel, boolean real) {
        this.channel = channel;
        this.real = real;
    }

    /** The file by which a folder as a whole is locked. */
    public static Path of(Path folder) {
        return folder.resolve(NAME);
    }

    /**
     * Makes the file and its folder if need be, and waits for the lock; of the threads of this
     * process, one at a time may.
     *
     * @param waits called before it waits for another process
     * @throws IOException if the file cannot be made or written
     * @throws IllegalArgumentException if what is there is no lock of Sumcat's
     */
    public static SystemLock take(Path file, Runnable waits) throws IOException {
        FileChannel channel = open(file);
        Boolean free = isFree(channel);
        if (Boolean.FALSE.equals(free)) {
            waits.run();
            channel.lock(BEHIND, 1, false);
        }
        return signed(channel, free != null);
    }

    /**
     * Makes the file and its folder if need be, and takes the lock; empty if another has it, in
     * this process or elsewhere.
     *
     * @throws UncheckedIOException if the file cannot be made or written
     * @throws IllegalArgumentException if what is there is no lock of Sumcat's
     */
    public static Optional<SystemLock> tryTake(Path file) {
        try {
            FileChannel channel = open(file);
            Boolean free = isFree(channel);
            if (!Boolean.FALSE.equals(free)) {
                return Optional.of(signed(channel, free != null));
            }
            channel.close();
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "%s could not be written (%s: %s); make room or use another folder"
                            .formatted(
                                    file.getParent(), e.getClass().getSimpleName(), e.getMessage()),
                    e);
        }
    }

    /** Returns whether the file system has locks, so that others on this machine are kept out. */
    public boolean isReal() {
        return real;
    }

    /** The number of the process that holds a lock, or held it last. */
    public static String holder(Path file) {
        String there = process(file);
        return there == null || there.isEmpty() ? "unknown" : there;
    }

    /** Returns whether a process of Sumcat's has held it. */
    public static boolean wasHeld(Path file) {
        return !holder(file).equals("unknown");
    }

    /** Reads the content of a lock file; null if it is no lock file of ours, or none. */
    private static @Nullable String process(Path file) {
        try {
            if (!OutputFile.kind(file).equals("a file") || Files.size(file) > 18) {
                return null;
            }
            String there = Files.readString(file, US_ASCII);
            return there.isEmpty() || PROCESS.matcher(there).matches() ? there : null;
        } catch (IOException e) {
            return null;
        }
    }

    /** To open a FIFO would wait for its other end; and what others keep there is not ours. */
    private static FileChannel open(Path file) throws IOException {
        Files.createDirectories(Objects.requireNonNull(file.getParent()));
        String kind = OutputFile.kind(file);
        if (!kind.isEmpty() && (Files.isSymbolicLink(file) || process(file) == null)) {
            throw new IllegalArgumentException(
                    "a lock must be a file of Sumcat's own, but %s is %s; move it or use another folder"
                            .formatted(
                                    file,
                                    Files.isSymbolicLink(file)
                                            ? "a link"
                                            : kind.equals("a file") ? "another file" : kind));
        }
        return FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    }

    /** Takes the lock if nobody has it; null where there are no locks. */
    private static @Nullable Boolean isFree(FileChannel channel) {
        try {
            return channel.tryLock(BEHIND, 1, false) != null;
        } catch (OverlappingFileLockException e) {
            return false; // this very process has it
        } catch (IOException e) {
            return null;
        }
    }

    private static SystemLock signed(FileChannel channel, boolean real) throws IOException {
        String pid = String.valueOf(ProcessHandle.current().pid());
        channel.truncate(0).write(ByteBuffer.wrap(pid.getBytes(US_ASCII)));
        return new SystemLock(channel, real);
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException("a lock could not be released (" + e + ")", e);
        }
    }
}
