package org.sumcat.course;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.sumcat.train.Sha256;

/**
 * Grades what students handed in: a folder for each, with their notebooks under the names of the
 * course.
 */
public final class Grading {
    private final List<Trial> trials;
    private final String teachers;
    private final Path work;

    /**
     * Grading of some notebooks.
     *
     * @param teachers what the notebooks are, for a change of them to be noticed
     * @param work a folder where answers run; each run gets a folder of its own in it
     */
    public Grading(List<Trial> trials, String teachers, Path work) {
        this.trials = List.copyOf(trials);
        this.teachers = teachers;
        this.work = work;
    }

    /**
     * The students: the folders in a folder, by name.
     *
     * @throws IllegalArgumentException if there is none
     */
    public static List<Path> students(Path folder) {
        List<Path> students;
        try (Stream<Path> files = Files.list(folder)) {
            students =
                    files.filter(Files::isDirectory)
                            .filter(student -> !student.getFileName().toString().startsWith("."))
                            .sorted()
                            .toList();
        } catch (IOException e) {
            throw new IllegalArgumentException(
                    "DIR must be a folder with a folder for each student, but %s cannot be read"
                            .formatted(folder),
                    e);
        }
        if (students.isEmpty()) {
            throw new IllegalArgumentException(
                    "DIR must have a folder for each student, with notebooks in it, but %s has none"
                            .formatted(folder));
        }
        return students;
    }

    /** The fingerprint of what a student handed in, and of what it is graded by. */
    public String sha256(Path student) {
        var text = new StringBuilder(teachers);
        try {
            for (Trial trial : trials) {
                Path file = file(student, trial);
                text.append('\n').append(Files.exists(file) ? Sha256.of(file) : "none");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Sha256.of(text.toString().getBytes(UTF_8));
    }

    /** Grades one student. */
    public Graded grade(Path student) throws IOException, InterruptedException {
        var marks = new ArrayList<Mark>();
        var remarks = new ArrayList<String>();
        String name = student.getFileName().toString();
        String sha256 = sha256(student);
        for (Trial trial : trials) {
            Path file = file(student, trial);
            if (!Files.exists(file)) {
                marks.addAll(none(trial, "not handed in"));
                continue;
            }
            try {
                var submission = Submission.read(file, trial.exercises());
                submission.remarks().forEach(r -> remarks.add(trial.name() + ": " + r));
                marks.addAll(trial.marks(submission.answers(), work.resolve(name)));
            } catch (IllegalArgumentException e) {
                remarks.add(trial.name() + ": " + e.getMessage());
                marks.addAll(none(trial, "the file is no notebook"));
            }
        }
        return new Graded(name, sha256, marks, remarks);
    }

    private static Path file(Path student, Trial trial) {
        return student.resolve(trial.name() + ".ipynb");
    }

    private static List<Mark> none(Trial trial, String why) {
        return trial.exercises().stream()
                .map(e -> new Mark(trial.name(), e.id(), 0, e.points(), why))
                .toList();
    }
}
