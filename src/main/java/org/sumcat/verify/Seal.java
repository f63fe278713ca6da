package org.sumcat.verify;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.sumcat.files.HashedJson;
import org.sumcat.files.Marked;

/** Check of a record against its own hash ({@link HashedJson}). */
final class Seal {
    private Seal() {}

    /**
     * Checks a record's hash; reports and effects of version 0.1.0 have none.
     *
     * @throws IllegalArgumentException if it is no JSON that can be read
     */
    static CheckResult check(Path file) {
        String what = String.valueOf(file.getFileName());
        try {
            JsonNode record = HashedJson.exact(Marked.text(Files.readAllBytes(file)));
            if (!record.has(HashedJson.HASH)) {
                return CheckResult.open(
                        what, "has no hash of its own; it was written before records had one");
            }
            return CheckResult.that(
                    HashedJson.isSealed(record),
                    what,
                    "matches its own hash",
                    "was edited: it does not match its own hash");
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(
                    "%s must be a record, but is not (%s)".formatted(file, HashedJson.words(e)), e);
        } catch (IOException e) {
            throw new IllegalArgumentException(
                    "%s must be a record, but cannot be read (%s)".formatted(file, e.getMessage()),
                    e);
        }
    }
}
