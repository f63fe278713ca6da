package org.sumcat.verify;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** An effect's {@code effect.json} against its own hash, and the page's files against its list. */
final class EffectFiles {
    private static final String RECORD = "effect.json";

    private EffectFiles() {}

    /**
     * Checks an effect's folder.
     *
     * @throws IllegalArgumentException if the {@code effect.json} is no JSON at all
     */
    static List<CheckResult> checks(Path folder) {
        Path file = folder.resolve(RECORD);
        try {
            JsonNode record = new JsonMapper().readTree(file.toFile());
            var checks = new ArrayList<CheckResult>();
            checks.add(Seal.check(file));
            JsonNode listed = record.path("files");
            if (listed.isObject()) {
                checks.addAll(Listed.of(listed, folder, "", RECORD));
            } else {
                checks.add(CheckResult.open(RECORD, "was written before pages listed their files"));
            }
            return List.copyOf(checks);
        } catch (IOException e) {
            throw new IllegalArgumentException(
                    "%s must be the record of an effect, but is no JSON that can be read"
                            .formatted(file),
                    e);
        }
    }
}
