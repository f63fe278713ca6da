package org.sumcat.files;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Map;

/**
 * An output folder for a report, named by an option. Files of its names that are there are replaced
 * where the record in the folder lists them as they are; what is not ours, or was edited, is not,
 * but for {@code --force}.
 *
 * @param option that named it, for messages: {@code --out}
 * @param folder made if it is not there
 * @param record the JSON document in it whose {@code files} has their hashes: {@code report.json}
 * @param force whether files that are there may be replaced, whose ever they are
 */
public record OutputFolder(String option, Path folder, String record, boolean force) {
    private static final JsonMapper JSON = new JsonMapper();

    /**
     * Refuses, before any work is done, a folder that these files could not be written to.
     *
     * @param names of files
     * @throws IllegalArgumentException if it is not a folder, or one of them is there and not ours
     */
    public void require(Collection<String> names) {
        Folder.require(option, folder);
        JsonNode there = document();
        names.forEach(name -> requireOurs(name, there, ""));
    }

    /**
     * Writes files atomically, in the order of the map.
     *
     * @throws IllegalArgumentException if it is not a folder, or one of them is there and not ours;
     *     nothing is written then
     */
    public void write(Map<String, Folder.Content> files) {
        Folder.require(option, folder);
        JsonNode there = document();
        files.forEach((name, content) -> requireOurs(name, there, hash(name, content)));
        Folder.write(folder, files);
    }

    /** The hash of a content, computed only where a file of that name exists. */
    private String hash(String name, Folder.Content content) {
        return Files.exists(folder.resolve(name)) ? Sha256.of(content) : "";
    }

    private void requireOurs(String name, JsonNode there, String now) {
        Path file = folder.resolve(name);
        String kind = OutputFile.kind(file);
        if (kind.isEmpty()) {
            return;
        }
        if (!kind.equals("a file") || Files.isSymbolicLink(file)) {
            throw new IllegalArgumentException(
                    "%s must hold plain files, but %s is %s; use another folder"
                            .formatted(
                                    option, file, kind.equals("a file") ? "a link to one" : kind));
        }
        boolean ours =
                name.equals(record)
                        ? isRecord(there)
                        : isOurs(file, there.path("files").path(name).asText(), now);
        if (force || ours) {
            return;
        }
        throw new IllegalArgumentException(
                "%s must not overwrite what Sumcat did not write, but %s exists and differs from the list in %s; move it, use another folder, or --force"
                        .formatted(option, file, folder.resolve(record)));
    }

    /** Returns whether the record is ours and unchanged; version 0.1.0 wrote no hash into it. */
    private static boolean isRecord(JsonNode there) {
        return there.path("command").isTextual()
                && (!there.has(HashedJson.HASH) || HashedJson.isSealed(there));
    }

    private boolean isOurs(Path file, String listed, String now) {
        try {
            String there = Sha256.of(file);
            return there.equals(listed)
                    || there.equals(now)
                    || PartFiles.has(folder, file.getFileName().toString()); // a killed writer's
        } catch (IOException e) {
            return false;
        }
    }

    /** The record that is there, parsed once for its list and its hash; empty if there is none. */
    private JsonNode document() {
        Path file = folder.resolve(record);
        if (!Files.isRegularFile(file)) {
            return JSON.createObjectNode();
        }
        try {
            return HashedJson.exact(Marked.text(Files.readAllBytes(file)));
        } catch (IOException e) {
            if (force) {
                return JSON.createObjectNode(); // it lists nothing
            }
            throw new IllegalArgumentException(
                    "%s must hold no other report, but %s cannot be read; delete it, use another folder, or --force"
                            .formatted(option, file),
                    e);
        }
    }
}
