package org.sumcat.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.sumcat.course.Limits;
import org.sumcat.course.NotebookFile;
import org.sumcat.course.Trial;

/** Notebooks whose exercises can be tried, by the Jupyter of this machine. */
record Trials(List<Trial> list, String sha256) {
    /** Those of these names; all that have exercises if there are none. */
    static Trials of(List<String> names, Limits limits) throws IOException, InterruptedException {
        Path home = Places.home().toAbsolutePath();
        var desk = new Desk(home, home.resolve("target/course/jupyter"));
        // Half of the memory for Java, the other for what the engine takes beside it.
        desk.registerJava(List.of("-Xmx%sm".formatted(limits.megabytes() / 2)));
        Path program = desk.jupyter().program("jupyter-nbconvert");
        var lessons = new Lessons(home.resolve("notebooks"));
        var trials = new ArrayList<Trial>();
        var sha256 = new StringBuilder();
        for (Path notebook : names.isEmpty() ? lessons.all() : lessons.named(names)) {
            var file = NotebookFile.read(notebook);
            var trial =
                    new Trial(
                            Lessons.title(notebook),
                            file,
                            home.resolve("target/sumcat.jar"),
                            limits,
                            (folder, name, ran, seconds) ->
                                    running(desk, program, folder, name, ran, seconds));
            if (!trial.exercises().isEmpty()) {
                trials.add(trial);
                sha256.append(file.sourceSha256());
                trial.exercises().forEach(exercise -> sha256.append(exercise.points()));
            }
        }
        return new Trials(trials, sha256.toString());
    }

    /** Runs a notebook in a folder, whatever its cells do, without waiting for its trainings. */
    static ProcessBuilder running(
            Desk desk, Path program, Path folder, String notebook, String ran, int seconds) {
        var process =
                desk.alone(
                        List.of(
                                program.toString(),
                                "--to=notebook",
                                "--execute",
                                "--allow-errors",
                                "--ExecutePreprocessor.timeout=" + seconds,
                                "--ExecutePreprocessor.startup_timeout=120",
                                "--output=" + ran,
                                notebook));
        process.environment().put("SUMCAT_PROFILE", "tiny");
        return process.directory(folder.toFile());
    }
}
