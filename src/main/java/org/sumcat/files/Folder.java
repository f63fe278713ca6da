package org.sumcat.files;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedOutputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.Map;

/** A folder whose files are written atomically. */
public final class Folder {
    private Folder() {}

    /** The content of a file, written to a stream. */
    @FunctionalInterface
    public interface Content {
        void writeTo(OutputStream out) throws IOException;

        /** The content of a text file, in UTF-8. */
        public static Content of(String text) {
            return out -> out.write(text.getBytes(UTF_8));
        }
    }

    /**
     * Refuses a place that is not a folder or not writable; tries it, and leaves nothing behind. A
     * link to a folder is as good as the folder.
     *
     * @param option that named it, for messages: {@code --out}
     * @throws IllegalArgumentException if it is such a place, or no name at all
     */
    public static void require(String option, Path folder) {
        if (folder.toString().isEmpty()) {
            throw new IllegalArgumentException(
                    option + " must name a folder, but was empty; for this one write .");
        }
        String kind = OutputFile.kind(folder);
        if (!kind.isEmpty() && !Files.isDirectory(folder)) {
            throw new IllegalArgumentException(
                    "%s must be a folder, but %s is %s; use another"
                            .formatted(option, folder, kind));
        }
        Path there = nearest(folder.toAbsolutePath());
        Path part = PartFiles.of(there, "probe");
        try {
            Files.delete(Files.createFile(part));
        } catch (IOException e) {
            throw new IllegalArgumentException(
                    "%s must be writable, but %s is not (%s); use another"
                            .formatted(option, there, e.getClass().getSimpleName()),
                    e);
        }
    }

    /** The folder itself, or its nearest existing parent. */
    private static Path nearest(Path folder) {
        Path above = folder.getParent();
        return Files.exists(folder) || above == null ? folder : nearest(above);
    }

    /**
     * Writes all files beside their targets first, then moves them into place, in order: where the
     * last one is, all are. Two processes may write the same at once. Leftovers of killed processes
     * are deleted.
     *
     * @param files name to content, in the order of the map
     * @param folder made if it is not there; files of these names in it are replaced
     * @throws UncheckedIOException if there is no room or no right to write; nothing new is left
     */
    public static void write(Path folder, Map<String, Content> files) {
        var parts = new LinkedHashMap<Path, Path>();
        try {
            Files.createDirectories(folder);
            PartFiles.clear(folder);
            for (Map.Entry<String, Content> file : files.entrySet()) {
                Path part = PartFiles.of(folder, file.getKey());
                parts.put(part, folder.resolve(file.getKey()));
                try (var whole = new FileOutputStream(part.toFile());
                        var out = new BufferedOutputStream(whole)) {
                    file.getValue().writeTo(out);
                    out.flush();
                    whole.getFD().sync(); // else a name may outlive a power failure, its bytes not
                }
            }
            for (Path place : parts.values()) { // all before any: else half would be moved
                requirePlain(place);
            }
            for (Map.Entry<Path, Path> part : parts.entrySet()) {
                Files.move(
                        part.getKey(),
                        part.getValue(),
                        StandardCopyOption.ATOMIC_MOVE,
                        StandardCopyOption.REPLACE_EXISTING);
            }
            syncNames(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "%s could not be written (%s: %s); make room or use another folder"
                            .formatted(folder, e.getClass().getSimpleName(), e.getMessage()),
                    e);
        } finally {
            parts.keySet().forEach(part -> part.toFile().delete());
        }
    }

    /** Refuses special files, since a move would replace a device with a plain file. */
    private static void requirePlain(Path file) throws IOException {
        String kind = OutputFile.kind(file);
        if (!kind.isEmpty() && !kind.equals("a file")) {
            throw new IOException("%s is %s".formatted(file.getFileName(), kind));
        }
    }

    /** Flushes the folder, so that new names survive a power failure; not every system can. */
    private static void syncNames(Path folder) {
        try (var names = FileChannel.open(folder, StandardOpenOption.READ)) {
            names.force(true);
        } catch (IOException e) {
            // Windows opens no folder
        }
    }

    /**
     * Deletes a file if it exists.
     *
     * @throws UncheckedIOException if it cannot be
     */
    public static void delete(Path folder, String name) {
        try {
            Files.deleteIfExists(folder.resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "%s could not be deleted from %s (%s)"
                            .formatted(name, folder, e.getClass().getSimpleName()),
                    e);
        }
    }
}
