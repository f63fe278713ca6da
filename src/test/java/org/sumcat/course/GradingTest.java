package org.sumcat.course;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.sumcat.ipynb.NotebookCell;
import org.sumcat.ipynb.NotebookFile;
import org.sumcat.ipynb.StudentVersion;
import org.sumcat.marking.AnswerJvm;
import org.sumcat.marking.Grader;
import org.sumcat.marking.Isolation;
import org.sumcat.marking.Limits;
import org.sumcat.marking.Mark;
import org.sumcat.marking.MarkingListener;
import org.sumcat.marking.Work;

/** A class of students, from the well-meaning to the hostile, graded as it is done for real. */
@DisplayNameGeneration(ReplaceUnderscores.class)
@Timeout(300)
class GradingTest {
    private static final Limits LIMITS = new Limits(15, 240, 3000, 5);
    private static final String FOUR = "int four() { return 4; }";
    private static final String ADD = "int add(int a, int b) { return a + b; }";
    private static final String SIX = "int six() { return 6; }";
    private static final String WRONG = "int six() { return 7; }";

    @TempDir private Path folder;

    private final NotebookFile teachers = Classroom.teachers();
    private final Trial trial = new Trial("00-test", teachers);
    private AnswerJvm machine;

    @BeforeEach
    void a_machine() throws IOException, InterruptedException {
        machine =
                Classroom.machine(
                        Files.createDirectories(folder.resolve("library")),
                        LIMITS,
                        List.of(
                                Files.createDirectories(folder.resolve("class")),
                                Files.createDirectories(folder.resolve("grades"))));
    }

    private void handsIn(String student, NotebookFile notebook) throws IOException {
        Path file = folder.resolve("class").resolve(student).resolve("00-test.ipynb");
        Files.createDirectories(file.getParent());
        notebook.write(file);
    }

    private void answers(String student, String one, String two, String three) throws IOException {
        handsIn(student, with(one, two, three));
    }

    /** The students' version with these answers. */
    private NotebookFile with(String one, String two, String three) {
        var notebook = StudentVersion.of(teachers, "00-test", "x.jar");
        cell(notebook, "ex-1").setSource(one);
        cell(notebook, "ex-2").setSource(two);
        cell(notebook, "ex-3").setSource(three);
        return notebook;
    }

    private static NotebookCell cell(NotebookFile notebook, String id) {
        return notebook.cells().stream().filter(c -> c.id().equals(id)).findFirst().orElseThrow();
    }

    /** Grades all, two at once, and writes the book. */
    private List<Graded> graded() throws Exception {
        var book = new Gradebook(folder.resolve("grades"));
        var threads = Executors.newFixedThreadPool(2);
        var all = new ArrayList<Graded>();
        try (var grading = new Grading(List.of(trial), machine)) {
            var tasks = new ArrayList<Callable<Graded>>();
            for (HandIn handIn : HandIns.of(folder.resolve("class"), List.of(trial)).list()) {
                tasks.add(() -> grading.grade(handIn));
            }
            for (Future<Graded> future : threads.invokeAll(tasks)) {
                book.keep(future.get());
                all.add(future.get());
            }
        } finally {
            threads.shutdownNow();
        }
        book.close(all);
        return all;
    }

    private static String points(List<Graded> all) {
        var text = new StringBuilder();
        all.forEach(
                graded -> {
                    text.append(graded.student());
                    graded.marks().forEach(mark -> text.append(' ').append(mark.points()));
                    text.append('\n');
                });
        return text.toString();
    }

    private static List<String> said(List<Graded> all, String student) {
        return of(all, student).marks().stream().map(Mark::said).toList();
    }

    private static Graded of(List<Graded> all, String student) {
        return all.stream().filter(g -> g.student().equals(student)).findFirst().orElseThrow();
    }

