package org.sumcat.marking;

import static java.util.Objects.requireNonNull;
import static java.util.Objects.requireNonNullElse;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.sumcat.ipynb.Exercise;
import org.sumcat.ipynb.NotebookFile;
import org.sumcat.snippet.ExecutionPlan;
import org.sumcat.snippet.Fragment;
import org.sumcat.snippet.Lesson;
import org.sumcat.snippet.Parser;

/**
 * Runs answers to the exercises of one notebook: after the parts of the lesson that they need, each
 * followed by the teacher's check. Marks are what JShell says of the check's own statements, so
 * what an answer prints is only printed.
 */
public final class Marking {

    private static final int SAID_AT_MOST = 2000;

    /** Declarations that Java kernels make before the first cell. */
    private static final List<String> OF_KERNELS =
            List.of(
                    "String display(Object any, Object... more) {"
                            + " System.out.println(any); return \"\"; }",
                    "void updateDisplay(Object... any) {}",
                    "Object render(Object any, String... as) { return any; }",
                    "void printf(String format, Object... args) { System.out.printf(format, args); }");

    private final Work work;
    private final List<Exercise> exercises;
    private final Engine engine;
    private final Limits limits;
    private final MarkingListener listener;
    private final Evaluator evaluator;

    /** The student's other cells that did not run yet. */
    private final List<Fragment> waiting = new ArrayList<>();

    private Marking(
            Work work,
            List<Exercise> exercises,
            Engine engine,
            Limits limits,
            MarkingListener listener) {
        this.work = work;
        this.exercises = exercises;
        this.engine = engine;
        this.limits = limits;
        this.listener = listener;
        this.evaluator = new Evaluator(engine);
    }

    /**
     * Marks all open exercises, in order.
     *
     * @throws Stopped if the engine ended, or the compiler could not take an answer; the listener
     *     knows which
     */
    public static void run(Work work, Engine engine, Limits limits, MarkingListener listener)
            throws MarkingStoppedException {
        listener.begins(null, false);
        engine.allow(limits.seconds());
        var notebook = NotebookFile.of(work.notebook(), work.name());
        var exercises = Exercise.of(notebook, work.name());
        try (var parser = new Parser()) {
            new Marking(work, exercises, engine, limits, listener).run(notebook, parser);
        }
    }

    private void run(NotebookFile notebook, Parser parser) throws MarkingStoppedException {
        try (evaluator) {
            Lesson lesson = Lesson.of(notebook, parser);
            var checks = new LinkedHashMap<String, List<Fragment>>();
            var answers = new LinkedHashMap<String, List<Fragment>>();
            var solutions = new ArrayList<Fragment>();
            for (Exercise exercise : exercises) {
                checks.put(exercise.id(), parser.fragments(exercise.check().source()));
                solutions.addAll(parser.fragments(exercise.answer().source()));
            }
            for (Exercise exercise : exercises) {
                String answer = work.answers().get(exercise.id());
                if (answer != null && !work.leftOut().contains(exercise.id())) {
                    listener.begins(exercise.id(), false);
                    answers.put(exercise.id(), parsed(Lesson.withoutMagic(answer), parser));
                }
            }
            var plan =
                    ExecutionPlan.of(
                            lesson, all(checks), solutions, answers, additions(parser), false);
            if (work.own()) {
                var own =
                        ExecutionPlan.of(
                                lesson, all(checks), solutions, answers, additions(parser), true);
                if (own.additions().equals(plan.additions())) {
                    return; // it would come to the same
                }
                plan = own;
            }
            listener.begins(null, false);
            prepare(plan);
            for (Exercise exercise : exercises) {
                mark(exercise, plan, requireNonNull(checks.get(exercise.id())));
            }
        }
    }

    private List<List<Fragment>> additions(Parser parser) throws MarkingStoppedException {
        var cells = new ArrayList<List<Fragment>>();
        for (String cell : work.additions()) {
            try {
                cells.add(parser.fragments(Lesson.withoutMagic(cell)));
            } catch (StackOverflowError e) {
                // then no answer can need it either
            }
        }
        return cells;
    }

    private static List<Fragment> parsed(String code, Parser parser)
            throws MarkingStoppedException {
        try {
            return parser.fragments(code);
        } catch (StackOverflowError | RuntimeException e) {
            throw new MarkingStoppedException(
                    "the compiler could not read it (" + e.getClass().getSimpleName() + ")");
        }
    }

    private static List<Fragment> all(Map<String, List<Fragment>> cells) {
        return cells.values().stream().flatMap(List::stream).toList();
    }

    private void prepare(ExecutionPlan plan) throws MarkingStoppedException {
        for (String line : OF_KERNELS) {
            evaluator.eval(line);
        }
        String wrong = evaluator.run(plan.lesson());
        if (wrong != null) {
            throw new MarkingStoppedException("the lesson must run, but did not: " + wrong);
        }
        waiting.addAll(plan.additions());
        begin();
        addWhatWaits();
        engine.said();
    }

    /** Runs the student's other cells, once the answers that they need exist. */
    private void addWhatWaits() throws MarkingStoppedException {
        for (Fragment fragment : List.copyOf(waiting)) {
            if (evaluator.eval(fragment.source()) == null) {
                waiting.remove(fragment);
            }
        }
    }

    private void mark(Exercise exercise, ExecutionPlan plan, List<Fragment> check)
            throws MarkingStoppedException {
        String id = exercise.id();
        List<Fragment> answer = plan.answers().get(id);
        String broken = null;
        if (answer != null) {
            listener.begins(id, false);
            broken = first(answer);
            if (!waiting.isEmpty()) {
                listener.begins(null, false); // it is not this answer's fault if that ends all
                begin();
                addWhatWaits();
            }
        }
        if (work.settled().contains(id)) {
            return;
        }
        if (answer == null) {
            listener.marked(new Mark(work.name(), id, 0, exercise.points(), "there is no answer"));
            return;
        }
        listener.begins(id, true);
        begin();
        for (Fragment line : plan.importsOfChecks()) {
            evaluator.eval(line.source());
        }
        engine.said();
        String wrong = first(check);
        if (wrong == null) {
            wrong = evaluator.proof();
        }
        String said = engine.said().strip();
        String words =
                wrong == null || said.contains("✗") ? said : requireNonNullElse(broken, wrong);
        listener.marked(
                new Mark(
                        work.name(),
                        id,
                        wrong == null ? exercise.points() : 0,
                        exercise.points(),
                        words.length() > SAID_AT_MOST
                                ? words.substring(0, SAID_AT_MOST) + " ..."
                                : words));
    }

    /** Runs a cell to its end, or to the first error, which it returns. */
    private @Nullable String first(List<Fragment> cell) throws MarkingStoppedException {
        begin();
        return evaluator.run(cell);
    }

    private void begin() {
        engine.allow(limits.cellSeconds());
        engine.begins();
    }
}
