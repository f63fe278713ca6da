package org.sumcat.course;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.sumcat.ipynb.Exercise;
import org.sumcat.ipynb.NotebookFile;
import org.sumcat.marking.Grader;
import org.sumcat.marking.Mark;
import org.sumcat.marking.MarkingListener;
import org.sumcat.marking.MarkingStoppedException;
import org.sumcat.marking.Work;

/**
 * The exercises of one notebook, and the marking of answers to them. An answer that hangs or ends
 * Java costs its own points: the rest is marked in another Java, after all answers but this one.
 */
public final class Trial {
    private final String name;
    private final NotebookFile teachers;
    private final List<Exercise> exercises;

    /**
     * Creates a trial of a notebook's exercises.
     *
     * @param name of the notebook, {@code 05-densenet}
     * @throws IllegalArgumentException as {@link Exercise#of}
     */
    public Trial(String name, NotebookFile teachers) {
        this.name = name;
        this.teachers = teachers;
        this.exercises = Exercise.of(teachers, name);
    }

    /** The name of the notebook, without its ending. */
    public String name() {
        return name;
    }

    /** The exercises of the notebook, in order. */
    public List<Exercise> exercises() {
        return exercises;
    }

    NotebookFile teachers() {
        return teachers;
    }

    /** The teacher's solutions as a submission. */
    Submission solutions() {
        return Submission.of(answers(exercise -> exercise.answer().source()));
    }

    /** The gaps of the students' version as a submission. */
    Submission gaps() {
        return Submission.of(answers(Exercise::gap));
    }

    private Map<String, String> answers(Function<Exercise, String> each) {
        var answers = new HashMap<String, String>();
        exercises.forEach(exercise -> answers.put(exercise.id(), each.apply(exercise)));
        return answers;
    }

    /**
     * Marks a submission; a missing answer gets no points. A cell of the student's may declare what
     * the lesson does, better or worse: the better of the two marks counts.
     *
     * @throws IOException if the machine runs no answers, tried twice: no answer's fault
     */
    List<Mark> marks(Submission submission, Grader grader)
            throws IOException, InterruptedException {
        var work = new Work(name, teachers.text(), submission.answers(), submission.additions());
        Map<String, Mark> marks = tried(work, grader);
        Set<String> full =
                marks.values().stream()
                        .filter(Mark::isFull)
                        .map(Mark::exercise)
                        .collect(Collectors.toSet());
        if (full.size() < exercises.size() && !work.additions().isEmpty()) {
            tried(work.byOwn().settled(full), grader)
                    .forEach((id, mark) -> marks.merge(id, mark, Trial::better));
        }
        return exercises.stream().map(e -> Objects.requireNonNull(marks.get(e.id()))).toList();
    }

    private static Mark better(Mark one, Mark other) {
        return other.points() > one.points() ? other : one;
    }

    /** The marks of all open exercises, unless marking itself fails. */
    private Map<String, Mark> tried(Work all, Grader grader)
            throws IOException, InterruptedException {
        var progress = new TrialListener();
        var work = all;
        boolean done = false;
        int faults = 0;
        while (!done) {
            try {
                progress.begins(null, false);
                grader.mark(work, progress);
                done = true;
            } catch (IOException e) {
                faults++;
                if (faults > 1) {
                    throw e;
                }
                work = work.settled(Set.copyOf(progress.marks.keySet()));
            } catch (MarkingStoppedException e) {
                work = without(work, progress, String.valueOf(e.getMessage()));
                done = progress.marks.size() + all.settled().size() >= exercises.size();
            }
        }
        return progress.marks;
    }

    /**
     * The remaining work after a premature end, with the mark given for it. Where no exercise had
     * begun, it is tried without the cells that the student added: then they cost what needs them.
     */
    private Work without(Work work, TrialListener progress, String why) {
        String at = progress.exercise;
        Work left = work;
        if (at == null && !work.additions().isEmpty()) {
            left = left.withoutAdditions();
        } else if (at == null) { // in the lesson: whose fault that is nobody knows
            exercises.stream()
                    .filter(e -> !work.settled().contains(e.id()))
                    .forEach(e -> progress.marks.putIfAbsent(e.id(), none(e, why)));
        } else {
            Exercise exercise = named(at);
            progress.marks.putIfAbsent(at, none(exercise, why));
            if (!progress.check) {
                left = left.leavingOut(at);
            }
        }
        return left.settled(progress.marks.keySet());
    }

    private Exercise named(String id) {
        return exercises.stream().filter(e -> e.id().equals(id)).findFirst().orElseThrow();
    }

    /** Marks of no points for all exercises. */
    List<Mark> none(String why) {
        return exercises.stream().map(e -> none(e, why)).toList();
    }

    private Mark none(Exercise exercise, String why) {
        return new Mark(name, exercise.id(), 0, exercise.points(), why);
    }

    private static final class TrialListener implements MarkingListener {
        private final Map<String, Mark> marks = new HashMap<>();
        private @Nullable String exercise;
        private boolean check;

        @Override
        public void begins(@Nullable String which, boolean ofCheck) {
            exercise = which;
            check = ofCheck;
        }

        @Override
        public void marked(Mark mark) {
            marks.put(mark.exercise(), mark);
        }
    }
}
