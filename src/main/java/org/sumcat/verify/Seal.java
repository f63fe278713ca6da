package org.sumcat.verify;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.sumcat.files.Sealed;

/** A record against the hash that it bears ({@link Sealed}). */
final class Seal {
    private static final JsonMapper JSON = new JsonMapper();

    private Seal() {}

    /**
     * Checks one; version 0.1.0 gave none to reports and effects.
     *
     * @throws IllegalArgumentException if it is no JSON that can be read
     */
    static Check check(Path file) {
        String what = String.valueOf(file.getFileName());
        try {
            String text = Files.readString(file);
            if (!JSON.readTree(text).has(Sealed.HASH)) {
                return Check.open(what, "bears no hash of its own; it is from before records did");
            }
            Sealed.open(text, JsonNode.class);
            return Check.holds(what, "has the hash that it bears");
        } catch (IllegalArgumentException e) {
            return Check.fails(what, "was edited: it has not the hash that it bears");
        } catch (IOException e) {
            throw new IllegalArgumentException(
                    "%s must be a record, but is no JSON that can be read".formatted(file), e);
        }
    }
}
