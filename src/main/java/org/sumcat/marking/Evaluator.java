package org.sumcat.marking;

import static java.util.Objects.requireNonNullElse;

import java.nio.file.Path;
import java.util.ArrayList;
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
import org.sumcat.snippet.Fragment;

/** JShell, which compiles code and has an engine run it, with errors in words. */
final class Evaluator implements AutoCloseable {
    private final Engine engine;
    private final JShell shell;
    private final AtomicBoolean gone = new AtomicBoolean();

    Evaluator(Engine engine) {
        this.engine = engine;
        this.shell = JShell.builder().executionEngine(engine.control(), Map.of()).build();
        shell.onShutdown(ended -> gone.set(true));
        for (Path path : engine.classPath()) {
            shell.addToClasspath(path.toString());
        }
    }

    /**
     * Runs a cell to its end, or to the first error, which it returns. A declaration may name types
     * that follow it: sealed ones have to.
     */
    @Nullable String run(List<Fragment> cell) throws MarkingStoppedException {
        var open = new ArrayList<DeclarationSnippet>();
        for (Fragment fragment : cell) {
            for (SnippetEvent event : events(fragment.source())) {
                boolean later = event.status() == Snippet.Status.RECOVERABLE_NOT_DEFINED;
                if (later && event.snippet() instanceof DeclarationSnippet declaration) {
                    open.add(declaration);
                    continue;
                }
                String wrong = wrong(event);
                if (wrong != null) {
                    return wrong;
                }
            }
        }
        for (DeclarationSnippet declaration : open) {
            if (shell.status(declaration) == Snippet.Status.RECOVERABLE_NOT_DEFINED) {
                return words(declaration);
            }
        }
        return null;
    }

    /** Verifies that the engine is alive and answers, without which no check has passed. */
    @Nullable String proof() throws MarkingStoppedException {
        String word = UUID.randomUUID().toString();
        String answered = null;
        for (SnippetEvent event : events("\"" + word + "\"")) {
            answered = event.value();
        }
        return ("\"" + word + "\"").equals(answered) ? null : "the check did not answer";
    }

    /** Runs code and returns its error, in words. */
    @Nullable String eval(String source) throws MarkingStoppedException {
        for (SnippetEvent event : events(source)) {
            String wrong = wrong(event);
            if (wrong != null) {
                return wrong;
            }
        }
        return null;
    }

    private @Nullable String wrong(SnippetEvent event) {
        if (event.causeSnippet() != null) {
            return null; // of another that this one changes
        }
        JShellException exception = event.exception();
        if (exception != null) {
            return words(exception);
        }
        return event.status().isDefined() ? null : words(event.snippet());
    }

    private List<SnippetEvent> events(String source) throws MarkingStoppedException {
        List<SnippetEvent> events;
        try {
            events = shell.eval(source);
        } catch (StackOverflowError | RuntimeException e) {
            throw new MarkingStoppedException(
                    requireNonNullElse(
                            engine.ended(),
                            "the compiler could not take it ("
                                    + e.getClass().getSimpleName()
                                    + ")"));
        }
        String why = engine.ended();
        if (why != null || gone.get()) {
            throw new MarkingStoppedException(requireNonNullElse(why, "it ended Java"));
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

    @Override
    public void close() {
        shell.close();
    }
}
