package org.sumcat.classroom;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.sumcat.course.Grading;
import org.sumcat.course.Trial;
import org.sumcat.marking.Limits;
import org.sumcat.marking.Mark;
import org.sumcat.terminal.Common;
import org.sumcat.terminal.Workers;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * {@code ./sumcat course check}: verifies that the exercises accept the solutions and reject the
 * gaps.
 */
@Command(
        name = "check",
        mixinStandardHelpOptions = true,
        description = {
            "Runs all exercises twice: with gaps, where every check must fail, and with the",
            "solutions put back, where every check must pass."
        })
final class CourseCheckCommand implements Callable<Integer> {
    @Parameters(paramLabel = "NAME", description = "such as 00-start; all notebooks if none")
    private List<String> names = List.of();

    @Option(
            names = "--jobs",
            paramLabel = "N",
            defaultValue = "1",
            description = "how many notebooks are tried at once; default: ${DEFAULT-VALUE}")
    private int jobs = 1;

    @Option(names = "--verbose", description = "Show the stack trace of an error.")
    boolean verbose;

    @Override
    public Integer call() throws IOException, InterruptedException {
        Workers.requireJobs(jobs);
        List<Trial> trials = Trials.of(names);
        try (var grading = new Grading(trials, Trials.machine(Limits.usual(), List.of()))) {
            var tasks = new ArrayList<Callable<Boolean>>();
            trials.forEach(trial -> tasks.add(() -> check(trial, grading)));
            return Workers.all(jobs, tasks).contains(false) ? Common.FAILED : 0;
        }
    }

    private static boolean check(Trial trial, Grading grading)
            throws IOException, InterruptedException {
        int all = trial.exercises().stream().mapToInt(exercise -> exercise.points()).sum();
        boolean gaps = report(trial.name() + " with gaps", grading.gaps(trial), 0);
        boolean solutions = report(trial.name() + " with solutions", grading.solutions(trial), all);
        return gaps && solutions;
    }

    /** Prints the result of one notebook; synchronized, so that its lines stay together. */
    private static synchronized boolean report(String what, List<Mark> marks, int expected) {
        int points = marks.stream().mapToInt(Mark::points).sum();
        boolean unanswered =
                expected > 0 || marks.stream().allMatch(m -> m.said().contains("not answered yet"));
        boolean good = points == expected && unanswered;
        System.out.printf("%s %s: %s points%n", good ? "✓" : "✗", what, points);
        if (!good) {
            marks.forEach(
                    m -> System.out.printf("  %s: %s, %s%n", m.exercise(), m.points(), m.said()));
            System.err.printf(
                    "error: %s must give %s points%s, but gave %s (above)%n",
                    what, expected, expected == 0 ? ", each check 'not answered yet'" : "", points);
        }
        return good;
    }
}
