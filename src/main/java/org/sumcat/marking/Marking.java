package org.sumcat.marking;

import static java.util.Objects.requireNonNull;
import static java.util.Objects.requireNonNullElse;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import jdk.jshell.DeclarationSnippet;
import jdk.jshell.Diag;
import jdk.jshell.EvalException;
import jdk.jshell.JShell;
import jdk.jshell.JShellException;
import jdk.jshell.Snippet;
import jdk.jshell.SnippetEvent;
import jdk.jshell.UnresolvedReferenceException;
import org.jspecify.annotations.Nullable;
import org.sumcat.ipynb.Exercise;
import org.sumcat.ipynb.NotebookFile;
import org.sumcat.snippet.ExecutionPlan;
import org.sumcat.snippet.Fragment;
import org.sumcat.snippet.Lesson;
import org.sumcat.snippet.Parser;

/**
 * Runs answers to the exercises of one notebook: behind what they need of the lesson, each followed
 * by the teacher's check. Marks are what JShell says of the check's own statements, so what an
 * answer prints is only printed.
 */
public final class Marking {
    /** Hears how far it is. */
    public interface Listener {
        /** An answer, or its check, is about to run; null for the lesson. */
        void begins(@Nullable String exercise, boolean check);

        void marked(Mark mark);
    }

    /** Nothing more can run here. */
    public static final class Stopped extends Exception {
        private static final long serialVersionUID = 1;

        Stopped(String why) {
            super(why);
        }
    }

    private static final int SAID_AT_MOST = 2000;

    /** What Java kernels declare before the first cell. */
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
    private final Listener listener;
    private final JShell shell;
    private final AtomicBoolean gone = new AtomicBoolean();

    /** Of the student's other cells, what did not run yet. */
    private final List<Fragment> waiting = new ArrayList<>();

    private Marking(
            Work work, List<Exercise> exercises, Engine engine, Limits limits, Listener listener) {
        this.work = work;
        this.exercises = exercises;
        this.engine = engine;
        this.limits = limits;
        this.listener = listener;
        this.shell = JShell.builder().executionEngine(engine.control(), Map.of()).build();
        shell.onShutdown(ended -> gone.set(true));
        for (Path path : engine.classPath()) {
            shell.addToClasspath(path.toString());
        }
    }

    /**
     * Marks all exercises that are not settled, in their order.
     *
     * @throws Stopped if the engine ended, or the compiler could not take an answer; the listener
     *     knows which
     */
    public static void run(Work work, Engine engine, Limits limits, Listener listener)
            throws Stopped {
        listener.begins(null, false);
        engine.allow(limits.seconds());
        var notebook = NotebookFile.of(work.notebook(), work.name());
        var exercises = Exercise.of(notebook, work.name());
        try (var parser = new Parser()) {
            new Marking(work, exercises, engine, limits, listener).run(notebook, parser);
        }
    }

