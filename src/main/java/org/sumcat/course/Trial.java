package org.sumcat.course;

import java.io.IOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.sumcat.ipynb.Exercise;
import org.sumcat.ipynb.NotebookFile;
import org.sumcat.marking.Mark;
import org.sumcat.marking.Marker;
import org.sumcat.marking.Marking.Listener;
import org.sumcat.marking.Marking.Stopped;
import org.sumcat.marking.Work;

/**
 * The exercises of one notebook, and what becomes of answers to them. An answer that hangs or ends
 * Java costs its own points: what comes behind it is marked in another Java, behind all answers but
 * this.
 */
public final class Trial {
    private final String name;
    private final NotebookFile teachers;
    private final List<Exercise> exercises;

    /**
     * A trial of a notebook's exercises.
     *
     * @param name of the notebook, {@code 05-densenet}
     * @throws IllegalArgumentException as {@link Exercise#of}
     */
    public Trial(String name, NotebookFile teachers) {
        this.name = name;
        this.teachers = teachers;
        this.exercises = Exercise.of(teachers, name);
    }

    /** The name of the notebook. */
    public String name() {
        return name;
    }

    /** The exercises that there are. */
    public List<Exercise> exercises() {
        return exercises;
    }

    NotebookFile teachers() {
        return teachers;
    }

    /** The teacher's own answers. */
    Submission solutions() {
        return Submission.of(answers(exercise -> exercise.answer().source()));
    }

    /** What students get in place of answers. */
    Submission gaps() {
        return Submission.of(answers(Exercise::gap));
    }

    private Map<String, String> answers(Function<Exercise, String> each) {
        var answers = new HashMap<String, String>();
        exercises.forEach(exercise -> answers.put(exercise.id(), each.apply(exercise)));
        return answers;
    }

    /**
     * Marks what was handed in; an answer that is missing gets no points.
     *
     * @throws IOException if the machine runs no answers, tried twice: no answer's fault
     */
    List<Mark> marks(Submission submission, Marker marker)
            throws IOException, InterruptedException {
        var progress = new Progress();
        var work = new Work(name, teachers.text(), submission.answers(), submission.additions());
        boolean done = false;
        int faults = 0;
        while (!done) {
            try {
                progress.begins(null, false);
                marker.mark(work, progress);
                done = true;
            } catch (IOException e) {
                faults++;
                if (faults > 1) {
                    throw e;
                }
                work = work.settled(Set.copyOf(progress.marks.keySet()));
            } catch (Stopped e) {
                work = without(work, progress, String.valueOf(e.getMessage()));
                done = progress.marks.size() == exercises.size();
            }
        }
        return exercises.stream()
                .map(e -> Objects.requireNonNull(progress.marks.get(e.id())))
                .toList();
    }

    /**
     * What is left of the work when it ended somewhere, for the mark given. Where no exercise had
     * begun, it is tried without the cells that the student added: then they cost what needs them.
     */
    private Work without(Work work, Progress progress, String why) {
        String at = progress.exercise;
        Work left = work;
        if (at == null && !work.additions().isEmpty()) {
            left = left.withoutAdditions();
        } else if (at == null) { // in the lesson: whose fault that is nobody knows
            exercises.forEach(e -> progress.marks.putIfAbsent(e.id(), none(e, why)));
        } else {
            Exercise exercise = named(at);
            progress.marks.putIfAbsent(at, none(exercise, why));
            if (!progress.check) {
                left = left.leavingOut(at);
            }
        }
        Set<String> settled = new HashSet<>(progress.marks.keySet());
        return left.settled(settled);
    }

    private Exercise named(String id) {
        return exercises.stream().filter(e -> e.id().equals(id)).findFirst().orElseThrow();
    }

    /** No points for any exercise. */
    List<Mark> none(String why) {
        return exercises.stream().map(e -> none(e, why)).toList();
    }

    private Mark none(Exercise exercise, String why) {
        return new Mark(name, exercise.id(), 0, exercise.points(), why);
    }

    private static final class Progress implements Listener {
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
