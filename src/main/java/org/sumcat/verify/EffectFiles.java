package org.sumcat.verify;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** The files of an effect's page against the list in its {@code effect.json}. */
final class EffectFiles {
    private EffectFiles() {}

    /**
     * Checks a folder.
     *
     * @throws IllegalArgumentException if the {@code effect.json} is no JSON at all
     */
    static List<Check> checks(Path folder) {
        Path file = folder.resolve("effect.json");
        try {
            JsonNode listed = new JsonMapper().readTree(file.toFile()).path("files");
            return listed.isObject()
                    ? Listed.of(listed, folder, "", "effect.json")
                    : List.of(Check.open("effect.json", "is from before pages listed their files"));
        } catch (IOException e) {
            throw new IllegalArgumentException(
                    "%s must be the record of an effect, but is no JSON that can be read"
                            .formatted(file),
                    e);
        }
    }
}