    private void run(NotebookFile notebook, Parser parser) throws Stopped {
        try (shell) {
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

    private List<List<Fragment>> additions(Parser parser) throws Stopped {
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

    private static List<Fragment> parsed(String code, Parser parser) throws Stopped {
        try {
            return parser.fragments(code);
        } catch (StackOverflowError | RuntimeException e) {
            throw new Stopped(
                    "the compiler could not read it (" + e.getClass().getSimpleName() + ")");
        }
    }

    private static List<Fragment> all(Map<String, List<Fragment>> cells) {
        return cells.values().stream().flatMap(List::stream).toList();
    }

    private void prepare(ExecutionPlan plan) throws Stopped {
        for (String line : OF_KERNELS) {
            eval(line);
        }
        for (Fragment fragment : plan.lesson()) {
            String wrong = eval(fragment.source());
            if (wrong != null) {
                throw new Stopped(
                        "the lesson must run, but did not: %s: %s"
                                .formatted(fragment.source(), wrong));
            }
        }
        waiting.addAll(plan.additions());
        engine.allow(limits.cellSeconds());
        addWhatWaits();
        engine.said();
    }

    /** What the student's other cells have, once the answers that it needs are there. */
    private void addWhatWaits() throws Stopped {
        for (Fragment fragment : List.copyOf(waiting)) {
            if (eval(fragment.source()) == null) {
                waiting.remove(fragment);
            }
        }
    }

    private void mark(Exercise exercise, ExecutionPlan plan, List<Fragment> check) throws Stopped {
        String id = exercise.id();
        List<Fragment> answer = plan.answers().get(id);
        String broken = null;
        if (answer != null) {
            listener.begins(id, false);
            broken = first(answer);
            if (!waiting.isEmpty()) {
                listener.begins(null, false); // it is not this answer's fault if that ends all
                engine.allow(limits.cellSeconds());
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
        engine.allow(limits.cellSeconds());
        for (Fragment line : plan.importsOfChecks()) {
            eval(line.source());
        }
        engine.said();
        String wrong = first(check);
        if (wrong == null) {
            wrong = proof();
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

    /** Runs a cell to its end, or to the first thing that is wrong, which it says. */
    private @Nullable String first(List<Fragment> cell) throws Stopped {
        engine.allow(limits.cellSeconds());
        for (Fragment fragment : cell) {
            String wrong = eval(fragment.source());
            if (wrong != null) {
                return wrong;
            }
        }
        return null;
    }

    /** A check has passed only if what ran it is alive and answers. */
    private @Nullable String proof() throws Stopped {
        String word = UUID.randomUUID().toString();
        String answered = null;
        for (SnippetEvent event : events("\"" + word + "\"")) {
            answered = event.value();
        }
        return ("\"" + word + "\"").equals(answered) ? null : "the check did not answer";
    }

    private @Nullable String eval(String source) throws Stopped {
        for (SnippetEvent event : events(source)) {
            if (event.causeSnippet() != null) {
                continue;
            }
            JShellException exception = event.exception();
            if (exception != null) {
                return words(exception);
            }
            if (!event.status().isDefined()) {
                return words(event.snippet());
            }
        }
        return null;
    }

    private List<SnippetEvent> events(String source) throws Stopped {
        List<SnippetEvent> events;
        try {
            events = shell.eval(source);
        } catch (StackOverflowError | RuntimeException e) {
            throw new Stopped(
                    requireNonNullElse(
                            engine.ended(),
                            "the compiler could not take it ("
                                    + e.getClass().getSimpleName()
                                    + ")"));
        }
        String why = engine.ended();
        if (why != null || gone.get()) {
            throw new Stopped(requireNonNullElse(why, "it ended Java"));
        }
        return events;
    }

    private String words(Snippet snippet) {
        var lines = new StringBuilder();
        shell.diagnostics(snippet)
                .filter(Diag::isError)
                .forEach(wrong -> lines.append(words(snippet.source(), wrong)));
        if (lines.length() == 0 && snippet instanceof DeclarationSnippet declaration) {
            lines.append(missing(declaration));
        }
        return lines.toString().strip();
    }

    private static String words(String source, Diag wrong) {
        int at = (int) Math.min(Math.max(wrong.getStartPosition(), 0), source.length());
        int from = source.lastIndexOf('\n', at - 1) + 1;
        int to = source.indexOf('\n', at);
        return "%s\n  %s\n"
                .formatted(
                        wrong.getMessage(Locale.ENGLISH),
                        source.substring(from, to < 0 ? source.length() : to).strip());
    }

    private String missing(DeclarationSnippet declaration) {
        return "not there: "
                + String.join(", ", shell.unresolvedDependencies(declaration).toList());
    }

    private String words(JShellException exception) {
        if (exception instanceof UnresolvedReferenceException reference) {
            DeclarationSnippet unfinished = reference.getSnippet();
            String wrong = words(unfinished);
            return "%s cannot run%s"
                    .formatted(unfinished.name(), wrong.isEmpty() ? "" : ": " + wrong);
        }
        String type =
                exception instanceof EvalException thrown
                        ? thrown.getExceptionClassName().replaceFirst(".*[.$]", "")
                        : exception.getClass().getSimpleName();
        return exception.getMessage() == null ? type : type + ": " + exception.getMessage();
    }
}
