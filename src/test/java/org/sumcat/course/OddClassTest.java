package org.sumcat.course;

import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.sumcat.ipynb.NotebookCell;
import org.sumcat.ipynb.NotebookFile;
import org.sumcat.ipynb.StudentVersion;
import org.sumcat.marking.AnswerJvm;
import org.sumcat.marking.Limits;

/** One evening with 49 students: what each of them earned, and grades for all. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class OddClassTest {
    private static final Limits LIMITS = new Limits(8, 120, 3000, 5);

    @TempDir private Path folder;

    private final NotebookFile teachers = Classroom.teachers();
    private final Trial trial = new Trial("00-test", teachers);

    /** By student, the points and what the parts of the notebook say. */
    private record Answers(String points, List<Map.Entry<String, String>> parts) {}

    private static Map<String, Answers> all() throws IOException {
        String text;
        try (var in = OddClassTest.class.getResourceAsStream("odd-class.txt")) {
            text = new String(Objects.requireNonNull(in).readAllBytes(), UTF_8);
        }
        var all = new LinkedHashMap<String, Answers>();
        for (String student : text.split("(?m)^##### ", -1)) {
            if (!student.isBlank()) {
                String[] parts = student.split("(?m)^#### ", -1);
                String[] head = parts[0].strip().split(" \\| ", -1);
                var answers = new ArrayList<Map.Entry<String, String>>();
                for (int i = 1; i < parts.length; i++) {
                    int line = parts[i].indexOf('\n');
                    answers.add(
                            Map.entry(
                                    parts[i].substring(0, line),
                                    parts[i].substring(line + 1).stripTrailing()));
                }
                all.put(head[0], new Answers(head[1], answers));
            }
        }
        return all;
    }

    private NotebookFile notebook(Answers answers) {
        var notebook = StudentVersion.of(teachers, "00-test", "x.jar");
        var cells = new ArrayList<>(notebook.cells());
        int added = 0;
        for (Map.Entry<String, String> part : answers.parts()) {
            String source = part.getValue();
            switch (part.getKey()) {
                case "cell" -> cells.add(3 + added++, NotebookCell.code("own-" + added, source));
                case "end" -> cells.add(NotebookCell.code("own-" + added++, source));
                case "delete" -> cells.removeIf(cell -> cell.id().equals(source));
                default ->
                        cells.stream()
                                .filter(cell -> cell.id().equals(part.getKey()))
                                .findFirst()
                                .orElseThrow()
                                .setSource(source);
            }
        }
        notebook.setCells(cells);
        return notebook;
    }

    private Path of(String student) throws IOException {
        Path file = folder.resolve("class").resolve(student).resolve("00-test.ipynb");
        Files.createDirectories(file.getParent());
        return file;
    }

    private void write(Answers answers, String student) throws IOException {
        notebook(answers).write(of(student));
    }

    private static String text(NotebookFile notebook, Path scratch) throws IOException {
        notebook.write(scratch);
        return Files.readString(scratch);
    }

    @Test
    @Tag("slow")
    @Timeout(1200)
    void all_are_graded_in_one_go_and_each_gets_what_was_earned() throws Exception {
        var expected = new LinkedHashMap<String, String>();
        for (var one : all().entrySet()) {
            write(one.getValue(), one.getKey());
            expected.put(one.getKey(), one.getValue().points());
        }
        Answers right = Objects.requireNonNull(all().get("ada"));
        String text = text(notebook(right), folder.resolve("scratch"));
        Files.writeString(of("saved by Notepad"), "\uFEFF" + text.replace("\n", "\r\n"));
        Files.write(of("saved by PowerShell"), ("\uFEFF" + text).getBytes(UTF_16LE));
        expected.put("saved by Notepad", "1 1 1");
        expected.put("saved by PowerShell", "1 1 1");
        Files.writeString(of("=cut, \"off\""), text.substring(0, text.length() / 2));
        Files.createFile(of("empty"));
        try (var file = new RandomAccessFile(of("endless").toFile(), "rw")) {
            file.setLength(3_000_000_000L);
        }
        Files.createDirectories(of("folder"));
        Files.createSymbolicLink(of("link"), Path.of("/dev/zero"));
        for (String name : List.of("=cut, \"off\"", "empty", "endless", "folder", "link")) {
            expected.put(name, "0 0 0");
        }
        assertThat(expected).hasSize(49);

        AnswerJvm machine =
                Classroom.machine(
                        Files.createDirectories(folder.resolve("library")),
                        LIMITS,
                        List.of(folder.resolve("class")));
        var book = new Gradebook(Files.createDirectories(folder.resolve("grades")));
        var graded = new ArrayList<Graded>();
        var threads = Executors.newFixedThreadPool(2);
        try (var grading = new Grading(List.of(trial), machine)) {
            var tasks = new ArrayList<Callable<Graded>>();
            for (HandIn handIn : HandIns.of(folder.resolve("class"), List.of(trial)).list()) {
                tasks.add(() -> grading.grade(handIn));
            }
            for (Future<Graded> future : threads.invokeAll(tasks)) {
                book.keep(future.get());
                graded.add(future.get());
            }
        } finally {
            threads.shutdownNow();
        }
        book.close(graded);

        var found = new LinkedHashMap<String, String>();
        for (Graded one : graded) {
            found.put(
                    one.student(),
                    String.join(
                            " ",
                            one.marks().stream().map(m -> String.valueOf(m.points())).toList()));
        }
        assertThat(found).as(graded.toString()).containsExactlyInAnyOrderEntriesOf(expected);
        assertThat(Files.readAllLines(folder.resolve("grades/grades.csv"))).hasSize(1 + 49 * 4);
    }
}
