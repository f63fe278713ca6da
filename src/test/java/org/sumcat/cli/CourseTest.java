package org.sumcat.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sumcat.course.Gradebook;
import org.sumcat.course.Graded;
import org.sumcat.course.Grading;
import org.sumcat.course.Limits;
import org.sumcat.course.Mark;
import org.sumcat.course.NotebookFile;
import org.sumcat.course.NotebookFile.Cell;
import org.sumcat.course.StudentVersion;
import org.sumcat.course.Trial;

/** A class of students, from the well-meaning to the hostile, graded by a real Jupyter. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class CourseTest {
    private static final Limits LIMITS = new Limits(6, 60, 3000, 10);

    @TempDir private Path folder;

    private final NotebookFile teachers = teachers();
    private Trial trial;

    /** A lesson that would take for ever, a helper that an exercise needs, and two exercises. */
    private static NotebookFile teachers() {
        var notebook =
                NotebookFile.of(
                        "{\"cells\": [], \"metadata\": {\"kernelspec\": {\"name\": \"java\",\"display_name\": \"Java\"}},"
                                + " \"nbformat\": 4, \"nbformat_minor\": 5}",
                        "00-test");
        notebook.setCells(
                List.of(
                        Cell.code("c0", "%jars ../target/sumcat.jar"),
                        Cell.code("c1", "import org.sumcat.notebook.*;\nimport java.util.*;"),
                        Cell.code("c2", "var never = new ArrayList<Object>();\nwhile (true) {}"),
                        Cell.code("c3", "int twice(int x) { return 2 * x; }"),
                        answer(
                                "ex-1",
                                "int four() {\n    // BEGIN SOLUTION\n    return twice(2);"
                                        + "\n    // END SOLUTION\n}"),
                        check("check-1", "Check.that(\"four\", () -> four()).equalTo(4);"),
                        answer(
                                "ex-2",
                                "int add(int a, int b) {\n    // BEGIN SOLUTION\n    return a"
                                        + " + b;\n    // END SOLUTION\n}"),
                        check(
                                "check-2",
                                "Check.that(\"2 + 2\", () -> add(2, 2)).hint(\"add\").equalTo(4);\n"
                                        + "// BEGIN HIDDEN TESTS\n"
                                        + "Check.that(\"2 + 3\", () -> add(2, 3)).equalTo(5);\n"
                                        + "// END HIDDEN TESTS")));
        return notebook;
    }

    private static Cell answer(String id, String source) {
        var cell = Cell.code(id, source);
        cell.json()
                .withObject("/metadata/nbgrader")
                .put("schema_version", 3)
                .put("grade_id", id)
                .put("grade", false)
                .put("solution", true);
        return cell;
    }

    private static Cell check(String id, String source) {
        var cell = answer(id, source);
        cell.json()
                .withObject("/metadata/nbgrader")
                .put("grade", true)
                .put("solution", false)
                .put("points", 1);
        return cell;
    }

    @BeforeEach
    void a_kernel_of_this_class_path() throws IOException, InterruptedException {
        var jupyter = new ProcessBuilder("sh", "-c", "command -v jupyter-nbconvert").start();
        assumeTrue(jupyter.waitFor() == 0, "jupyter-nbconvert is not here: nothing is graded");
        var desk = new Desk(folder, folder.resolve("jupyter"));
        TestKernel.register(desk.own());
        Path jar = folder.resolve("library.jar");
        TestKernel.putJar(jar);
        trial =
                new Trial(
                        "00-test",
                        teachers,
                        jar,
                        LIMITS,
                        (work, notebook, ran, seconds) ->
                                Trials.running(
                                        desk,
                                        Path.of("jupyter-nbconvert"),
                                        work,
                                        notebook,
                                        ran,
                                        seconds));
    }

    private void handsIn(String student, NotebookFile notebook) throws IOException {
        Path file = folder.resolve("class").resolve(student).resolve("00-test.ipynb");
        Files.createDirectories(file.getParent());
        notebook.write(file);
    }

    /** The students' version with these answers. */
    private NotebookFile with(String one, String two) {
        var notebook = StudentVersion.of(teachers, "00-test", "x.jar");
        cell(notebook, "ex-1").setSource(one);
        cell(notebook, "ex-2").setSource(two);
        return notebook;
    }

    private static Cell cell(NotebookFile notebook, String id) {
        return notebook.cells().stream().filter(c -> c.id().equals(id)).findFirst().orElseThrow();
    }

    private static final String FOUR = "int four() { return 4; }";
    private static final String ADD = "int add(int a, int b) { return a + b; }";

    @Test
    void each_gets_the_points_that_are_due_whatever_the_others_do() throws Exception {
        handsIn("ada", with(FOUR, ADD));
        handsIn("blaise", StudentVersion.of(teachers, "00-test", "x.jar")); // answers nothing
        handsIn("carl", with("int four() { while (true) {} }", ADD));
        handsIn("dijkstra", with("int four() { System.exit(0); return 4; }", ADD));
        handsIn("emmy", with("int four() { return }", "int add(int a, int b) { return 4; }"));
        handsIn(
                "fibonacci",
                with(
                        "class Check { }\nint four() { return 4; }",
                        "int twice(int x) { return 0; }\n" + ADD));
        var edited = with(FOUR, ADD);
        cell(edited, "check-2").setSource("System.out.println(\"✓ all of it\");");
        edited.setCells(
                edited.cells().stream().filter(c -> !c.id().matches("ex-1|check-1|c2")).toList());
        handsIn("grace", edited);
        Files.createDirectories(folder.resolve("class/hilbert"));
        Files.writeString(folder.resolve("class/hilbert/00-test.ipynb"), "{\"cells\": [");
        Files.createDirectories(folder.resolve("class/ida"));

        var grading = new Grading(List.of(trial), "v1", folder.resolve("work"));
        var book = new Gradebook(folder.resolve("grades"));
        var all = new ArrayList<Graded>();
        for (Path student : Grading.students(folder.resolve("class"))) {
            var graded = grading.grade(student);
            book.keep(graded);
            all.add(graded);
        }
        book.close(all);

        assertThat(all)
                .extracting(Graded::student, Graded::points)
                .map(Object::toString)
                .containsExactly(
                        "(\"ada\", 2)",
                        "(\"blaise\", 0)",
                        "(\"carl\", 1)",
                        "(\"dijkstra\", 1)",
                        "(\"emmy\", 0)",
                        "(\"fibonacci\", 0)",
                        "(\"grace\", 1)",
                        "(\"hilbert\", 0)",
                        "(\"ida\", 0)");
        assertThat(said(all, 1)).allMatch(words -> words.contains("not answered yet"));
        assertThat(said(all, 2).get(0)).isEqualTo("a cell took too long");
        assertThat(said(all, 3).get(0)).isEqualTo("it ended the kernel");
        assertThat(said(all, 4).get(0)).contains("return }"); // what the compiler did not like
        assertThat(said(all, 4).get(1)).contains("✓ 2 + 2: 4").contains("expected 5, but found 4");
        assertThat(said(all, 5))
                .containsExactly(
                        "the answer declares 'Check', which is not its own",
                        "the answer declares 'twice', which is not its own");
        assertThat(all.get(6).remarks())
                .containsExactlyInAnyOrder(
                        "00-test: the answer to 1 was deleted",
                        "00-test: the check of 1 was deleted; the teacher's was used",
                        "00-test: the check of 2 was changed; the teacher's was used");
        assertThat(all.get(7).remarks().get(0)).contains("a notebook must be JSON");
        assertThat(said(all, 8)).containsOnly("not handed in");

        assertThat(Files.readAllLines(folder.resolve("grades/grades.csv"), UTF_8))
                .hasSize(1 + 9 * 3)
                .contains("ada,00-test,1,1,1,✓ four: 4", "ada,all,total,2,2,");
        assertThat(folder.resolve("grades/students/emmy.html")).content().contains("0 of 2 points");
        assertThat(folder.resolve("grades/index.html"))
                .content()
                .contains(
                        "<a href=\"students/grace.html\">grace</a>", "the check of 2 was changed");

        Path ada = folder.resolve("class/ada");
        assertThat(book.known("ada", grading.sha256(ada))).contains(all.get(0));
        handsIn("ada", with(FOUR, "int add(int a, int b) { return 0; }"));
        assertThat(book.known("ada", grading.sha256(ada))).isEmpty(); // handed in anew
    }

    private static List<String> said(List<Graded> all, int student) {
        return all.get(student).marks().stream().map(Mark::said).toList();
    }

    @Test
    void solutions_pass_gaps_do_not_and_neither_waits_for_the_lesson() throws Exception {
        assertThat(trial.solutions(folder.resolve("work"))).allMatch(mark -> mark.points() == 1);
        assertThat(trial.gaps(folder.resolve("work")))
                .allMatch(mark -> mark.points() == 0 && mark.said().contains("not answered yet"));
    }
}
