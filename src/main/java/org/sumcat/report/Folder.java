package org.sumcat.report;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/** Puts files into a folder, each of them whole or not at all. */
final class Folder {
    private Folder() {}

    /**
     * Writes all files beside their places first, then moves them in, in order.
     *
     * @param files name to content
     */
    static void write(Path folder, Map<String, String> files) throws IOException {
        Files.createDirectories(folder);
        var parts = new LinkedHashMap<Path, Path>();
        try {
            for (var file : files.entrySet()) {
                // Not createTempFile: its files are for their owner's eyes only, also once moved.
                var part = folder.resolve("." + file.getKey() + "." + UUID.randomUUID() + ".part");
                parts.put(part, folder.resolve(file.getKey()));
                Files.writeString(
                        part,
                        file.getValue(),
                        StandardCharsets.UTF_8,
                        StandardOpenOption.CREATE_NEW,
                        StandardOpenOption.WRITE,
                        StandardOpenOption.SYNC);
            }
            for (var part : parts.entrySet()) {
                Files.move(
                        part.getKey(),
                        part.getValue(),
                        StandardCopyOption.ATOMIC_MOVE,
                        StandardCopyOption.REPLACE_EXISTING);
            }
        } finally {
            for (var part : parts.keySet()) {
                Files.deleteIfExists(part);
            }
        }
    }
}
