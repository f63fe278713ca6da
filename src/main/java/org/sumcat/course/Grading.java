package org.sumcat.course;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Supplier;
import org.sumcat.files.Sha256;
import org.sumcat.marking.AnswerJvm;
import org.sumcat.marking.Grader;
import org.sumcat.marking.GraderProcess;
import org.sumcat.marking.Limits;
import org.sumcat.marking.Mark;

/**
 * Grades submissions of any kind; an error in one of them affects that one alone. Several may be
 * graded at once.
 */
public final class Grading implements AutoCloseable {
    private final List<Trial> trials;
    private final String teachers;
    private final String ran;
    private final Supplier<Grader> graders;
    private final ConcurrentLinkedQueue<Grader> idle = new ConcurrentLinkedQueue<>();
    private final ConcurrentLinkedQueue<Grader> all = new ConcurrentLinkedQueue<>();
    private final Thread atTheEnd = new Thread(this::closeAll, "end of grading");

    /** Creates a grading of some notebooks, with answers run by this process setup. */
    public Grading(List<Trial> trials, AnswerJvm machine) {
        this(
                trials,
                machine.confinement().kind().words(),
                machine.limits(),
                () -> new GraderProcess(machine));
    }

    Grading(List<Trial> trials, String ran, Limits limits, Supplier<Grader> graders) {
        this.trials = List.copyOf(trials);
        this.ran = ran;
        this.graders = graders;
        var text = new StringBuilder();
        text.append(ran).append(limits).append(Runtime.version().feature());
        for (Trial trial : trials) {
            text.append(trial.name()).append(trial.teachers().sourceSha256());
            trial.exercises().forEach(exercise -> text.append(exercise.points()).append(' '));
        }
        this.teachers = Sha256.of(text.toString().getBytes(UTF_8));
        Runtime.getRuntime().addShutdownHook(atTheEnd);
    }

    /**
     * The fingerprint of a student's submission and of everything that grades it: notebooks,
     * limits, Java, confinement.
     */
    public String sha256(HandIn handIn) {
        var text = new StringBuilder(teachers);
        handIn.remarks().forEach(remark -> text.append('\n').append(remark));
        for (Map.Entry<String, Path> file : new TreeMap<>(handIn.notebooks()).entrySet()) {
            text.append('\n').append(file.getKey()).append(' ');
            try {
                text.append(Sha256.of(file.getValue()));
            } catch (IOException e) {
                text.append("unreadable");
            }
        }
        return Sha256.of(text.toString().getBytes(UTF_8));
    }

    /**
     * Grades the submission of one student.
     *
     * @throws InterruptedException if somebody wants it to end
     */
    public Graded grade(HandIn handIn) throws InterruptedException {
        var marks = new ArrayList<Mark>();
        var remarks = new ArrayList<>(handIn.remarks());
        boolean unfinished = false;
        for (Trial trial : trials) {
            Path file = handIn.notebooks().get(trial.name());
            if (file == null) {
                marks.addAll(trial.none("not handed in"));
                continue;
            }
            try {
                var submission = Submission.read(file, trial);
                submission.remarks().forEach(r -> remarks.add(trial.name() + ": " + r));
                marks.addAll(marks(trial, submission));
            } catch (IllegalArgumentException e) {
                remarks.add(trial.name() + ": " + e.getMessage());
                marks.addAll(trial.none("the file is no notebook"));
            } catch (IOException | RuntimeException | StackOverflowError e) {
                unfinished = true;
                remarks.add("%s: it could not be graded: %s".formatted(trial.name(), e));
                marks.addAll(trial.none("it could not be graded"));
            }
        }
        return new Graded(handIn.student(), sha256(handIn), ran, marks, remarks, unfinished);
    }

    /** Marks the teacher's own solutions to a notebook: all of them must pass. */
    public List<Mark> solutions(Trial trial) throws IOException, InterruptedException {
        return marks(trial, trial.solutions());
    }

    /** Marks the gaps of the students' version: none of them may pass. */
    public List<Mark> gaps(Trial trial) throws IOException, InterruptedException {
        return marks(trial, trial.gaps());
    }

    private List<Mark> marks(Trial trial, Submission submission)
            throws IOException, InterruptedException {
        Grader one = idle.poll();
        Grader grader = one == null ? graders.get() : one;
        if (one == null) {
            all.add(grader);
        }
        boolean fit = false;
        try {
            List<Mark> marks = trial.marks(submission, grader);
            fit = true;
            return marks;
        } finally {
            if (fit) {
                idle.add(grader);
            } else {
                grader.close();
                all.remove(grader);
            }
        }
    }

    @Override
    public void close() {
        closeAll();
        try {
            Runtime.getRuntime().removeShutdownHook(atTheEnd);
        } catch (IllegalStateException e) {
            // Ctrl-C: it runs already
        }
    }

    /** Closes all graders, including those still at work, with their processes and folders. */
    private void closeAll() {
        all.forEach(Grader::close);
    }
}
