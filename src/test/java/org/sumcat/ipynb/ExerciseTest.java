package org.sumcat.ipynb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.sumcat.snippet.Fragment;
import org.sumcat.snippet.Lesson;
import org.sumcat.snippet.Parser;

@DisplayNameGeneration(ReplaceUnderscores.class)
class ExerciseTest {
    private final NotebookCell answer =
            cell(
                    "ex-1",
                    "/** Four. */\nint four() {\n    // BEGIN SOLUTION\n    return 4;\n    // END SOLUTION\n}");
    private final NotebookCell check =
            cell(
                    "check-1",
                    "Check.that(\"four\", () -> four()).equalTo(4);\n// BEGIN HIDDEN TESTS\n"
                            + "Check.that(\"again\", () -> four()).equalTo(4);\n// END HIDDEN TESTS");
    private final NotebookCell lesson = NotebookCell.code("c", "%jars ../target/sumcat.jar");

    ExerciseTest() {
        grading(check).put("grade", true).put("points", 2);
        lesson.json().put("execution_count", 3);
    }

    private static NotebookCell cell(String id, String source) {
        var cell = NotebookCell.code(id, source);
        grading(cell).put("schema_version", 3).put("grade_id", id);
        return cell;
    }

    private static ObjectNode grading(NotebookCell cell) {
        return cell.json().withObject("/metadata/nbgrader");
    }

    private NotebookFile notebook() {
        var notebook = NotebookFile.of("{\"cells\": [], \"nbformat\": 4}", "a");
        notebook.setCells(List.of(lesson, answer, check));
        return notebook;
    }

    @Test
    void is_an_answer_and_its_check() {
        var exercise = Exercise.of(notebook(), "a").get(0);

        assertThat(exercise.id()).isEqualTo("1");
        assertThat(exercise.points()).isEqualTo(2);
        assertThat(exercise.questions()).isEqualTo(2);
    }

    @Test
    void has_for_students_a_gap_that_says_where_the_answer_goes_and_compiles() {
        var student = StudentVersion.of(notebook(), "a", "here.jar").cells();

        assertThat(student.get(0).source()).isEqualTo("%jars here.jar");
        assertThat(student.get(0).json().get("execution_count").isNull()).isTrue();
        assertThat(student.get(1).source())
                .isEqualTo(
                        """
                        /** Four. */
                        int four() {
                            // Your answer goes here, in place of the next line.
                            throw new UnsupportedOperationException("exercise 1 is not answered yet");
                        }""");
        assertThat(student.get(2).source())
                .isEqualTo("Check.that(\"four\", () -> four()).equalTo(4);");
        assertThat(student.get(2).json().at("/metadata/nbgrader/points").asInt()).isEqualTo(2);
    }

    @Test
    void that_nbgrader_could_not_grade_is_refused() {
        refused(
                t -> grading(t.check).put("grade_id", "ex-1"),
                "a grade_id must be unique, but ex-1 is there twice");
        refused(
                t -> grading(t.check).put("grade_id", "other"),
                "an answer must have a check, but ex-1 has none");
        refused(
                t -> grading(t.answer).remove("grade_id"),
                "a check must have an answer, ex-ID, but check-1 has none");
        refused(
                t -> grading(t.check).put("points", 0),
                "a check must be graded with 1 point or more, but check-1 has 0");
        refused(
                t -> grading(t.answer).put("schema_version", 1),
                "nbgrader's schema_version must be 3, but ex-1 has 1");
        refused(
                t -> t.answer.setSource("int four() {}"),
                "an answer must have a solution between // BEGIN SOLUTION and // END SOLUTION, but ex-1 has none");
        refused(
                t -> t.check.setSource("assert true;"),
                "a check must ask Check.that, but check-1 does not");
    }

    private static void refused(Consumer<ExerciseTest> change, String why) {
        var test = new ExerciseTest();
        change.accept(test);
        assertThatThrownBy(() -> Exercise.of(test.notebook(), "a")).hasMessage("a: " + why);
    }

    @Test
    void needs_what_declares_names_that_it_uses_and_not_what_it_only_mentions_or_has_itself() {
        var notebook = notebook();
        notebook.setCells(
                List.of(
                        NotebookCell.code("b", "int base = 2;"),
                        NotebookCell.code("a", "int twice(int x) { return base + x; }\nnever();"),
                        NotebookCell.code(
                                "c", "var memory = Effects.named(\"memory\").measure(null);"),
                        NotebookCell.code("d", "var runs = Lab.train(rivals);")));
        try (var parser = new Parser()) {
            var lesson = Lesson.of(notebook, parser);
            var code =
                    parser.fragments(
                            "int f(int runs) { return twice(1) + runs; } // memory\n"
                                    + "Check.that(\"memory \\\"saved\", () -> 1);");

            assertThat(lesson.needed(code))
                    .extracting(Fragment::source)
                    .containsExactly("int base = 2;", "int twice(int x) { return base + x; }");
        }
    }
}
