package org.sumcat.classroom;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.sumcat.files.Folder;
import org.sumcat.ipynb.Exercise;
import org.sumcat.ipynb.NotebookCell;
import org.sumcat.ipynb.NotebookFile;
import org.sumcat.jupyter.Desk;
import org.sumcat.terminal.Common;
import org.sumcat.terminal.ResultFolders;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ./sumcat course nbgrader}: the lessons as assignments of a course of nbgrader. */
@Command(
        name = "nbgrader",
        description =
                "Writes a course of nbgrader: its nbgrader_config.py, and a source folder with an"
                        + " assignment for each notebook.")
final class CourseNbgraderCommand extends Common {
    /** The configuration file that nbgrader reads first; its name is nbgrader's. */
    private static final String CONFIG = "nbgrader_config.py";

    @Parameters(index = "0", paramLabel = "DIR", description = "the course's folder")
    private Path folder = Path.of("");

    @Parameters(
            index = "1..*",
            paramLabel = "NAME",
            description = "such as 00-start; all notebooks in Java if none")
    private List<String> names = List.of();

    @Option(names = "--force", description = "replace files that are there already")
    private boolean force;

    private final Path home;

    CourseNbgraderCommand() {
        this(ResultFolders.home());
    }

    CourseNbgraderCommand(Path home) {
        this.home = home.toAbsolutePath().normalize();
    }

    @Override
    public void run() {
        Folder.require("DIR", folder);
        var lessons = new Lessons(home.resolve("notebooks"));
        var files = new LinkedHashMap<Path, String>();
        files.put(folder.resolve(CONFIG), config());
        for (Path notebook : names.isEmpty() ? lessons.all() : lessons.named(names)) {
            String title = Lessons.title(notebook);
            files.put(
                    folder.resolve("source").resolve(title).resolve(notebook.getFileName()),
                    source(NotebookFile.read(notebook), title).text());
        }
        files.keySet().forEach(this::requireAbsent);
        try {
            new Desk(home).registerJava(List.of());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        files.forEach(CourseNbgraderCommand::write);
        files.keySet().forEach(file -> print(file.toString()));
    }

    private void requireAbsent(Path file) {
        if (!force && Files.exists(file)) {
            throw new IllegalArgumentException(
                    "a course must not be lost, but %s is there already; use another DIR, or"
                                    .formatted(file)
                            + " --force to replace it");
        }
    }

    private static void write(Path file, String text) {
        Path whole = file.toAbsolutePath().normalize();
        Folder.write(
                requireNonNull(whole.getParent()),
                Map.of(whole.getFileName().toString(), Folder.Content.of(text)));
    }

    /** The teacher's notebook with exercises that nbgrader can grade. */
    private static NotebookFile source(NotebookFile notebook, String title) {
        Exercise.of(notebook, title);
        notebook.cells().forEach(NotebookCell::clear);
        return notebook;
    }

    /** The settings, with the checkout's folder as a Python string literal. */
    private String config() {
        try (InputStream in = CourseNbgraderCommand.class.getResourceAsStream(CONFIG)) {
            return new String(requireNonNull(in).readAllBytes(), UTF_8)
                    .replace("{home}", new JsonMapper().writeValueAsString(home.toString()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
