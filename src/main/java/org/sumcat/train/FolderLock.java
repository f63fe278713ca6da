package org.sumcat.train;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * A folder in which one training at a time goes on: a lock of the system on a file in it, which
 * ends with the process, however that ends. Where a file system knows no locks there is none.
 */
public final class FolderLock implements AutoCloseable {
    private static final String FILE = ".lock";

    private final Path folder;
    private final FileChannel channel;

    private FolderLock(Path folder, FileChannel channel) {
        this.folder = folder;
        this.channel = channel;
    }

    /**
     * Takes a folder, and makes it if it is not there.
     *
     * @throws IllegalArgumentException if another training goes on there
     * @throws UncheckedIOException if nothing can be written there
     */
    public static FolderLock of(Path folder) {
        try {
            FolderLock taken = null;
            while (taken == null) {
                Files.createDirectories(folder);
                taken = take(folder);
            }
            return taken;
        } catch (IOException e) {
            throw Folder.unwritable(folder, e);
        }
    }

    /** Null where another process was about to delete the file, or the folder with it. */
    private static @Nullable FolderLock take(Path folder) throws IOException {
        Path file = folder.resolve(FILE);
        FileChannel channel;
        try {
            channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        } catch (NoSuchFileException e) {
            return null;
        }
        boolean keep = false;
        try {
            if (isOthers(channel)) {
                throw new IllegalArgumentException(
                        "--out must belong to one training at a time, but in %s another goes on (process %s); wait for it or take another folder"
                                .formatted(folder, holder(file)));
            }
            keep = isThere(file, signed(channel));
            return keep ? new FolderLock(folder, channel) : null;
        } finally {
            if (!keep) {
                channel.close();
            }
        }
    }

    /** Writes who we are, in a length of our own. */
    private static long signed(FileChannel channel) throws IOException {
        String pid = ProcessHandle.current().pid() + " ";
        String signature = pid + " ".repeat(ThreadLocalRandom.current().nextInt(10_000));
        channel.truncate(0).write(ByteBuffer.wrap(signature.getBytes(US_ASCII)));
        return signature.length();
    }

    /**
     * Whether a file is the one that was signed, and no later one of that name. Its length tells;
     * to open and close it would end our lock.
     */
    private static boolean isThere(Path file, long length) throws IOException {
        return Files.exists(file) && Files.size(file) == length;
    }

    private static String holder(Path file) {
        try {
            return Files.readString(file, US_ASCII).strip();
        } catch (IOException e) {
            return "unknown"; // it has just ended
        }
    }

    /** Beyond what is written, for Windows lets nobody else read what is locked. */
    private static boolean isOthers(FileChannel channel) {
        try {
            return channel.tryLock(Long.MAX_VALUE - 1, 1, false) == null;
        } catch (OverlappingFileLockException e) {
            return true; // this very process
        } catch (IOException e) {
            return false; // there are no locks here
        }
    }

    /** Gives the folder free; takes it away if there is nothing in it. */
    @Override
    public void close() {
        try (channel) {
            Files.deleteIfExists(folder.resolve(FILE));
            Files.deleteIfExists(folder);
        } catch (DirectoryNotEmptyException e) {
            // as it should be
        } catch (IOException e) {
            // then it stays, and is no lock any more
        }
    }
}
