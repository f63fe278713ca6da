package org.sumcat.train;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.UUID;
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
            Files.createDirectories(folder);
            FolderLock taken = null;
            while (taken == null) {
                taken = take(folder);
            }
            return taken;
        } catch (IOException e) {
            throw Folder.unwritable(folder, e);
        }
    }

    /** Null where the file is one that another process was about to delete. */
    private static @Nullable FolderLock take(Path folder) throws IOException {
        Path file = folder.resolve(FILE);
        String own = ProcessHandle.current().pid() + " " + UUID.randomUUID();
        FileChannel channel =
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        boolean keep = false;
        try {
            if (isOthers(channel)) {
                throw new IllegalArgumentException(
                        "--out must belong to one training at a time, but in %s another goes on"
                                        .formatted(folder)
                                + " (process %s); wait for it or take another folder"
                                        .formatted(Files.readString(file).split(" ", 2)[0]));
            }
            channel.truncate(0).write(ByteBuffer.wrap(own.getBytes(StandardCharsets.UTF_8)));
            keep = Files.exists(file) && Files.readString(file).equals(own);
            return keep ? new FolderLock(folder, channel) : null;
        } finally {
            if (!keep) {
                channel.close();
            }
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
