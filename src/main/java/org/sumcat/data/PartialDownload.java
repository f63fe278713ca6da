package org.sumcat.data;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.function.LongConsumer;

/**
 * A partial download: it stays beside its target under a hidden name until it is complete and
 * verified.
 */
record PartialDownload(Path path) {
    /**
     * The partial download of a file from one source.
     *
     * @param source the mirror: mirrors compress differently, so a download from one cannot be
     *     resumed from another
     */
    static PartialDownload of(String name, String source, Path folder) {
        return new PartialDownload(
                folder.resolve("%s.%s.part".formatted(name, source.replace(':', '-'))));
    }

    /** The number of bytes downloaded so far. */
    long size() throws IOException {
        return Files.exists(path) ? Files.size(path) : 0;
    }

    /**
     * Appends a stream to its end.
     *
     * @param keep bytes to keep: all of those here, or 0 to start over
     * @param progress gets the number of bytes so far
     * @return how many bytes there are at the end
     * @throws IOException if no more comes
     * @throws DataException if it cannot be written
     */
    long take(InputStream in, long keep, LongConsumer progress) throws IOException {
        long size = keep;
        try (var out = open(keep > 0)) {
            var buffer = new byte[1 << 16];
            for (int n; (n = in.read(buffer)) >= 0; ) {
                if (Thread.currentThread().isInterrupted()) {
                    throw new InterruptedIOException("interrupted"); // no file is written then
                }
                write(out, buffer, n);
                size += n;
                progress.accept(size);
            }
        }
        return size;
    }

    /** Verifies the complete file; deletes an unfit one. */
    void check(Download.FileCheck check) throws IOException {
        try {
            check.accept(path);
        } catch (IOException e) {
            Files.delete(path);
            throw e;
        }
    }

    /** Moves the file to its name atomically, so that nobody ever sees half of it. */
    void place(Path target) {
        try {
            Files.move(path, target, StandardCopyOption.ATOMIC_MOVE);
            deleteOthers(target);
        } catch (IOException e) {
            throw unwritable(target, e);
        }
    }

    /** Deletes partial downloads from other mirrors and earlier attempts. */
    private static void deleteOthers(Path target) throws IOException {
        var folder = target.toAbsolutePath().getParent();
        try (var others = Files.newDirectoryStream(folder, target.getFileName() + ".*.part")) {
            for (Path other : others) {
                Files.delete(other);
            }
        }
    }

    private OutputStream open(boolean append) {
        try {
            return Files.newOutputStream(
                    path,
                    StandardOpenOption.CREATE,
                    append ? StandardOpenOption.APPEND : StandardOpenOption.TRUNCATE_EXISTING,
                    StandardOpenOption.WRITE);
        } catch (IOException e) {
            throw unwritable(path, e);
        }
    }

    private void write(OutputStream out, byte[] buffer, int length)
            throws ClosedByInterruptException {
        try {
            out.write(buffer, 0, length);
        } catch (ClosedByInterruptException e) {
            throw e;
        } catch (IOException e) {
            throw unwritable(path, e);
        }
    }

    static DataException unwritable(Path path, IOException e) {
        return new DataException(
                "fetched data must be written (31 MB), but %s cannot be (%s); make room there, or name an existing folder by --data"
                        .formatted(Home.find().show(path), reason(e)),
                e);
    }

    private static String reason(IOException e) {
        String reason = e instanceof FileSystemException f ? f.getReason() : e.getMessage();
        return reason == null ? e.getClass().getSimpleName() : reason;
    }
}
