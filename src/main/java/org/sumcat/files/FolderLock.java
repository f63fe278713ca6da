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
import java.util.Optional;

/**
 * An exclusive lock on a folder, among all processes of this machine. The system lets go of the
 * lock when a process ends, however it ends; where a file system knows no locks there is none. The
 * file {@code .lock} stays: deleting it would let two processes hold one each.
 */
public final class FolderLock implements AutoCloseable {
    private static final long BEHIND =
            Long.MAX_VALUE - 1; // Windows lets nobody read what is locked

    private final FileChannel channel;

    private FolderLock(FileChannel channel) {
        this.channel = channel;
    }

    /**
     * Creates the folder if needed, and waits for its lock; among the threads of this process, one
     * at a time may have it.
     *
     * @param waits called before it waits for another process
     * @throws IOException if the folder cannot be made or written
     */
    public static FolderLock take(Path folder, Runnable waits) throws IOException {
        FileChannel channel = open(folder);
        if (!isFree(channel)) {
            waits.run();
            channel.lock(BEHIND, 1, false);
        }
        return signed(channel);
    }

    /**
     * Creates the folder if needed, and takes its lock; empty if another thread or process has it.
     *
     * @throws UncheckedIOException if the folder cannot be made or written
     */
    public static Optional<FolderLock> tryTake(Path folder) {
        try {
            FileChannel channel = open(folder);
            if (isFree(channel)) {
                return Optional.of(signed(channel));
            }
            channel.close();
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "%s could not be written (%s: %s); make room or take another folder"
                            .formatted(folder, e.getClass().getSimpleName(), e.getMessage()),
                    e);
        }
    }

    /** The process id of the current or last holder. */
    public static String holder(Path folder) {
        try {
            return Files.readString(file(folder), US_ASCII);
        } catch (IOException e) {
            return "unknown";
        }
    }

    private static Path file(Path folder) {
        return folder.resolve(".lock");
    }

    private static FileChannel open(Path folder) throws IOException {
        Files.createDirectories(folder);
        return FileChannel.open(file(folder), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    }

    private static boolean isFree(FileChannel channel) {
        try {
            return channel.tryLock(BEHIND, 1, false) != null;
        } catch (OverlappingFileLockException e) {
            return false; // this very process has it
        } catch (IOException e) {
            return true; // there are no locks here
        }
    }

    private static FolderLock signed(FileChannel channel) throws IOException {
        String pid = String.valueOf(ProcessHandle.current().pid());
        channel.truncate(0).write(ByteBuffer.wrap(pid.getBytes(US_ASCII)));
        return new FolderLock(channel);
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException("a lock could not be let go (" + e + ")", e);
        }
    }
}
