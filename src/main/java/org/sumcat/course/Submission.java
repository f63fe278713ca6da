package org.sumcat.course;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.sumcat.course.NotebookFile.Cell;

/**
 * What a student handed in for one notebook. Only the answers are taken from it; the lesson and the
 * checks are the teacher's, whatever became of them in the student's copy.
 *
 * @param answers by the id of the exercise
 * @param remarks for the teacher: what was changed that is not the student's to change
 */
record Submission(Map<String, String> answers, List<String> remarks) {
    /** Larger files are no notebooks of this course. */
    private static final long LARGEST = 50_000_000;

    private static final Pattern METHOD =
            Pattern.compile("(\\w+|[>\\]])\\s+([A-Za-z_]\\w*)\\s*\\([^()]*\\)\\s*\\{");
    private static final Pattern TYPE =
            Pattern.compile("\\b(?:class|record|enum|interface)\\s+([A-Za-z_]\\w*)");

    /**
     * Reads one.
     *
     * @throws IllegalArgumentException if the file is no notebook
     */
    static Submission read(Path file, List<Exercise> exercises) {
        if (file.toFile().length() > LARGEST) {
            throw new IllegalArgumentException(
                    String.format(
                            Locale.ROOT,
                            "a notebook must have at most %,d bytes, but %s has %,d",
                            LARGEST,
                            file.getFileName(),
                            file.toFile().length()));
        }
        var cells = new HashMap<String, Cell>();
        var remarks = new ArrayList<String>();
        for (Cell cell : NotebookFile.read(file).cells()) {
            String id = Exercise.gradeId(cell);
            if (!id.isEmpty() && cells.putIfAbsent(id, cell) != null) {
                remarks.add("%s is there twice; the first counts".formatted(id));
            }
        }
        var answers = new HashMap<String, String>();
        for (Exercise exercise : exercises) {
            Cell answer = cells.get(exercise.answerId());
            Cell check = cells.get(exercise.checkId());
            if (answer == null) {
                remarks.add("the answer to %s was deleted".formatted(exercise.id()));
            } else {
                answers.put(exercise.id(), answer.source());
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
        return new Submission(answers, remarks);
    }

    private static boolean isUnchanged(Cell check, Exercise exercise) {
        String source = check.source().strip();
        return source.equals(exercise.shownCheck().strip())
                || source.equals(exercise.check().source().strip());
    }

    /**
     * A method or a type that an answer declares although the lesson or the library has it: then a
     * check would ask the student's and not the teacher's. Null where there is none.
     */
    static @Nullable String takenOver(String answer, Exercise exercise, Set<String> lesson) {
        Set<String> own = Slice.declared(exercise.answer().source());
        for (String name : declared(answer)) {
            boolean taken = lesson.contains(name) || Set.of("Check", "Lab", "org").contains(name);
            if (taken && !own.contains(name)) {
                return name;
            }
        }
        return null;
    }

    private static List<String> declared(String code) {
        var names = new ArrayList<String>();
        Matcher method = METHOD.matcher(code);
        while (method.find()) {
            if (!Set.of("new", "else", "return").contains(method.group(1))) {
                names.add(method.group(2));
            }
        }
        Matcher type = TYPE.matcher(code);
        while (type.find()) {
            names.add(type.group(1));
        }
        return names;
    }
}