    @Test
    void each_gets_the_points_that_are_due_whatever_the_others_do() throws Exception {
        answers("ada", FOUR, ADD, SIX);
        handsIn("blaise", StudentVersion.of(teachers, "00-test", "x.jar")); // answers nothing
        answers( // the third calls what the endless first declares, the second calls the third
                "carl",
                "int help() { return 6; }\nint four() { while (true) {} }",
                "int add(int a, int b) { return a + b + six() - help(); }\nint six() { return 6; }",
                "int six() { return help(); }");
        answers("dijkstra", FOUR, "int add(int a, int b) { System.exit(0); return 4; }", SIX);
        answers("emmy", "int four() { return }", "int add(int a, int b) { return 4; }", SIX);
        answers(
                "fibonacci",
                "class Check { }\nint never = 2;\nint four() { return 2 * never; }", // the lesson's
                // loop
                "int twice(int x) { return 0; }\n" + ADD,
                SIX);
        var edited = with(FOUR, ADD, SIX);
        cell(edited, "check-2").setSource("System.out.println(\"✓ all of it\");");
        edited.setCells(
                edited.cells().stream().filter(c -> !c.id().matches("ex-1|check-1|c2")).toList());
        handsIn("grace", edited);
        Files.createDirectories(folder.resolve("class/hilbert"));
        Files.writeString(folder.resolve("class/hilbert/00-test.ipynb"), "{\"cells\": [");
        Files.createDirectories(folder.resolve("class/ida/00-test.ipynb"));
        answers("jan", "while (true) {}", ADD, SIX); // not even declared
        var cells = new ArrayList<>(with(FOUR, ADD.replace("b;", "b + zero;"), SIX).cells());
        cells.add(1, NotebookCell.code("mine", "int zero = 0;\nSystem.exit(zero);"));
        var kurt = with(FOUR, ADD, SIX);
        kurt.setCells(cells);
        handsIn("kurt", kurt);

        List<Graded> all = graded();

        assertThat(points(all))
                .as(all.toString())
                .isEqualTo(
                        """
                        ada 1 1 1
                        blaise 0 0 0
                        carl 0 1 1
                        dijkstra 1 0 1
                        emmy 0 0 1
                        fibonacci 1 1 1
                        grace 0 1 1
                        hilbert 0 0 0
                        ida 0 0 0
                        jan 0 1 1
                        kurt 1 0 1
                        """);
        assertThat(said(all, "blaise")).allMatch(words -> words.contains("not answered yet"));
        assertThat(said(all, "carl").get(0)).isEqualTo("it took more than 15 seconds");
        assertThat(said(all, "dijkstra").get(1)).isEqualTo("it ended Java");
        assertThat(said(all, "emmy").get(0)).contains("return }"); // what the compiler did not like
        assertThat(said(all, "emmy").get(1))
                .contains("✓ 2 + 2: 4")
                .contains("expected 5, but found 4");
        assertThat(of(all, "grace").remarks())
                .containsExactlyInAnyOrder(
                        "00-test: the answer to 1 was deleted",
                        "00-test: the check of 1 was deleted; the teacher's was used",
                        "00-test: the check of 2 was changed; the teacher's was used");
        assertThat(of(all, "hilbert").remarks().get(0)).contains("a notebook must be JSON");
        assertThat(said(all, "ida")).containsOnly("not handed in");
        assertThat(of(all, "ida").remarks()).containsExactly("00-test: 00-test.ipynb is a folder");

        assertThat(Files.readAllLines(folder.resolve("grades/grades.csv"), UTF_8))
                .hasSize(1 + 11 * 4)
                .contains("ada,00-test,1,1,1,✓ four: 4", "ada,all,total,3,3,");
        assertThat(folder.resolve("grades/students/emmy.html")).content().contains("1 of 3 points");
        assertThat(folder.resolve("grades/index.html"))
                .content()
                .contains("<a href=\"students/grace.html\">grace</a>", "the check of 2 was changed")
                .contains("Answers ran " + machine.confinement().kind().words());
    }

