package org.sumcat.course;

import static java.util.stream.Collectors.joining;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.Attributes.Name;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import jdk.jshell.execution.LocalExecutionControlProvider;
import jdk.jshell.spi.ExecutionControlProvider;
import org.jspecify.annotations.Nullable;
import org.sumcat.ipynb.NotebookCell;
import org.sumcat.ipynb.NotebookFile;
import org.sumcat.marking.AnswerJvm;
import org.sumcat.marking.Confinement;
import org.sumcat.marking.Engine;
import org.sumcat.marking.Grader;
import org.sumcat.marking.Limits;
import org.sumcat.marking.Mark;
import org.sumcat.marking.Marking;
import org.sumcat.marking.MarkingListener;
import org.sumcat.marking.MarkingStoppedException;
import org.sumcat.marking.Work;

/** The course's own notebooks, answered in many ways and marked quickly. */
final class Classroom {
    private Classroom() {}

    static String text(String notebook) {
        try {
            return Files.readString(Path.of("notebooks", notebook + ".ipynb"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Trial trial(String notebook) {
        return new Trial(notebook, NotebookFile.of(text(notebook), notebook));
    }

    /** The points for answers; no other exercise of their notebook has one. */
    static Map<String, Mark> marks(Map<String, String> answers, List<String> additions, Path jar) {
        String first = answers.keySet().iterator().next();
        var submission = new Submission(answers, additions, List.of());
        var marks = new TreeMap<String, Mark>();
        try {
            trial(notebook(first.substring(0, 2))).marks(submission, new GraderHere(jar)).stream()
                    .filter(mark -> answers.containsKey(mark.exercise()))
                    .forEach(mark -> marks.put(mark.exercise(), mark));
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
        return marks;
    }

    /** Without a process of its own: for those who do no harm. */
    private record GraderHere(Path jar) implements Grader {
        @Override
        public void mark(Work work, MarkingListener listener) throws MarkingStoppedException {
            try (var engine = new Here(jar)) {
                Marking.run(work, engine, Limits.usual(), listener);
            }
        }

        @Override
        public void close() {}
    }

    /** A lesson that would take for ever, a helper that an exercise needs, and three exercises. */
    static NotebookFile teachers() {
        var notebook =
                NotebookFile.of(
                        "{\"cells\": [], \"metadata\": {\"kernelspec\": {\"name\": \"java\","
                                + "\"display_name\": \"Java\"}}, \"nbformat\": 4, \"nbformat_minor\": 5}",
                        "00-test");
        notebook.setCells(
                List.of(
                        NotebookCell.code("c0", "%jars ../target/sumcat.jar"),
                        NotebookCell.code(
                                "c1", "import org.sumcat.notebook.*;\nimport java.util.*;"),
                        NotebookCell.code(
                                "c2", "var never = new ArrayList<Object>();\nwhile (true) {}"),
                        NotebookCell.code("c3", "int twice(int x) { return 2 * x; }"),
                        answer("ex-1", "int four() {", "return twice(2);"),
                        check("check-1", "Check.that(\"four\", () -> four()).equalTo(4);"),
                        answer("ex-2", "int add(int a, int b) {", "return a + b;"),
                        check(
                                "check-2",
                                "Check.that(\"2 + 2\", () -> add(2, 2)).hint(\"add\").equalTo(4);\n"
                                        + "// BEGIN HIDDEN TESTS\n"
                                        + "Check.that(\"2 + 3\", () -> add(2, 3)).equalTo(5);\n"
                                        + "// END HIDDEN TESTS"),
                        answer("ex-3", "int six() {", "return 6;"),
                        check("check-3", "Check.that(\"six\", () -> six()).equalTo(6);")));
        return notebook;
    }

    private static NotebookCell answer(String id, String head, String solution) {
        var cell =
                NotebookCell.code(
                        id,
                        "%s\n    // BEGIN SOLUTION\n    %s\n    // END SOLUTION\n}"
                                .formatted(head, solution));
        cell.json().withObject("/metadata/nbgrader").put("schema_version", 3).put("grade_id", id);
        return cell;
    }

    private static NotebookCell check(String id, String source) {
        var cell = NotebookCell.code(id, source);
        cell.json()
                .withObject("/metadata/nbgrader")
                .put("schema_version", 3)
                .put("grade_id", id)
                .put("grade", true)
                .put("points", 1);
        return cell;
    }

    /** A jar with nothing but the class path of the tests. */
    static Path library(Path folder) throws IOException {
        var manifest = new Manifest();
        manifest.getMainAttributes().put(Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes()
                .put(
                        Name.CLASS_PATH,
                        classPath().map(p -> p.toUri().toString()).collect(joining(" ")));
        Path jar = folder.resolve("library.jar");
        new JarOutputStream(Files.newOutputStream(jar), manifest).close();
        return jar;
    }

    /** This machine, with the library from the class path of the tests. */
    static AnswerJvm machine(Path folder, Limits limits, List<Path> hidden)
            throws IOException, InterruptedException {
        Path jar = library(folder);
        Path home = Path.of(System.getProperty("user.home"));
        var secret = new ArrayList<>(hidden);
        secret.add(home);
        secret.add(Path.of(System.getProperty("java.io.tmpdir")));
        var kept = new ArrayList<Path>();
        kept.add(Path.of(System.getProperty("java.home")));
        kept.add(folder);
        kept.add(home.resolve(".m2/repository"));
        kept.add(Path.of("target").toAbsolutePath());
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        return new AnswerJvm(
                java.toString(),
                List.of(),
                Map.of(),
                jar.toString(),
                limits,
                Confinement.strongest(secret, kept, java, jar));
    }

    private static Stream<Path> classPath() {
        return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator, -1))
                .filter(entry -> !entry.contains("rapaio"))
                .map(entry -> Path.of(entry).toAbsolutePath());
    }

    private static String notebook(String number) {
        try (var files = Files.list(Path.of("notebooks"))) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.startsWith(number))
                    .findFirst()
                    .orElseThrow()
                    .replace(".ipynb", "");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** This very Java: for those who do no harm. */
    private static final class Here implements Engine {
        private final Path jar;

        Here(Path jar) {
            this.jar = jar;
        }

        @Override
        public ExecutionControlProvider control() {
            return new LocalExecutionControlProvider();
        }

        @Override
        public List<Path> classPath() {
            return List.of(jar);
        }

        @Override
        public void allow(int seconds) {}

        @Override
        public void begins() {}

        @Override
        public @Nullable String ended() {
            return null;
        }

        @Override
        public String said() {
            return "";
        }

        @Override
        public void close() {}
    }
}
