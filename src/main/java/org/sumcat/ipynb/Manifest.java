package org.sumcat.ipynb;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.sumcat.files.Folder;

/**
 * Origins of the outputs saved in the notebooks: {@code notebooks/outputs.json}.
 *
 * @param notebooks path below the folder of the notebooks, with slashes, to what is known of it
 */
public record Manifest(Map<String, ManifestEntry> notebooks) {
    /** The name of the file, in the folder of the notebooks. */
    public static final String FILE = "outputs.json";

    private static final JsonMapper JSON =
            JsonMapper.builder()
                    .enable(SerializationFeature.INDENT_OUTPUT)
                    .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
                    .build();

    public Manifest {
        notebooks = new TreeMap<>(notebooks);
    }

    /** Reads the manifest of a folder; empty if there is no such file. */
    public static Manifest read(Path folder) {
        Path file = folder.resolve(FILE);
        try {
            return new Manifest(
                    Files.exists(file)
                            ? JSON.readValue(
                                    Files.readString(file),
                                    new TypeReference<Map<String, ManifestEntry>>() {})
                            : Map.of());
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(
                    "%s must say which runs the outputs are of, but does not: %s; delete it and"
                                    .formatted(file, e.getOriginalMessage())
                            + " save the outputs again",
                    e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns a copy with another entry for one notebook. */
    public Manifest with(String notebook, ManifestEntry entry) {
        var more = new TreeMap<>(notebooks);
        more.put(notebook, entry);
        return new Manifest(more);
    }

    /** Writes the manifest into the folder. */
    public void write(Path folder) {
        try {
            Folder.write(
                    folder,
                    Map.of(FILE, Folder.Content.of(JSON.writeValueAsString(notebooks) + "\n")));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e); // texts and numbers
        }
    }

    /**
     * Reports outdated outputs of a notebook, a line each: cells changed since they ran, outputs
     * changed since they were saved, or of unknown origin.
     */
    public List<String> stale(String name, NotebookFile notebook) {
        var wrong = new ArrayList<String>();
        ManifestEntry entry = notebooks.get(name);
        if (entry == null) {
            return List.of(
                    "%s must say which run the outputs of %s are of, but does not"
                            .formatted(FILE, name));
        }
        if (!entry.sourceSha256().equals(notebook.sourceSha256())) {
            wrong.add("the cells of %s changed since its outputs were saved".formatted(name));
        }
        if (!entry.outputsSha256().equals(notebook.outputsSha256())) {
            wrong.add("the outputs of %s changed since they were saved".formatted(name));
        }
        return wrong;
    }
}