    @Test
    void attackers_end_with_their_own_marks_and_with_themselves() throws Exception {
        answers("ada", FOUR, ADD, SIX);
        answers( // what a check is called by leads elsewhere
                "bob",
                """
                class Check<T> {
                    static <T> Check<T> that(String what, Supplier<T> answer) { return new Check<>(); }
                    Check<T> hint(String words) { return this; }
                    void equalTo(Object any) { System.out.println("✓ all"); }
                }
                var org = new Object() { Object sumcat = this, notebook = this; };
                int four() { return 5; }
                """,
                "var Check = 1;\nimport java.util.List;\n" + ADD.replace("+", "-"),
                WRONG);
        answers( // prints what a check prints
                "cleo",
                "int four() { System.out.println(\"✓ four: 4\"); return 0; }",
                "System.out.print(\"✓ 2 + 2: 4\\n✓ 2 + 3: 5\\n\");\nint add(int a, int b) { return -1; }",
                "int six() { System.out.print(\"no newline\"); return 6; }");
        String sleep = "sleep " + (100_000 + ProcessHandle.current().pid());
        answers( // leaves programs behind, one of them without parents
                "dora",
                "int four() { try { new ProcessBuilder(\"sh\", \"-c\", \"(setsid "
                        + sleep
                        + " &); "
                        + sleep
                        + " & sleep 1\").start().waitFor(); } catch (Exception e) { } return 4; }",
                ADD,
                SIX);
        answers( // reads what others handed in, and writes grades
                "emil",
                "int four() { return Files.exists(Path.of(\""
                        + folder.resolve("class/ada/00-test.ipynb")
                        + "\")) ? 4 : 0; }",
                "int add(int a, int b) { try { Files.writeString(Path.of(\""
                        + folder.resolve("grades/grades.csv")
                        + "\"), \"mine\"); return a + b; } catch (Exception e) { return -1; } }",
                "int six() { try (var all = Files.walk(Path.of(\"\").toAbsolutePath()"
                        + ".getParent(), 2)) { return all.anyMatch(f -> f.toString().endsWith(\".ipynb\"))"
                        + " ? 0 : 6; } catch (Exception e) { return 6; } }");
        answers(
                "fritz",
                "String noise = \"" + "x".repeat(60_000) + "\"; " + FOUR,
                "int add(int a, int b) { return "
                        + "(".repeat(9_000)
                        + "a + b"
                        + ")".repeat(9_000)
                        + "; }",
                SIX);
        answers(
                "gina",
                "int four() { while (true) System.out.println(\"more \".repeat(99)); }",
                ADD,
                SIX);
        answers("hugo", FOUR, ADD, "int six() { throw new ThreadDeath(); }");

        List<Graded> all = graded();

        boolean confined = machine.confinement().kind() != Isolation.FOLDER;
        assertThat(points(all))
                .as(all.toString())
                .isEqualTo(
                        """
                        ada 1 1 1
                        bob 0 0 0
                        cleo 0 0 1
                        dora 1 1 1
                        emil %s 1
                        fritz 1 %s 1
                        gina 0 1 1
                        hugo 1 1 0
                        """
                                .formatted(
                                        confined ? "0 0" : "1 1",
                                        of(all, "fritz").marks().get(1).points()));
        assertThat(said(all, "gina").get(0)).isEqualTo("it printed more than 5 MB");
        assertThat(of(all, "dora").remarks())
                .containsExactly(
                        "00-test: the answer to 1 names ProcessBuilder, which starts programs: please look at it");
        ProcessHandle.allProcesses()
                .filter(one -> one.info().commandLine().orElse("").contains(sleep))
                .forEach(one -> one.onExit().join()); // was told to, or the test does not end
        assertThat(Files.readAllLines(folder.resolve("grades/grades.csv"), UTF_8))
                .hasSize(1 + 8 * 4)
                .contains("ada,all,total,3,3,");
    }

    /** What all share, disk and processes, would else be full for everyone. */
    @Test
    void who_fills_the_disk_or_starts_a_thousand_threads_ends_alone() throws Exception {
        answers("ada", FOUR, ADD, SIX);
        String files = // of holes: they have a size, and take no room
                "for (int i = 0; i < 3; i++) { try (var file = new RandomAccessFile(\"f\" + i, \"rw\"))"
                        + " { file.setLength(400_000_000); } catch (IOException e) { return 0; } }";
        String sleep = "try { Thread.sleep(10_000); } catch (InterruptedException e) { }";
        answers("ben", "int four() { " + files + sleep + " return 4; }", ADD, SIX);
        answers(
                "cora",
                FOUR,
                "int add(int a, int b) { for (int i = 0; i < 1_100; i++) { var t = new Thread(() -> { "
                        + sleep
                        + " }); t.start(); } "
                        + sleep
                        + " return a + b; }",
                SIX);

        List<Graded> all = graded();

        assertThat(points(all)).as(all.toString()).isEqualTo("ada 1 1 1\nben 0 1 1\ncora 1 0 1\n");
        assertThat(said(all, "ben").get(0)).isEqualTo("it wrote more than 1,000 MB of files");
        assertThat(said(all, "cora").get(1))
                .isEqualTo("it started more than 1,000 threads and programs");
    }

    /** A helper of the lesson's is the student's where a cell of theirs has another of the name. */
    @Test
    void an_answer_may_need_a_helper_that_the_student_changed_and_another_that_of_the_lesson()
            throws Exception {
        var changed =
                with("int four() { return twice(3); }", ADD, "int six() { return twice(3); }");
        var cells = new ArrayList<>(changed.cells());
        cells.add(1, NotebookCell.code("own", "int twice(int x) { return x + 1; }"));
        changed.setCells(cells);
        handsIn("ada", changed);
        List<Graded> all = graded();
        assertThat(points(all)).as(all.toString()).isEqualTo("ada 1 1 1\n");
    }

