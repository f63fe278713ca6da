package org.sumcat;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** Documentation of everything that others may use, in sentences that stand alone. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class JavadocTest {
    private static final Pattern COMMENT = Pattern.compile("(?ms)^ */\\*\\*(.*?)\\*/");
    private static final Pattern TAG = Pattern.compile("(?s)\\s@(param|return|throws|see)\\b.*");
    private static final Pattern INLINE = Pattern.compile("\\{@\\w+ ([^}]*)}");
    private static final Pattern FRAGMENT =
            Pattern.compile(
                    "((The same|What|Whether|Of|As|A few|Likewise|Those|Who|It|Its)\\b.*|.*\\bal\\.)");
    private static final int TOO_SHORT = 22;

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

    /** As an IDE shows it: without the name that it is about, and without the sentences before. */
    @Test
    void every_first_sentence_stands_alone() throws IOException {
        assertThat(firstSentences(first -> FRAGMENT.matcher(first).matches())).isEmpty();
    }

    @Test
    void no_first_sentence_is_as_short_as_a_name() throws IOException {
        assertThat(firstSentences(first -> first.length() <= TOO_SHORT)).isEmpty();
    }

    private static Set<String> firstSentences(Predicate<String> which) throws IOException {
        var found = new TreeSet<String>();
        for (Path file : sources()) {
            COMMENT.matcher(Files.readString(file))
                    .results()
                    .map(comment -> firstSentence(comment.group(1)))
                    .filter(which)
                    .forEach(first -> found.add(file.getFileName() + ": " + first));
        }
        return found;
    }

    /** The text up to the first full stop before a blank, where Javadoc ends its summary. */
    private static String firstSentence(String comment) {
        String text = comment.replaceAll("\\n *\\* ?", " ");
        text = INLINE.matcher(TAG.matcher(text).replaceAll("")).replaceAll("$1");
        return text.strip().replaceAll("\\s+", " ").replaceAll("(?<=[.!?]) .*", "");
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
