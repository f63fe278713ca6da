package org.sumcat.classroom;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.sumcat.course.Gradebook;
import org.sumcat.course.Graded;
import org.sumcat.course.Grading;
import org.sumcat.course.HandIn;
import org.sumcat.course.HandIns;
import org.sumcat.course.Trial;
import org.sumcat.files.Folder;
import org.sumcat.marking.AnswerJvm;
import org.sumcat.marking.Limits;
import org.sumcat.terminal.Workers;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ./sumcat course grade}: points and a page for each student. */
@Command(
        name = "grade",
        mixinStandardHelpOptions = true,
        description = {
            "Grades submissions: DIR has a folder for each student, with their notebooks.",
            "Writes grades.csv, index.html and a page for each student. It reports how well answers",
            "are isolated from your files: best on Linux as root, for instance in a container."
        })
final class CourseGradeCommand implements Callable<Integer> {
    @Parameters(
            index = "0",
            paramLabel = "DIR",
            description = "a folder with a subfolder for each student")
    private Path folder = Path.of("");

    @Parameters(
            index = "1..*",
            paramLabel = "NAME",
            description = "such as 00-start; all notebooks if none")
    private List<String> names = List.of();

    @Option(
            names = "--out",
            paramLabel = "OUT",
            defaultValue = "grades",
            description = "where the grades go; default: ${DEFAULT-VALUE}")
    private Path out = Path.of("grades");

    @Option(
            names = "--jobs",
            paramLabel = "N",
            defaultValue = "1",
            description = "how many students are graded at once; default: ${DEFAULT-VALUE}")
    private int jobs = 1;

    @Option(
            names = "--cell-seconds",
            paramLabel = "S",
            defaultValue = "30",
            description = "time limit for a cell; default: ${DEFAULT-VALUE}")
    private int cellSeconds;

    @Option(
            names = "--seconds",
            paramLabel = "S",
            defaultValue = "120",
            description = "time limit for a notebook; default: ${DEFAULT-VALUE}")
    private int seconds;

    @Option(
            names = "--memory",
            paramLabel = "MB",
            defaultValue = "3000",
            description = "memory limit; default: ${DEFAULT-VALUE} MB")
    private int megabytes;

    @Option(names = "--again", description = "also grade work that has not changed")
    private boolean again;

    @Option(names = "--verbose", description = "Show the stack trace of an error.")
    boolean verbose;

    @Override
    public Integer call() throws IOException, InterruptedException {
        Workers.requireJobs(jobs);
        var limits = new Limits(cellSeconds, seconds, megabytes, Limits.usual().outputMegabytes());
        Folder.require("--out", out);
        requireGrades();
        List<Trial> trials = Trials.of(names);
        HandIns handIns = HandIns.of(folder, trials);
        handIns.aside().forEach(line -> System.err.println("not graded: " + line));
        Files.createDirectories(out); // what is not there cannot be hidden
        AnswerJvm machine = Trials.machine(limits, List.of(folder, out));
        System.err.println("answers run " + machine.confinement().kind().words());
        try (var grading = new Grading(trials, machine)) {
            var book = new Gradebook(out);
            var tasks = new ArrayList<Callable<Graded>>();
            handIns.list().forEach(handIn -> tasks.add(() -> grade(handIn, grading, book)));
            book.close(Workers.all(jobs, tasks));
        }
        System.out.println(out.resolve("index.html"));
        return 0;
    }

    /**
     * Refuses a folder that is not a gradebook of ours, which has a folder for the students beside
     * it.
     */
    private void requireGrades() {
        for (String name : List.of("grades.csv", "index.html")) {
            if (Files.exists(out.resolve(name)) && !Files.isDirectory(out.resolve("students"))) {
                throw new IllegalArgumentException(
                        "--out must not overwrite what Sumcat did not write, but %s exists without a folder of students; move it or use another folder"
                                .formatted(out.resolve(name)));
            }
        }
    }

    private Graded grade(HandIn handIn, Grading grading, Gradebook book)
            throws InterruptedException {
        String name = handIn.student();
        var known = again ? Optional.<Graded>empty() : book.known(name, grading.sha256(handIn));
        Graded graded = known.isPresent() ? known.get() : grading.grade(handIn);
        if (known.isEmpty()) {
            try {
                book.keep(graded);
            } catch (UncheckedIOException | IllegalArgumentException e) {
                System.err.println(name + ": " + e.getMessage());
                graded = graded.remarked("there is no page: " + e.getMessage());
            }
        }
        String how = known.isPresent() ? " (as before)" : "";
        System.err.printf(
                "%s: %s of %s%s%n",
                name,
                graded.points(),
                graded.of(),
                graded.unfinished() ? " (not all could be graded: run it again)" : how);
        return graded;
    }
}