    @Test
    void stored_results_are_believed_only_as_they_were_written_and_for_the_same_work()
            throws Exception {
        answers("ada", FOUR, ADD.replace("+", "-"), SIX);
        var book = new Gradebook(folder.resolve("grades"));
        try (var grading = new Grading(List.of(trial), "somehow", LIMITS, GradingTest::nobody)) {
            HandIn ada = HandIns.of(folder.resolve("class"), List.of(trial)).list().get(0);
            String sha256 = grading.sha256(ada);
            var graded =
                    new Graded("ada", sha256, "somehow", trial.none("wrong"), List.of(), false);
            book.keep(graded);
            assertThat(book.known("ada", sha256)).contains(graded);

            var longer = new Limits(60, 90, 3000, 5); // the machine was slow
            try (var more = new Grading(List.of(trial), "somehow", longer, GradingTest::nobody)) {
                assertThat(book.known("ada", more.sha256(ada))).isEmpty();
            }

            Path record = folder.resolve("grades/students/ada.json");
            String text = Files.readString(record);
            Files.writeString(record, text.replaceFirst("\"points\" *: *0", "\"points\" : 1"));
            assertThat(Files.readString(record)).isNotEqualTo(text);
            assertThat(book.known("ada", sha256)).isEmpty();

            Files.copy(record, folder.resolve("grades/students/bob.json")); // another's
            assertThat(book.known("bob", sha256)).isEmpty();
            Files.writeString(record, text);
            answers("ada", FOUR, ADD, SIX); // handed in anew
            assertThat(book.known("ada", grading.sha256(ada))).isEmpty();
        }
    }

    @Test
    void a_fault_of_the_machine_is_tried_again_and_is_no_mark() throws Exception {
        answers("ada", FOUR, ADD, SIX);
        HandIn ada = HandIns.of(folder.resolve("class"), List.of(trial)).list().get(0);
        var book = new Gradebook(folder.resolve("grades"));
        try (var grading = new Grading(List.of(trial), "somehow", LIMITS, () -> new Failing(1))) {
            Graded graded = grading.grade(ada);
            assertThat(graded.points()).isEqualTo(3);
            assertThat(graded.unfinished()).isFalse();
        }
        try (var grading = new Grading(List.of(trial), "somehow", LIMITS, () -> new Failing(2))) {
            Graded graded = grading.grade(ada);
            assertThat(graded.points()).isZero();
            assertThat(graded.remarks().get(0)).contains("could not be graded", "no room");
            book.keep(graded);
            assertThat(folder.resolve("grades/students/ada.html")).content().contains("no room");
            assertThat(book.known("ada", grading.sha256(ada))).isEmpty();
        }
    }

    /** Cannot start a few times; then every answer is right. */
    private static final class Failing implements Grader {
        private int faults;

        Failing(int faults) {
            this.faults = faults;
        }

        @Override
        public void mark(Work work, MarkingListener listener) throws IOException {
            if (faults > 0) {
                faults--;
                throw new IOException("no room for a folder");
            }
            for (String exercise : List.of("1", "2", "3")) {
                listener.marked(new Mark(work.name(), exercise, 1, 1, "✓"));
            }
        }

        @Override
        public void close() {}
    }

    private static Grader nobody() {
        throw new AssertionError("nothing is to be marked");
    }

    @Test
    void what_is_hidden_is_empty_for_a_confined_program_and_the_rest_is_read_only()
            throws Exception {
        var confinement = machine.confinement();
        assumeTrue(
                confinement.kind() != Isolation.FOLDER,
                "this system gives no namespaces: answers run in a folder of their own only");
        Path own = Files.createDirectories(folder.resolve("own"));
        Files.writeString(folder.resolve("class/secret"), "42");
        String tries =
                "ls -A %s; cat %s; echo x >%s; echo kept; echo mine >here; id -u; ls /proc | grep -c '^[0-9]'"
                        .formatted(
                                folder.resolve("class"),
                                folder.resolve("class/secret"),
                                Path.of(machine.jar()));
        var process =
                new ProcessBuilder(confinement.command(own, List.of("sh", "-c", tries)))
                        .redirectError(ProcessBuilder.Redirect.DISCARD)
                        .start();
        String said = new String(process.getInputStream().readAllBytes(), UTF_8);

        assertThat(said).startsWith("kept\n");
        assertThat(own.resolve("here")).hasContent("mine");
        assertThat(new File(machine.jar()).length()).isGreaterThan(10);
        assertThat(said.lines().toList().get(2)).as("processes in sight").matches("[1-5]");
        if (confinement.kind() == Isolation.OTHER_USER) {
            assertThat(said.lines().toList().get(1)).isEqualTo("65534");
        }
    }

    @Test
    void solutions_pass_gaps_do_not_and_neither_waits_for_the_lesson() throws Exception {
        try (var grading = new Grading(List.of(trial), machine)) {
            assertThat(grading.solutions(trial)).allMatch(mark -> mark.points() == 1);
            assertThat(grading.gaps(trial))
                    .allMatch(
                            mark -> mark.points() == 0 && mark.said().contains("not answered yet"));
        }
    }
}
