package org.sumcat.verify;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.sumcat.files.Sha256;

/**
 * Checks of files listed in a record with their hashes. What was left out on purpose has its hash
 * in its place, as {@code sha256sum} writes it: {@code weights.params.sha256} for {@code
 * weights.params}.
 */
final class Listed {
    private static final int SHORT = 12; // digits of a hash that a line shows

    private Listed() {}

    /**
     * Checks each listed file.
     *
     * @param listed hash by name
     * @param prefix of the names in lines
     * @param record that lists them, for lines
     */
    static List<CheckResult> of(JsonNode listed, Path folder, String prefix, String record) {
        var checks = new ArrayList<CheckResult>();
        listed.properties()
                .forEach(
                        file ->
                                checks.add(
                                        check(
                                                folder.resolve(file.getKey()),
                                                file.getValue().asText(),
                                                prefix + file.getKey(),
                                                record)));
        return checks;
    }

    /** Checks one listed file. */
    static CheckResult check(Path file, String listed, String what, String record) {
        if (!Files.exists(file)) {
            return leftOut(file, listed)
                    ? CheckResult.open(what, "was left out on purpose; its hash is in its place")
                    : CheckResult.fails(what, "is listed in %s, but is missing".formatted(record));
        }
        try {
            String found = Sha256.of(file);
            return CheckResult.that(
                    found.equals(listed),
                    what,
                    "has the SHA-256 of %s, %s".formatted(record, shortly(listed)),
                    "has SHA-256 %s, but %s lists %s: another file, or it was edited"
                            .formatted(shortly(found), record, shortly(listed)));
        } catch (IOException e) {
            return CheckResult.fails(what, "is listed in %s, but cannot be read".formatted(record));
        }
    }

    private static boolean leftOut(Path file, String listed) {
        Path hash = file.resolveSibling(file.getFileName() + ".sha256");
        try {
            return Files.isRegularFile(hash)
                    && Files.readString(hash).strip().split("\\s+", 2)[0].equals(listed);
        } catch (IOException e) {
            return false;
        }
    }

    private static String shortly(String hash) {
        return hash.isEmpty() ? "none" : hash.substring(0, Math.min(SHORT, hash.length()));
    }
}
