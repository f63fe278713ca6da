package org.sumcat.data;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/**
 * One writer at a time in a folder, among all processes of this machine; the others wait. The
 * system lets go of the lock when a process ends, however it ends. The file {@code .lock} stays:
 * deleting it would let two processes hold one each.
 */
final class FolderLock implements AutoCloseable {
    /** A lock on a file belongs to a whole JVM; this one tells its threads apart. */
    private static final ReentrantLock THREADS = new ReentrantLock();

    private final FileChannel channel;

    private FolderLock(FileChannel channel) {
        this.channel = channel;
    }

    /**
     * Makes the folder if need be, and waits for its lock.
     *
     * @throws DataException if the folder cannot be made or written
     */
    static FolderLock take(Path folder, Consumer<String> say) {
        THREADS.lock();
        try {
            Files.createDirectories(folder);
            return new FolderLock(locked(folder.resolve(".lock"), say));
        } catch (IOException e) {
            THREADS.unlock();
            throw Part.unwritable(folder, e);
        }
    }

    private static FileChannel locked(Path file, Consumer<String> say) throws IOException {
        var channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            if (channel.tryLock() == null) {
                say.accept("waiting for another process that is fetching the data");
                channel.lock();
            }
            return channel;
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    @Override
    public void close() throws IOException {
        try {
            channel.close();
        } finally {
            THREADS.unlock();
        }
    }
}
