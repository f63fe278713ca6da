package org.sumcat.course;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.sumcat.ipynb.Exercise;
import org.sumcat.ipynb.NotebookCell;
import org.sumcat.ipynb.NotebookFile;

/**
 * A student's submission for one notebook. The answers are taken from it, and what they need of
 * cells that the student wrote; the lesson and the checks are the teacher's, whatever happened to
 * them in the student's copy.
 *
 * @param answers by the id of the exercise
 * @param additions code of cells that are not of the lesson
 * @param remarks for the teacher: what was changed that is not the student's to change
 */
record Submission(Map<String, String> answers, List<String> additions, List<String> remarks) {
    /** The size limit: larger files are no notebooks of this course. */
    private static final long LARGEST = 50_000_000;

    private static final Pattern FEATURE = Pattern.compile("\\d{2}");

    /** Code whose effect beyond the exercise cannot be judged from the outside. */
    private static final List<Map.Entry<String, String>> UNUSUAL =
            List.of(
                    Map.entry("ProcessBuilder", "starts programs"),
                    Map.entry("getRuntime().exec", "starts programs"),
                    Map.entry("setAccessible", "accesses private members"),
                    Map.entry("Unsafe", "writes into memory"),
                    Map.entry("com.sun.jna", "calls the system"),
                    Map.entry("jdk.jshell", "inspects the grader"));

    static Submission of(Map<String, String> answers) {
        return new Submission(answers, List.of(), List.of());
    }

    /**
     * Reads the submission in a file.
     *
     * @throws IllegalArgumentException if the file is no notebook
     */
    static Submission read(Path file, Trial trial) {
        var cells = new HashMap<String, NotebookCell>();
        var remarks = new ArrayList<String>();
        var others = new ArrayList<String>();
        NotebookFile notebook = notebook(file);
        newer(notebook.languageVersion(), remarks);
        for (NotebookCell cell : notebook.cells()) {
            String id = Exercise.gradeId(cell);
            if (id.isEmpty()) {
                if (cell.isCode()) {
                    others.add(cell.source());
                }
            } else if (cells.putIfAbsent(id, cell) != null) {
                remarks.add("%s is there twice; the first counts".formatted(id));
            }
        }
        var lesson = new HashSet<String>();
        trial.teachers().cells().forEach(cell -> lesson.add(cell.source().strip()));
        others.removeIf(source -> lesson.contains(source.strip()));
        unusual("a cell of the student's own", String.join("\n", others), remarks);
        var answers = new HashMap<String, String>();
        for (Exercise exercise : trial.exercises()) {
            NotebookCell answer = cells.get(exercise.answerId());
            NotebookCell check = cells.get(exercise.checkId());
            if (answer == null) {
                remarks.add("the answer to %s was deleted".formatted(exercise.id()));
            } else {
                answers.put(exercise.id(), answer.source());
                unusual("the answer to " + exercise.id(), answer.source(), remarks);
            }
            if (check == null) {
                remarks.add(
                        "the check of %s was deleted; the teacher's was used"
                                .formatted(exercise.id()));
            } else if (!isUnchanged(check, exercise)) {
                remarks.add(
                        "the check of %s was changed; the teacher's was used"
                                .formatted(exercise.id()));
            }
        }
        return new Submission(answers, others, remarks);
    }

    /**
     * The notebook in a submitted file.
     *
     * @throws IllegalArgumentException if it is no notebook
     */
    static NotebookFile notebook(Path file) {
        return NotebookFile.of(text(file), file.getFileName().toString());
    }

    /**
     * Warns of a submission written with a newer Java, whose correct answers an older one may
     * refuse.
     */
    private static void newer(String version, List<String> remarks) {
        Matcher number = FEATURE.matcher(version);
        if (number.lookingAt() && Integer.parseInt(number.group()) > Runtime.version().feature()) {
            remarks.add(
                    "it was written with Java %s, and graded with %s: grade it with that one, too"
                            .formatted(number.group(), Runtime.version().feature()));
        }
    }

    /** Reads a plain file of at most a notebook's size; anything else is not even opened. */
    private static String text(Path file) {
        try {
            if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
                throw new IllegalArgumentException(
                        "a notebook must be a file, but %s is %s"
                                .formatted(file.getFileName(), HandIn.kind(file)));
            }
            long size = Files.size(file);
            if (size > LARGEST) {
                throw new IllegalArgumentException(
                        String.format(
                                Locale.ROOT,
                                "a notebook must have at most %,d bytes, but %s has %,d",
                                LARGEST,
                                file.getFileName(),
                                size));
            }
            return NotebookFile.decoded(Files.readAllBytes(file), file.getFileName().toString());
        } catch (IOException e) {
            throw new IllegalArgumentException(
                    "a notebook must be readable, but %s is not: %s"
                            .formatted(file.getFileName(), e.getClass().getSimpleName()),
                    e);
        }
    }

    private static void unusual(String where, String code, List<String> remarks) {
        for (Map.Entry<String, String> word : UNUSUAL) {
            if (code.contains(word.getKey())) {
                remarks.add(
                        "%s names %s, which %s: please look at it"
                                .formatted(where, word.getKey(), word.getValue()));
            }
        }
    }

    /** Returns whether a check is unchanged, ignoring line endings, which some systems convert. */
    private static boolean isUnchanged(NotebookCell check, Exercise exercise) {
        String source = lines(check.source());
        return source.equals(lines(exercise.shownCheck()))
                || source.equals(lines(exercise.check().source()));
    }

    private static String lines(String source) {
        return source.replace("\r\n", "\n").strip();
    }
}
