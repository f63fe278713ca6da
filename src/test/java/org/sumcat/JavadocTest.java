package org.sumcat;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** What others may use says what it is for. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class JavadocTest {
    private static final Pattern PUBLIC = Pattern.compile("( {4})?public .*");
    private static final Pattern COMPACT = Pattern.compile(" *public \\w+ \\{");

    /** By a line of source: of types and their direct members, but for what is inherited. */
    @Test
    void every_public_type_and_member_has_a_sentence() throws IOException {
        var without = new TreeSet<String>();
        for (Path file : sources()) {
            List<String> lines = Files.readAllLines(file);
            if (lines.stream().noneMatch(line -> line.startsWith("public "))) {
                continue; // what is in it, nobody else sees
            }
            for (int i = 0; i < lines.size(); i++) {
                String line = lines.get(i);
                if (PUBLIC.matcher(line).matches()
                        && !COMPACT.matcher(line).matches()
                        && !isTold(lines, i)) {
                    without.add(file.getFileName() + ": " + line.strip());
                }
            }
        }
        assertThat(without).isEmpty();
    }

    /** Whether a comment or a supertype tells of it; annotations may stand between. */
    private static boolean isTold(List<String> lines, int member) {
        for (int i = member - 1; i >= 0; i--) {
            String line = lines.get(i).strip();
            if (line.endsWith("*/") || line.startsWith("@Override")) {
                return true;
            }
            if (line.isEmpty() || line.endsWith(";") || line.equals("}")) {
                return false;
            }
        }
        return false;
    }

    private static List<Path> sources() throws IOException {
        try (Stream<Path> all = Files.walk(Path.of("src/main/java"))) {
            return all.filter(file -> file.toString().endsWith(".java")).sorted().toList();
        }
    }
}
