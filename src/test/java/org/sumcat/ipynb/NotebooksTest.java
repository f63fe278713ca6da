package org.sumcat.ipynb;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The notebooks of the course, as they lie in the repository; what they do is run elsewhere. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class NotebooksTest {
    private static final Path FOLDER = Path.of("notebooks");
    private static final Pattern NAMED = Pattern.compile("(?m)^(?:var|[A-Z]\\S*) (\\w+) = ");
    private static final Pattern TRAINS =
            Pattern.compile("Lab\\.(train|live)|Training\\.|\\.(run|measure|tune)\\(");

    /** Texts and comments in code. */
    private static final String WORDS = "\"(\\\\.|[^\"\\\\])*\"|//.*|(?s)/[*].*?[*]/";

    /** Declares a name, for which it stands from there on. */
    private static final String OWN = "[\\w>\\]](?<!\\breturn) %s\\b";

    private static final Pattern LINK = Pattern.compile("\\]\\(([^)\\s]+)\\)");

    static List<Path> all() throws IOException {
        try (Stream<Path> files = Files.walk(FOLDER, 2)) {
            return files.filter(file -> file.toString().endsWith(".ipynb"))
                    .filter(file -> !file.toString().contains(".ipynb_checkpoints"))
                    .sorted()
                    .toList();
        }
    }

    static List<Path> lessons() throws IOException {
        return all().stream().filter(file -> FOLDER.equals(file.getParent())).toList();
    }

    private static String name(Path notebook) {
        return FOLDER.relativize(notebook).toString().replace('\\', '/');
    }

    @Test
    void the_course_has_twelve_lessons_and_a_tour_in_Kotlin() throws IOException {
        assertThat(lessons()).hasSize(12);
        assertThat(all()).extracting(NotebooksTest::name).contains("kotlin/tour.ipynb");
    }

    /** Without it nbgrader, which makes gaps, takes a notebook for one in Python. */
    @ParameterizedTest
    @MethodSource("all")
    void a_notebook_names_its_language(Path file) throws IOException {
        assertThat(
                        new JsonMapper()
                                .readTree(file.toFile())
                                .at("/metadata/kernelspec/language")
                                .asText())
                .isEqualTo(name(file).startsWith("kotlin/") ? "kotlin" : "java");
    }

    @ParameterizedTest
    @MethodSource("all")
    void the_outputs_are_of_these_cells_and_of_a_real_run_on_real_data(Path file)
            throws IOException {
        var notebook = NotebookFile.read(file);
        var manifest = Manifest.read(FOLDER);

        assertThat(manifest.stale(name(file), notebook))
                .as("./sumcat notebook %s --run --save", file.getFileName())
                .isEmpty();
        assertThat(SavedOutputs.unfit(notebook, "/home/")).isEmpty();
        var entry = manifest.notebooks().get(name(file));
        assertThat(entry.dataset()).isEqualTo("fashion-mnist");
        assertThat(entry.profile()).isIn("quick", "full");
        assertThat(entry.seconds()).as("seconds on two cores").isBetween(1L, 180L);
        assertThat(entry.commit()).doesNotContain("dirty");
        assertThat(Files.size(file)).as("bytes").isLessThan(1_500_000);
    }

    @ParameterizedTest
    @MethodSource("lessons")
    void a_lesson_begins_and_ends_as_all_do(Path file) {
        var notebook = NotebookFile.read(file);
        var code = notebook.cells().stream().filter(NotebookCell::isCode).toList();
        String text = prose(notebook);

        assertThat(notebook.kernel()).isEqualTo("java");
        assertThat(code.get(0).source()).isEqualTo("%jars ../target/sumcat.jar");
        assertThat(code.get(1).source())
                .startsWith(
                        "// A package does not exist? Build the library (./sumcat doctor), then")
                .contains("import ")
                .endsWith("Lab.start();");
        assertThat(text)
                .startsWith("# ")
                .contains("At its end you will", "\n## Summary\n", "\n## Where it comes from\n")
                .containsPattern("\\n## Exercises\\n");
        assertThat(text.indexOf("## Where it comes from"))
                .isGreaterThan(text.indexOf("## Summary"));
    }

    @ParameterizedTest
    @MethodSource("lessons")
    void a_lesson_has_two_to_four_exercises_that_nbgrader_could_grade(Path file) {
        var exercises = Exercise.of(NotebookFile.read(file), name(file));

        assertThat(exercises).hasSizeBetween(2, 4);
        assertThat(exercises)
                .allSatisfy(
                        exercise ->
                                assertThat(name(file)).startsWith(exercise.id().substring(0, 2)));
        assertThat(exercises).anyMatch(exercise -> exercise.check().source().contains("HIDDEN"));
    }

    /** So points are the same in every profile and on every machine. */
    @ParameterizedTest
    @MethodSource("lessons")
    void no_exercise_needs_what_was_trained(Path file) {
        var notebook = NotebookFile.read(file);
        var trained = new TreeSet<String>();
        for (NotebookCell cell : notebook.cells()) {
            Matcher named = NAMED.matcher(cell.isCode() ? cell.source() : "");
            while (named.find()) {
                if (TRAINS.matcher(cell.source()).find()) {
                    trained.add(named.group(1));
                }
            }
        }

        assertThat(trained).isNotEmpty();
        for (Exercise exercise : Exercise.of(notebook, name(file))) {
            String code =
                    (exercise.answer().source() + exercise.check().source()).replaceAll(WORDS, "");
            assertThat(code).doesNotContainPattern(TRAINS);
            for (String name : trained) {
                boolean own = Pattern.compile(OWN.formatted(name)).matcher(code).find();
                assertThat(own ? "" : code).doesNotContainPattern("\\b" + name + "\\b");
            }
        }
    }

    @ParameterizedTest
    @MethodSource("all")
    void cells_fit_on_a_slide(Path file) {
        var cells = NotebookFile.read(file).cells();

        assertThat(cells).extracting(NotebookCell::id).doesNotHaveDuplicates().doesNotContain("");
        assertThat(cells.stream().filter(NotebookCell::isCode).filter(cell -> !isStart(cell)))
                .allSatisfy(
                        cell -> {
                            var lines = cell.source().lines().toList();
                            assertThat(lines).as(cell.id()).hasSizeLessThanOrEqualTo(15);
                            assertThat(lines).as(cell.id()).allMatch(line -> line.length() <= 120);
                        });
    }

    private static boolean isStart(NotebookCell cell) {
        return cell.source().contains("Lab.start()");
    }

    /** To a kernel each piece of a {@code printf} is a message of its own. */
    @ParameterizedTest
    @MethodSource("all")
    void what_is_printed_are_whole_lines(Path file) {
        NotebookFile.read(file).cells().stream()
                .filter(NotebookCell::isCode)
                .forEach(
                        cell ->
                                assertThat(cell.source())
                                        .as("cell %s of %s", cell.id(), name(file))
                                        .doesNotContain("System.out.printf(", "System.out.print("));
    }

    @ParameterizedTest
    @MethodSource("all")
    void what_a_text_links_to_is_there(Path file) {
        Matcher link = LINK.matcher(prose(NotebookFile.read(file)));
        var missing = new ArrayList<String>();
        while (link.find()) {
            String target = link.group(1).replaceFirst("#.*", "");
            if (!target.matches("https://.*|") && !Files.exists(file.resolveSibling(target))) {
                missing.add(target);
            }
        }
        assertThat(missing).isEmpty();
    }

    @Test
    void the_words_are_spelled_as_a_dictionary_has_them() throws Exception {
        var hunspell = new ProcessBuilder("sh", "-c", "hunspell -D </dev/null").start();
        assumeTrue(hunspell.waitFor() == 0, "hunspell is not here: no word was looked up");
        var words = new TreeSet<String>();
        for (Path file : all()) {
            Matcher word = Pattern.compile("\\p{L}+(?:'\\p{L}+)?").matcher(plain(file));
            while (word.find()) {
                words.add(word.group());
            }
        }
        var unknown = new TreeSet<>(lookedUp(words));
        unknown.removeAll(Files.readAllLines(Path.of("src/test/resources/notebooks/words.txt")));
        assertThat(unknown).as("misspelled, or a word for words.txt").isEmpty();
    }

    /** The words that the dictionary does not have. */
    private static List<String> lookedUp(Collection<String> words) throws Exception {
        var process = new ProcessBuilder("hunspell", "-d", "en_US", "-i", "UTF-8", "-l").start();
        process.getOutputStream().write(String.join("\n", words).getBytes(UTF_8));
        process.getOutputStream().close();
        return new String(process.getInputStream().readAllBytes(), UTF_8).lines().toList();
    }

    /** The text without code, formulas and addresses. */
    private static String plain(Path file) {
        return prose(NotebookFile.read(file))
                .replaceAll("(?s)```.*?```|\\$\\$.*?\\$\\$|\\$[^$]*\\$|`[^`]*`", "")
                .replaceAll("\\]\\([^)]*\\)|https?://\\S+", "");
    }

    private static String prose(NotebookFile notebook) {
        var text = new StringBuilder();
        notebook.cells().stream()
                .filter(cell -> !cell.isCode())
                .forEach(cell -> text.append(cell.source()).append("\n\n"));
        return text.toString();
    }

    /** For looking at: {@code target/notebooks.txt}. */
    @Test
    void text_and_code_are_balanced() throws IOException {
        var report =
                new StringBuilder("notebook  cells  longest  lines of code  words  words/line\n");
        for (Path file : all()) {
            var notebook = NotebookFile.read(file);
            var code = notebook.cells().stream().filter(NotebookCell::isCode).toList();
            long lines = code.stream().mapToLong(cell -> cell.source().lines().count()).sum();
            long longest =
                    code.stream().mapToLong(cell -> cell.source().lines().count()).max().orElse(0);
            int words = prose(notebook).split("\\s+").length;
            report.append(
                    String.format(
                            Locale.ROOT,
                            "%s  %d  %d  %d  %d  %.1f%n",
                            name(file),
                            notebook.cells().size(),
                            longest,
                            lines,
                            words,
                            (double) words / lines));
            assertThat((double) words / lines).as(name(file)).isBetween(2.5, 25.0);
        }
        Files.createDirectories(Path.of("target"));
        Files.writeString(Path.of("target/notebooks.txt"), report);
    }
}
