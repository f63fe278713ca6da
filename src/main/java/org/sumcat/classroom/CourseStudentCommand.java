package org.sumcat.classroom;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import org.sumcat.files.Folder;
import org.sumcat.ipynb.NotebookFile;
import org.sumcat.ipynb.StudentVersion;
import org.sumcat.terminal.Common;
import org.sumcat.terminal.ResultFolders;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ./sumcat course student}: notebooks with gaps in place of the solutions. */
@Command(
        name = "student",
        description =
                "Writes the students' version of the notebooks: gaps for solutions, no hidden"
                        + " tests, no outputs.")
final class CourseStudentCommand extends Common {
    @Parameters(index = "0", paramLabel = "DIR", description = "where they are written")
    private Path folder = Path.of("");

    @Parameters(
            index = "1..*",
            paramLabel = "NAME",
            description = "such as 00-start; all notebooks if none")
    private List<String> names = List.of();

    @Option(names = "--force", description = "replace notebooks that are there already")
    private boolean force;

    @Override
    public void run() {
        Folder.require("DIR", folder);
        var lessons = new Lessons(ResultFolders.home().toAbsolutePath().resolve("notebooks"));
        List<Path> notebooks = names.isEmpty() ? lessons.all() : lessons.named(names);
        Path whole = folder.toAbsolutePath().normalize();
        String jar = jar(whole);
        var files = new LinkedHashMap<String, Folder.Content>();
        for (Path notebook : notebooks) {
            String name = notebook.getFileName().toString();
            if (!force && Files.exists(whole.resolve(name))) {
                throw new IllegalArgumentException(
                        "a student's work must not be lost, but %s is there already; use another"
                                        .formatted(folder.resolve(name))
                                + " DIR, or --force to replace it");
            }
            var version =
                    StudentVersion.of(NotebookFile.read(notebook), Lessons.title(notebook), jar);
            files.put(name, Folder.Content.of(version.text()));
        }
        Folder.write(whole, files);
        files.keySet().forEach(name -> print(folder.resolve(name).toString()));
    }

    /** Path from the folder to the library: relative where both are in the same checkout. */
    private static String jar(Path folder) {
        Path home = ResultFolders.home().toAbsolutePath().normalize();
        Path jar = home.resolve("target/sumcat.jar");
        return (folder.startsWith(home) ? folder.relativize(jar) : jar)
                .toString()
                .replace('\\', '/');
    }
}
